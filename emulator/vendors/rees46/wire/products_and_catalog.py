"""Chapter "Products and catalog", what it says of products themselves, and the pictures of products."""

from typing import Any, Literal

from pydantic import Field
from typing_extensions import TypedDict

from emulator.kernel.evidence import assumed, documented, observed
from emulator.kernel.exchange import Call
from emulator.kernel.http import Answer
from emulator.kernel.route import Router
from emulator.vendors.rees46.behaviour import counters, people, pictures
from emulator.vendors.rees46.errors import BadRequest, NotFound
from emulator.vendors.rees46.storage import catalogue, events_tracking
from emulator.vendors.rees46.wire import product
from emulator.vendors.rees46.wire.access import WIRE, Access
from emulator.vendors.rees46.wire.answers import DONE, SUCCESS, Success, example, refusals
from emulator.vendors.rees46.wire.fields import ITEM_ID, Identified, Identifier, ShopParams
from emulator.vendors.rees46.wire.product import ProductObject
from emulator.vendors.rees46.wire.product_example import PRODUCT

router = Router(WIRE)


# Get product info


class ProductQuery(ShopParams):
    item_id: Identifier = Field(validation_alias=ITEM_ID, description="Product ID")


@router.get(
    "/products/get",
    reads=ProductQuery,
    access="public",
    answers={200: example(ProductObject, PRODUCT), **refusals(404)},
    evidence=documented("Get product info"),
    tags=("Products and catalog",),
)
def get_product_info(call: Call[Access], query: ProductQuery) -> Any:
    """Everything that is known of a product, in stock or not."""
    row = catalogue.with_uid(call.session, call.account.shop.id, query.item_id)
    if row is None:
        raise NotFound
    return product.shown(call.session, call.account.shop, [row], call.request.base_url)[0]


# Counters


class EventCounts(TypedDict):
    view: int
    cart: int
    purchase: int


class WaitingTriggers(TypedDict):
    back_in_stock: int
    price_drop: int


class ProductCounters(TypedDict):
    daily: EventCounts
    now: EventCounts
    triggers: WaitingTriggers


_NONE: EventCounts = {"view": 0, "cart": 0, "purchase": 0}
_COUNTERS: ProductCounters = {
    "daily": {"view": 12, "cart": 3, "purchase": 1},
    "now": _NONE,
    "triggers": {"back_in_stock": 0, "price_drop": 0},
}


@router.get(
    "/products/counters",
    reads=ProductQuery,
    access="public",
    answers={200: example(ProductCounters, _COUNTERS), **refusals()},
    evidence=observed("the web SDK: how often a product was looked at, put into a cart and bought"),
    tags=("Products and catalog",),
)
def product_counters(call: Call[Access], query: ProductQuery) -> Any:
    """What happened to a product in the last day, and in the last 30 minutes (`now`)."""
    return counters.of_product(call.session, call.account.shop, query.item_id)


# The cart


class CartItem(TypedDict):
    uniqid: str
    quantity: int


class CartItems(TypedDict):
    items: list[CartItem]


class Cart(TypedDict):
    status: Literal["success"]
    data: CartItems


_CART: Cart = {"status": "success", "data": {"items": [{"uniqid": "37", "quantity": 2}]}}


@router.get(
    "/products/cart",
    reads=Identified,
    access="device",
    answers={200: example(Cart, _CART), **refusals()},
    evidence=observed("Android, iOS: what lies in the visitor's cart"),
    tags=("Products and catalog",),
)
def read_cart(call: Call[Access], who: Identified) -> Cart:
    """A cart's products, each once with its quantity; whoever is unknown has an empty one."""
    person = people.find(call.session, call.account.shop, who.identifiers())
    lines = events_tracking.cart(call.session, person) if person is not None else []
    quantities: dict[str, int] = {}
    for line in lines:
        quantities[line.product] = quantities.get(line.product, 0) + line.amount
    items: list[CartItem] = [{"uniqid": uid, "quantity": quantity} for uid, quantity in quantities.items()]
    return {"status": "success", "data": {"items": items}}


def _clear(call: Call[Access], who: Identified) -> Success:
    identifiers = who.identifiers()
    if not identifiers:
        raise BadRequest("Identifier is not valid")
    person = people.find(call.session, call.account.shop, identifiers)
    if person is not None:
        events_tracking.empty_cart(call.session, person)
    return SUCCESS


_CLEARS: dict[str, Any] = {
    "reads": Identified,
    "access": "secret",
    "answers": {**DONE, **refusals()},
    "tags": ("Products and catalog",),
}


@router.operation(
    "/products/cart/clear", ["DELETE"], evidence=observed("the vendor's newer documentation: clear a cart"), **_CLEARS
)
def clear_cart(call: Call[Access], who: Identified) -> Success:
    """Empties a cart; no event happens."""
    return _clear(call, who)


@router.get("/products/cart/clear", evidence=observed("Android calls it with GET"), **_CLEARS)
def get_clear_cart(call: Call[Access], who: Identified) -> Success:
    """As DELETE."""
    return _clear(call, who)


# Pictures


@router.get(
    "/pictures/{shop_id}/{size}/{file}",
    access="public",
    answers={
        200: {"description": "The picture", "content": {"image/png": {"example": "PNG"}}},
        **refusals(404),
    },
    evidence=assumed("Products have pictures in the vendor's storage in these sizes; the emulator draws them"),
    tags=("Products and catalog",),
)
def product_picture(call: Call[Access]) -> Answer:
    """A product's picture in one of the documented sizes, or `original`: drawn, alike whenever it is asked for."""
    size, file = call.request.path_params["size"], call.request.path_params["file"]
    uid = file.removesuffix(".png")
    if size not in (*product.SIZES, product.ORIGINAL):
        raise NotFound
    if catalogue.with_uid(call.session, call.account.shop.id, uid) is None:
        raise NotFound
    return Answer(200, pictures.draw(uid, pictures.ORIGINAL if size == product.ORIGINAL else int(size)), b"image/png")
