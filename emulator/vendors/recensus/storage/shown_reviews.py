"""The reviews that the widget shows."""

from sqlalchemy import and_, bindparam, or_
from sqlmodel import col, select

from emulator.kernel.database import Session, prepare
from emulator.vendors.recensus.storage.customer_contact import Purchase
from emulator.vendors.recensus.storage.products import EMPTY, MerchantProduct, ProductReview

_GTIN = and_(
    col(MerchantProduct.gtin) == bindparam("gtin"),
    *(col(MerchantProduct.gtin) != empty for empty in EMPTY),
)
_MPN_AND_BRAND = and_(
    col(MerchantProduct.mpn) == bindparam("mpn"),
    col(MerchantProduct.brand) == bindparam("brand"),
    *(col(MerchantProduct.mpn) != empty for empty in EMPTY),
    *(col(MerchantProduct.brand) != empty for empty in EMPTY),
)
# The catalogue keeps the first title of a product; later purchases, and those in another language, may have others.
_NAME = or_(
    col(MerchantProduct.title) == bindparam("name"),
    col(MerchantProduct.id).in_(select(Purchase.product).where(col(Purchase.title) == bindparam("name"))),
)
_ACCEPTED = prepare(
    select(ProductReview)
    .join(MerchantProduct, col(MerchantProduct.id) == col(ProductReview.product))
    .where(
        col(MerchantProduct.merchant) == bindparam("merchant"),
        col(ProductReview.state) == "accepted",
        or_(_GTIN, _MPN_AND_BRAND, _NAME),
    )
    .order_by(col(ProductReview.created_at).desc(), col(ProductReview.id).desc())
)


def accepted_reviews(
    session: Session, merchant: int, *, gtin: str, mpn: str, brand: str, name: str
) -> list[ProductReview]:
    """Of every product of the merchant that one of the three ways to name it finds; the latest first."""
    return session.all(_ACCEPTED, merchant=merchant, gtin=gtin, mpn=mpn, brand=brand, name=name)
