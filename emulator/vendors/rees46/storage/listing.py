"""Products by filters, with what can be filtered further: what lists, categories and search have in common.

`Filters` says which products; `page` answers some of them in order, `numbers` all of them.
A statement is built for each combination of filters once, so that the database can use its indexes.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from functools import lru_cache
from typing import Any

from sqlalchemy import Integer, bindparam, exists, func
from sqlmodel import col, select

from emulator.kernel.columns import OneOf
from emulator.kernel.database import Json, Prepared, Session, prepare
from emulator.vendors.rees46.storage.catalogue import SHOWN, Product
from emulator.vendors.rees46.storage.filters import Placement, Supply, Trait

COLOR, SIZE, MERCHANT, PARAM = "color", "size", "merchant", "param"


@dataclass(frozen=True)
class Filters:
    """None means that it does not matter. Categories and locations are with all beneath them already."""

    ids: list[int] | None = None
    """The numbers of the products that a search found."""
    categories: list[str] | None = None
    brands: list[str] | None = None
    excluded_brands: list[str] | None = None
    excluded: list[str] | None = None
    locations: list[str] | None = None
    merchants: list[str] | None = None
    excluded_merchants: list[str] | None = None
    colors: list[str] | None = None
    sizes: list[str] | None = None
    price_min: float | None = None
    price_max: float | None = None
    discount: bool | None = None
    out_of_stock: bool = False
    """Whether what is out of stock is shown too, behind all else."""
    params: Mapping[str, list[str]] = field(default_factory=dict)
    """A product needs one value of each param that is named."""


_P = col(Product.id)


def _has_trait(kind: str, name: Any, values: str) -> Any:
    return exists().where(
        col(Trait.product) == _P,
        col(Trait.kind) == kind,
        col(Trait.name) == name,
        OneOf(func.lower(col(Trait.value)), bindparam(values, type_=Json)),
    )


_CONDITIONS: dict[str, Any] = {
    "ids": lambda: OneOf(_P, bindparam("ids", type_=Json)),
    "categories": lambda: exists().where(
        col(Placement.product) == _P, OneOf(col(Placement.category), bindparam("categories", type_=Json))
    ),
    "brands": lambda: OneOf(func.lower(col(Product.brand)), bindparam("brands", type_=Json)),
    "excluded_brands": lambda: ~OneOf(func.lower(col(Product.brand)), bindparam("excluded_brands", type_=Json)),
    "excluded": lambda: ~OneOf(col(Product.uid), bindparam("excluded", type_=Json)),
    "locations": lambda: exists().where(
        col(Supply.product) == _P, OneOf(col(Supply.location), bindparam("locations", type_=Json))
    ),
    "merchants": lambda: _has_trait(MERCHANT, "", "merchants"),
    "excluded_merchants": lambda: ~_has_trait(MERCHANT, "", "excluded_merchants"),
    "colors": lambda: _has_trait(COLOR, "", "colors"),
    "sizes": lambda: _has_trait(SIZE, "", "sizes"),
    "price_min": lambda: col(Product.price) >= bindparam("price_min"),
    "price_max": lambda: col(Product.price) <= bindparam("price_max"),
    "discounted": lambda: col(Product.oldprice) > col(Product.price),
    "not_discounted": lambda: col(Product.oldprice) <= col(Product.price),
}
_LOOKED_UP = frozenset({"categories", "locations", "merchants", "excluded_merchants", "colors", "sizes"})
"""The conditions that ask another table: they come last."""
_LOWERED = ("brands", "excluded_brands", "merchants", "excluded_merchants", "colors", "sizes")
_OWN = ("discount", "out_of_stock", "params")
EVEN_OUT_OF_STOCK = "even out of stock"
ORDERS: dict[str, Any] = {
    "popular": col(Product.sales_rate),
    "sales_rate": col(Product.sales_rate),
    "price": col(Product.price),
    "discount": col(Product.discount_percent),
    "date": col(Product.added_at),
    "price_margin": col(Product.price_margin),
    "rating": col(Product.rating),
}
"""What products can be sorted by."""


def given(filters: Filters) -> tuple[tuple[str, ...], dict[str, Any]]:
    """The names of the conditions that hold, and their parameters."""
    values = {one.name: getattr(filters, one.name) for one in fields(Filters) if one.name not in _OWN}
    values = {name: value for name, value in values.items() if value is not None}
    for name in _LOWERED:
        if name in values:
            values[name] = [value.lower() for value in values[name]]
    names = list(values)
    if filters.discount is not None:
        names.append("discounted" if filters.discount else "not_discounted")
    if filters.out_of_stock:
        names.append(EVEN_OUT_OF_STOCK)
    for number, (name, wanted) in enumerate(filters.params.items()):
        names.append(f"param {number}")
        values |= {f"param_{number}": name, f"values_{number}": [value.lower() for value in wanted]}
    return tuple(names), values


def _where(names: tuple[str, ...]) -> list[Any]:
    # Where products are named, the sum keeps the database from reading the whole shop by an index instead.
    shop = col(Product.shop) + 0 if "ids" in names else col(Product.shop)
    stock = col(Product.ignored).is_(False) if EVEN_OUT_OF_STOCK in names else SHOWN
    return [shop == bindparam("shop"), stock, *conditions(names)]


def conditions(names: tuple[str, ...]) -> list[Any]:
    """What the filters of these names ask of a product, but for its shop and its stock."""
    found = []
    for name in sorted(names, key=_LOOKED_UP.__contains__):
        if name == EVEN_OUT_OF_STOCK:
            continue
        number = name.removeprefix("param ")
        if number != name:
            found.append(_has_trait(PARAM, bindparam(f"param_{number}"), f"values_{number}"))
        else:
            found.append(_CONDITIONS[name]())
    return found


@lru_cache(maxsize=256)
def _page(names: tuple[str, ...], order: str, descending: bool) -> Prepared[Product]:
    by = ORDERS[order]
    stock = [col(Product.is_available).desc()] if EVEN_OUT_OF_STOCK in names else []
    return prepare(
        select(Product)
        .where(*_where(names))
        .order_by(*stock, by.desc() if descending else by, _P)
        .limit(bindparam("limit", type_=Integer))
        .offset(bindparam("offset", type_=Integer))
    )


@lru_cache(maxsize=256)
def _numbers(names: tuple[str, ...]) -> Prepared[int]:
    return prepare(select(_P).where(*_where(names)))


def page(
    session: Session, shop: int, filters: Filters, *, order: str, descending: bool, limit: int, offset: int
) -> list[Product]:
    names, values = given(filters)
    return session.all(_page(names, order, descending), shop=shop, limit=limit, offset=offset, **values)


def numbers(session: Session, shop: int, filters: Filters) -> list[int]:
    """All products that meet the filters; numbers alone come from a search, which has looked at the rest."""
    names, values = given(filters)
    if names == ("ids", EVEN_OUT_OF_STOCK):
        return list(filters.ids or ())
    return session.all(_numbers(names), shop=shop, **values)
