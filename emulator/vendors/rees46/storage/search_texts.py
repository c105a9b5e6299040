"""What the products of a shop are searched by, and how popular each of them is."""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import Index, bindparam, delete, update
from sqlmodel import Field, col, select

from emulator.kernel.columns import OneOf
from emulator.kernel.database import Json, Prepared, Session, Table, command, insert_into, insert_unless_there, prepare
from emulator.kernel.fulltext import FullText, Matches, Search
from emulator.vendors.rees46.storage.catalogue import Product
from emulator.vendors.rees46.storage.filters import Placement


class SearchText(Table, table=True):
    """The words of one product by where they come from; the name is folded, so that equal names are equal."""

    __tablename__ = "rees46_search_texts"
    __table_args__ = (Index("rees46_search_texts_by_name", "shop", "name"),)

    product: int = Field(primary_key=True, foreign_key="rees46_products.id")
    shop: int = Field(foreign_key="rees46_shops.id")
    name: str
    brand: str
    categories: str
    model: str
    params: str
    description: str


class Popularity(Table, table=True):
    """How much visitors care for a product: each event adds its weight."""

    __tablename__ = "rees46_popularity"
    __table_args__ = (Index("rees46_popularity_by_weight", "shop", "weight", "product"),)

    product: int = Field(primary_key=True, foreign_key="rees46_products.id")
    shop: int = Field(foreign_key="rees46_shops.id")
    weight: int = 0


COLUMNS = ("name", "brand", "categories", "model", "params", "description")
"""In the order of how much a word counts in them."""
INDEX = FullText(SearchText, columns=COLUMNS, vocabulary=("name", "brand", "categories", "model", "params"))

_IDS = bindparam("ids", type_=Json)
_DELETE = command(delete(SearchText).where(OneOf(SearchText.product, _IDS)))
_INSERT = insert_into(SearchText)
_START = insert_unless_there(Popularity, "product")
_NUMBER = (
    select(Product.id).where(col(Product.shop) == bindparam("of_shop"), col(Product.uid) == bindparam("with_uid"))
).scalar_subquery()
_COUNT = command(
    update(Popularity).where(col(Popularity.product) == _NUMBER).values(weight=Popularity.weight + bindparam("more"))
)
_PLACED: Prepared[int] = prepare(
    select(Placement.product)
    .distinct()
    .where(col(Placement.shop) == bindparam("shop"), OneOf(Placement.category, bindparam("categories", type_=Json)))
    .order_by(col(Placement.product))
)
_POPULAR: Prepared[int] = prepare(
    select(Popularity.product)
    .where(col(Popularity.shop) == bindparam("shop"))
    .order_by(col(Popularity.weight).desc(), col(Popularity.product))
    .limit(bindparam("limit"))
)
_FOUND: Any = (
    select(Product.id)
    .join(Popularity, col(Popularity.product) == col(Product.id))
    .where(
        # The sum keeps the database from reading the whole shop by an index instead of what was found.
        col(Product.shop) + 0 == bindparam("shop"),
        col(Product.is_available) == bindparam("available"),
        col(Product.ignored).is_(False),
        Matches(Product.id, INDEX, "search"),
    )
    .order_by(col(Popularity.weight).desc(), col(Product.id))
)
_FIND: Prepared[int] = prepare(_FOUND)
_MATCHING: Prepared[int] = prepare(select(SearchText.product).where(Matches(SearchText.product, INDEX, "search")))
_ANY: Prepared[int] = prepare(
    select(SearchText.product)
    .where(Matches(SearchText.product, INDEX, "search"), col(SearchText.shop) + 0 == bindparam("shop"))
    .limit(1)
)
_NAMED: Prepared[int] = prepare(
    select(SearchText.product).where(
        col(SearchText.shop) == bindparam("shop"),
        col(SearchText.name) >= bindparam("first"),
        col(SearchText.name) < bindparam("last"),
    )
)


def replace(session: Session, rows: Iterable[dict[str, Any]]) -> None:
    """Sets the texts of products, each named by its number."""
    given = list(rows)
    session.run(_DELETE, ids=[row["product"] for row in given])
    session.run_many(_INSERT, given)
    session.run_many(_START, [{"product": row["product"], "shop": row["shop"]} for row in given])


def placed(session: Session, shop: int, categories: Iterable[str]) -> list[int]:
    """The products that stand in one of the categories."""
    return session.all(_PLACED, shop=shop, categories=list(categories))


def count(session: Session, shop: int, uid: str, weight: int) -> None:
    """Adds to a product's popularity; one that the catalogue does not know has none."""
    session.run(_COUNT, of_shop=shop, with_uid=uid, more=weight)


def popular(session: Session, shop: int, limit: int) -> list[int]:
    """Products that visitors care for most, whether they can be shown or not."""
    return session.all(_POPULAR, shop=shop, limit=limit)


def found(session: Session, shop: int, search: Search, *, available: bool) -> list[int]:
    """Products in stock or out of it that have what is searched, the most popular first."""
    return session.all(_FIND, shop=shop, search=search, available=available)


def matching(session: Session, search: Search) -> set[int]:
    """As `found`, of all shops and in no order: which of them have it in certain columns."""
    return set(session.all(_MATCHING, search=search))


def stands(session: Session, shop: int, search: Search) -> bool:
    return session.first(_ANY, shop=shop, search=search) is not None


def named(session: Session, shop: int, start: str, *, exactly: bool) -> set[int]:
    """The products whose name is this, or begins so."""
    last = start + "\0" if exactly else start + "\U0010ffff"
    return set(session.all(_NAMED, shop=shop, first=start, last=last))
