"""A person's orders, as the SDKs read them. No chapter of the document has them."""

from typing import Any

from typing_extensions import TypedDict

from emulator.kernel.evidence import observed
from emulator.kernel.exchange import Call
from emulator.kernel.route import Router
from emulator.vendors.rees46.behaviour import orders, people
from emulator.vendors.rees46.errors import BadRequest
from emulator.vendors.rees46.storage.orders import Order, OrderItem
from emulator.vendors.rees46.wire import product
from emulator.vendors.rees46.wire.access import WIRE, Access
from emulator.vendors.rees46.wire.answers import example, refusals
from emulator.vendors.rees46.wire.fields import Identified
from emulator.vendors.rees46.wire.product import ProductObject
from emulator.vendors.rees46.wire.product_example import PRODUCT

router = Router(WIRE)


class ItemOfOrder(TypedDict):
    amount: int
    price: str
    original_price: str
    status: str
    barcode: str
    line_id: str
    cancel_reason: str
    item: ProductObject


class OrderOfUser(TypedDict):
    _id: int
    id: str
    date: str
    value: str
    cash_value: str
    bonuses_value: str
    delivery_value: str
    discount_value: str
    order_status: str
    channel: str
    delivery_type: str
    delivery_address: str
    payment_type: str
    promocode: str
    items: list[ItemOfOrder]


class OrdersOfUser(TypedDict):
    orders: list[OrderOfUser]


class OrdersByUser(TypedDict):
    status: str
    data: OrdersOfUser


_ITEM: dict[str, Any] = {
    "amount": 1,
    "price": "205.0",
    "original_price": "205.0",
    "status": "",
    "barcode": "",
    "line_id": "",
    "cancel_reason": "",
    "item": PRODUCT,
}
_ORDER: dict[str, Any] = {
    "_id": 1,
    "id": "yKsvZbWpCL",
    "date": "2020-10-10 14:05:40",
    "value": "200.13",
    "cash_value": "190.0",
    "bonuses_value": "15.0",
    "delivery_value": "20.0",
    "discount_value": "24.87",
    "order_status": "Delivered",
    "channel": "website",
    "delivery_type": "courier",
    "delivery_address": "Rouse st, 13",
    "payment_type": "",
    "promocode": "vxawxSi9Uy",
    "items": [_ITEM],
}


@router.get(
    "/orders/by_user",
    reads=Identified,
    answers={200: example(OrdersByUser, {"status": "success", "data": {"orders": [_ORDER]}}), **refusals()},
    access="secret",
    evidence=observed("iOS, Android and React Native SDK"),
    tags=("Orders",),
)
def orders_by_user(call: Call[Access], user: Identified) -> OrdersByUser:
    """A person's orders with their products, the newest first."""
    identifiers = user.identifiers()
    if not identifiers:
        raise BadRequest("Identifier is not valid")
    person = people.find(call.session, call.account.shop, identifiers)
    found = orders.by_user(call.session, person)
    return {"status": "success", "data": {"orders": [_shown(call, order, lines) for order, lines in found]}}


def _shown(call: Call[Access], order: Order, lines: list[OrderItem]) -> OrderOfUser:
    parts = order.details.get("value")
    value: dict[str, Any] = parts if isinstance(parts, dict) else {}
    listed = orders.products(call.session, call.account.shop, lines)
    shown = product.shown(call.session, call.account.shop, listed, call.request.base_url)
    sent = {item["id"]: item for item in order.details.get("items", ())}
    return {
        "_id": order.id,
        "id": order.order_id or str(order.id),
        "date": f"{order.at:%Y-%m-%d %H:%M:%S}",
        "value": str(order.value),
        **{  # type: ignore[typeddict-item]  # the names are the type's own
            f"{part}_value": str(value.get(part, order.details.get(f"order_{part}", 0.0)))
            for part in ("cash", "bonuses", "delivery", "discount")
        },
        "order_status": order.status,
        **{
            name: str(order.details.get(name) or "")
            for name in ("channel", "delivery_type", "delivery_address", "payment_type")
        },
        "promocode": order.promocode or "",
        "items": [_item(line, sent.get(line.product, {}), one) for line, one in zip(lines, shown, strict=True)],
    }


def _item(line: OrderItem, sent: dict[str, Any], shown: ProductObject) -> ItemOfOrder:
    price = line.price or 0.0
    return {
        "amount": line.amount,
        "price": str(price),
        "original_price": str(sent.get("original_price", price)),
        "status": str(sent.get("status", "")),
        "barcode": str(sent.get("barcode") or shown["barcode"]),
        "line_id": line.line_id or "",
        "cancel_reason": str(sent.get("cancel_reason", "")),
        "item": shown,
    }
