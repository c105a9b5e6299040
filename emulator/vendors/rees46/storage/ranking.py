"""Products that a search found, the best first: as many as are asked for, however many there are.

Only filters look at the products themselves, and once. The rest is read from two narrow places: the index of texts, and
what a product's standing is.
"""

from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache
from typing import Any

from sqlalchemy import Boolean, Integer, bindparam, case, distinct, func, union_all
from sqlalchemy import select as core_select
from sqlmodel import col, select

from emulator.kernel.columns import OneOf
from emulator.kernel.database import Json, Prepared, Session, prepare
from emulator.kernel.fulltext import Search
from emulator.vendors.rees46.storage import listing
from emulator.vendors.rees46.storage.catalogue import Product
from emulator.vendors.rees46.storage.listing import Filters
from emulator.vendors.rees46.storage.search_texts import INDEX, SearchText, Standing

Tier = Search | Sequence[int] | tuple[str, str]
"""Products that have what is searched, or have these numbers, or whose names lie between these two."""
Row = tuple[int, str, int]
"""Number, group and weight of a product."""

_PRODUCT = col(Standing.product)
_HITS = INDEX.hits("search")
_BETWEEN = (
    col(SearchText.shop) == bindparam("shop"),
    col(SearchText.name) >= bindparam("first"),
    col(SearchText.name) < bindparam("last"),
)


def _shown(columns: Any, source: str, *, among: bool) -> Any:
    """The standings of a tier's products. A sum keeps the database from going the other way round, through the shop."""
    here = columns.where(col(Standing.shop) + 0 == bindparam("shop"), col(Standing.ignored).is_(False))
    if among:
        here = here.where(OneOf(_PRODUCT, bindparam("among", type_=Json)))
    if source == "search":
        return here.join(_HITS, _HITS.c.id + 0 == _PRODUCT)
    if source == "names":
        return here.join(SearchText, col(SearchText.product) == _PRODUCT).where(*_BETWEEN)
    return here.where(OneOf(_PRODUCT, bindparam("numbers", type_=Json)))


@lru_cache(maxsize=256)
def _meeting(names: tuple[str, ...]) -> Prepared[int]:
    found = _shown(select(Standing.product), "search", among=False)
    return prepare(found.join(Product, col(Product.id) == _PRODUCT).where(*listing.conditions(names)))


@lru_cache
def _ranked(source: str, *, among: bool) -> Prepared[Any]:
    columns = core_select(_PRODUCT, col(Standing.group_id), col(Standing.weight)).select_from(Standing)
    return prepare(
        _shown(columns, source, among=among)
        .where(col(Standing.is_available) == bindparam("available"))
        .order_by(col(Standing.weight).desc(), _PRODUCT)
        .limit(bindparam("limit", type_=Integer))
    )


@lru_cache
def _counted(source: str) -> Prepared[Any]:
    group = func.nullif(col(Standing.group_id), "")
    counts = core_select(
        func.count().label("products"),
        func.coalesce(func.sum(case((col(Standing.is_available), 1), else_=0)), 0).label("available"),
        (func.count() - func.count(group) + func.count(distinct(group))).label("groups"),
    ).select_from(Standing)
    stocks = col(Standing.is_available).is_(True) | bindparam("even_out_of_stock", type_=Boolean)
    return prepare(_shown(counts, source, among=False).where(stocks))


@lru_cache
def _variants(source: str) -> Prepared[Any]:
    """The groups' products are looked up, and who of them was found; a sum keeps the database from the other way."""
    columns: Any = core_select(_PRODUCT, col(Standing.group_id)).join(Product, col(Product.id) == _PRODUCT)
    stocks = col(Standing.is_available).is_(True) | bindparam("even_out_of_stock", type_=Boolean)
    ours = OneOf(col(Product.group_id), bindparam("groups", type_=Json))
    here = columns.where(col(Product.shop) == bindparam("shop"), ours, col(Standing.ignored).is_(False), stocks)
    if source == "search":
        found: Any = (_PRODUCT + 0).in_(select(_HITS.c.id))
    else:
        found = OneOf(_PRODUCT, bindparam("numbers", type_=Json))
    return prepare(here.where(found).order_by(_PRODUCT))


@lru_cache
def _with_words(groups: int) -> Prepared[Any]:
    hits = [select(INDEX.hits(f"group_{number}").c.id) for number in range(groups)]
    found = union_all(*hits).subquery("found")
    counted: Any = core_select(found.c.id, func.count().label("words"))
    return prepare(counted.group_by(found.c.id).having(func.count() > 1))


def meeting(session: Session, shop: int, search: Search, filters: Filters) -> list[int] | None:
    """The numbers of those that meet the filters but for the stock; None where there are no filters."""
    names, values = listing.given(replace(filters, out_of_stock=False))
    return session.all(_meeting(names), shop=shop, search=search, **values) if names else None


def counted(session: Session, shop: int, tier: Tier, *, even_out_of_stock: bool) -> Any:
    """How many `products` there are, how many of them are `available`, how many `groups` of variants they make."""
    source, values = _given(tier)
    return session.one(_counted(source), shop=shop, even_out_of_stock=even_out_of_stock, **values)


def variants(
    session: Session, shop: int, tier: Tier, groups: Sequence[str], *, even_out_of_stock: bool
) -> list[tuple[int, str]]:
    """The products of these groups, each with its group."""
    source, values = _given(tier)
    return session.all(_variants(source), shop=shop, groups=groups, even_out_of_stock=even_out_of_stock, **values)


def ranked(
    session: Session, shop: int, tier: Tier, among: Sequence[int] | None, *, available: bool, limit: int
) -> list[Row]:
    """Those in stock, or those out of it, the most popular first; `among` has the numbers that are asked for."""
    source, values = _given(tier)
    if among is None:
        return session.all(_ranked(source, among=False), shop=shop, available=available, limit=limit, **values)
    statement = _ranked(source, among=True)
    return session.all(statement, shop=shop, available=available, limit=limit, among=among, **values)


def with_words(session: Session, search: Search) -> list[tuple[int, int]]:
    """The products of all shops that have two or more groups of words, and how many they have."""
    groups = [Search([group], search.columns) for group in search.groups]
    values = {f"group_{number}": group for number, group in enumerate(groups)}
    return session.all(_with_words(len(groups)), **values)


def _given(tier: Tier) -> tuple[str, dict[str, Any]]:
    if isinstance(tier, Search):
        return "search", {"search": tier}
    if isinstance(tier, tuple):
        return "names", {"first": tier[0], "last": tier[1]}
    return "numbers", {"numbers": tier}
