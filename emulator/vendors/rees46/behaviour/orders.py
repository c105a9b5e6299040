"""Chapter "Orders": what a shop imports, and what a person bought last."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from emulator.kernel.database import Session
from emulator.vendors.rees46.behaviour import people, promo_codes
from emulator.vendors.rees46.behaviour.events_tracking import WEIGHTS
from emulator.vendors.rees46.storage import catalogue, profiles, search_texts
from emulator.vendors.rees46.storage import orders as storage
from emulator.vendors.rees46.storage.catalogue import Product
from emulator.vendors.rees46.storage.orders import Order, OrderItem
from emulator.vendors.rees46.storage.shops import Shop

GONE = ("cancelled", "canceled", "refunded")


@dataclass(frozen=True, slots=True)
class ImportedOrder:
    """`items` are lines as the shop sent them; None where it sent none, which leaves those that are there."""

    order_id: str
    status: str | None
    identifiers: Mapping[str, str]
    at: datetime | None = None
    value: float | None = None
    promocode: str | None = None
    items: list[dict[str, Any]] | None = None
    details: dict[str, Any] = field(default_factory=dict)


def is_cancelled(status: str) -> bool:
    """Assumed: a free text that begins like cancelled or refunded says so."""
    return status.lower().startswith(("cancel", "refund"))


def import_order(session: Session, shop: Shop, sent: ImportedOrder) -> bool:
    """Docs: "If a request contains orders with IDs which are already saved in our database, statuses and structure of
    this orders will be updated". False where the order is new and says nobody.

    Assumed: what a new order has sold counts for recommendations as a purchase does that an event told of.
    """
    new = storage.client(session, shop.id, sent.order_id) is None
    if new:
        if not sent.identifiers:
            return False
        person = people.identify(session, shop, sent.identifiers)
        empty = {"status": "new", "value": 0.0, "details": {}, "at": sent.at or session.now}
        storage.add(session, shop=shop.id, profile=person, order_id=sent.order_id, **empty)
    order = storage.with_order_id(session, shop.id, sent.order_id)
    value = order.value if sent.value is None else sent.value
    if sent.items is not None:
        lines = _lines(session, shop, sent.items)
        storage.set_items(session, order.id, lines)
        if new and not is_cancelled(sent.status or ""):
            count_sales(session, shop, lines)
        if sent.value is None:
            value = round(sum((line["price"] or 0) * line["amount"] for line in lines), 2)
    details = {**order.details, **sent.details}
    promocode = sent.promocode or order.promocode
    storage.sync(
        session, order.id, status=sent.status or order.status, value=value, promocode=promocode, details=details
    )
    if sent.promocode is not None:
        promo_codes.use(session, shop, order.profile, sent.promocode)
    profiles.set_bought_something(session, order.profile)
    return True


def count_sales(session: Session, shop: Shop, lines: list[dict[str, Any]]) -> None:
    """What an order adds to how its products sell, and to their popularity."""
    for line in lines:
        catalogue.count_sale(session, shop.id, line["product"], line["amount"])
        search_texts.count(session, shop.id, line["product"], WEIGHTS["purchase"])


def _lines(session: Session, shop: Shop, items: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Observed: a line that is cancelled or refunded leaves the order. Assumed: prices not sent are the catalogue's."""
    kept = [item for item in items if str(item.get("status") or "").lower() not in GONE]
    known = {product.uid: product for product in catalogue.with_uids(session, shop.id, [item["id"] for item in kept])}
    return [_line(item, known.get(item["id"])) for item in kept]


def _line(item: dict[str, Any], product: Product | None) -> dict[str, Any]:
    price = item.get("price")
    return {
        "product": item["id"],
        "name": product.name if product else None,
        "amount": item.get("quantity", 1),
        "price": product.price if price is None and product else price,
        "line_id": item.get("line_id"),
        "fashion_size": item.get("fashion_size"),
    }


def last_products(session: Session, shop: Shop, person: int | None) -> list[Product]:
    """Docs: "fetches user's last purchase and returns list of purchased products".

    Assumed: the newest by date that was not cancelled.
    """
    orders = (
        [] if person is None else [order for order in storage.of(session, person) if not is_cancelled(order.status)]
    )
    return products(session, shop, storage.items(session, orders[-1].id)) if orders else []


def products(session: Session, shop: Shop, lines: list[OrderItem]) -> list[Product]:
    """The product of each line. Assumed: of one that the catalogue has not, what the order says of it."""
    known = {row.uid: row for row in catalogue.with_uids(session, shop.id, [line.product for line in lines])}
    return [known.get(line.product) or _unlisted(session, shop, line) for line in lines]


def _unlisted(session: Session, shop: Shop, line: OrderItem) -> Product:
    name, price = line.name or line.product, line.price or 0
    return Product(
        id=0, shop=shop.id, uid=line.product, name=name, price=price, is_available=False, added_at=session.now
    )


def by_user(session: Session, person: int | None) -> list[tuple[Order, list[OrderItem]]]:
    """A person's orders with their lines, the newest first."""
    orders = [] if person is None else storage.of(session, person)
    return [(order, storage.items(session, order.id)) for order in reversed(orders)]
