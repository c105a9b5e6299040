"""The bonuses that members of the loyalty program were given for what they did."""

from datetime import date, datetime

from sqlalchemy import BigInteger, UniqueConstraint, bindparam, delete, func, update
from sqlmodel import Field, col, select

from emulator.kernel.database import Instant, Prepared, Session, Table, command, insert_unless_there, prepare
from emulator.vendors.rees46.storage.profiles import Profile


class BonusTransaction(Table, table=True):
    """What one event brought; a person is given bonuses for it once."""

    __tablename__ = "rees46_bonus_transactions"
    __table_args__ = (UniqueConstraint("profile", "event"),)

    id: int = Field(default=None, primary_key=True)
    profile: int = Field(sa_type=BigInteger)
    at: datetime = Field(sa_type=Instant)
    event: str
    amount: int = Field(sa_type=BigInteger)
    status: str = "confirmed"
    """confirmed, spent, cancelled or expired."""
    expires: date | None = None
    """The day on which they are gone; None never."""
    order_id: str | None = None
    """For an order: what it was paid with is below zero, what it brought above."""


_OF = col(BonusTransaction.profile) == bindparam("profile")
_ADD = insert_unless_there(BonusTransaction, "profile", "event")
_WITH_EVENT = prepare(select(BonusTransaction).where(_OF, col(BonusTransaction.event) == bindparam("event")))
_EVERY = prepare(select(BonusTransaction).where(_OF).order_by(col(BonusTransaction.id).desc()))
_WITH_ID = prepare(select(BonusTransaction).where(col(BonusTransaction.id) == bindparam("number")))
_END = command(
    update(BonusTransaction)
    .where(col(BonusTransaction.id) == bindparam("number"), col(BonusTransaction.status) == "confirmed")
    .values(status=bindparam("new_status"))
)
_CREDIT = command(
    update(Profile)
    .where(col(Profile.id) == bindparam("number"))
    .values(loyalty_bonuses=func.coalesce(Profile.loyalty_bonuses, 0) + bindparam("more"))
)
_SPEND = command(
    update(Profile)
    .where(col(Profile.id) == bindparam("number"), col(Profile.loyalty_bonuses) >= bindparam("amount"))
    .values(loyalty_bonuses=Profile.loyalty_bonuses - bindparam("amount"))
)
_FORGET = command(
    delete(BonusTransaction).where(
        col(BonusTransaction.profile) == bindparam("of"), col(BonusTransaction.event) == bindparam("named")
    )
)
_EXPIRING: Prepared[int] = prepare(
    select(func.coalesce(func.sum(BonusTransaction.amount), 0)).where(
        _OF, col(BonusTransaction.status) == "confirmed", col(BonusTransaction.expires) <= bindparam("until")
    )
)


def add(session: Session, profile: int, *, event: str, amount: int, expires: date | None) -> BonusTransaction | None:
    """The new transaction; None where the event has brought some before."""
    if session.first(_WITH_EVENT, profile=profile, event=event) is not None:
        return None
    session.first(
        _ADD, profile=profile, at=session.now, event=event, amount=amount, status="confirmed", expires=expires
    )
    return session.first(_WITH_EVENT, profile=profile, event=event)


def every(session: Session, profile: int) -> list[BonusTransaction]:
    """A person's, the newest first."""
    return session.all(_EVERY, profile=profile)


def with_id(session: Session, number: int) -> BonusTransaction | None:
    return session.first(_WITH_ID, number=number)


def end(session: Session, number: int, status: str) -> None:
    session.run(_END, number=number, new_status=status)


def credit(session: Session, profile: int, amount: int) -> None:
    """Adds to the bonuses on the profile, or takes from them."""
    session.run(_CREDIT, number=profile, more=amount)


def expiring(session: Session, profile: int, until: date) -> int:
    return int(session.one(_EXPIRING, profile=profile, until=until))


def spend(session: Session, profile: int, amount: int) -> bool:
    """Takes bonuses off the profile; False where there are not as many."""
    return session.run(_SPEND, number=profile, amount=amount) == 1


def book(session: Session, profile: int, order_id: str, kind: str, amount: int, status: str) -> None:
    """One line of the history for what an order was paid with, and one for what it brought; 0 takes it out."""
    event = f"{kind} {order_id}"
    session.run(_FORGET, of=profile, named=event)
    if amount:
        columns = {"event": event, "amount": amount, "status": status, "expires": None}
        session.first(_ADD, profile=profile, at=session.now, order_id=order_id, **columns)
