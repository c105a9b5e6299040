"""Chapter "Products and catalog": who waits for a product, as the shop itself sees it."""

from typing import Any

from pydantic import Field
from typing_extensions import TypedDict

from emulator.kernel.evidence import documented
from emulator.kernel.exchange import Call
from emulator.kernel.route import Router
from emulator.vendors.rees46.behaviour import triggers
from emulator.vendors.rees46.behaviour.triggers import Waiting
from emulator.vendors.rees46.storage.triggers import AVAILABLE, PRICE
from emulator.vendors.rees46.wire.access import WIRE, Access
from emulator.vendors.rees46.wire.answers import example, refusals
from emulator.vendors.rees46.wire.fields import Day, ShopParams

router = Router(WIRE)


class SubscribersQuery(ShopParams):
    """Without dates the answer is the document's; with them that of the vendor's newer documentation."""

    date_from: Day | None = Field(default=None, description="The first day: each subscription is a row then")
    date_to: Day | None = Field(default=None, description="The last day, with date_from")


class SubscribersOfProduct(TypedDict):
    """The document's sample says `quantity`, its table `subscribers`."""

    id: str
    barcode: str
    quantity: int
    subscribers: int
    date: str
    contacts: list[str]


class Subscription(TypedDict):
    """Observed where `date_from` is given: one row for each subscription."""

    subscribed_at: str
    email: str | None
    phone: str | None
    first_name: str | None
    last_name: str | None
    sku: str
    model: str
    barcode: str
    group_id: str | None
    properties: dict[str, Any]


Subscribers = list[SubscribersOfProduct] | list[Subscription]

_PRODUCT: SubscribersOfProduct = {
    "id": "ID1",
    "barcode": "BC101",
    "quantity": 1,
    "subscribers": 1,
    "date": "2020-01-12",
    "contacts": ["email@email.com"],
}
_LIST: dict[str, Any] = {
    "access": "secret",
    "reads": SubscribersQuery,
    "answers": {200: example(Subscribers, [_PRODUCT]), **refusals()},
    "tags": ("Products and catalog",),
}


@router.get(
    "/products/subscribers/stock",
    evidence=documented("Products and catalog: Get subscriptions for products in stock"),
    **_LIST,
)
def get_subscriptions_for_products_in_stock(call: Call[Access], query: SubscribersQuery) -> Subscribers:
    """Products that people wait for, with how many; with `date_from` each of those days' subscriptions."""
    return _subscribers(call, query, AVAILABLE)


@router.get(
    "/products/subscribers/price",
    evidence=documented("Products and catalog: Get subscriptions for products price drop"),
    **_LIST,
)
def get_subscriptions_for_products_price_drop(call: Call[Access], query: SubscribersQuery) -> Subscribers:
    """Products whose lower price people wait for, with how many; with `date_from` each of those days' subscriptions."""
    return _subscribers(call, query, PRICE)


def _subscribers(call: Call[Access], query: SubscribersQuery, kind: str) -> Subscribers:
    session, shop = call.session, call.account.shop
    if query.date_from is not None:
        rows = triggers.subscribed(session, shop, kind, first=query.date_from, last=query.date_to)
        return [_subscription(row) for row in rows]
    if query.date_to is not None:
        call.notice("date_to counts only with date_from")
    return [_product(one) for one in triggers.subscribers(session, shop, kind)]


def _product(one: triggers.Subscribers) -> SubscribersOfProduct:
    return {
        "id": one.item,
        "barcode": one.barcode,
        "quantity": one.count,
        "subscribers": one.count,
        "date": f"{one.last:%Y-%m-%d}",
        "contacts": one.contacts,
    }


def _subscription(row: Waiting) -> Subscription:
    product = row.product
    return {
        "subscribed_at": f"{row.at:%Y-%m-%dT%H:%M:%S}+00:00",
        "email": row.email,
        "phone": row.phone,
        "first_name": row.profile.first_name,
        "last_name": row.profile.last_name,
        "sku": row.item,
        "model": product.model if product else "",
        "barcode": (product.barcode if product else "") or str(row.properties.get("barcode") or ""),
        "group_id": (product.group_id or None) if product else None,
        "properties": row.properties,
    }
