"""Who has joined which subscription of the loyalty program, on which plan, and until when it is paid."""

from datetime import date, datetime

from sqlalchemy import UniqueConstraint, bindparam, delete, update
from sqlmodel import Field, col, select

from emulator.kernel.database import Instant, Session, Table, command, insert_unless_there, prepare


class Subscriber(Table, table=True):
    __tablename__ = "rees46_loyalty_subscribers"
    __table_args__ = (UniqueConstraint("shop", "identifier", "subscription"),)

    id: int = Field(default=None, primary_key=True)
    shop: int = Field(foreign_key="rees46_shops.id")
    identifier: str
    """The phone."""
    subscription: str
    plan: str
    paid_till: date
    limits_reset_date: date
    joined_at: datetime = Field(sa_type=Instant)


_ONE = (
    col(Subscriber.shop) == bindparam("of_shop"),
    col(Subscriber.identifier) == bindparam("of_identifier"),
    col(Subscriber.subscription) == bindparam("of_subscription"),
)
_ADD = insert_unless_there(Subscriber, "shop", "identifier", "subscription")
_FORGET = command(delete(Subscriber).where(*_ONE))
_PROLONG = command(update(Subscriber).where(*_ONE).values(paid_till=bindparam("until")))
_FIND = prepare(select(Subscriber).where(*_ONE))
_LATEST = prepare(
    select(Subscriber).where(*_ONE[:2]).order_by(col(Subscriber.joined_at).desc(), col(Subscriber.id).desc()).limit(1)
)
_MEMBERS = prepare(select(Subscriber).where(_ONE[0], _ONE[2]).order_by(col(Subscriber.id)))


def put(
    session: Session, shop: int, identifier: str, subscription: str, *, plan: str, paid_till: date, reset: date
) -> None:
    """Replaces the terms that the person had in it."""
    leave(session, shop, identifier, subscription)
    terms = {"plan": plan, "paid_till": paid_till, "limits_reset_date": reset, "joined_at": session.now}
    session.first(_ADD, shop=shop, identifier=identifier, subscription=subscription, **terms)


def leave(session: Session, shop: int, identifier: str, subscription: str) -> None:
    session.run(_FORGET, of_shop=shop, of_identifier=identifier, of_subscription=subscription)


def prolong(session: Session, shop: int, identifier: str, subscription: str, until: date) -> None:
    session.run(_PROLONG, of_shop=shop, of_identifier=identifier, of_subscription=subscription, until=until)


def subscriber(session: Session, shop: int, identifier: str, subscription: str) -> Subscriber | None:
    return session.first(_FIND, of_shop=shop, of_identifier=identifier, of_subscription=subscription)


def latest(session: Session, shop: int, identifier: str) -> Subscriber | None:
    """Of a person's subscriptions the one that was joined last."""
    return session.first(_LATEST, of_shop=shop, of_identifier=identifier)


def members(session: Session, shop: int, subscription: str) -> list[Subscriber]:
    """As they joined."""
    return session.all(_MEMBERS, of_shop=shop, of_subscription=subscription)
