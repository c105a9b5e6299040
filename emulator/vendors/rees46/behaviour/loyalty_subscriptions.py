"""Subscriptions of the loyalty program: paid until a day, with benefits and limits that begin anew each month."""

from calendar import monthrange
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from emulator.kernel.database import Session
from emulator.vendors.rees46.behaviour import people
from emulator.vendors.rees46.errors import BadRequest, NotFound
from emulator.vendors.rees46.storage import loyalty_orders, loyalty_program
from emulator.vendors.rees46.storage import loyalty_subscriptions as storage
from emulator.vendors.rees46.storage.loyalty_orders import CANCELLED, LoyaltyOrder
from emulator.vendors.rees46.storage.loyalty_program import Benefit, LoyaltySubscription, Plan
from emulator.vendors.rees46.storage.loyalty_subscriptions import Subscriber
from emulator.vendors.rees46.storage.shops import Shop


@dataclass(frozen=True)
class Month:
    first: date
    purchases: int
    saved: float


def named(session: Session, shop: Shop, code: str) -> LoyaltySubscription:
    """Docs: what is archived is not there. Assumed: an unknown one is a 404."""
    found = _settings(session, shop, code)
    if found is None or found["status"] == "archived":
        raise NotFound(f"Subscription {code} not found")
    return found


def join(
    session: Session, shop: Shop, phone: str, *, subscription: str, plan: str, paid_till: date, reset: date
) -> Subscriber:
    """Docs: makes the person where nobody knows the phone, and replaces the terms of who has joined before.

    Assumed: a subscription or a plan that is not active takes nobody in (404).
    """
    found = named(session, shop, subscription)
    if found["status"] != "active":
        raise NotFound(f"Subscription {subscription} not found")
    if (of := _plan(found, plan)) is None or of["status"] != "active":
        raise NotFound(f"Plan {plan} not found")
    people.identify(session, shop, {"phone": phone})
    storage.put(session, shop.id, phone, subscription, plan=plan, paid_till=paid_till, reset=reset)
    return subscriber(session, shop, phone, subscription)


def subscriber(session: Session, shop: Shop, phone: str, subscription: str) -> Subscriber:
    """Docs: "Identifier is not valid" of who has not joined."""
    found = storage.subscriber(session, shop.id, phone, subscription)
    if found is None:
        raise BadRequest("Identifier is not valid")
    return found


def prolong(session: Session, shop: Shop, phone: str, subscription: str, paid_till: date) -> Subscriber:
    """Docs: nothing but the day changes."""
    subscriber(session, shop, phone, subscription)
    storage.prolong(session, shop.id, phone, subscription, paid_till)
    return subscriber(session, shop, phone, subscription)


def leave(session: Session, shop: Shop, phone: str, subscription: str) -> Subscriber:
    """Docs: not needed, for what nobody prolongs ends by itself."""
    left = subscriber(session, shop, phone, subscription)
    storage.leave(session, shop.id, phone, subscription)
    return left


def current(session: Session, shop: Shop, phone: str | None, subscription: str | None) -> Subscriber | None:
    """Docs: what was not prolonged stops working. Assumed: it works to the end of the day until which it is paid."""
    found = storage.subscriber(session, shop.id, phone, subscription) if phone and subscription else None
    return found if found is not None and session.now.date() <= found.paid_till else None


def benefits(session: Session, shop: Shop, of: Subscriber) -> list[Benefit]:
    """Docs: those of the plan that are active, and none when the subscription is not paid any more."""
    settings = _settings(session, shop, of.subscription)
    plan = _plan(settings, of.plan) if settings and settings["status"] == "active" else None
    if plan is None or plan["status"] != "active" or current(session, shop, of.identifier, of.subscription) is None:
        return []
    return [one for one in plan["benefits"] if one["status"] == "active"]


def resets(session: Session, of: Subscriber) -> date:
    """Docs: the day of the next reset of limits. Assumed: one that has passed is followed by those of each month."""
    today, first = session.now.date(), of.limits_reset_date
    if first > today:
        return first
    months = (today.year - first.year) * 12 + today.month - first.month
    this_month = _later(first, months)
    return this_month if this_month > today else _later(first, months + 1)


def used(session: Session, shop: Shop, of: Subscriber, promotions: Iterable[int], *, but: str | None = None) -> float:
    """Docs: what the promotions saved since the last reset; `but` is the order that is being reckoned.

    Assumed: a month lies between two resets; before the first of them the period began when the person joined.
    """
    began = _later(resets(session, of), -1)
    began = began if began <= session.now.date() else of.joined_at.date()
    orders = _orders(session, shop, of.identifier, of.subscription)
    return saved((one for one in orders if one.at.date() >= began and one.order_id != but), promotions)


def saved(orders: Iterable[LoyaltyOrder], promotions: Iterable[int]) -> float:
    ids = {str(number) for number in promotions}
    return round(sum(amount for order in orders for number, amount in order.offers.items() if number in ids), 2)


def promotions_of(subscription: LoyaltySubscription) -> set[int]:
    """Those that only its subscribers have."""
    return {number for plan in subscription["plans"] for one in plan["benefits"] for number in one["promotions"]}


def report(session: Session, shop: Shop, of: Subscriber, depth: int) -> list[Month]:
    """Docs: this month and as many before it: orders that were not cancelled, and what the promotions saved in them."""
    settings = _settings(session, shop, of.subscription)
    promotions = promotions_of(settings) if settings else set()
    orders = _orders(session, shop, of.identifier, of.subscription)
    first = session.now.date().replace(day=1)
    months = [_later(first, -back) for back in range(depth, -1, -1)]
    by_month = {month: [one for one in orders if one.at.date().replace(day=1) == month] for month in months}
    return [Month(month, len(found), saved(found, promotions)) for month, found in by_month.items()]


def _orders(session: Session, shop: Shop, phone: str, subscription: str) -> list[LoyaltyOrder]:
    orders = loyalty_orders.of_identifier(session, shop.id, phone)
    return [one for one in orders if one.subscription == subscription and one.status != CANCELLED]


def _settings(session: Session, shop: Shop, code: str) -> LoyaltySubscription | None:
    found = loyalty_program.of(session, shop.id).get("subscriptions", [])
    return next((one for one in found if one["code"] == code), None)


def _plan(subscription: LoyaltySubscription, code: str) -> Plan | None:
    return next((one for one in subscription["plans"] if one["code"] == code), None)


def _later(day: date, months: int) -> date:
    """The same day some months later, or the last of a shorter month; the calendar's ends where it has no such day."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    if not date.min.year <= year <= date.max.year:
        return date.min if year < date.min.year else date.max
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
