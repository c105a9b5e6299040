"""Blocks of recommended products, and where candidates for them come from: events, orders, the catalogue.

Each query reads a bounded number of rows, so that an answer takes as long with a million events as with ten.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Boolean, Index, UniqueConstraint, bindparam, exists, func, or_
from sqlmodel import Field, col, select

from emulator.kernel.columns import OneOf
from emulator.kernel.database import Json, Prepared, Session, Table, insert_unless_there, prepare
from emulator.vendors.rees46.storage.catalogue import SHOWN, Product
from emulator.vendors.rees46.storage.events_tracking import Event
from emulator.vendors.rees46.storage.filters import Placement, Supply
from emulator.vendors.rees46.storage.orders import Order, OrderItem
from emulator.vendors.rees46.storage.search_texts import Standing

HISTORY = 500
"""How many of a person's last events are looked at."""
BASKETS = 500
"""How many of the last orders with a product are looked at."""


class Recommender(Table, table=True):
    """A block; `id` is its number in the shop's account, `code` what a page asks for."""

    __tablename__ = "rees46_recommenders"
    __table_args__ = (UniqueConstraint("shop", "code"),)

    id: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    shop: int = Field(foreign_key="rees46_shops.id")
    code: str
    title: str
    algorithm: str
    size: int
    link: str | None = None


@dataclass(frozen=True)
class Conditions:
    """Which products may be recommended; an empty list asks for nothing."""

    exclude: Sequence[str] = ()
    categories: Sequence[str] = ()
    locations: Sequence[str] = ()
    brands: Sequence[str] = ()
    exclude_brands: Sequence[str] = ()
    discount: bool = False


Index("rees46_order_items_by_product", col(OrderItem.product), col(OrderItem.id))

_ADD = insert_unless_there(Recommender, "id")
_WITH_CODE = prepare(
    select(Recommender).where(col(Recommender.shop) == bindparam("shop"), col(Recommender.code) == bindparam("code"))
)
_LIMIT: Any = bindparam("limit")
_SHOP = col(Product.shop) == bindparam("shop")


_CANDIDATE: Any = select(Product.id, Product.group_id)


def _in(name: str, column: Any) -> Any:
    return OneOf(column, bindparam(name, type_=Json))


def _unless(name: str, condition: Any) -> Any:
    """The condition, which everything meets where the parameter says so."""
    return or_(bindparam(name, type_=Boolean), condition)


def _placed(name: str) -> Any:
    return exists().where(col(Placement.product) == col(Product.id), _in(name, Placement.category))


_ALLOWED: Prepared[Any] = prepare(
    _CANDIDATE.where(
        col(Product.shop) + 0 == bindparam("shop"),  # so that the candidates are looked up, not the whole shop
        _in("ids", Product.id),
        SHOWN,
        ~_in("exclude", Product.uid),
        _unless("any_brand", _in("brands", func.lower(Product.brand))),
        ~_in("exclude_brands", func.lower(Product.brand)),
        _unless("any_price", col(Product.oldprice) > col(Product.price)),
        _unless("any_category", _placed("categories")),
        _unless("anything", _placed("within")),
        _unless("anywhere", exists().where(col(Supply.product) == col(Product.id), _in("locations", Supply.location))),
    )
)
_IN_CATEGORIES: Prepared[int] = prepare(
    select(Placement.product)
    .join(Standing, col(Standing.product) == col(Placement.product))
    .where(col(Placement.shop) == bindparam("shop"), _in("categories", Placement.category))
    .limit(_LIMIT)
)
_OF_BRANDS: Prepared[int] = prepare(select(Product.id).where(_SHOP, _in("brands", Product.brand)).limit(_LIMIT))
_AT_LOCATIONS: Prepared[int] = prepare(
    select(Supply.product).where(col(Supply.shop) == bindparam("shop"), _in("locations", Supply.location)).limit(_LIMIT)
)
_NEIGHBOUR: Any = select(Product.id, Product.group_id, Product.brand, Product.price)
_NEIGHBOURS: Prepared[Any] = prepare(_NEIGHBOUR.where(_in("ids", Product.id), _placed("categories")))
# Shops write a status in words of their own; it is for `behaviour.orders` to say which of them mean a cancelled order.
_STANDS = func.lower(Order.status).not_like("cancel%") & func.lower(Order.status).not_like("refund%")
_ORDERS = (
    select(OrderItem.order)
    .join(Order, col(Order.id) == col(OrderItem.order))
    .where(
        col(OrderItem.product) == bindparam("uid"),
        col(Order.shop) == bindparam("shop"),
        _STANDS,
    )
    .order_by(col(OrderItem.id).desc())
    .limit(BASKETS)
)
_BOUGHT_WITH: Prepared[str] = prepare(
    select(OrderItem.product)
    .where(col(OrderItem.order).in_(_ORDERS), col(OrderItem.product) != bindparam("uid"))
    .group_by(col(OrderItem.product))
    .order_by(func.count().desc(), func.max(OrderItem.id).desc())
    .limit(_LIMIT)
)
_SALES: Any = select(OrderItem.product, func.sum(OrderItem.amount).label("sold"))
_SOLD: Prepared[Any] = prepare(
    _SALES.join(Order, col(Order.id) == col(OrderItem.order))
    .where(col(Order.shop) == bindparam("shop"), _STANDS)
    .group_by(col(OrderItem.product))
)
_SEEN: Any = select(Event.event, Event.product)
_LAST_EVENTS: Prepared[Any] = prepare(
    _SEEN.where(col(Event.profile) == bindparam("profile")).order_by(col(Event.id).desc()).limit(HISTORY)
)


