"""Orders of the loyalty program that were made, as its histories show them."""

from typing import Literal

from typing_extensions import TypedDict

from emulator.kernel.exchange import Call
from emulator.kernel.route import Router
from emulator.vendors.rees46.behaviour import loyalty_orders
from emulator.vendors.rees46.behaviour.loyalty_bonuses import member
from emulator.vendors.rees46.behaviour.loyalty_subscriptions import subscriber
from emulator.vendors.rees46.storage import catalogue
from emulator.vendors.rees46.storage import loyalty_orders as storage
from emulator.vendors.rees46.wire.access import WIRE, Access
from emulator.vendors.rees46.wire.answers import example, of_loyalty, refusals, with_success
from emulator.vendors.rees46.wire.checkout_example import HISTORY, PAST_ORDER
from emulator.vendors.rees46.wire.fields import Day
from emulator.vendors.rees46.wire.loyalty_bonuses import Member
from emulator.vendors.rees46.wire.loyalty_subscriptions import SubscriberNamed

router = Router(WIRE)


class PastItem(TypedDict):
    id: str
    name: str
    quantity: int
    price: float


class PastOrder(TypedDict):
    id: str
    date: str
    status: str
    total: float
    items: list[PastItem]


class PastOrders(TypedDict):
    orders: list[PastOrder]


class PastOrdersAnswer(TypedDict):
    success: Literal[True]
    payload: PastOrders


@router.get(
    "/loyalty/checkout/history",
    reads=Member,
    answers={200: example(PastOrdersAnswer, HISTORY), **with_success(refusals())},
    **of_loyalty("A customer's orders"),
)
def loyalty_order_history(call: Call[Access], of: Member) -> PastOrdersAnswer:
    """A member's orders in the loyalty program, the newest first."""
    person = member(call.session, call.account.shop, of.identifier)
    orders = [past(call, order) for order in storage.of_profile(call.session, person)]
    return {"success": True, "payload": {"orders": orders}}


def past(call: Call[Access], order: storage.LoyaltyOrder) -> PastOrder:
    made = loyalty_orders.receipt(order)
    uids = [item["product_id"] for item in made["items"]]
    names = {one.uid: one.name for one in catalogue.with_uids(call.session, call.account.shop.id, uids)}
    items: list[PastItem] = [
        {
            "id": item["product_id"],
            "name": names.get(item["product_id"], "---"),
            "quantity": item["quantity"],
            "price": item["total_after_discounts_per_product"],
        }
        for item in made["items"]
    ]
    date = order.at.date().isoformat()
    return {"id": order.order_id, "date": date, "status": order.status, "total": made["order_to_pay"], "items": items}


class OrdersOfSubscriber(SubscriberNamed):
    date_from: Day | None = None
    date_to: Day | None = None

    def wants(self, order: storage.LoyaltyOrder) -> bool:
        day = order.at.date()
        return (
            order.subscription == self.subscription
            and (self.date_from is None or self.date_from <= day)
            and (self.date_to is None or day <= self.date_to)
        )


class SubscriberOrders(TypedDict):
    message: str
    orders: list[PastOrder]


class SubscriberOrdersAnswer(TypedDict):
    success: Literal[True]
    payload: SubscriberOrders


@router.get(
    "/loyalty/subscriptions/orders",
    reads=OrdersOfSubscriber,
    answers={
        200: example(
            SubscriberOrdersAnswer,
            {"success": True, "payload": {"message": "Successful request", "orders": [PAST_ORDER]}},
        ),
        **with_success(refusals()),
    },
    **of_loyalty("A subscriber's orders"),
)
def subscriber_orders(call: Call[Access], of: OrdersOfSubscriber) -> SubscriberOrdersAnswer:
    """The orders that a customer made with a subscription, the newest first."""
    subscriber(call.session, call.account.shop, of.identifier, of.subscription)
    found = storage.of_identifier(call.session, call.account.shop.id, of.identifier)
    listed = [past(call, order) for order in found if of.wants(order)]
    return {"success": True, "payload": {"message": "Successful request", "orders": listed}}
