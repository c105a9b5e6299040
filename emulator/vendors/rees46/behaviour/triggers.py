"""Chapter "Triggers": who asked to hear of a lower price or a return to stock, and the messages that tell them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from html import escape
from typing import Any

from emulator.kernel import outbox
from emulator.kernel.database import Session
from emulator.vendors.rees46.behaviour import days, push_payloads, subscriptions, unsubscribe
from emulator.vendors.rees46.behaviour.push_payloads import Push
from emulator.vendors.rees46.errors import NotFound
from emulator.vendors.rees46.storage import catalogue, mobile_push_tokens, profiles
from emulator.vendors.rees46.storage import subscriptions as said
from emulator.vendors.rees46.storage import triggers as storage
from emulator.vendors.rees46.storage.catalogue import Product, Stock
from emulator.vendors.rees46.storage.profiles import Profile
from emulator.vendors.rees46.storage.shops import Shop
from emulator.vendors.rees46.storage.triggers import AVAILABLE, PRICE


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

    Assumed: what is not to be had has no lower price; who was told is not told again.
    """
    if not after.is_available:
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
    price = f"{product.price:.2f} {shop.currency}"
    what = f"now costs {price}" if kind == PRICE else f"is back in stock at {price}"
    subject = f"{product.name} {what}"
    flags = said.of(session, person)
    contacts = subscriptions.contacts_of(session, person)
    email = contacts.get("email")
    tokens = mobile_push_tokens.tokens(session, person)
    pushed = [token for token in tokens if token.platform in mobile_push_tokens.MOBILE]
    if email and flags["email_chain"] is not False and not said.statuses(session, shop.id, email):
        _email(session, shop, person, email, subject, product)
    elif pushed and flags["mobile_push_chain"] is not False:
        push = Push(type="trigger", id=kind, title=shop.name, body=subject, url=product.url)
        payload = {"ios": push_payloads.ios(push), "android": push_payloads.android(push)}
        for token in pushed:
            outbox.send(
                session,
                vendor="rees46",
                channel="mobile_push",
                to=token.token,
                subject=push.title,
                text=push.body,
                payload=payload,
            )
    elif "sms" in contacts and flags["sms_chain"] is not False:
        outbox.send(session, vendor="rees46", channel="sms", to=contacts["sms"], text=f"{subject} {product.url}")
    storage.remove(session, person, kind, product.uid)


def _email(session: Session, shop: Shop, person: int, email: str, subject: str, product: Product) -> None:
    links = {"product": product.url, "unsubscribe": unsubscribe.link(session, shop, person)}
    outbox.send(
        session,
        vendor="rees46",
        channel="email",
        to=email,
        subject=subject,
        text=f"{subject}\n{links['product']}\n\nUnsubscribe: {links['unsubscribe']}\n",
        html=f'<p><a href="{escape(product.url)}">{escape(subject)}</a></p>\n'
        f'<p><a href="{escape(links["unsubscribe"])}">Unsubscribe</a> from {escape(shop.name)}</p>\n',
        links=links,
    )


def move(session: Session, old: int, new: int) -> None:
    """Assumed: what an anonymous visitor waits for, the known person waits for."""
    storage.move(session, old, new)
