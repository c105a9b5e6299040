"""The settings of a command: its flags, before the variables, before the defaults."""

import os
from collections.abc import Mapping
from typing import TYPE_CHECKING

from emulator.commands.ending import Status, stop

if TYPE_CHECKING:
    from emulator.settings import Settings

Flag = str | bool | None


def settings_from(**flags: Flag) -> "Settings":
    """The settings with the flags that were given; a wrong value ends the command with one sentence."""
    from emulator.settings import Settings

    return _read(Settings, _given(flags))


def settings_for_tests(**flags: Flag) -> "Settings":
    """As `settings_from`, of a server for tests: beside its flags it has the variables that one of pytest has."""
    from emulator.testing import shell

    return _read(shell.Told, {**shell.taken(), **_given(flags)})


def _given(flags: Mapping[str, Flag]) -> dict[str, Flag]:
    return {name: value for name, value in flags.items() if value not in (None, "")}  # an empty flag is not given


def _read(kind: "type[Settings]", given: Mapping[str, Flag]) -> "Settings":
    from pydantic import ValidationError

    from emulator.settings import first_wrong

    try:
        return kind(**given)  # type: ignore[arg-type]  # pydantic reads the text of each flag
    except ValidationError as error:
        name, why = first_wrong(error)
        variable = f"EMULATOR_{name.upper()}"
        by_flag = name in given and os.environ.get(variable) != given[name]
        source = f"--{name.replace('_', '-')}" if by_flag else variable
        stop(f"{source} {why}", Status.USAGE)
