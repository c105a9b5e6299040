"""What products are found by, beside what they are themselves: categories, locations, params, colours, sizes."""

from typing import Any

from sqlalchemy import Boolean, Index, bindparam, delete, exists, or_
from sqlmodel import Field, col, select

from emulator.kernel.columns import OneOf
from emulator.kernel.database import Json, Prepared, Session, Table, command, insert_into, prepare
from emulator.vendors.rees46.storage.catalogue import SHOWN, Product

# Rows by their key: with one of its own beside each, a table and its index had everything twice.
_BY_KEY = {"sqlite_with_rowid": False, "info": {"made_of": "rees46_products"}}


class Placement(Table, table=True):
    """A product stands in a category."""

    __tablename__ = "rees46_placements"
    __table_args__ = (Index("rees46_placements_of", "product"), _BY_KEY)

    shop: int = Field(primary_key=True, foreign_key="rees46_shops.id")
    category: str = Field(primary_key=True)
    product: int = Field(primary_key=True, foreign_key="rees46_products.id")


class Supply(Table, table=True):
    """A product is to be had at a location."""

    __tablename__ = "rees46_supplies"
    __table_args__ = (Index("rees46_supplies_of", "product"), _BY_KEY)

    shop: int = Field(primary_key=True, foreign_key="rees46_shops.id")
    location: str = Field(primary_key=True)
    product: int = Field(primary_key=True, foreign_key="rees46_products.id")


class Trait(Table, table=True):
    """What a product can be filtered by: a value of a param, a colour, a size or a merchant."""

    __tablename__ = "rees46_traits"
    __table_args__ = (Index("rees46_traits_by_value", "shop", "kind", "name", "value"), _BY_KEY)

    product: int = Field(primary_key=True, foreign_key="rees46_products.id")
    kind: str = Field(primary_key=True)
    name: str = Field(primary_key=True)
    value: str = Field(primary_key=True)
    shop: int = Field(foreign_key="rees46_shops.id")
    number: float | None = None
    """The value of a param that has a unit: it is filtered by ranges."""
    priority: int = 0


_USED = prepare(
    select(Placement.category)
    .distinct()
    .join(Product, col(Product.id) == col(Placement.product))
    .where(
        col(Placement.shop) == bindparam("shop"),
        SHOWN,
        or_(bindparam("any_price", type_=Boolean), col(Product.oldprice) > col(Product.price)),
        or_(
            bindparam("anywhere", type_=Boolean),
            exists().where(
                col(Supply.product) == col(Product.id), OneOf(col(Supply.location), bindparam("places", type_=Json))
            ),
        ),
    )
)
_INSERT_PART: dict[type[Table], Prepared[int]] = {model: insert_into(model) for model in (Placement, Supply, Trait)}
_DELETE_PART: dict[type[Table], Prepared[Any]] = {
    model: command(delete(model).where(OneOf(model.product, bindparam("ids", type_=Json))))
    for model in (Placement, Supply, Trait)
}


def used_categories(session: Session, shop: int, *, only_discount: bool, locations: list[str]) -> list[str]:
    """The categories that have products to show, with a discount, at one of the locations (none means anywhere)."""
    return session.all(_USED, shop=shop, any_price=not only_discount, anywhere=not locations, places=locations)


def replace_parts(session: Session, ids: list[int], parts: dict[type[Table], list[dict[str, Any]]]) -> None:
    """Sets the placements, supplies and traits of products."""
    for model, rows in parts.items():
        session.run(_DELETE_PART[model], ids=ids)
        session.run_many(_INSERT_PART[model], rows)
