"""Invites: who was asked, by which venue, over which channel."""

from datetime import datetime
from typing import Any

from sqlalchemy import UniqueConstraint, bindparam, func, update
from sqlmodel import Field, col, select

from emulator.kernel.database import Instant, Json, Session, Table, command, insert_unless_there, prepare


class Invite(Table, table=True):
    __tablename__ = "reco_invites"
    __table_args__ = (UniqueConstraint("venue", "sandbox", "channel", "address", "round"),)

    id: int = Field(default=None, primary_key=True)
    venue: int = Field(foreign_key="reco_venues.id")
    sandbox: bool
    channel: str
    address: str
    """The e-mail in lower case, or the number as E.164: two ways to write one address are one customer."""
    round: int
    """0 for the first time that the venue asks this customer, 1 for the second."""
    sent_to: str
    """The address as the client wrote it."""
    first_name: str | None = None
    last_name: str | None = None
    details: list[dict[str, Any]] = Field(default_factory=list, sa_type=Json)
    """The metadata."""
    customer_id: str | None = None
    state: str
    """scheduled, sent, or cancelled (opted out in between)."""
    created_at: datetime = Field(sa_type=Instant)
    send_at: datetime = Field(sa_type=Instant)
    token: str
    """What makes the invite's links unguessable; the id in front of it finds the row."""


_INSERT = insert_unless_there(Invite, "venue", "sandbox", "channel", "address", "round")
_ONE = prepare(select(Invite).where(col(Invite.id) == bindparam("id")))
_LAST = prepare(
    select(Invite)
    .where(
        col(Invite.venue) == bindparam("venue"),
        col(Invite.sandbox) == bindparam("sandbox"),
        col(Invite.channel) == bindparam("channel"),
        col(Invite.address) == bindparam("address"),
    )
    .order_by(col(Invite.round).desc())
    .limit(1)
)
_SCHEDULED = prepare(
    select(Invite)
    .where(col(Invite.venue) == bindparam("venue"), col(Invite.state) == "scheduled")
    .order_by(col(Invite.id))
)
_LATEST = prepare(select(Invite).order_by(col(Invite.id).desc()).limit(bindparam("limit")))
_COUNT = prepare(select(func.count(col(Invite.id))))
_SET_STATE = command(update(Invite).where(col(Invite.id) == bindparam("invite_id")).values(state=bindparam("to")))


def add(session: Session, **columns: Any) -> int | None:
    """The invite's id, or None where this customer was asked in this round before."""
    return session.first(_INSERT, **columns)


def one(session: Session, number: int) -> Invite | None:
    return session.first(_ONE, id=number)


def last(session: Session, *, venue: int, sandbox: bool, channel: str, address: str) -> Invite | None:
    """The latest time that the venue asked this customer."""
    return session.first(_LAST, venue=venue, sandbox=sandbox, channel=channel, address=address)


def scheduled(session: Session, venue: int) -> list[Invite]:
    """Those that wait to be sent."""
    return session.all(_SCHEDULED, venue=venue)


def latest_first(session: Session, *, limit: int) -> list[Invite]:
    return session.all(_LATEST, limit=limit)


def count(session: Session) -> int:
    return session.one(_COUNT)


def set_state(session: Session, number: int, state: str) -> None:
    session.run(_SET_STATE, invite_id=number, to=state)
