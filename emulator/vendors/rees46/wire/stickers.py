"""Stickers of the loyalty program, as the vendor's newer documentation has them."""

from typing import Literal

from typing_extensions import TypedDict

from emulator.kernel.exchange import Call
from emulator.kernel.route import Router
from emulator.vendors.rees46.behaviour.loyalty_bonuses import member
from emulator.vendors.rees46.storage import loyalty_program
from emulator.vendors.rees46.storage import stickers as storage
from emulator.vendors.rees46.wire.access import WIRE, Access
from emulator.vendors.rees46.wire.answers import example, of_loyalty, refusals, with_success
from emulator.vendors.rees46.wire.loyalty_bonuses import EventHistoryOf, Member

router = Router(WIRE)


class OfCampaign(TypedDict):
    campaign_id: int
    campaign_code: str | None
    campaign_name: str | None
    campaign_status: str


class StickerAmount(OfCampaign):
    amount: int


class StickerAmounts(TypedDict):
    stickers: list[StickerAmount]


class StickerBalanceAnswer(TypedDict):
    success: Literal[True]
    payload: StickerAmounts


_CAMPAIGN = {"campaign_id": 1, "campaign_code": "coffee", "campaign_name": "Coffee", "campaign_status": "active"}


def _campaign(call: Call[Access], number: int) -> OfCampaign:
    """Assumed: stickers stay when the shop has deleted their campaign."""
    campaigns = loyalty_program.of(call.session, call.account.shop.id).get("stickers", [])
    found = next((one for one in campaigns if one["id"] == number), None)
    if found is None:
        return {"campaign_id": number, "campaign_code": None, "campaign_name": None, "campaign_status": "archived"}
    return {
        "campaign_id": number,
        "campaign_code": found["code"],
        "campaign_name": found["name"],
        "campaign_status": found["status"],
    }


@router.get(
    "/loyalty/stickers/balance",
    reads=Member,
    answers={
        200: example(StickerBalanceAnswer, {"success": True, "payload": {"stickers": [{**_CAMPAIGN, "amount": 13}]}}),
        **with_success(refusals()),
    },
    **of_loyalty("Balance of stickers"),
)
def sticker_balance(call: Call[Access], of: Member) -> StickerBalanceAnswer:
    """How many stickers a member can still use of each campaign."""
    person = member(call.session, call.account.shop, of.identifier)
    amounts: list[StickerAmount] = [
        {**_campaign(call, number), "amount": amount}
        for number, amount in sorted(storage.balance(call.session, person).items())
    ]
    return {"success": True, "payload": {"stickers": amounts}}


class StickerTransaction(OfCampaign):
    used_in_order: str | None
    issued_by_order: str | None
    created_at: str


class StickerTransactions(TypedDict):
    transactions: list[StickerTransaction]


class StickerHistoryAnswer(TypedDict):
    success: Literal[True]
    payload: StickerTransactions


_TRANSACTION = {
    **_CAMPAIGN,
    "used_in_order": None,
    "issued_by_order": "N512",
    "created_at": "2030-01-14 13:00:12",
}


@router.get(
    "/loyalty/stickers/history",
    reads=EventHistoryOf,
    answers={
        200: example(StickerHistoryAnswer, {"success": True, "payload": {"transactions": [_TRANSACTION]}}),
        **with_success(refusals()),
    },
    **of_loyalty("History of stickers"),
)
def sticker_history(call: Call[Access], of: EventHistoryOf) -> StickerHistoryAnswer:
    """A member's stickers one by one, the newest first: the order that brought it and the one that used it."""
    person = member(call.session, call.account.shop, of.identifier)
    rows = storage.every(call.session, person)[of.offset : of.offset + of.limit]
    transactions: list[StickerTransaction] = [
        {
            **_campaign(call, one.campaign),
            "used_in_order": one.used_in_order,
            "issued_by_order": one.issued_by_order,
            "created_at": one.at.strftime("%Y-%m-%d %H:%M:%S"),
        }
        for one in rows
    ]
    return {"success": True, "payload": {"transactions": transactions}}
