"""A shop's products: what they are, what they cost, and whether they are to be had.

What other chapters use (`shop` is the number of the shop, a product is named by its `uid`, the shop's own id):

- `with_uid(session, shop, uid)` and `with_uids(session, shop, uids)`: products, the latter in the order of the uids;
  `with_ids` likewise by the number that a search index and the tables of `storage.filters` refer to.
- `Product.is_available` is what counts: the feed or an import sets it, an event overrides it until the next of them.
- `SHOWN`: the condition of what recommendations, search and lists may show.
- `behaviour.catalogue.put`, `set_stock` and `on_change` for writes; nothing else changes a price or availability.
- `storage.listing` for filters, facets and sorting, `storage.categories` for the tree, `wire.product` for the answer.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Index, UniqueConstraint, and_, bindparam, func, update
from sqlmodel import Field, col, select

from emulator.kernel.columns import OneOf
from emulator.kernel.database import Instant, Json, Prepared, Session, Table, command, insert_into, prepare


@dataclass(frozen=True)
class Stock:
    """What a product costs and whether it is to be had."""

    price: float
    is_available: bool


class Product(Table, table=True):
    """One product, or one variant of a group. Texts are "" and `oldprice` 0 where nothing is known."""

    __tablename__ = "rees46_products"
    __table_args__ = (
        UniqueConstraint("shop", "uid"),
        Index("rees46_products_by_brand", "shop", "brand"),
        Index("rees46_products_by_price", "shop", "price"),
        Index("rees46_products_by_group", "shop", "group_id"),
        Index("rees46_products_by_feed", "shop", "feed"),
    )

    id: int = Field(default=None, primary_key=True)
    shop: int = Field(foreign_key="rees46_shops.id")
    uid: str
    name: str
    type_prefix: str = ""
    brand: str = ""
    brand_picture: str = ""
    model: str = ""
    vendor_code: str = ""
    barcode: str = ""
    group_id: str = ""
    description: str = ""
    url: str = ""
    deeplink_android: str = ""
    deeplink_ios: str = ""
    picture: str = ""
    price: float
    oldprice: float = 0
    discount_percent: int = 0
    price_margin: int = 0
    promocode: str = ""
    price_with_promocode: float | None = None
    is_available: bool = True
    ignored: bool = False
    stock_quantity: int | None = None
    leftovers: str = ""
    is_new: bool | None = None
    rating: int = 0
    sales_rate: int = 0
    added_at: datetime = Field(sa_type=Instant)
    feed: int = 0
    """The number of the last feed that it stood in."""
    category_ids: list[str] = Field(default_factory=list, sa_type=Json)
    locations: list[dict[str, Any]] = Field(default_factory=list, sa_type=Json)
    """Where it is to be had, at prices of their own; empty means everywhere."""
    params: list[dict[str, Any]] = Field(default_factory=list, sa_type=Json)
    fashion: dict[str, Any] = Field(default_factory=dict, sa_type=Json)
    merchants: list[str] = Field(default_factory=list, sa_type=Json)
    tags: list[str] = Field(default_factory=list, sa_type=Json)
    seasonality: list[int] = Field(default_factory=list, sa_type=Json)
    accessories: list[str] = Field(default_factory=list, sa_type=Json)
    forbidden: list[str] = Field(default_factory=list, sa_type=Json)
    """What the loyalty program may not do with it: "discounts", "bonuses_spending", "bonuses_accrual"."""


WRITTEN = tuple(name for name in Product.model_fields if name not in ("id", "shop", "uid", "sales_rate", "added_at"))
"""The columns that a feed or an import sets."""
SHOWN = and_(col(Product.is_available).is_(True), col(Product.ignored).is_(False))

_SHOP = col(Product.shop) == bindparam("shop")
_WITH_UID = prepare(select(Product).where(_SHOP, col(Product.uid) == bindparam("uid")))
_WITH_UIDS = prepare(select(Product).where(_SHOP, OneOf(Product.uid, bindparam("uids", type_=Json))))
_WITH_IDS = prepare(select(Product).where(OneOf(Product.id, bindparam("ids", type_=Json))))
_NUMBER_AND_UID: Any = select(Product.id, Product.uid)
_NUMBERS: Prepared[Any] = prepare(_NUMBER_AND_UID.where(_SHOP, OneOf(Product.uid, bindparam("uids", type_=Json))))
_IN_STOCK = prepare(
    select(Product.uid)
    .where(_SHOP, col(Product.is_available).is_(True), col(Product.feed) < bindparam("before"))
    .order_by(col(Product.id))
    .limit(bindparam("limit"))
)
_ALL_UIDS = prepare(select(Product.uid).where(_SHOP, col(Product.is_available) == bindparam("available")))
_COUNT = prepare(select(func.count()).select_from(Product).where(_SHOP))
_LAST_FEED = prepare(select(func.coalesce(func.max(Product.feed), 0)).where(_SHOP))
_INSERT = insert_into(Product)
_UPDATE = command(
    update(Product)
    .where(col(Product.id) == bindparam("number"))
    .values({name: bindparam(f"new_{name}", type_=Product.__table__.columns[name].type) for name in WRITTEN})  # type: ignore[attr-defined]
)
_SET_STOCK = command(
    update(Product)
    .where(col(Product.id) == bindparam("number"))
    .values(
        price=bindparam("new_price"),
        oldprice=bindparam("new_oldprice"),
        discount_percent=bindparam("new_discount"),
        is_available=bindparam("new_available"),
    )
)
_STAMP = command(
    update(Product).where(OneOf(Product.id, bindparam("ids", type_=Json))).values(feed=bindparam("new_feed"))
)
_SET_AVAILABLE = command(
    update(Product)
    .where(OneOf(Product.id, bindparam("ids", type_=Json)))
    .values(is_available=bindparam("new_available"))
)
_SOLD = command(
    update(Product)
    .where(col(Product.shop) == bindparam("of_shop"), col(Product.uid) == bindparam("with_uid"))
    .values(sales_rate=Product.sales_rate + bindparam("more")),
    may_spoil=False,
)


def with_uid(session: Session, shop: int, uid: str) -> Product | None:
    return session.first(_WITH_UID, shop=shop, uid=uid)


def with_uids(session: Session, shop: int, uids: Sequence[str]) -> list[Product]:
    """Those that there are, each once, in the order in which they are asked for."""
    found = {row.uid: row for row in session.all(_WITH_UIDS, shop=shop, uids=list(uids))} if uids else {}
    return [found[uid] for uid in dict.fromkeys(uids) if uid in found]


def with_ids(session: Session, ids: Sequence[int]) -> list[Product]:
    """As `with_uids`, by number."""
    found = {row.id: row for row in session.all(_WITH_IDS, ids=list(ids))} if ids else {}
    return [found[number] for number in dict.fromkeys(ids) if number in found]


def numbers(session: Session, shop: int, uids: Iterable[str]) -> dict[str, int]:
    return {row.uid: row.id for row in session.all(_NUMBERS, shop=shop, uids=list(uids))}


def count(session: Session, shop: int) -> int:
    return session.one(_COUNT, shop=shop)


def last_feed(session: Session, shop: int) -> int:
    return session.one(_LAST_FEED, shop=shop)


def in_stock_but_not_in_feed(session: Session, shop: int, feed: int, limit: int) -> list[str]:
    return session.all(_IN_STOCK, shop=shop, before=feed, limit=limit)


def uids(session: Session, shop: int, *, is_available: bool) -> list[str]:
    return session.all(_ALL_UIDS, shop=shop, available=is_available)


def insert(session: Session, shop: int, offers: Iterable[dict[str, Any]]) -> None:
    rows = ({"shop": shop, "added_at": session.now, "sales_rate": 0, **offer} for offer in offers)
    session.run_many(_INSERT, rows)


def replace(session: Session, offers: Iterable[tuple[int, dict[str, Any]]]) -> None:
    """Sets what a feed or an import says of known products, each named by its number."""
    rows = ({"number": number, **{f"new_{name}": offer[name] for name in WRITTEN}} for number, offer in offers)
    session.run_many(_UPDATE, rows)


def stamp(session: Session, ids: list[int], feed: int) -> None:
    """Notes that products stood in a feed without any change."""
    session.run(_STAMP, ids=ids, new_feed=feed)


def set_stock(
    session: Session, number: int, *, price: float, oldprice: float, discount_percent: int, is_available: bool
) -> None:
    values = {"new_price": price, "new_oldprice": oldprice, "new_discount": discount_percent}
    session.run(_SET_STOCK, number=number, new_available=is_available, **values)


def set_availability(session: Session, ids: list[int], *, is_available: bool) -> None:
    session.run(_SET_AVAILABLE, ids=ids, new_available=is_available)


def count_sale(session: Session, shop: int, uid: str, amount: int) -> None:
    session.run(_SOLD, of_shop=shop, with_uid=uid, more=amount)
