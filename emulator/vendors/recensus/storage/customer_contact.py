"""Customer contact requests and the purchases in them."""

from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, update
from sqlmodel import Field, col, select

from emulator.kernel.database import Instant, Session, Table, command, insert_into, prepare
from emulator.vendors.recensus.storage.products import MerchantProduct


class CustomerContactRequest(Table, table=True):
    __tablename__ = "recensus_customer_contact_requests"

    id: int = Field(default=None, primary_key=True)
    merchant: int = Field(foreign_key="recensus_merchants.id")
    customer_first_name: str
    customer_last_name: str
    customer_email: str
    purchase_date: str
    """As it was sent: answers repeat it to the letter."""
    collection: str
    """The URL that the client posted to; the self link is this, a slash and the id."""
    state: str
    """pending, then sent."""
    created_at: datetime = Field(sa_type=Instant)
    contact_at: datetime = Field(sa_type=Instant)


class Purchase(Table, table=True):
    __tablename__ = "recensus_purchases"

    id: int = Field(default=None, primary_key=True)
    contact_request: int = Field(foreign_key="recensus_customer_contact_requests.id", index=True)
    product: int = Field(foreign_key="recensus_merchant_products.id")
    title: str
    lang: str
    url: str | None = None
    quantity: str
    feedback_key: str = Field(unique=True)
    """What makes the link to leave feedback unguessable."""


_ADD_REQUEST = insert_into(CustomerContactRequest)
_SET_STATE = command(
    update(CustomerContactRequest)
    .where(col(CustomerContactRequest.id) == bindparam("number"))
    .values(state=bindparam("to"))
)
_REQUEST = prepare(select(CustomerContactRequest).where(col(CustomerContactRequest.id) == bindparam("number")))
_REQUESTS = prepare(select(CustomerContactRequest).order_by(col(CustomerContactRequest.id)))
_PENDING = prepare(
    select(CustomerContactRequest)
    .where(
        col(CustomerContactRequest.merchant) == bindparam("merchant"), col(CustomerContactRequest.state) == "pending"
    )
    .order_by(col(CustomerContactRequest.id))
)
_ADD_PURCHASE = insert_into(Purchase)
_PURCHASES = prepare(
    select(Purchase).where(col(Purchase.contact_request) == bindparam("contact_request")).order_by(col(Purchase.id))
)
_PRODUCTS = prepare(
    select(MerchantProduct)
    .join(Purchase, col(Purchase.product) == col(MerchantProduct.id))
    .where(col(Purchase.contact_request) == bindparam("contact_request"))
)
_PURCHASE = prepare(select(Purchase).where(col(Purchase.id) == bindparam("number")))
_PURCHASE_BY_KEY = prepare(select(Purchase).where(col(Purchase.feedback_key) == bindparam("key")))


def add_request(session: Session, **columns: Any) -> int:
    return session.one(_ADD_REQUEST, **columns)


def contact_request(session: Session, number: int) -> CustomerContactRequest | None:
    return session.first(_REQUEST, number=number)


def contact_requests(session: Session) -> list[CustomerContactRequest]:
    return session.all(_REQUESTS)


def pending(session: Session, merchant: int) -> list[CustomerContactRequest]:
    """Those whose e-mail waits to be sent."""
    return session.all(_PENDING, merchant=merchant)


def set_state(session: Session, number: int, state: str) -> None:
    session.run(_SET_STATE, number=number, to=state)


def add_purchase(session: Session, **columns: Any) -> int:
    return session.one(_ADD_PURCHASE, **columns)


def purchases(session: Session, contact_request: int) -> list[tuple[Purchase, MerchantProduct]]:
    """Each purchase of a request with the catalogue's row of what was bought."""
    products = {product.id: product for product in session.all(_PRODUCTS, contact_request=contact_request)}
    return [
        (purchase, products[purchase.product]) for purchase in session.all(_PURCHASES, contact_request=contact_request)
    ]


def purchase(session: Session, number: int) -> Purchase | None:
    return session.first(_PURCHASE, number=number)


def purchase_with_key(session: Session, key: str) -> Purchase | None:
    return session.first(_PURCHASE_BY_KEY, key=key)
