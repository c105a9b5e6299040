"""The settings of a command: its flags, before the variables, before the defaults."""

import os
import re
from collections.abc import Mapping
from typing import TYPE_CHECKING

from emulator.commands.ending import Status, stop

if TYPE_CHECKING:
    from emulator.settings import Settings

_PASSWORD = re.compile(r"(://[^:/@]*:).*@")
"""In an address: what stops a command stands in logs."""
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

    try:
        return kind(**given)  # type: ignore[arg-type]  # pydantic reads the text of each flag
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        name, wrong = str(first["loc"][0]), first["input"]
        variable = f"EMULATOR_{name.upper()}"
        by_flag = name in given and os.environ.get(variable) != wrong
        source = f"--{name.replace('_', '-')}" if by_flag else variable
        shown = _PASSWORD.sub(r"\1***@", str(wrong))
        stop(f"{source} cannot be {shown!r}: {first['msg'].removeprefix('Value error, ')}", Status.USAGE)
