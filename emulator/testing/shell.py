"""A server's settings in tests: the call's, and of the shell's those that say what worlds are, and the token.

The others (a port, a folder, a number of worlds) are meant for a server that somebody works with.
"""

import os
from typing import Any

from pydantic import ValidationError
from pydantic_settings import PydanticBaseSettingsSource

from emulator.settings import Settings, first_wrong

_PREFIX = "EMULATOR_"
_TAKEN = ("fixture", "seed", "strict", "control_token")


class Told(Settings):
    """Settings as they are given in the call: no variable is read."""

    @classmethod
    def settings_customise_sources(  # type: ignore[override]  # the other sources are named, and not read
        cls, *_: Any, init_settings: PydanticBaseSettingsSource, **__: Any
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        return (init_settings,)


def settings_from(given: dict[str, Any]) -> Settings:
    """Raises TypeError for a setting that there is not, ValueError for a value that it cannot have."""
    for name in given:
        if name not in Settings.model_fields:
            raise TypeError(f"there is no setting {name!r}; the settings are {', '.join(Settings.model_fields)}")
    try:
        return Told(**{"port": 0, **taken(), **given})
    except ValidationError as error:
        name, why = first_wrong(error)
        raise ValueError(f"{name if name in given else _PREFIX + name.upper()} {why}") from None


def taken() -> dict[str, str]:
    """By their names as settings; what is empty is not set."""
    said = {name: os.environ.get(_PREFIX + name.upper(), "") for name in _TAKEN}
    return {name: value for name, value in said.items() if value}


def environment() -> dict[str, str]:
    """All variables for a process of its own, but those that are not taken."""
    others = {name: value for name, value in os.environ.items() if not name.upper().startswith(_PREFIX)}
    return others | {_PREFIX + name.upper(): value for name, value in taken().items()}
