"""Reco's tables and queries."""

from datetime import datetime
from typing import Any

from sqlalchemy import UniqueConstraint, bindparam, update
from sqlmodel import Field, col, select

from emulator.kernel.database import Instant, Json, Session, Table, command, insert_into, insert_unless_there, prepare


class Venue(Table, table=True):
    __tablename__ = "reco_venues"

    id: int | None = Field(default=None, primary_key=True)
    venue_id: str = Field(unique=True)
    name: str
    slug: str
    api_key: str = Field(unique=True)
    sandbox_api_key: str | None = Field(default=None, unique=True)
    sandbox_email: str = "sandbox@emulator.test"
    sandbox_mobile: str = "+46700000000"
    reask_after_days: int | None = None


class Invite(Table, table=True):
    __tablename__ = "reco_invites"
    __table_args__ = (UniqueConstraint("venue", "sandbox", "channel", "address"),)

    id: int | None = Field(default=None, primary_key=True)
    venue: int = Field(foreign_key="reco_venues.id")
    sandbox: bool = False
    channel: str
    address: str
    """The e-mail in lower case, or the number as E.164: two ways to write one address are one customer."""
    sent_to: str
    """The address as the client wrote it."""
    first_name: str | None = None
    last_name: str | None = None
    details: list[dict[str, Any]] = Field(default_factory=list, sa_type=Json)
    customer_id: str | None = None
    state: str
    """scheduled, sent, or cancelled (opted out in between)."""
    created_at: datetime = Field(sa_type=Instant)
    send_at: datetime = Field(sa_type=Instant)
    token: str
    """What makes the invite's links unguessable; the id in front of it finds the row."""


class OptOut(Table, table=True):
    __tablename__ = "reco_opt_outs"

    sandbox: bool = Field(primary_key=True)
    address: str = Field(primary_key=True)
    at: datetime = Field(sa_type=Instant)


_VENUES = prepare(select(Venue).order_by(col(Venue.id)))
_VENUE = prepare(select(Venue).where(col(Venue.id) == bindparam("id")))
_VENUE_BY_KEY = prepare(select(Venue).where(col(Venue.api_key) == bindparam("key")))
_VENUE_BY_SANDBOX_KEY = prepare(select(Venue).where(col(Venue.sandbox_api_key) == bindparam("key")))
_INSERT_INVITE = insert_unless_there(Invite, "venue", "sandbox", "channel", "address")
_OPT_OUT = prepare(
    select(OptOut.address).where(
        col(OptOut.sandbox) == bindparam("sandbox"), col(OptOut.address) == bindparam("address")
    )
)


def venue_with_key(session: Session, key: str, *, sandbox: bool) -> Venue | None:
    return session.first(_VENUE_BY_SANDBOX_KEY if sandbox else _VENUE_BY_KEY, key=key)


def has_opted_out(session: Session, address: str, *, sandbox: bool) -> bool:
    return session.first(_OPT_OUT, sandbox=sandbox, address=address) is not None


def add_invite(session: Session, **columns: Any) -> int | None:
    """The invite's id, or None where the venue has asked this customer over this channel before."""
    return session.first(_INSERT_INVITE, **columns)


_INVITE = prepare(select(Invite).where(col(Invite.id) == bindparam("id")))
_SET_STATE = command(update(Invite).where(col(Invite.id) == bindparam("invite_id")).values(state=bindparam("to")))
_SET_KEYS = command(
    update(Venue)
    .where(col(Venue.venue_id) == bindparam("venue"))
    .values(api_key=bindparam("new_key"), sandbox_api_key=bindparam("new_sandbox_key"))
)
_INSERT_VENUE = insert_into(Venue)


def invite(session: Session, invite_id: int) -> Invite:
    return session.one(_INVITE, id=invite_id)


def venue(session: Session, number: int) -> Venue:
    return session.one(_VENUE, id=number)


def venues(session: Session) -> list[Venue]:
    return session.all(_VENUES)


def add_venue(session: Session, **columns: Any) -> int:
    return session.one(_INSERT_VENUE, **columns)


def set_state(session: Session, invite_id: int, state: str) -> None:
    session.run(_SET_STATE, invite_id=invite_id, to=state)


def set_keys(session: Session, venue_id: str, *, api_key: str, sandbox_api_key: str | None) -> None:
    session.run(_SET_KEYS, venue=venue_id, new_key=api_key, new_sandbox_key=sandbox_api_key)
