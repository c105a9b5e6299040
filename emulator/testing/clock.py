"""A world's time."""

from dataclasses import dataclass
from datetime import datetime

from emulator.testing.control import Control


@dataclass(frozen=True)
class Ran:
    """Work that became due: when (world's time, with its zone), at which vendor, and what it was in words."""

    at: datetime
    vendor: str
    what: str


class Clock:
    """The only clock that the world's vendors read. It goes forward only."""

    def __init__(self, control: Control) -> None:
        self._control = control

    def now(self) -> datetime:
        """What it shows (datetime in UTC)."""
        return datetime.fromisoformat(self._control.get("/clock")["now"])

    def advance(self, *, days: float = 0, hours: float = 0, minutes: float = 0, seconds: float = 0) -> list[Ran]:
        """Goes forward by that much; answers what became due on the way, in order.

        Raises ControlError for less than nothing, and beyond the year 9000.
        """
        by = {"days": days, "hours": hours, "minutes": minutes, "seconds": seconds}
        ran = self._control.post("/clock/advance", by)["ran"]
        return [Ran(datetime.fromisoformat(one["at"]), one["vendor"], one["what"]) for one in ran]

    def set(self, now: datetime | str) -> None:
        """Goes forward to a moment with its zone (datetime, or str as in "2031-01-01T12:00:00Z").

        Raises ControlError where that lies behind, and where it is no moment.
        """
        self._control.put("/clock", {"now": now})

    def freeze(self, now: datetime | str | None = None) -> None:
        """Stops, here or at a later moment (as in `set`), until `run` or `advance`."""
        self._control.put("/clock", {"frozen": True, **({"now": now} if now else {})})

    def run(self) -> None:
        """Goes on from where it stopped."""
        self._control.put("/clock", {"frozen": False})
