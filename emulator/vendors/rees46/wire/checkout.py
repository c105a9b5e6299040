"""Orders of the loyalty program, as the vendor's newer documentation has them."""

from typing import Annotated, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field
from typing_extensions import TypedDict

from emulator.kernel.exchange import Call
from emulator.kernel.route import Router
from emulator.vendors.rees46.behaviour import carts, checkout, loyalty_orders, order_changes
from emulator.vendors.rees46.behaviour.receipts import Line, Receipt
from emulator.vendors.rees46.errors import BadRequest
from emulator.vendors.rees46.storage import loyalty_orders as storage
from emulator.vendors.rees46.wire.access import WIRE, Access
from emulator.vendors.rees46.wire.answers import example, of_loyalty, refusals, with_success
from emulator.vendors.rees46.wire.checkout_example import RECEIPT
from emulator.vendors.rees46.wire.fields import Identifier, Phone, ShopParams, Text, Texts, objects

router = Router(WIRE)


ClockTime = Annotated[
    str,
    Field(pattern=r"^([01][0-9]|2[0-3]):[0-5][0-9]$", description="HH:MM at the till", examples=["17:31"]),
]


class LoyaltyCartItem(BaseModel):
    model_config = ConfigDict(coerce_numbers_to_str=True)

    product_id: Identifier
    price: float = Field(gt=0, le=1e9, allow_inf_nan=False, description="Before any discount")
    quantity: int = Field(ge=1, le=1_000_000)
    discountable: bool = Field(default=True, description="false forbids discounts")
    bonusable: bool = Field(default=True, description="false forbids to pay with bonuses")
    rewardable: bool = Field(default=True, description="false forbids a reward")

    def line(self) -> Line:
        flags = {name: getattr(self, name) for name in ("discountable", "bonusable", "rewardable")}
        reasons = {name: "Forbidden in the request" for name, allowed in flags.items() if not allowed}
        return Line(self.product_id, round(self.price * 100), self.quantity, reasons)


def lines(items: list[LoyaltyCartItem]) -> list[Line]:
    """Docs: "Cart contains line items with the same product ID"."""
    if len({one.product_id for one in items}) < len(items):
        raise BadRequest("Cart contains line items with the same product ID")
    return [one.line() for one in items]


class LoyaltyCart(ShopParams):
    cart_items: Annotated[list[LoyaltyCartItem], BeforeValidator(objects)] = Field(min_length=1, max_length=1000)
    identifier: Phone | None = Field(default=None, description="Phone of a member of the loyalty program")
    order_id: Identifier | None = None
    payment_type: Text | None = Field(default=None, examples=["cash"])
    promo_codes: Texts = Field(default_factory=list)
    certificates: Texts = Field(default_factory=list, description="Codes of prepaid certificates")
    charge_bonuses: bool = Field(default=False, description="Whether bonuses pay; needs a member's identifier")
    bonuses_amount: int | None = Field(default=None, ge=0, le=10**9, description="No more bonuses than these")
    use_personal_certificates: bool = Field(default=False, description="The member's own, without naming them")
    location_id: Identifier | None = None
    stream: Text | None = None
    current_time: ClockTime | None = None
    subscription: Identifier | None = Field(default=None, description="Code of a subscription that the buyer has")

    def cart(self) -> carts.Cart:
        sent = self.model_dump(include=set(carts.Cart.__dataclass_fields__) - {"lines"})
        return carts.Cart(lines=lines(self.cart_items), **sent)


class AppliedCart(LoyaltyCart):
    order_id: Identifier


class OrderNamed(ShopParams):
    order_id: Identifier


class Estimated(TypedDict):
    """The documentation's example has `status`, its table `success`."""

    success: Literal[True]
    status: Literal["success"]
    payload: Receipt


class ReceiptAnswer(TypedDict):
    success: Literal[True]
    payload: Receipt


class LoyaltyOrderNamed(TypedDict):
    order_id: str
    identifier: str | None


class LoyaltyOrderAnswer(TypedDict):
    success: Literal[True]
    payload: LoyaltyOrderNamed


