"""A world's clock: real, moved by an offset, or frozen. Its `now()` is the only clock that vendor code reads."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

LATEST = datetime(9000, 1, 1, tzinfo=UTC)
"""Vendors add months and years to the present; before the end of the calendar there must be room for that."""


class BackwardsError(ValueError):
    """A clock was asked to go back; what has happened would lie in its future."""


class BeyondError(ValueError):
    """A clock was asked to go further than the calendar reaches."""

    def __init__(self) -> None:
        super().__init__(f"the clock goes no further than {LATEST:%Y-%m-%d}")


@dataclass
class Clock:
    offset: timedelta = timedelta(0)
    frozen_at: datetime | None = None

    def now(self) -> datetime:
        return self.frozen_at or datetime.now(UTC) + self.offset

    def ahead(self) -> timedelta:
        """How far it is from the real clock at this moment."""
        return self.offset if self.frozen_at is None else self.frozen_at - datetime.now(UTC)

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
            self.offset = target - datetime.now(UTC)
        self.frozen_at = target if (was_frozen if frozen is None else frozen) else None
