"""Bonuses of the loyalty program, as the vendor's newer documentation has them."""

from datetime import date
from typing import Literal

from pydantic import Field
from typing_extensions import TypedDict

from emulator.kernel.exchange import Call
from emulator.kernel.route import Router
from emulator.vendors.rees46.behaviour import loyalty_bonuses as behaviour
from emulator.vendors.rees46.storage import loyalty_bonuses as storage
from emulator.vendors.rees46.storage.loyalty_bonuses import BonusTransaction
from emulator.vendors.rees46.wire.access import WIRE, Access
from emulator.vendors.rees46.wire.answers import example, of_loyalty, refusals, with_success
from emulator.vendors.rees46.wire.fields import Day, Phone, ShopParams

router = Router(WIRE)


class Member(ShopParams):
    identifier: Phone = Field(description="Phone of a member of the loyalty program")


# Bonuses balance


class BalanceOf(Member):
    expire_in: Day | None = Field(default=None, description="By which day bonuses expire; two weeks from now")


class Balance(TypedDict):
    active: int
    pending: int
    expiring: int
    expire_in: str


class BalancePayload(TypedDict):
    balance: Balance


class BalanceAnswer(TypedDict):
    success: Literal[True]
    payload: BalancePayload


_BALANCE = {"active": 123, "pending": 456, "expiring": 789, "expire_in": "2030-12-12"}


@router.get(
    "/loyalty/bonuses/balance",
    reads=BalanceOf,
    answers={
        200: example(BalanceAnswer, {"success": True, "payload": {"balance": _BALANCE}}),
        **with_success(refusals()),
    },
    **of_loyalty("Bonuses balance"),
)
def bonuses_balance(call: Call[Access], of: BalanceOf) -> BalanceAnswer:
    """How many bonuses a member has, and how many of them are about to expire."""
    person = behaviour.member(call.session, call.account.shop, of.identifier)
    active, expiring, day = behaviour.balance(call.session, person, of.expire_in)
    balance: Balance = {"active": active, "pending": 0, "expiring": expiring, "expire_in": day.isoformat()}
    return {"success": True, "payload": {"balance": balance}}


# Bonuses history, and that of events


class EventHistoryOf(Member):
    limit: int = Field(default=50, ge=1, le=50)
    offset: int = Field(default=0, ge=0, le=10**9)


class HistoryOf(EventHistoryOf):
    status: Literal["pending", "confirmed", "spent", "cancelled", "expired"] | None = None
    activation_date_from: Day | None = None
    activation_date_to: Day | None = None
    expiration_date_from: Day | None = None
    expiration_date_to: Day | None = None
    created_date_from: Day | None = None
    created_date_to: Day | None = None

    def wants(self, one: BonusTransaction) -> bool:
        created = one.at.date()
        return (
            self.status in (None, one.status)
            and _within(created, self.activation_date_from, self.activation_date_to)
            and _within(one.expires, self.expiration_date_from, self.expiration_date_to)
            and _within(created, self.created_date_from, self.created_date_to)
        )


def _within(day: date | None, first: date | None, last: date | None) -> bool:
    if first is None and last is None:
        return True
    return day is not None and (first is None or first <= day) and (last is None or day <= last)


class Transaction(TypedDict):
    date: str
    status: str
    event_source: Literal["order", "custom"]
    event: str | None
    order_id: str | None
    amount: int
    activation_date: str
    expiration_date: str | None


class EventTransaction(TypedDict):
    id: int
    status: str
    event: str
    amount: int
    remaining_amount: int
    date: str
    activation_date: str
    expiration_date: str | None
    cancellable: bool


class History(TypedDict):
    transactions: list[Transaction]


class HistoryAnswer(TypedDict):
    success: Literal[True]
    payload: History


class EventHistory(TypedDict):
    transactions: list[EventTransaction]


class EventHistoryAnswer(TypedDict):
    success: Literal[True]
    payload: EventHistory


_DAYS = {"date": "2025-01-01", "activation_date": "2025-01-14", "expiration_date": "2026-01-01"}
_TRANSACTION = {
    **_DAYS,
    "status": "confirmed",
    "event_source": "custom",
    "event": "registration",
    "order_id": None,
    "amount": 1000,
}
_EVENT = {
    **_DAYS,
    "id": 3334566,
    "status": "confirmed",
    "event": "registration",
    "amount": 300,
    "remaining_amount": 300,
    "cancellable": True,
}


@router.get(
    "/loyalty/bonuses/history",
    reads=HistoryOf,
    answers={
        200: example(HistoryAnswer, {"success": True, "payload": {"transactions": [_TRANSACTION]}}),
        **with_success(refusals()),
    },
    **of_loyalty("Bonuses history"),
)
def bonuses_history(call: Call[Access], of: HistoryOf) -> HistoryAnswer:
    """What a member was given, the newest first."""
    rows = [one for one in _rows(call, of) if of.wants(one)][of.offset : of.offset + of.limit]
    return {"success": True, "payload": {"transactions": [_shown(one) for one in rows]}}


@router.get(
    "/loyalty/bonuses/event_bonus_history",
    reads=EventHistoryOf,
    answers={
        200: example(EventHistoryAnswer, {"success": True, "payload": {"transactions": [_EVENT]}}),
        **with_success(refusals()),
    },
    **of_loyalty("Event bonuses history"),
)
def event_bonuses_history(call: Call[Access], of: EventHistoryOf) -> EventHistoryAnswer:
    """What a member was given for events, with the ids by which it can be cancelled."""
    rows = [one for one in _rows(call, of) if one.order_id is None][of.offset : of.offset + of.limit]
    return {"success": True, "payload": {"transactions": [_shown_event(one) for one in rows]}}


def _rows(call: Call[Access], of: Member) -> list[BonusTransaction]:
    return storage.every(call.session, behaviour.member(call.session, call.account.shop, of.identifier))


def _shown(one: BonusTransaction) -> Transaction:
    return {
        "date": one.at.date().isoformat(),
        "status": one.status,
        "event_source": "order" if one.order_id else "custom",
        "event": None if one.order_id else one.event,
        "order_id": one.order_id,
        "amount": one.amount,
        "activation_date": one.at.date().isoformat(),
        "expiration_date": one.expires.isoformat() if one.expires else None,
    }


def _shown_event(one: BonusTransaction) -> EventTransaction:
    confirmed = one.status == "confirmed"
    return {
        "id": one.id,
        "status": one.status,
        "event": one.event,
        "amount": one.amount,
        "remaining_amount": one.amount if confirmed else 0,
        "date": one.at.date().isoformat(),
        "activation_date": one.at.date().isoformat(),
        "expiration_date": one.expires.isoformat() if one.expires else None,
        "cancellable": confirmed,
    }
