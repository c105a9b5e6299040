"""Subscriptions of the loyalty program, as the vendor's newer documentation has them."""

from typing import Literal

from pydantic import Field
from typing_extensions import TypedDict

from emulator.kernel.exchange import Call
from emulator.kernel.route import Router
from emulator.vendors.rees46.behaviour import loyalty_subscriptions as behaviour
from emulator.vendors.rees46.storage import loyalty_subscriptions as storage
from emulator.vendors.rees46.storage.loyalty_subscriptions import Subscriber
from emulator.vendors.rees46.wire.access import WIRE, Access
from emulator.vendors.rees46.wire.answers import example, of_loyalty, refusals, with_success
from emulator.vendors.rees46.wire.fields import Day, Identifier, Phone, ShopParams

router = Router(WIRE)


class OfSubscription(ShopParams):
    subscription: Identifier = Field(description="Code of the subscription", examples=["premium"])


class SubscriberNamed(OfSubscription):
    identifier: Phone = Field(description="Phone of a customer, who need not be a member of the loyalty program")


class SubscriberShown(TypedDict):
    identifier: str
    subscription: str
    plan: str
    paid_till: str
    limits_reset_date: str


class Joined(SubscriberShown):
    message: str


class JoinedAnswer(TypedDict):
    success: Literal[True]
    payload: Joined


_SHOWN = {
    "identifier": "10000000002",
    "subscription": "premium",
    "plan": "base",
    "paid_till": "2030-10-01",
    "limits_reset_date": "2030-07-01",
}


def shown(call: Call[Access], one: Subscriber) -> SubscriberShown:
    return {
        "identifier": one.identifier,
        "subscription": one.subscription,
        "plan": one.plan,
        "paid_till": one.paid_till.isoformat(),
        "limits_reset_date": behaviour.resets(call.session, one).isoformat(),
    }


# Join


class JoiningSubscription(SubscriberNamed):
    plan: Identifier = Field(description="Code of the plan", examples=["base"])
    paid_till: Day = Field(description="The last day that is paid")
    limits_reset_date: Day = Field(description="The day on which the limits begin anew")


@router.post(
    "/loyalty/subscriptions/members/join",
    reads=JoiningSubscription,
    answers={
        200: example(
            JoinedAnswer, {"success": True, "payload": {"message": "Member is joined to subscription", **_SHOWN}}
        ),
        **with_success(refusals(404)),
    },
    **of_loyalty("Create a customer's subscription"),
)
def join_subscription(call: Call[Access], joining: JoiningSubscription) -> JoinedAnswer:
    """Joins a subscription, or changes the plan and all the terms of who has joined it."""
    one = behaviour.join(
        call.session,
        call.account.shop,
        joining.identifier,
        subscription=joining.subscription,
        plan=joining.plan,
        paid_till=joining.paid_till,
        reset=joining.limits_reset_date,
    )
    return {"success": True, "payload": {"message": "Member is joined to subscription", **shown(call, one)}}


# Prolong


class Prolonging(SubscriberNamed):
    paid_till: Day = Field(description="The last day that is paid")


@router.operation(
    "/loyalty/subscriptions/members/prolong",
    ["PATCH"],
    reads=Prolonging,
    aliases=("/loyalty/subscriptions/prolong",),
    answers={
        200: example(
            JoinedAnswer, {"success": True, "payload": {"message": "The subscription is prolonged", **_SHOWN}}
        ),
        **with_success(refusals()),
    },
    **of_loyalty("Prolong a customer's subscription, whose earlier version has the shorter path"),
)
def prolong_subscription(call: Call[Access], sent: Prolonging) -> JoinedAnswer:
    """Says until when a subscription is paid; plan and limits stay."""
    one = behaviour.prolong(call.session, call.account.shop, sent.identifier, sent.subscription, sent.paid_till)
    return {"success": True, "payload": {"message": "The subscription is prolonged", **shown(call, one)}}


# Leave


class LeftSubscription(TypedDict):
    """`member` is what the documentation has now, the names beside it what it had before."""

    message: str
    identifier: str
    subscription: str
    member: SubscriberShown


class LeftSubscriptionAnswer(TypedDict):
    success: Literal[True]
    payload: LeftSubscription


_LEFT = {
    "message": "The subscription is cancelled",
    "identifier": "10000000002",
    "subscription": "premium",
    "member": _SHOWN,
}


@router.operation(
    "/loyalty/subscriptions/members/leave",
    ["DELETE"],
    reads=SubscriberNamed,
    aliases=("/loyalty/subscriptions/leave",),
    answers={
        200: example(LeftSubscriptionAnswer, {"success": True, "payload": _LEFT}),
        **with_success(refusals()),
    },
    **of_loyalty("Delete a customer's subscription, whose earlier version has the shorter path"),
)
def leave_subscription(call: Call[Access], named: SubscriberNamed) -> LeftSubscriptionAnswer:
    """Ends a customer's subscription at once."""
    one = behaviour.leave(call.session, call.account.shop, named.identifier, named.subscription)
    left: LeftSubscription = {
        "message": "The subscription is cancelled",
        "identifier": one.identifier,
        "subscription": one.subscription,
        "member": shown(call, one),
    }
    return {"success": True, "payload": left}


# Members


class Members(OfSubscription):
    plan: Identifier | None = Field(default=None, description="Code of the plan whose members are wanted")


class MembersFound(TypedDict):
    message: str
    members: list[SubscriberShown]


class MembersAnswer(TypedDict):
    success: Literal[True]
    payload: MembersFound


@router.get(
    "/loyalty/subscriptions/members",
    reads=Members,
    answers={
        200: example(
            MembersAnswer, {"success": True, "payload": {"message": "Successful request", "members": [_SHOWN]}}
        ),
        **with_success(refusals(404)),
    },
    **of_loyalty("Customers of a subscription"),
)
def subscription_members(call: Call[Access], of: Members) -> MembersAnswer:
    """Who has joined, those too whose subscription is not paid any more."""
    behaviour.named(call.session, call.account.shop, of.subscription)
    found = storage.members(call.session, call.account.shop.id, of.subscription)
    members = [shown(call, one) for one in found if of.plan in (None, one.plan)]
    return {"success": True, "payload": {"message": "Successful request", "members": members}}