# Estimate


@router.post(
    "/loyalty/checkout/estimate",
    reads=LoyaltyCart,
    answers={
        200: example(Estimated, {"success": True, "status": "success", "payload": RECEIPT}),
        **with_success(refusals()),
    },
    **of_loyalty("Estimate an order"),
)
def estimate_an_order(call: Call[Access], sent: LoyaltyCart) -> Estimated:
    """What a cart would cost and bring; nothing is taken."""
    cart = sent.cart()
    who = carts.buyer(call.session, call.account.shop, cart)
    made, _ = checkout.estimate(call.session, call.account.shop, cart, sent.order_id, who)
    return {"success": True, "status": "success", "payload": made}


# Apply, confirm, cancel

_ORDER = {"success": True, "payload": {"order_id": "N512", "identifier": "10000000002"}}


@router.post(
    "/loyalty/checkout/apply",
    reads=AppliedCart,
    answers={200: example(ReceiptAnswer, {"success": True, "payload": RECEIPT}), **with_success(refusals(422))},
    **of_loyalty("Apply an order"),
)
def apply_an_order(call: Call[Access], sent: AppliedCart) -> ReceiptAnswer:
    """Makes an order: its bonuses and certificates are taken."""
    made = loyalty_orders.apply(call.session, call.account.shop, sent.cart(), sent.order_id)
    return {"success": True, "payload": made}


@router.post(
    "/loyalty/checkout/confirm",
    reads=OrderNamed,
    answers={200: example(LoyaltyOrderAnswer, _ORDER), **with_success(refusals(404, 422))},
    **of_loyalty("Confirm an order"),
)
def confirm_an_order(call: Call[Access], named: OrderNamed) -> LoyaltyOrderAnswer:
    """The order is finished: the member is given its reward."""
    return _named(loyalty_orders.confirm(call.session, call.account.shop, named.order_id))


@router.post(
    "/loyalty/checkout/cancel",
    reads=OrderNamed,
    answers={200: example(LoyaltyOrderAnswer, _ORDER), **with_success(refusals(404, 422))},
    **of_loyalty("Cancel an order"),
)
def cancel_an_order(call: Call[Access], named: OrderNamed) -> LoyaltyOrderAnswer:
    """Gives back what the order took, takes back what it brought."""
    return _named(loyalty_orders.cancel(call.session, call.account.shop, named.order_id))


def _named(order: storage.LoyaltyOrder) -> LoyaltyOrderAnswer:
    identifier = loyalty_orders.receipt(order)["identifier"]
    return {"success": True, "payload": {"order_id": order.order_id, "identifier": identifier}}


# Change


class ChangedReceipt(Receipt):
    order_total_change: float
    """What is still to be paid, below zero what is to be returned."""


class ChangedAnswer(TypedDict):
    success: Literal[True]
    payload: ChangedReceipt


@router.post(
    "/loyalty/checkout/change",
    reads=AppliedCart,
    answers={
        200: example(ChangedAnswer, {"success": True, "payload": {**RECEIPT, "order_total_change": -630}}),
        **with_success(refusals(404, 422)),
    },
    **of_loyalty("Return a part of an order"),
)
def change_an_order(call: Call[Access], sent: AppliedCart) -> ChangedAnswer:
    """The cart is what is left of a confirmed order, or what it has become."""
    made, difference = order_changes.change(call.session, call.account.shop, sent.cart(), sent.order_id)
    return {"success": True, "payload": {**made, "order_total_change": difference}}


# Details


@router.get(
    "/loyalty/checkout/details",
    reads=OrderNamed,
    answers={200: example(ReceiptAnswer, {"success": True, "payload": RECEIPT}), **with_success(refusals(404))},
    **of_loyalty("Information about an order"),
)
def loyalty_order_details(call: Call[Access], named: OrderNamed) -> ReceiptAnswer:
    """The receipt of an order, as it was applied."""
    found = loyalty_orders.known(call.session, call.account.shop, named.order_id)
    return {"success": True, "payload": loyalty_orders.receipt(found)}
