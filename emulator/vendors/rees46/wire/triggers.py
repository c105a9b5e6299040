"""Chapter "Triggers", and the questions of "Products and catalog" whether somebody waits."""

from typing import Any

from pydantic import Field

from emulator.kernel.evidence import documented, observed
from emulator.kernel.exchange import Call
from emulator.kernel.route import Router
from emulator.vendors.rees46.behaviour import people, triggers
from emulator.vendors.rees46.storage.triggers import AVAILABLE, PRICE
from emulator.vendors.rees46.wire.access import WIRE, Access
from emulator.vendors.rees46.wire.answers import HAPPENED, Happened, example, refusals
from emulator.vendors.rees46.wire.fields import ITEM, Identified, Identifier, Number, Object, Text, Texts
from emulator.vendors.rees46.wire.popups import happened

router = Router(WIRE)


class ProductSubscription(Identified):
    """Observed: `item_id` on iOS, `item` elsewhere; the properties stand in an object or beside it."""

    item_id: Identifier = Field(validation_alias=ITEM, description="The ID of the product")
    properties: Object | None = None
    fashion_size: Text | None = None
    fashion_color: Text | None = None
    barcode: Text | None = None

    def all_properties(self) -> dict[str, Any]:
        flat = {name: getattr(self, name) for name in ("fashion_size", "fashion_color", "barcode")}
        return {**{name: value for name, value in flat.items() if value is not None}, **(self.properties or {})}


class PriceDropSubscription(ProductSubscription):
    price: Number | None = Field(default=None, description="The current product price")


class ProductUnsubscription(Identified):
    """Docs: an empty list is all. Assumed: so is none, which a form cannot tell from an empty one."""

    item_ids: Texts = Field(default_factory=list, description="The products; empty for all of them")
    item_id: Identifier | None = Field(default=None, validation_alias=ITEM)

    def items(self) -> list[str]:
        return [*self.item_ids, *([self.item_id] if self.item_id is not None else [])]


_SUBSCRIBE: dict[str, Any] = {"access": "device", "answers": {**HAPPENED, **refusals(404)}, "tags": ("Triggers",)}
_UNSUBSCRIBE: dict[str, Any] = {**_SUBSCRIBE, "reads": ProductUnsubscription, "answers": {**HAPPENED, **refusals()}}
_CHECK: dict[str, Any] = {
    "access": "device",
    "reads": ProductSubscription,
    "answers": {200: example(bool, True), **refusals()},
    "tags": ("Products and catalog",),
}


def _person(call: Call[Access], user: Identified) -> int | None:
    return people.find(call.session, call.account.shop, user.identifiers())


# Price drop


@router.post(
    "/subscriptions/subscribe_for_product_price",
    reads=PriceDropSubscription,
    expects=("price",),
    evidence=documented("Triggers: Price drop"),
    **_SUBSCRIBE,
)
def subscribe_for_product_price(call: Call[Access], wanted: PriceDropSubscription) -> Happened:
    """The person hears when the product costs less than `price`, or than now."""
    shop = call.account.shop
    person = people.identify(call.session, shop, wanted.identifiers())
    properties = wanted.all_properties()
    triggers.subscribe(call.session, shop, person, PRICE, wanted.item_id, price=wanted.price, properties=properties)
    return happened(call, "subscriptions/subscribe_for_product_price", wanted.did)


@router.post(
    "/subscriptions/unsubscribe_from_product_price", evidence=documented("Triggers: Price drop"), **_UNSUBSCRIBE
)
def unsubscribe_from_product_price(call: Call[Access], unwanted: ProductUnsubscription) -> Happened:
    """The person no longer waits for lower prices of these products, or of any."""
    triggers.unsubscribe_from(call.session, _person(call, unwanted), PRICE, unwanted.items())
    return happened(call, "subscriptions/unsubscribe_from_product_price", unwanted.did)


# Back in Stock


@router.post(
    "/subscriptions/subscribe_for_product_available",
    reads=ProductSubscription,
    evidence=documented("Triggers: Back in Stock"),
    **_SUBSCRIBE,
)
def subscribe_for_product_available(call: Call[Access], wanted: ProductSubscription) -> Happened:
    """The person hears when the product is back in stock."""
    shop = call.account.shop
    person = people.identify(call.session, shop, wanted.identifiers())
    triggers.subscribe(call.session, shop, person, AVAILABLE, wanted.item_id, properties=wanted.all_properties())
    return happened(call, "subscriptions/subscribe_for_product_available", wanted.did)


@router.post(
    "/subscriptions/unsubscribe_from_product_available", evidence=documented("Triggers: Back in Stock"), **_UNSUBSCRIBE
)
def unsubscribe_from_product_available(call: Call[Access], unwanted: ProductUnsubscription) -> Happened:
    """The person no longer waits for the return of these products, or of any."""
    triggers.unsubscribe_from(call.session, _person(call, unwanted), AVAILABLE, unwanted.items())
    return happened(call, "subscriptions/unsubscribe_from_product_available", unwanted.did)


# Get status of subscription

_STOCK = 'Products and catalog: Get status of subscription for "Back in Stock" trigger'
_PRICE = "Products and catalog: Get status of subscription for product price drop"


@router.get("/products/check_product_available_subscription", evidence=documented(_STOCK), **_CHECK)
def check_product_available_subscription(call: Call[Access], wanted: ProductSubscription) -> bool:
    """Whether the person waits for the product's return to stock."""
    return triggers.is_subscribed(call.session, _person(call, wanted), AVAILABLE, wanted.item_id)


@router.post("/products/check_product_available_subscription", evidence=observed("JS SDK"), **_CHECK)
def post_check_product_available_subscription(call: Call[Access], wanted: ProductSubscription) -> bool:
    """The same as GET."""
    return triggers.is_subscribed(call.session, _person(call, wanted), AVAILABLE, wanted.item_id)


@router.get("/products/check_price_drop_subscription", evidence=documented(_PRICE), **_CHECK)
def check_price_drop_subscription(call: Call[Access], wanted: ProductSubscription) -> bool:
    """Whether the person waits for a lower price of the product."""
    return triggers.is_subscribed(call.session, _person(call, wanted), PRICE, wanted.item_id)


@router.post("/products/check_price_drop_subscription", evidence=observed("JS SDK"), **_CHECK)
def post_check_price_drop_subscription(call: Call[Access], wanted: ProductSubscription) -> bool:
    """The same as GET."""
    return triggers.is_subscribed(call.session, _person(call, wanted), PRICE, wanted.item_id)
