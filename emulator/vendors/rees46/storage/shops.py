"""Shops, and how many requests each has sent."""

from datetime import datetime
from typing import Any

from sqlalchemy import Integer, bindparam, delete, update
from sqlmodel import Field, col, func, select

from emulator.kernel.database import (
    Instant,
    Json,
    Session,
    Table,
    command,
    insert_into,
    insert_unless_there,
    prepare,
    remember,
)


class Shop(Table, table=True):
    __tablename__ = "rees46_shops"

    id: int = Field(default=None, primary_key=True)
    """What other tables refer to: the shop_id of a world is minted anew."""
    shop_id: str = Field(unique=True)
    shop_secret: str
    name: str
    currency: str = "$"
    active: bool = True
    strict: bool = False
    cart_accumulates: bool = False
    requests_per_minute: int | None = None
    popups_of_events: bool = False
    """Whether a popup waits for an event: where none does, no event looks for one."""
    settings: dict[str, Any] = Field(default_factory=dict, sa_type=Json)
    """What `init` answers beyond the defaults."""


class Use(Table, table=True):
    """One admitted request of a shop whose rate is limited."""

    __tablename__ = "rees46_uses"

    id: int | None = Field(default=None, primary_key=True)
    shop: int = Field(foreign_key="rees46_shops.id")
    at: datetime = Field(sa_type=Instant, index=True)


_BY_SHOP_ID = remember(select(Shop).where(col(Shop.shop_id) == bindparam("shop_id")))
_BY_NUMBER = prepare(select(Shop).where(col(Shop.id) == bindparam("number")))
_SHOPS = prepare(select(Shop).order_by(col(Shop.id)))
_LENIENT = prepare(select(Shop.id).where(col(Shop.strict).is_(False)).limit(1))
_INSERT = insert_unless_there(Shop, "shop_id")
_RENAME = command(
    update(Shop)
    .where(col(Shop.shop_id) == bindparam("before"))
    .values(shop_id=bindparam("after"), shop_secret=bindparam("secret"))
)
_SET = command(
    update(Shop)
    .where(col(Shop.id) == bindparam("shop"))
    .values(strict=bindparam("is_strict"), active=bindparam("is_active"), requests_per_minute=bindparam("rate"))
)
_SINCE = (col(Use.shop) == bindparam("shop"), col(Use.at) > bindparam("since", type_=Instant))
_COUNT = prepare(select(func.count()).where(*_SINCE))
_NTH = prepare(select(Use.at).where(*_SINCE).order_by(col(Use.at)).limit(1).offset(bindparam("n", type_=Integer)))
_USE = insert_into(Use)
_FORGET = command(
    delete(Use).where(col(Use.shop) == bindparam("shop"), col(Use.at) <= bindparam("since", type_=Instant))
)


def with_shop_id(session: Session, shop_id: str) -> Shop | None:
    return session.recall(_BY_SHOP_ID, shop_id=shop_id)


def with_number(session: Session, number: int) -> Shop:
    return session.one(_BY_NUMBER, number=number)


def shops(session: Session) -> list[Shop]:
    return session.all(_SHOPS)


def all_are_strict(session: Session) -> bool:
    return session.first(_LENIENT) is None


def add(session: Session, **columns: Any) -> int | None:
    """The shop's number, or None where the shop_id is taken."""
    return session.first(_INSERT, **columns)


def set_credentials(session: Session, before: str, *, shop_id: str, shop_secret: str) -> None:
    session.run(_RENAME, before=before, after=shop_id, secret=shop_secret)


def set_rules(session: Session, shop: int, *, strict: bool, active: bool, requests_per_minute: int | None) -> None:
    session.run(_SET, shop=shop, is_strict=strict, is_active=active, rate=requests_per_minute)


def used_since(session: Session, shop: int, since: datetime) -> int:
    """How many requests were admitted after `since`."""
    return session.one(_COUNT, shop=shop, since=since)


def nth_use(session: Session, shop: int, since: datetime, n: int) -> datetime:
    """When the request was admitted that has `n` before it since then."""
    return session.one(_NTH, shop=shop, since=since, n=n)


def count_use(session: Session, shop: int, *, forget: datetime) -> None:
    session.run(_FORGET, shop=shop, since=forget)
    session.one(_USE, shop=shop, at=session.now)
