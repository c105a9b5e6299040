"""A world's clock: real, moved by an offset, or frozen. Its `now()` is the only clock that vendor code reads.

Nothing else reads what time it is on the machine; how long something takes is another matter (`time.monotonic`).
"""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

from emulator.kernel.columns import EPOCH

EARLIEST = datetime(1970, 1, 1, tzinfo=UTC)
LATEST = datetime(9000, 1, 1, tzinfo=UTC)
"""Vendors add months and years to the present; before the end of the calendar there must be room for that."""


_SECOND = timedelta(seconds=1)


def real_now() -> datetime:
    """The machine's time: for what is true of the server, not of a world."""
    return datetime.now(UTC)


class BackwardsError(ValueError):
    """A clock was asked to go back; what has happened would lie in its future."""


class BeyondError(ValueError):
    """A clock was asked to go further than the calendar reaches."""

    def __init__(self) -> None:
        super().__init__(f"the clock goes no further than {LATEST:%Y-%m-%d}")


class TooEarlyError(ValueError):
    """A clock was to begin before there were such clocks."""

    def __init__(self) -> None:
        super().__init__(f"a clock begins no earlier than {EARLIEST:%Y-%m-%d}")


@dataclass
class Clock:
    offset: timedelta = timedelta(0)
    frozen_at: datetime | None = None
    _from: datetime = field(default=EPOCH, repr=False, compare=False)
    """From here to `_until` the `Date` at hand is right."""
    _until: datetime = field(default=EPOCH, repr=False, compare=False)
    _date: tuple[bytes, bytes] = field(default=(b"date", b""), repr=False, compare=False)

    def now(self) -> datetime:
        return self.frozen_at or datetime.now(UTC) + self.offset

    def date_header(self, moment: datetime | None = None) -> tuple[bytes, bytes]:
        """The `Date` of an answer at that moment, else now; written once for all answers of one second."""
        at = moment or self.now()
        if not self._from <= at < self._until:
            self._from = at.replace(microsecond=0)
            self._until = self._from + _SECOND
            self._date = (b"date", format_datetime(self._from, usegmt=True).encode())
        return self._date

    def ahead(self) -> timedelta:
        """How far it is from the real clock at this moment."""
        return self.offset if self.frozen_at is None else self.frozen_at - real_now()

    def advance(self, by: timedelta) -> None:
        """Moves on by `by`, which is zero or more; raises BeyondError for more than there is."""
        if by > LATEST - self.now():
            raise BeyondError
        if self.frozen_at is not None:
            self.frozen_at += by
        self.offset += by

    def set(self, now: datetime | None, *, frozen: bool | None) -> None:
        """Goes forward to `now` (where given), stops or runs on (where said).

        Raises BackwardsError for an earlier `now`, BeyondError for one out of reach.
        """
        was_frozen = self.frozen_at is not None
        present = self.now()
        target = present if now is None else now.astimezone(UTC)
        if target < present:
            raise BackwardsError(
                f"the clock only goes forward: {target.isoformat()} is before {present.isoformat()}; "
                "what has happened there would lie in its future"
            )
        if target > LATEST:
            raise BeyondError
        if now is not None or was_frozen:
            self.offset = target - real_now()
        self.frozen_at = target if (was_frozen if frozen is None else frozen) else None


@dataclass(frozen=True)
class Start:
    """How a world's clock stands when the world is made, and again after a reset; without `now`, as the real one."""

    now: datetime | None = None
    frozen: bool = False

    def __post_init__(self) -> None:
        """Raises TooEarlyError or BeyondError."""
        if self.now is not None and self.now < EARLIEST:
            raise TooEarlyError
        if self.now is not None and self.now > LATEST:
            raise BeyondError

    def clock(self) -> Clock:
        present = real_now()
        now = self.now or present
        return Clock(now - present, now if self.frozen else None)
