"""Chapter "Triggers": who asked to hear of a lower price or a return to stock, and the messages that tell them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from emulator.kernel.database import Session
from emulator.vendors.rees46.behaviour import days, delivery
from emulator.vendors.rees46.behaviour.delivery import Sending
from emulator.vendors.rees46.behaviour.liquid import Rendering
from emulator.vendors.rees46.errors import NotFound
from emulator.vendors.rees46.storage import catalogue, profiles
from emulator.vendors.rees46.storage import triggers as storage
from emulator.vendors.rees46.storage.campaigns import Campaign
from emulator.vendors.rees46.storage.catalogue import Product, Stock
from emulator.vendors.rees46.storage.profiles import Profile
from emulator.vendors.rees46.storage.shops import Shop
from emulator.vendors.rees46.storage.triggers import AVAILABLE, PRICE

TYPE = "chain"
"""Docs: "drip/trigger campaigns" are chains."""
CHANNELS = ("email", "mobile_push", "web_push", "sms")
_WORDS = {PRICE: "{{ name }} now costs {{ price }}", AVAILABLE: "{{ name }} is back in stock at {{ price }}"}


def subscribe(
    session: Session,
    shop: Shop,
    person: int,
    kind: str,
    item: str,
    *,
    price: float | None = None,
    properties: dict[str, Any] | None = None,
) -> None:
    """Docs: "choose if they want to receive a notification". Assumed: a strict shop refuses an unknown product."""
    if shop.strict and catalogue.with_uid(session, shop.id, item) is None:
        raise NotFound("Product not found")
    storage.save(session, shop=shop.id, profile=person, kind=kind, item=item, price=price, properties=properties or {})


def unsubscribe_from(session: Session, person: int | None, kind: str, items: Sequence[str]) -> None:
    """Docs: "The IDs of the products from which the user will unsubscribe, or an empty array for full"."""
    if person is None:
        return
    if not items:
        storage.remove_all(session, person, kind)
    for item in items:
        storage.remove(session, person, kind, item)


def is_subscribed(session: Session, person: int | None, kind: str, item: str) -> bool:
    """Docs: "Returns boolean status of subscription"."""
    return person is not None and storage.is_there(session, person, kind, item)


@dataclass(slots=True)
class Subscribers:
    """Of one product: how many, since when the last, and where they are reached."""

    item: str
    barcode: str
    count: int
    last: datetime
    contacts: list[str]


def subscribers(session: Session, shop: Shop, kind: str) -> list[Subscribers]:
    """Docs: "list of products and a number of subscribers for each product"."""
    found: dict[str, Subscribers] = {}
    for row in storage.of_shop(session, shop.id, kind):
        one = found.setdefault(row.item, Subscribers(row.item, "", 0, row.at, []))
        known = profiles.identifiers(session, row.profile)
        one.count += 1
        one.last = max(one.last, row.at)
        one.barcode = one.barcode or str(row.properties.get("barcode") or "")
        one.contacts.extend((*known["email"][:1], *known["phone"][:1]))
    for product in catalogue.with_uids(session, shop.id, list(found)):
        found[product.uid].barcode = product.barcode or found[product.uid].barcode
    return list(found.values())


@dataclass(frozen=True, slots=True)
class Waiting:
    """One subscription: who, and for which product, which the catalogue may not have."""

    at: datetime
    email: str | None
    phone: str | None
    profile: Profile
    item: str
    product: Product | None
    properties: dict[str, Any]


def subscribed(session: Session, shop: Shop, kind: str, *, first: date, last: date | None) -> list[Waiting]:
    """Observed (newer documentation): with dates, a row for each subscription of those days.

    Assumed: without a last day, up to now.
    """
    until = days.end(last or date.max)
    rows = storage.of_time(session, shop.id, kind, since=days.start(first), until=until)
    products = {one.uid: one for one in catalogue.with_uids(session, shop.id, [row.item for row in rows])}
    found = []
    for row in rows:
        known = profiles.identifiers(session, row.profile)
        email, phone = next(iter(known["email"]), None), next(iter(known["phone"]), None)
        profile = profiles.profile(session, row.profile)
        found.append(Waiting(row.at, email, phone, profile, row.item, products.get(row.item), row.properties))
    return found


def product_changed(session: Session, shop: Shop, product: Product, before: Stock, after: Stock) -> None:
    """Docs: a customer gets "a notification when the price of the item they want has dropped", or "is back in stock".

    Observed: a product without a link or a category is in no mailing. Assumed: what is not to be had has no lower
    price; who was told is not told again.
    """
    if not after.is_available or not (product.url and product.category_ids):
        return
    if after.price < before.price:
        for row in storage.waiting(session, shop.id, PRICE, product.uid):
            if row.price is None or after.price < row.price:
                _tell(session, shop, row.profile, PRICE, product)
    if not before.is_available:
        for row in storage.waiting(session, shop.id, AVAILABLE, product.uid):
            _tell(session, shop, row.profile, AVAILABLE, product)


def _tell(session: Session, shop: Shop, person: int, kind: str, product: Product) -> None:
    """Assumed: by e-mail, else by push, else by SMS; not where the person said no to such campaigns."""
    recipient = delivery.recipient(session, shop, person, type=TYPE)
    about = {
        "shop": shop.name,
        "name": product.name,
        "price": f"{product.price:.2f} {shop.currency}",
        "item_id": product.uid,
        "url": product.url,
        "unsubscribe_url": recipient.unsubscribe_url,
    }
    campaign = Campaign(id=0, shop=shop.id, code=kind, name=kind, type=TYPE, templates=_templates(_WORDS[kind]))
    sending = Sending(
        session=session,
        campaign=campaign,
        recipient=recipient,
        rendering=Rendering(about, session.now),
        type=TYPE,
        product_url=product.url,
    )
    channel = next((channel for channel in CHANNELS if recipient.is_reached_by(channel)), None)
    if channel is not None:
        delivery.deliver(sending, channel)
    storage.remove(session, person, kind, product.uid)


def _templates(words: str) -> dict[str, Any]:
    """Assumed: the vendor's own words, which a shop would write in its account. Docs: such a push opens the product."""
    push = {
        "title": "{{ shop }}",
        "body": words,
        "url": "{{ url }}",
        "event": {"type": "product", "uri": "{{ item_id }}"},
    }
    email = {
        "subject": words,
        "text": f"{words}\n{{{{ url }}}}\n\nUnsubscribe: {{{{ unsubscribe_url }}}}\n",
        "html": f'<p><a href="{{{{ url }}}}">{words}</a></p>\n'
        '<p><a href="{{ unsubscribe_url }}">Unsubscribe</a> from {{ shop }}</p>\n',
    }
    return {"email": email, "mobile_push": push, "web_push": push, "sms": {"text": f"{words} {{{{ url }}}}"}}


def move(session: Session, old: int, new: int) -> None:
    """Assumed: what an anonymous visitor waits for, the known person waits for."""
    storage.move(session, old, new)
