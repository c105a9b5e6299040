"""Orders of the loyalty program of which a part is returned, or to which something is added."""

from typing import Any, cast

from emulator.kernel.database import Session
from emulator.vendors.rees46.behaviour import loyalty_orders
from emulator.vendors.rees46.behaviour.carts import Cart
from emulator.vendors.rees46.behaviour.receipts import Line, Receipt, money, shown
from emulator.vendors.rees46.errors import Unprocessable
from emulator.vendors.rees46.storage import certificates, loyalty_bonuses
from emulator.vendors.rees46.storage import loyalty_orders as storage
from emulator.vendors.rees46.storage.loyalty_orders import CONFIRMED, LoyaltyOrder
from emulator.vendors.rees46.storage.shops import Shop

_WHOLE = ("paid_with_bonuses", "bonuses_used", "bonuses_reward")
_PAID = ("paid_with_offers", "paid_with_referral_discounts", "paid_with_discounts", "paid_with_certificates")
_SHARES = ("bonuses_reward_loyalty_program", "bonuses_reward_referral_program")


def change(session: Session, shop: Shop, cart: Cart, order_id: str) -> tuple[Receipt, float]:
    """Docs: a confirmed order becomes the cart; what is left out is given back, with what it brought. Answers also how
    much more is to be paid, below zero what is to be returned.
    """
    order = loyalty_orders.known(session, shop, order_id)
    if order.status != CONFIRMED:
        raise Unprocessable("Could not change order in its current status")
    before = loyalty_orders.receipt(order)
    made = _changed(before, cart)
    ratio = made["saved_by_offers"] / before["saved_by_offers"] if before["saved_by_offers"] else 0
    offers = {number: round(amount * ratio, 2) for number, amount in order.offers.items()}
    if not storage.change(session, order, receipt=made, offers=offers):
        raise Unprocessable("Could not change order in its current status")
    _settle(session, shop, order, before, made)
    return made, money(_cents(made["order_to_pay"]) - _cents(before["order_to_pay"]))


def _changed(before: Receipt, cart: Cart) -> Receipt:
    """Docs: what was added brings nothing and is not discounted. Assumed: a product of the order keeps its price, and
    what is left of it keeps its part of everything, rounded down.
    """
    known = {item["product_id"]: item for item in before["items"]}
    items = [
        _part(known[line.product_id], line.quantity) if line.product_id in known else _added(line)
        for line in cart.lines
    ]
    sums = {
        "saved_by_discounts": "paid_with_discounts",
        "saved_by_offers": "paid_with_offers",
        "saved_by_bonuses": "paid_with_bonuses",
        "saved_by_certificates": "paid_with_certificates",
        "order_total": "total",
        "order_to_pay": "total_after_discounts",
        "bonuses_reward": "bonuses_reward",
    }
    found: Any = {name: money(sum(_cents(item[of]) for item in items)) for name, of in sums.items()}
    old, new = before["order_to_pay"], found["order_to_pay"]
    made: Any = {
        **before,
        **found,
        "products_total": sum(item["quantity"] for item in items),
        "saved_total": money(_cents(found["order_total"]) - _cents(new)),
        "bonuses_referrer_reward": int(before["bonuses_referrer_reward"] * min(new / old, 1)) if old else 0,
        "items": items,
    }
    return cast("Receipt", made)


def _added(line: Line) -> Any:
    line.reasons = dict.fromkeys(("discountable", "bonusable", "rewardable"), "Added to the order later")
    return shown(line)


def _part(item: Any, many: int) -> Any:
    """Docs: more of a product changes only what each of them has; fewer leave their part."""
    kept, had = min(many, item["quantity"]), item["quantity"]
    amounts = {name: _cents(item[name]) // 100 * kept // had * 100 for name in _WHOLE}
    amounts |= {name: _cents(item[name]) * kept // had for name in _PAID}
    paid = {
        number: {**one, **_named("amount", _cents(one["amount"]) * kept // had, many)}
        for number, one in item["certificates"].items()
    }
    amounts["paid_with_certificates"] = sum(_cents(one["amount"]) for one in paid.values())
    total = _cents(item["price"]) * many
    amounts["total_after_discounts"] = total - sum(amounts[name] for name in (*_PAID, "paid_with_bonuses"))
    found: dict[str, Any] = {}
    for name, amount in amounts.items():
        found |= _named(name, amount, many)
    promotions = item["bonuses_reward_promotions"]
    return {
        **item,
        **found,
        "quantity": many,
        "total": money(total),
        "certificates": paid,
        "bonuses_reward_promotions": {number: _share(one, kept, had, many) for number, one in promotions.items()},
        **{name: _share(item[name], kept, had, many) for name in _SHARES},
    }


def _share(share: Any, kept: int, had: int, many: int) -> Any:
    whole = _cents(share["total"]) // 100 * kept // had * 100
    return {**share, "total": money(whole), "per_product": money(whole / many)}


def _named(name: str, cents: int, many: int) -> dict[str, float]:
    return {name: money(cents), f"{name}_per_product": money(cents / many)}


def _cents(amount: float) -> int:
    return round(amount * 100)


def _settle(session: Session, shop: Shop, order: LoyaltyOrder, before: Receipt, made: Receipt) -> None:
    """Docs: bonuses and certificates come back in part, rewards go in part. Assumed: the history shows what is left."""
    back = int(before["saved_by_bonuses"]) - int(made["saved_by_bonuses"])
    if order.profile is not None and back:
        loyalty_bonuses.credit(session, order.profile, back)
        charged = -int(made["saved_by_bonuses"])
        loyalty_bonuses.book(session, order.profile, order.order_id, "charge", charged, "spent")
    now = {kind: amount for _, kind, amount in loyalty_orders.rewards(session, shop, made, order.profile)}
    for person, kind, amount in loyalty_orders.rewards(session, shop, before, order.profile):
        if amount != now[kind]:
            loyalty_bonuses.credit(session, person, now[kind] - amount)
            loyalty_bonuses.book(session, person, order.order_id, kind, now[kind], "confirmed")
    left = {(item["product_id"], number): one for item in made["items"] for number, one in item["certificates"].items()}
    for item in before["items"]:
        for number, one in item["certificates"].items():
            kept = left.get((item["product_id"], number))
            back = _cents(one["amount"]) - (_cents(kept["amount"]) if kept is not None else 0)
            if back:
                named: Any = {"order_id": order.order_id, "identifier": before["identifier"]}
                certificates.pay(session, shop.id, one["code"], -money(back), product=item["product_id"], **named)
