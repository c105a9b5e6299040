"""What the emulator says of itself, asked of one that runs in this process for as long as it takes."""

from dataclasses import dataclass
from typing import Any

from emulator import Emulator

Json = dict[str, Any]


@dataclass(frozen=True)
class Described:
    control: Json
    """The control API's OpenAPI description."""
    contract: Json
    """What `/_emulator/contract` answers before anything was called."""


def emulator() -> Described:
    with Emulator(in_process=True) as running:
        return Described(running.control.get("/openapi.json"), running.control.get("/contract"))