def sold(session: Session, shop: int) -> list[tuple[str, int]]:
    """Each product of any order with how many were sold."""
    return [(row.product, row.sold) for row in session.all(_SOLD, shop=shop)]


def add(session: Session, **columns: Any) -> bool:
    """False where there is a block of that number."""
    return session.first(_ADD, **columns) is not None


def with_code(session: Session, shop: int, code: str) -> Recommender | None:
    return session.first(_WITH_CODE, shop=shop, code=code)


def allowed(
    session: Session, shop: int, ids: Sequence[int], conditions: Conditions, *, within: Sequence[str] = ()
) -> list[Any]:
    """Number and group of those that are in stock and meet the conditions, in the order given.

    `within` are further categories, one of which they must stand in where there are any.
    """
    brands = [brand.lower() for brand in conditions.brands]
    found = {
        row.id: row
        for row in session.all(
            _ALLOWED,
            shop=shop,
            ids=list(ids),
            exclude=list(conditions.exclude),
            any_brand=not brands,
            brands=brands,
            exclude_brands=[brand.lower() for brand in conditions.exclude_brands],
            any_price=not conditions.discount,
            any_category=not conditions.categories,
            categories=list(conditions.categories),
            anything=not within,
            within=list(within),
            anywhere=not conditions.locations,
            locations=list(conditions.locations),
        )
    }
    return [found[number] for number in ids if number in found]


def meeting(session: Session, shop: int, conditions: Conditions, limit: int) -> list[int]:
    """Some products of the brands, categories or locations that are asked for, whichever is narrower to look up."""
    if conditions.categories:
        return session.all(_IN_CATEGORIES, shop=shop, categories=list(conditions.categories), limit=limit)
    if conditions.brands:
        return session.all(_OF_BRANDS, shop=shop, brands=list(conditions.brands), limit=limit)
    if conditions.locations:
        return session.all(_AT_LOCATIONS, shop=shop, locations=list(conditions.locations), limit=limit)
    return []


def neighbours(session: Session, ids: Sequence[int], within: Sequence[str]) -> list[Any]:
    """Group, brand and price of those products that stand in one of the categories."""
    return session.all(_NEIGHBOURS, ids=list(ids), categories=list(within))


def bought_with(session: Session, shop: int, uid: str, limit: int) -> list[str]:
    """What stood in the same orders, the most frequent first."""
    return session.all(_BOUGHT_WITH, shop=shop, uid=uid, limit=limit)


def viewed(session: Session, profile: int) -> list[str]:
    """The products that a person viewed last, the newest first, each once."""
    rows = session.all(_LAST_EVENTS, profile=profile)
    return list(dict.fromkeys(row.product for row in rows if row.event == "view" and row.product is not None))
