"""Each merchant's catalogue and the reviews of its products."""

from datetime import datetime
from typing import Any

from sqlalchemy import UniqueConstraint, bindparam, update
from sqlmodel import Field, col, select

from emulator.kernel.database import Instant, Session, Table, command, insert_into, insert_unless_there, prepare


class MerchantProduct(Table, table=True):
    """A row is used again by every request that names the same product."""

    __tablename__ = "recensus_merchant_products"
    __table_args__ = (UniqueConstraint("merchant", "gtin", "mpn", "brand"),)

    id: int = Field(default=None, primary_key=True)
    merchant: int = Field(foreign_key="recensus_merchants.id")
    gtin: str
    mpn: str
    brand: str
    title: str


class ProductReview(Table, table=True):
    __tablename__ = "recensus_product_reviews"

    id: int = Field(default=None, primary_key=True)
    product: int = Field(foreign_key="recensus_merchant_products.id", index=True)
    purchase: int | None = Field(default=None, foreign_key="recensus_purchases.id", unique=True)
    """None for a review that a fixture brought."""
    rating: int
    text: str
    name: str
    state: str
    """pending, accepted or refused."""
    created_at: datetime = Field(sa_type=Instant)


ID_FIELD_LIMIT = 255
"""Assumed: a database cannot keep longer ones unique. No document tells a limit."""
EMPTY = ("", "0")
"""Observed: what the SDK's PHP holds for an identifying field that is not there."""

_PRODUCT = prepare(
    select(MerchantProduct).where(
        col(MerchantProduct.merchant) == bindparam("merchant"),
        col(MerchantProduct.gtin) == bindparam("gtin"),
        col(MerchantProduct.mpn) == bindparam("mpn"),
        col(MerchantProduct.brand) == bindparam("brand"),
    )
)
_ADD_PRODUCT = insert_unless_there(MerchantProduct, "merchant", "gtin", "mpn", "brand")
_ADD_REVIEW = insert_into(ProductReview)
_ADD_FEEDBACK = insert_unless_there(ProductReview, "purchase")
_REVIEW = prepare(select(ProductReview).where(col(ProductReview.id) == bindparam("number")))
_REVIEWS = prepare(select(ProductReview).order_by(col(ProductReview.id)))
_SET_STATE = command(
    update(ProductReview).where(col(ProductReview.id) == bindparam("number")).values(state=bindparam("to"))
)


def identified(gtin: str, mpn: str, brand: str) -> bool:
    """Observed: the SDK's first validator refuses where gtin is empty and (brand is empty or mpn is empty)."""
    return gtin not in EMPTY or (mpn not in EMPTY and brand not in EMPTY)


def merchant_product(
    session: Session, merchant: int, *, gtin: str, mpn: str, brand: str, title: str
) -> MerchantProduct:
    """The catalogue's row of these identifying fields, made where it is not there yet."""
    identity = {"merchant": merchant, "gtin": gtin, "mpn": mpn, "brand": brand}
    found = session.first(_PRODUCT, **identity)
    if found is None:
        session.first(_ADD_PRODUCT, **identity, title=title)
        found = session.one(_PRODUCT, **identity)
    return found


def add_review(session: Session, **columns: Any) -> int:
    return session.one(_ADD_REVIEW, **columns)


def add_feedback(session: Session, **columns: Any) -> int | None:
    """The review's id, or None where this purchase has one already."""
    return session.first(_ADD_FEEDBACK, **columns)


def review(session: Session, number: int) -> ProductReview | None:
    return session.first(_REVIEW, number=number)


def reviews(session: Session) -> list[ProductReview]:
    return session.all(_REVIEWS)


def set_review_state(session: Session, number: int, state: str) -> int:
    """Answers how many reviews have that id."""
    return session.run(_SET_STATE, number=number, to=state)
