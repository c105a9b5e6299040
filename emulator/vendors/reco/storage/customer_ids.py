"""The customers that a venue has: what the share of those who were asked is measured against."""

from collections.abc import Iterable

from sqlalchemy import UniqueConstraint, bindparam, func
from sqlmodel import Field, col, select

from emulator.kernel.database import Session, Table, insert_unless_there, prepare
from emulator.vendors.reco.storage.invites import Invite


class CustomerId(Table, table=True):
    __tablename__ = "reco_customer_ids"
    __table_args__ = (UniqueConstraint("venue", "sandbox", "customer_id"),)

    id: int = Field(default=None, primary_key=True)
    venue: int = Field(foreign_key="reco_venues.id")
    sandbox: bool
    customer_id: str


_INSERT = insert_unless_there(CustomerId, "venue", "sandbox", "customer_id")
_OF_VENUE = (col(CustomerId.venue) == bindparam("venue"), col(CustomerId.sandbox) == bindparam("sandbox"))
_REGISTERED = prepare(select(func.count(col(CustomerId.id))).where(*_OF_VENUE))
_INVITED = prepare(
    select(func.count(col(CustomerId.id))).where(
        *_OF_VENUE,
        col(CustomerId.customer_id).in_(
            select(Invite.customer_id).where(
                col(Invite.venue) == bindparam("venue"),
                col(Invite.sandbox) == bindparam("sandbox"),
                col(Invite.customer_id).is_not(None),
                col(Invite.state) != "cancelled",
            )
        ),
    )
)


def add_all(session: Session, venue: int, customer_ids: Iterable[str], *, sandbox: bool) -> None:
    """Those that are there already stay as they are."""
    session.run_many(_INSERT, [{"venue": venue, "sandbox": sandbox, "customer_id": one} for one in customer_ids])


def registered(session: Session, venue: int, *, sandbox: bool) -> int:
    return session.one(_REGISTERED, venue=venue, sandbox=sandbox)


def invited(session: Session, venue: int, *, sandbox: bool) -> int:
    """How many of the registered stand in an invite's metadata."""
    return session.one(_INVITED, venue=venue, sandbox=sandbox)
