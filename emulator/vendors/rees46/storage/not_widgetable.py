"""The products that lack what the vendor asks for before it shows one."""

from sqlalchemy import bindparam, exists, or_
from sqlmodel import col, select

from emulator.kernel.database import Session, prepare
from emulator.vendors.rees46.storage.catalogue import Product
from emulator.vendors.rees46.storage.filters import Placement

_LACKING = prepare(
    select(Product)
    .where(
        col(Product.shop) == bindparam("shop"),
        or_(col(Product.url) == "", ~exists().where(col(Placement.product) == col(Product.id))),
    )
    .order_by(col(Product.id))
)


def lacking(session: Session, shop: int) -> list[Product]:
    """Those without a category or a link; name and price nothing in a catalogue lacks."""
    return session.all(_LACKING, shop=shop)
