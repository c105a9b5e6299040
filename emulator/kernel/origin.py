"""What a world was made from, and how its clock stands: one row in its database."""

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import update
from sqlmodel import Field, bindparam, select

from emulator.kernel.clock import Clock
from emulator.kernel.database import Instant, Json, Session, Table, command, insert_into, prepare


class Origin(Table, table=True):
    __tablename__ = "world"

    id: int = Field(default=1, primary_key=True, sa_column_kwargs={"autoincrement": False})
    fixture: str
    made_at: datetime = Field(sa_type=Instant)
    renewed: list[Any] = Field(default_factory=list, sa_type=Json)
    """Credentials that replace those of the fixture: [vendor, before, after] for each account."""
    offset_us: int = 0
    frozen_at: datetime | None = Field(default=None, sa_type=Instant)


_INSERT = insert_into(Origin)
_READ = prepare(select(Origin))
_MADE = command(
    update(Origin).values(made_at=bindparam("at", type_=Instant), renewed=bindparam("credentials", type_=Json))
)
_CLOCK = command(update(Origin).values(offset_us=bindparam("offset"), frozen_at=bindparam("frozen", type_=Instant)))


def write(session: Session, *, fixture: str, made_at: datetime, renewed: list[Any] | None = None) -> None:
    session.one(_INSERT, **Origin(fixture=fixture, made_at=made_at, renewed=renewed or []).model_dump())


def read(session: Session) -> Origin:
    return session.one(_READ)


def keep_made(session: Session, made_at: datetime, renewed: list[Any]) -> None:
    """Stores when the world was made and the credentials it was given."""
    session.run(_MADE, at=made_at, credentials=renewed)


def keep_clock(session: Session, clock: Clock) -> None:
    session.run(_CLOCK, offset=clock.offset // timedelta(microseconds=1), frozen=clock.frozen_at)
