"""A world's clock: real, moved by an offset, or frozen. Its `now()` is the only clock that vendor code reads."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta


class BackwardsError(ValueError):
    """A clock was asked to go back; what has happened would lie in its future."""


@dataclass
class Clock:
    offset: timedelta = timedelta(0)
    frozen_at: datetime | None = None

    def now(self) -> datetime:
        return self.frozen_at or datetime.now(UTC) + self.offset

    def advance(self, by: timedelta) -> None:
        """Moves on by `by`; raises BackwardsError for less than nothing."""
        if by < timedelta(0):
            raise BackwardsError("the clock only goes forward: advance by zero or more")
        if self.frozen_at is not None:
            self.frozen_at += by
        self.offset += by

    def set(self, now: datetime | None, *, frozen: bool | None) -> None:
        """Goes to `now` (where given), stops or runs on (where said); raises BackwardsError for an earlier `now`."""
        present = self.now()
        if now is not None and now < present:
            raise BackwardsError(
                f"the clock only goes forward: {now.isoformat()} is before {present.isoformat()}; "
                "reset the world, or make another, to start earlier"
            )
        target = now or present
        stopped = self.frozen_at is not None if frozen is None else frozen
        self.offset = target - datetime.now(UTC)
        self.frozen_at = target if stopped else None
