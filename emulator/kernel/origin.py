"""What a world was made from, and how its clock stands: one row in its database."""

from datetime import datetime, timedelta
from random import Random
from typing import Any

from sqlalchemy import update
from sqlmodel import Field, bindparam, select

from emulator.kernel.clock import Clock, Start, real_now
from emulator.kernel.database import Instant, Json, Session, Table, command, insert_or_merge, prepare

Chance = tuple[Any, ...]
"""As `random.getstate` gives it."""


class Origin(Table, table=True):
    __tablename__ = "world"

    id: int = Field(default=1, primary_key=True, sa_column_kwargs={"autoincrement": False})
    fixture: str
    made_at: datetime = Field(sa_type=Instant)
    renewed: list[Any] = Field(default_factory=list, sa_type=Json)
    """Credentials that replace those of the fixture: [vendor, before, after] for each account."""
    starts_at: datetime | None = Field(default=None, sa_type=Instant)
    """When its clock starts, where that is not the present."""
    starts_frozen: bool = False
    offset_us: int = 0
    frozen_at: datetime | None = Field(default=None, sa_type=Instant)
    strict: bool = False
    """Whether what breaks a vendor's document is refused."""
    made_strict: bool = False
    """Whether it was so from the start, as it is again after a reset."""
    kept_at: datetime | None = Field(default=None, sa_type=Instant)
    """In a snapshot: what its world's clock showed when it was saved."""
    saved_at: datetime | None = Field(default=None, sa_type=Instant)
    """In a snapshot: when that really was."""
    chance: list[Any] | None = Field(default=None, sa_type=Json)
    """In a snapshot: how its world's source of chance stood."""


_WRITE = insert_or_merge(Origin, "id")
_READ = prepare(select(Origin))
_MADE = command(
    update(Origin).values(made_at=bindparam("at", type_=Instant), renewed=bindparam("credentials", type_=Json))
)
_CLOCK = command(update(Origin).values(offset_us=bindparam("offset"), frozen_at=bindparam("frozen", type_=Instant)))
_STRICT = command(update(Origin).values(strict=bindparam("now"), made_strict=bindparam("from_start")))
_MARK = command(
    update(Origin).values(
        kept_at=bindparam("at", type_=Instant),
        saved_at=bindparam("really_at", type_=Instant),
        chance=bindparam("state", type_=Json),
    )
)


def write(
    session: Session,
    *,
    fixture: str,
    made_at: datetime,
    start: Start,
    strict: bool = False,
    renewed: list[Any] | None = None,
) -> None:
    """Where `start` says nothing, the clock starts as the fixture says."""
    begun = session.first(_READ)
    if begun is not None and start.now is None:
        start = Start(begun.starts_at, begun.starts_frozen)
    row = Origin(fixture=fixture, made_at=made_at, renewed=renewed or [], strict=strict, made_strict=strict)
    row.starts_at, row.starts_frozen = start.now, start.frozen
    session.run(_WRITE, **row.model_dump())
    keep_clock(session, start.clock())


def read(session: Session) -> Origin:
    return session.one(_READ)


def keep_made(session: Session, made_at: datetime, renewed: list[Any]) -> None:
    """Stores when the world was made and the credentials it was given."""
    session.run(_MADE, at=made_at, credentials=renewed)


def keep_clock(session: Session, clock: Clock) -> None:
    session.run(_CLOCK, offset=clock.offset // timedelta(microseconds=1), frozen=clock.frozen_at)


def keep_strict(session: Session, strict: bool, *, from_start: bool) -> None:
    session.run(_STRICT, now=strict, from_start=from_start)


def mark(session: Session, random: Random) -> None:
    """Notes in a snapshot what its rows do not tell: the time of its world, and how its chance stood."""
    version, numbers, gauss = random.getstate()
    session.run(_MARK, at=session.now, really_at=real_now(), state=[version, list(numbers), gauss])


def resume(session: Session) -> Chance | None:
    """Where this is a copy of a snapshot, its time goes on from where it was saved; answers how its chance stood."""
    made = read(session)
    if made.kept_at is None or made.chance is None:
        return None
    if made.frozen_at is None:
        keep_clock(session, Clock(made.kept_at - real_now()))
    session.run(_MARK, at=None, really_at=None, state=None)
    version, numbers, gauss = made.chance
    return version, tuple(numbers), gauss
