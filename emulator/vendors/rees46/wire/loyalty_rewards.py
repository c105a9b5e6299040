"""Bonuses for what a member does, and their cancellation, as the vendor's newer documentation has them."""

from typing import Literal

from pydantic import AliasChoices, Field
from typing_extensions import TypedDict

from emulator.kernel.exchange import Call
from emulator.kernel.route import Router
from emulator.vendors.rees46.behaviour import loyalty_bonuses as behaviour
from emulator.vendors.rees46.wire.access import WIRE, Access
from emulator.vendors.rees46.wire.answers import example, of_loyalty, refusals, with_success
from emulator.vendors.rees46.wire.fields import Day, Identifier
from emulator.vendors.rees46.wire.loyalty_bonuses import Member

router = Router(WIRE)


# Reward bonuses for an activity


class Reward(Member):
    event: Identifier = Field(description="What the bonuses are for; each member is given them once")
    amount: int = Field(ge=1, le=10**9)
    expire_in: Day | None = Field(default=None, description="The day on which they expire")


class Rewarded(TypedDict):
    success: Literal[True]
    transaction_id: int


@router.post(
    "/loyalty/basic/event_bonus",
    reads=Reward,
    answers={200: example(Rewarded, {"success": True, "transaction_id": 3373}), **with_success(refusals(422))},
    **of_loyalty("Reward bonuses for an activity"),
)
def reward_bonuses_for_an_activity(call: Call[Access], reward: Reward) -> Rewarded:
    """Gives a member bonuses for an event, once; they are on the profile at once."""
    person = behaviour.member(call.session, call.account.shop, reward.identifier)
    number = behaviour.reward(call.session, person, event=reward.event, amount=reward.amount, expires=reward.expire_in)
    return {"success": True, "transaction_id": number}


# Cancel a reward


class Cancellation(Member):
    transaction_id: int = Field(
        ge=1, lt=2**63, validation_alias=AliasChoices("transaction_id", "id"), description="Which one to cancel"
    )


class Cancelled(TypedDict):
    success: Literal[True]


@router.operation(
    "/loyalty/bonuses/cancel",
    ["PATCH"],
    reads=Cancellation,
    answers={200: example(Cancelled, {"success": True}), **with_success(refusals(404, 422))},
    **of_loyalty("Cancel event bonuses"),
)
def cancel_event_bonuses(call: Call[Access], cancelled: Cancellation) -> Cancelled:
    """Takes back what a member was given for an event."""
    person = behaviour.member(call.session, call.account.shop, cancelled.identifier)
    behaviour.cancel(call.session, person, cancelled.transaction_id)
    return {"success": True}
