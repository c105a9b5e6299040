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
        """Moves on by `by`; raises BackwardsError for less than nothing, BeyondError for more than there is."""
        if by < timedelta(0):
            raise BackwardsError("the clock only goes forward: advance by zero or more")
        if by > LATEST - self.now():
            raise BeyondError
        if self.frozen_at is not None:
            self.frozen_at += by
        self.offset += by

    def set(self, now: datetime | None, *, frozen: bool | None) -> None:
        """Goes to `now` (where given), stops or runs on (where said).

        Raises BackwardsError for an earlier `now`, BeyondError for one out of reach.
        """
        present = self.now()
        target = present if now is None else now.astimezone(UTC)
        if target < present:
            raise BackwardsError(
                f"the clock only goes forward: {target.isoformat()} is before {present.isoformat()}; "
                "reset the world, or make another, to start earlier"
            )
        if target > LATEST:
            raise BeyondError
        stopped = self.frozen_at is not None if frozen is None else frozen
        self.offset = target - datetime.now(UTC)
        self.frozen_at = target if stopped else None
