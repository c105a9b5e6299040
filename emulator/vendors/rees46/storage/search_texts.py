"""What the products of a shop are searched by, and what decides which of them comes first."""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import Boolean, Index, bindparam, delete, or_, update
from sqlmodel import Field, col, select

from emulator.kernel.columns import OneOf
from emulator.kernel.database import Json, Prepared, Session, Table, command, insert_into, insert_or_merge, prepare
from emulator.kernel.fulltext import FullText, Search
from emulator.vendors.rees46.storage.catalogue import Product
from emulator.vendors.rees46.storage.filters import Placement


class SearchText(Table, table=True):
    """The words of one product by where they come from; the name is folded, so that equal names are equal."""

    __tablename__ = "rees46_search_texts"
    __table_args__ = (Index("rees46_search_texts_by_name", "shop", "name"), {"info": {"made_of": "rees46_products"}})

    product: int = Field(primary_key=True, foreign_key="rees46_products.id")
    shop: int = Field(foreign_key="rees46_shops.id")
    name: str
    brand: str
    categories: str
    model: str
    params: str
    description: str


class Standing(Table, table=True):
    """What decides which of two products is shown first, beside the query: kept apart, for a search reads all it finds.

    Each event adds its weight; the rest is what the product itself says.
    """

    __tablename__ = "rees46_standings"
    __table_args__ = (
        Index("rees46_standings_by_weight", "shop", "weight", "product"),
        {"info": {"made_of": "rees46_products"}},
    )

    product: int = Field(primary_key=True, foreign_key="rees46_products.id")
    shop: int = Field(foreign_key="rees46_shops.id")
    weight: int = Field(sa_column_kwargs={"server_default": "0"})
    is_available: bool
    ignored: bool
    group_id: str


COLUMNS = ("name", "brand", "categories", "model", "params", "description")
"""In the order of how much a word counts in them."""
INDEX = FullText(SearchText, columns=COLUMNS, vocabulary=("name", "brand", "categories", "model", "params"))

_IDS = bindparam("ids", type_=Json)
_DELETE = command(delete(SearchText).where(OneOf(SearchText.product, _IDS)))
_INSERT = insert_into(SearchText)
_STOOD = ("product", "shop", "is_available", "ignored", "group_id")
_STAND = insert_or_merge(Standing, "product", columns=_STOOD)
_NUMBER = (
    select(Product.id).where(col(Product.shop) == bindparam("of_shop"), col(Product.uid) == bindparam("with_uid"))
).scalar_subquery()
_COUNT = command(
    update(Standing).where(col(Standing.product) == _NUMBER).values(weight=Standing.weight + bindparam("more"))
)
_SET_AVAILABLE = command(
    update(Standing).where(OneOf(Standing.product, _IDS)).values(is_available=bindparam("new_available"))
)
_PLACED: Prepared[int] = prepare(
    select(Placement.product)
    .distinct()
    .where(col(Placement.shop) == bindparam("shop"), OneOf(Placement.category, bindparam("categories", type_=Json)))
    .order_by(col(Placement.product))
)
_POPULAR: Prepared[int] = prepare(
    select(Standing.product)
    .where(col(Standing.shop) == bindparam("shop"))
    .order_by(col(Standing.weight).desc(), col(Standing.product))
    .limit(bindparam("limit"))
)
_HITS = INDEX.hits("search")
_ANY: Prepared[int] = prepare(
    # The sum keeps the database from asking the index about each product of the shop.
    select(Standing.product)
    .join(_HITS, col(Standing.product) == _HITS.c.id + 0)
    .where(
        col(Standing.shop) + 0 == bindparam("shop"),
        or_(bindparam("even_ignored", type_=Boolean), col(Standing.ignored).is_(False)),
    )
    .limit(1)
)


def replace(session: Session, rows: Iterable[dict[str, Any]]) -> None:
    """Sets the texts of products, each named by its number."""
    given = list(rows)
    session.run(_DELETE, ids=[row["product"] for row in given])
    session.run_together(_INSERT, given)


def stand(session: Session, rows: Iterable[dict[str, Any]]) -> None:
    """Sets what of products counts in the order in which they are shown, beside how popular they are."""
    session.run_many(_STAND, rows)


def set_availability(session: Session, ids: Iterable[int], *, is_available: bool) -> None:
    session.run(_SET_AVAILABLE, ids=list(ids), new_available=is_available)


def placed(session: Session, shop: int, categories: Iterable[str]) -> list[int]:
    """The products that stand in one of the categories."""
    return session.all(_PLACED, shop=shop, categories=list(categories))


def count(session: Session, shop: int, uid: str, weight: int) -> None:
    """Adds to a product's popularity; one that the catalogue does not know has none."""
    session.run(_COUNT, of_shop=shop, with_uid=uid, more=weight)


def popular(session: Session, shop: int, limit: int) -> list[int]:
    """Products that visitors care for most, whether they can be shown or not."""
    return session.all(_POPULAR, shop=shop, limit=limit)


def stands(session: Session, shop: int, search: Search, *, ignored: bool = True) -> bool:
    """Whether any product has what is searched; with `ignored` False, one that is not ignored."""
    return session.first(_ANY, shop=shop, search=search, even_ignored=ignored) is not None
