"""What subscribers of the loyalty program have and had of it, as the vendor's newer documentation has it."""

from typing import Literal

from pydantic import Field
from typing_extensions import TypedDict

from emulator.kernel.exchange import Call
from emulator.kernel.route import Router
from emulator.vendors.rees46.behaviour import loyalty_subscriptions as behaviour
from emulator.vendors.rees46.behaviour import promotions
from emulator.vendors.rees46.behaviour.receipts import money
from emulator.vendors.rees46.errors import BadRequest
from emulator.vendors.rees46.storage import loyalty_program
from emulator.vendors.rees46.storage import loyalty_subscriptions as storage
from emulator.vendors.rees46.storage.loyalty_program import Benefit
from emulator.vendors.rees46.storage.loyalty_subscriptions import Subscriber
from emulator.vendors.rees46.wire.access import WIRE, Access
from emulator.vendors.rees46.wire.answers import example, of_loyalty, refusals, with_success
from emulator.vendors.rees46.wire.fields import Phone, ShopParams
from emulator.vendors.rees46.wire.loyalty_subscriptions import SubscriberNamed, SubscriberShown, shown

router = Router(WIRE)


# Status


class SubscriptionOf(ShopParams):
    identifier: Phone = Field(description="Phone of a customer")


class PromotionStatus(TypedDict):
    id: int
    name: str
    status: str


class PromotionsOfBenefit(TypedDict):
    promotions: list[PromotionStatus]
    limit: float | None
    used: float
    left: float | None


class BenefitShown(TypedDict):
    code: str
    name: str
    data_type: Literal["boolean", "integer", "promos"]
    value: bool | int | PromotionsOfBenefit


class SubscriberStatus(TypedDict):
    message: str
    member: SubscriberShown
    benefits: list[BenefitShown]


class SubscriberStatusAnswer(TypedDict):
    success: Literal[True]
    payload: SubscriberStatus


_STATUS = {
    "message": "Successful request",
    "member": {
        "identifier": "10000000002",
        "subscription": "premium",
        "plan": "base",
        "paid_till": "2030-10-01",
        "limits_reset_date": "2030-07-01",
    },
    "benefits": [
        {"code": "lounge", "name": "Lounge", "data_type": "boolean", "value": True},
        {"code": "deliveries", "name": "Free deliveries", "data_type": "integer", "value": 3},
        {
            "code": "sales",
            "name": "Sales",
            "data_type": "promos",
            "value": {
                "promotions": [{"id": 117, "name": "Tents, 10% off", "status": "active"}],
                "limit": 5000,
                "used": 3700,
                "left": 1300,
            },
        },
    ],
}


@router.get(
    "/loyalty/subscriptions/status",
    reads=SubscriptionOf,
    answers={
        200: example(SubscriberStatusAnswer, {"success": True, "payload": _STATUS}),
        **with_success(refusals()),
    },
    **of_loyalty("A subscriber's status, benefits and limits"),
)
def subscription_status(call: Call[Access], of: SubscriptionOf) -> SubscriberStatusAnswer:
    """Of several subscriptions the one that the customer joined last."""
    one = storage.latest(call.session, call.account.shop.id, of.identifier)
    if one is None:
        raise BadRequest("Identifier is not valid")
    found = behaviour.benefits(call.session, call.account.shop, one)
    status: SubscriberStatus = {
        "message": "Successful request",
        "member": shown(call, one),
        "benefits": [_benefit(call, one, benefit) for benefit in found],
    }
    return {"success": True, "payload": status}


def _benefit(call: Call[Access], of: Subscriber, one: Benefit) -> BenefitShown:
    value: bool | int | PromotionsOfBenefit = bool(one["value"])
    if one["data_type"] == "integer":
        value = int(one["value"])
    elif one["data_type"] == "promos":
        limit, used = one["limit"], behaviour.used(call.session, call.account.shop, of, one["promotions"])
        left = None if limit is None else money(max(round((limit - used) * 100), 0))
        value = {
            "promotions": _promotions(call, one),
            "limit": limit and money(round(limit * 100)),
            "used": used,
            "left": left,
        }
    return {"code": one["code"], "name": one["name"], "data_type": one["data_type"], "value": value}


def _promotions(call: Call[Access], of: Benefit) -> list[PromotionStatus]:
    every = loyalty_program.of(call.session, call.account.shop.id).get("promotions", [])
    today = call.session.now.date()
    return [
        {"id": one["id"], "name": one["name"], "status": promotions.status(one, today)}
        for one in every
        if one["id"] in of["promotions"]
    ]


# Report


class Reported(SubscriberNamed):
    depth: int = Field(default=0, ge=0, le=12, description="How many months before this one")


class SubscriptionNamed(TypedDict):
    id: int
    code: str
    name: str


class MonthShown(TypedDict):
    month: str
    purchases: int
    saved: float


class Report(TypedDict):
    message: str
    subscription: SubscriptionNamed
    report: list[MonthShown]


class ReportAnswer(TypedDict):
    success: Literal[True]
    payload: Report


_REPORT = {
    "message": "Successful request",
    "subscription": {"id": 1, "code": "premium", "name": "Premium"},
    "report": [{"month": "2030-01-01", "purchases": 12, "saved": 17381}],
}


@router.get(
    "/loyalty/subscriptions/members/report",
    reads=Reported,
    answers={200: example(ReportAnswer, {"success": True, "payload": _REPORT}), **with_success(refusals(404))},
    **of_loyalty("Report for a customer on their subscription"),
)
def subscription_report(call: Call[Access], of: Reported) -> ReportAnswer:
    """How many orders a customer made with the subscription in each month, and what its promotions saved."""
    shop = call.account.shop
    settings = behaviour.named(call.session, shop, of.subscription)
    one = behaviour.subscriber(call.session, shop, of.identifier, of.subscription)
    report: Report = {
        "message": "Successful request",
        "subscription": {"id": settings["id"], "code": settings["code"], "name": settings["name"]},
        "report": [
            {"month": month.first.isoformat(), "purchases": month.purchases, "saved": month.saved}
            for month in behaviour.report(call.session, shop, one, of.depth)
        ],
    }
    return {"success": True, "payload": report}
