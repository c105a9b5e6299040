"""Chapter "Events tracking": what each event changes."""

from dataclasses import dataclass, field
from typing import Any, NamedTuple

from emulator.kernel.database import Session
from emulator.vendors.rees46.behaviour import catalogue as stock
from emulator.vendors.rees46.behaviour import promo_codes
from emulator.vendors.rees46.storage import catalogue, orders, profiles, search_texts
from emulator.vendors.rees46.storage import events_tracking as storage
from emulator.vendors.rees46.storage.catalogue import Product
from emulator.vendors.rees46.storage.shops import Shop

RECOMMENDERS = frozenset(
    {
        "dynamic",
        "chain",
        "trigger",
        "bulk",
        "transactional",
        "instant_search",
        "full_search",
        "stories",
        "listing",
        "collection",
        "slider",
        "banner",
        "web_push_digest",
    }
)
"""Docs: where a visitor came from, as `recommended_by` or `source.from` name it."""
WEIGHTS = {"view": 1, "wish": 3, "cart": 5, "purchase": 20}
"""Assumed: how much each event adds to a product's popularity."""


class Item(NamedTuple):
    """One product of an event."""

    product: str
    amount: int = 1
    price: float | None = None
    is_available: bool | None = None
    line_id: str | None = None
    fashion_size: str | None = None


class Happening(NamedTuple):
    """Who did something, and in which circumstances: what all events have in common."""

    person: int
    event: str
    did: str | None = None
    sid: str | None = None
    stream: str | None = None
    segment: str | None = None
    recommended_by: str | None = None
    recommended_code: str | None = None
    details: dict[str, Any] | None = None


@dataclass(frozen=True, slots=True)
class Purchase:
    """What a purchase says beside its items."""

    order_id: str | None = None
    value: float | None = None
    promocode: str | None = None
    details: dict[str, Any] = field(default_factory=dict)


def track(session: Session, shop: Shop, happening: Happening, items: list[Item]) -> None:
    """Records an event, one row for each product.

    Docs: `stock` "overwrites the value received from the product feed".
    """
    rows: list[Item | None] = [*items] or [None]
    for item in rows:
        storage.add_event(
            session,
            shop=shop.id,
            profile=happening.person,
            event=happening.event,
            did=happening.did,
            sid=happening.sid,
            stream=happening.stream,
            segment=happening.segment,
            recommended_by=happening.recommended_by,
            recommended_code=happening.recommended_code,
            details=happening.details,
            product=item.product if item else None,
            amount=item.amount if item else None,
            price=item.price if item else None,
        )
        if item is not None and happening.event in WEIGHTS:
            search_texts.count(session, shop.id, item.product, WEIGHTS[happening.event])
        if item is not None and item.is_available is not None:
            stock.set_stock(session, shop, item.product, is_available=item.is_available)


def cart(session: Session, shop: Shop, person: int, items: list[Item], *, full: bool) -> None:
    """Docs: `full_cart` sends "the full current cart". Assumed: without it the named lines are set, the others stay.

    The document's "product quantity" fits adding up as well; a shop with `cart_accumulates` does that.
    """
    if full:
        storage.empty_cart(session, person)
    for item in items:
        key = (item.product, item.line_id or "", item.fashion_size or "")
        accumulate = shop.cart_accumulates and not full
        storage.set_cart_line(session, person, key, amount=item.amount, price=item.price, accumulate=accumulate)


def remove_from_cart(session: Session, person: int, items: list[Item]) -> None:
    """Assumed: the whole line goes, whatever the amount; a product that is not there is no error."""
    for item in items:
        storage.drop_from_cart(session, person, item.product)


def wish(session: Session, person: int, items: list[Item], *, full: bool) -> None:
    """Observed: `full_wish` replaces the favourites as `full_cart` does the cart."""
    if full:
        storage.drop_wishes(session, person)
    for item in items:
        storage.add_wish(session, person, item.product)


def remove_wish(session: Session, person: int, items: list[Item]) -> None:
    """Docs: "User removed product from favorites"."""
    for item in items:
        storage.drop_wish(session, person, item.product)


def purchase(session: Session, shop: Shop, person: int, items: list[Item], purchase: Purchase) -> None:
    """Docs: without `order_price` the cost "is calculated from the data in the product database".

    Assumed: the same order_id again changes that order; what was bought leaves the cart.
    """
    known = {
        product.uid: product for product in catalogue.with_uids(session, shop.id, [item.product for item in items])
    }
    lines = [_line(item, known.get(item.product)) for item in items]
    value = purchase.value
    if value is None:
        value = round(sum((line["price"] or 0) * line["amount"] for line in lines), 2)
    about: dict[str, Any] = {"value": value, "promocode": purchase.promocode, "details": purchase.details}
    order = orders.add(
        session, shop=shop.id, profile=person, order_id=purchase.order_id, status="new", at=session.now, **about
    )
    if order is None:
        order = orders.with_order_id(session, shop.id, purchase.order_id or "").id
        orders.set_order(session, order, **about)
    else:
        for line in lines:
            catalogue.count_sale(session, shop.id, line["product"], line["amount"])
    orders.set_items(session, order, lines)
    remove_from_cart(session, person, items)
    if purchase.promocode is not None:
        promo_codes.use(session, shop, person, purchase.promocode)
    profiles.set_bought_something(session, person)


def _line(item: Item, product: Product | None) -> dict[str, Any]:
    """A line of an order. Assumed: the price that was sent counts before the catalogue's."""
    return {
        "product": item.product,
        "name": product.name if product else None,
        "amount": item.amount,
        "price": product.price if item.price is None and product else item.price,
        "line_id": item.line_id,
        "fashion_size": item.fashion_size,
    }
