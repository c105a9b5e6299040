"""Customer contact requests: what is kept of them, and the e-mail that they lead to."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from emulator.kernel import ids
from emulator.kernel.database import Session
from emulator.kernel.schedule import later
from emulator.vendors.recensus import messages
from emulator.vendors.recensus.storage import customer_contact, merchants, products
from emulator.vendors.recensus.storage.merchants import Merchant


@dataclass(frozen=True, slots=True)
class Customer:
    first_name: str
    last_name: str
    email: str


@dataclass(frozen=True, slots=True)
class Bought:
    """One product of a purchase, as the merchant names it."""

    quantity: str
    gtin: str
    mpn: str
    brand: str
    title: str
    lang: str
    url: str | None


@dataclass(frozen=True, slots=True)
class PurchaseDate:
    """`text` is what was sent, `at` what it means."""

    text: str
    at: datetime


def contact(
    session: Session,
    merchant: Merchant,
    customer: Customer,
    purchases: Sequence[Bought],
    purchase_date: PurchaseDate,
    *,
    collection: str,
) -> int:
    """Schedules the e-mail that asks for reviews; answers the request's id.

    Assumed: each request stands for itself, also the same one sent twice: a customer may buy again.
    """
    contact_at = contact_time(session.now, purchase_date.at, merchant.contact_after_days)
    number = customer_contact.add_request(
        session,
        merchant=merchant.id,
        customer_first_name=customer.first_name,
        customer_last_name=customer.last_name,
        customer_email=customer.email,
        purchase_date=purchase_date.text,
        collection=collection,
        state="pending",
        created_at=session.now,
        contact_at=contact_at,
    )
    for bought in purchases:
        _keep(session, merchant, number, bought)
    later(session, contact_at, vendor="recensus", task="contact_customer", contact_request=number)
    return number


def _keep(session: Session, merchant: Merchant, contact_request: int, bought: Bought) -> None:
    """Observed: in the documented answer purchases 99 and 100 are of products 1 and 2: the catalogue is used again."""
    product = products.merchant_product(
        session, merchant.id, gtin=bought.gtin, mpn=bought.mpn, brand=bought.brand, title=bought.title
    )
    customer_contact.add_purchase(
        session,
        contact_request=contact_request,
        product=product.id,
        title=bought.title,
        lang=bought.lang,
        url=bought.url,
        quantity=bought.quantity,
        feedback_key=ids.hexadecimal(session.world.random, 24),
    )


def contact_time(now: datetime, purchased_at: datetime, after_days: int) -> datetime:
    """Assumed: some days after the purchase, never before the request: Recensus decides the interval and tells nobody.

    Observed: the SDK's own comment says "interval decided by Recensus".
    """
    return max(now, purchased_at + timedelta(days=after_days))


def contact_customer(session: Session, details: dict[str, Any]) -> str | None:
    """Docs: "The customer will be contacted by email and offered the opportunity to leave feedback"."""
    contact_request = customer_contact.contact_request(session, details["contact_request"])
    if contact_request is None:
        return None
    merchant = merchants.merchant_row(session, contact_request.merchant)
    bought = [purchase for purchase, _ in customer_contact.purchases(session, details["contact_request"])]
    messages.send(session, merchant, contact_request, bought)
    customer_contact.set_state(session, details["contact_request"], "sent")
    return f"e-mail to {contact_request.customer_email}"
