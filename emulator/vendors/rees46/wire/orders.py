"""Chapter "Orders"."""

from datetime import UTC, datetime
from typing import Annotated, Any

from pydantic import AliasChoices, BeforeValidator, ConfigDict, Field, SkipValidation
from typing_extensions import TypedDict

from emulator.kernel.evidence import documented, observed
from emulator.kernel.exchange import Call
from emulator.kernel.http import Answer
from emulator.kernel.route import Router
from emulator.vendors.rees46.behaviour import orders, people
from emulator.vendors.rees46.behaviour.orders import ImportedOrder
from emulator.vendors.rees46.storage.profiles import KINDS
from emulator.vendors.rees46.wire import product
from emulator.vendors.rees46.wire.access import A_DEVICE, WIRE, Access
from emulator.vendors.rees46.wire.answers import DONE, SUCCESS, Success, example, refusals
from emulator.vendors.rees46.wire.fields import Email, Identifier, Number, Phone, ShopParams, Text, Visitor
from emulator.vendors.rees46.wire.product import ProductObject
from emulator.vendors.rees46.wire.product_example import PRODUCT
from emulator.vendors.rees46.wire.rows import Rows, unpacked_rows

router = Router(WIRE)

BODY_LIMIT = 16 * 1024 * 1024
"""Observed: at most 5,000 orders come in one request."""
_LATEST = datetime(9000, 1, 1, tzinfo=UTC)


def _moment(value: Any) -> datetime:
    """Docs: a Unix time. Observed: ISO texts come too."""
    try:
        if isinstance(value, str) and not value.strip().isdecimal():
            moment = datetime.fromisoformat(value.strip())
            moment = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
        else:
            moment = datetime.fromtimestamp(int(value), UTC)
    except (ValueError, OverflowError, OSError, TypeError):
        raise ValueError("is neither a Unix time nor an ISO date") from None
    if moment > _LATEST:
        raise ValueError("is too far ahead")
    return moment.astimezone(UTC)


# Import orders


class ImportedItem(TypedDict, total=False):
    __pydantic_config__ = ConfigDict(extra="allow", coerce_numbers_to_str=True)  # type: ignore[misc]

    id: Annotated[Identifier, Field(description="ID of purchased product")]
    price: Number
    quantity: Annotated[int, Field(ge=1, le=10**9, validation_alias=AliasChoices("quantity", "amount"))]
    line_id: Text
    fashion_size: Text
    barcode: Text
    original_price: Number
    status: Text
    cancel_reason: Text


class OrderValue(TypedDict, total=False):
    """Describes order's value parts."""

    __pydantic_config__ = ConfigDict(extra="allow")  # type: ignore[misc]

    total: Number
    cash: Number
    bonuses: Number
    delivery: Number
    discount: Number


class SyncedOrder(TypedDict, total=False):
    """Only `id` is needed for an order that is known."""

    __pydantic_config__ = ConfigDict(extra="allow", coerce_numbers_to_str=True)  # type: ignore[misc]

    id: Identifier
    status: Text
    channel: Text
    date: Annotated[SkipValidation[int], BeforeValidator(_moment)]
    offline: bool
    email: Email
    phone: Phone
    loyalty_id: Identifier
    external_id: Identifier
    telegram_id: Identifier
    did: Identifier
    location_id: Text
    promocode: Text
    delivery_type: Text
    delivery_address: Text
    delivery_date: Text
    delivery_time: Text
    payment_type: Text
    value: OrderValue
    items: list[ImportedItem]


class SyncOrders(ShopParams):
    orders: Annotated[list[SkipValidation[SyncedOrder]], BeforeValidator(unpacked_rows)]


_ORDERS: Rows[dict[str, Any]] = Rows(
    "orders", SyncedOrder, required=frozenset({"id", "items", *KINDS}), one_of=frozenset({"id"}), lacking="id"
)
_APART = frozenset((*KINDS, "id", "status", "date", "promocode", "items"))
_ABOUT: dict[str, Any] = {"reads": SyncOrders, "access": "secret", "body_limit": BODY_LIMIT, "tags": ("Orders",)}


@router.post(
    "/sync/orders",
    answers={**DONE, **refusals()},
    evidence=documented("Orders: Import orders"),
    expects=(
        *(f"orders[].{name}" for name in ("id", "status")),
        "orders[].value.total",
        *(f"orders[].items[].{name}" for name in ("id", "price", "quantity")),
    ),
    **_ABOUT,
)
def import_orders(call: Call[Access], sent: SyncOrders) -> Success:
    """Adds orders, or changes statuses and structure of those that are known; rows that are wrong are left out."""
    _import(call, sent.orders)
    return SUCCESS


_OK = {200: {"description": "Done", "content": {"text/plain": {"example": "OK"}}}}


@router.post(
    "/import/orders",
    aliases=("/import/sync_orders",),
    answers={**_OK, **refusals()},
    evidence=observed("Java client and shop modules of old, which expect a bare OK"),
    imports=True,
    **_ABOUT,
)
def import_orders_of_old(call: Call[Access], sent: SyncOrders) -> Answer:
    """The same, answered with a bare OK.

    Observed: these clients get 400 for an id and a secret that do not belong together, as from the catalogue import.
    """
    _import(call, sent.orders)
    return Answer(200, b"OK", b"text/plain; charset=utf-8")


def _import(call: Call[Access], rows: list[Any]) -> None:
    for part in _ORDERS.slices(call, rows):
        for row in part:
            if any("id" not in item for item in row.get("items", ())):
                call.breach(
                    "missing field", "body.orders", f"orders: {row['id']} has an item without an id; it is left out"
                )
            elif not orders.import_order(call.session, call.account.shop, _order(row)):
                call.breach(
                    "missing field", "body.orders", f"orders: {row['id']} is new and names nobody; it is left out"
                )


def _order(row: dict[str, Any]) -> ImportedOrder:
    return ImportedOrder(
        order_id=row["id"],
        status=row.get("status"),
        identifiers={kind: row[kind] for kind in KINDS if kind in row},
        at=row.get("date"),
        value=row.get("value", {}).get("total"),
        promocode=row.get("promocode"),
        items=row.get("items"),
        details={
            **{name: value for name, value in row.items() if name not in _APART},
            **({"items": row["items"]} if "items" in row else {}),
        },
    )


# Get users last order products


@router.get(
    "/orders/last_for_user",
    expects=(A_DEVICE,),
    reads=Visitor,
    answers={200: example(list[ProductObject], [PRODUCT]), **refusals()},
    access="device",
    evidence=documented("Orders: Get users last order products"),
    tags=("Orders",),
)
def get_users_last_order_products(call: Call[Access], user: Visitor) -> list[ProductObject]:
    """The products of a person's last purchase; without one, an empty list."""
    shop = call.account.shop
    person = people.find(call.session, shop, user.identifiers())
    return product.shown(call.session, shop, orders.last_products(call.session, shop, person), call.request.base_url)
