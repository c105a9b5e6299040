"""Who waits for a lower price of a product, or for its return to stock."""

from datetime import datetime
from typing import Any

from sqlalchemy import BigInteger, Index, UniqueConstraint, bindparam, delete, func, update
from sqlmodel import Field, col, select

from emulator.kernel.database import Instant, Json, Prepared, Session, Table, command, insert_unless_there, prepare

PRICE = "product_price_decrease"
AVAILABLE = "product_available"


class TriggerSubscription(Table, table=True):
    __tablename__ = "rees46_trigger_subscriptions"
    __table_args__ = (
        UniqueConstraint("profile", "kind", "item"),
        Index("rees46_trigger_subscriptions_for", "shop", "item", "kind"),
    )

    id: int | None = Field(default=None, primary_key=True)
    shop: int = Field(foreign_key="rees46_shops.id")
    profile: int = Field(foreign_key="rees46_profiles.id", sa_type=BigInteger)
    kind: str
    """PRICE or AVAILABLE."""
    item: str
    price: float | None = None
    """What the product cost when the person subscribed."""
    properties: dict[str, Any] = Field(default_factory=dict, sa_type=Json)
    at: datetime = Field(sa_type=Instant)


_THIS = (
    col(TriggerSubscription.profile) == bindparam("of_profile", type_=BigInteger),
    col(TriggerSubscription.kind) == bindparam("of_kind"),
)
_ONE = (*_THIS, col(TriggerSubscription.item) == bindparam("of_item"))
_ADD = insert_unless_there(TriggerSubscription, "profile", "kind", "item")
_CHANGE = command(
    update(TriggerSubscription)
    .where(*_ONE)
    .values(price=bindparam("to_price"), properties=bindparam("to_properties", type_=Json))
)
_IS_THERE = prepare(select(TriggerSubscription.item).where(*_ONE))
_REMOVE = command(delete(TriggerSubscription).where(*_ONE))
_REMOVE_ALL = command(delete(TriggerSubscription).where(*_THIS))
_SHOP = (col(TriggerSubscription.shop) == bindparam("shop"), col(TriggerSubscription.kind) == bindparam("kind"))
_OF_SHOP = prepare(select(TriggerSubscription).where(*_SHOP).order_by(col(TriggerSubscription.id)))
_SINCE = prepare(
    select(TriggerSubscription)
    .where(
        *_SHOP,
        col(TriggerSubscription.at) >= bindparam("since", type_=Instant),
        col(TriggerSubscription.at) < bindparam("until", type_=Instant),
    )
    .order_by(col(TriggerSubscription.at), col(TriggerSubscription.id))
)
_WAITING = prepare(
    select(TriggerSubscription)
    .where(*_SHOP, col(TriggerSubscription.item) == bindparam("item"))
    .order_by(col(TriggerSubscription.id))
)
_COUNTS: Any = (
    select(TriggerSubscription.kind, func.count().label("count"))
    .where(col(TriggerSubscription.shop) == bindparam("shop"), col(TriggerSubscription.item) == bindparam("item"))
    .group_by(col(TriggerSubscription.kind))
)
_COUNTED: Prepared[Any] = prepare(_COUNTS)
_OF_PROFILE = prepare(
    select(TriggerSubscription).where(col(TriggerSubscription.profile) == bindparam("profile", type_=BigInteger))
)


def save(
    session: Session, *, shop: int, profile: int, kind: str, item: str, price: float | None, properties: dict[str, Any]
) -> None:
    """One for each person, kind and product; the same again changes it."""
    about: dict[str, Any] = {"shop": shop, "price": price, "properties": properties, "at": session.now}
    if session.first(_ADD, profile=profile, kind=kind, item=item, **about) is None:
        key = {"of_profile": profile, "of_kind": kind, "of_item": item}
        session.run(_CHANGE, **key, to_price=price, to_properties=properties)


def is_there(session: Session, profile: int, kind: str, item: str) -> bool:
    return session.first(_IS_THERE, of_profile=profile, of_kind=kind, of_item=item) is not None


def remove(session: Session, profile: int, kind: str, item: str) -> None:
    session.run(_REMOVE, of_profile=profile, of_kind=kind, of_item=item)


def remove_all(session: Session, profile: int, kind: str) -> None:
    session.run(_REMOVE_ALL, of_profile=profile, of_kind=kind)


def of_shop(session: Session, shop: int, kind: str) -> list[TriggerSubscription]:
    return session.all(_OF_SHOP, shop=shop, kind=kind)


def of_time(session: Session, shop: int, kind: str, *, since: datetime, until: datetime) -> list[TriggerSubscription]:
    """Who subscribed then, the earliest first; `until` itself is no longer in it."""
    return session.all(_SINCE, shop=shop, kind=kind, since=since, until=until)


def waiting(session: Session, shop: int, kind: str, item: str) -> list[TriggerSubscription]:
    return session.all(_WAITING, shop=shop, kind=kind, item=item)


def counts(session: Session, shop: int, item: str) -> dict[str, int]:
    """How many people wait for a product, by kind."""
    return dict(session.all(_COUNTED, shop=shop, item=item))


def move(session: Session, old: int, new: int) -> None:
    for row in session.all(_OF_PROFILE, profile=old):
        about = {"shop": row.shop, "price": row.price, "properties": row.properties, "at": row.at}
        session.first(_ADD, profile=new, kind=row.kind, item=row.item, **about)
        remove(session, old, row.kind, row.item)
