"""Promotions of the loyalty program: which of them fit a cart, and which of them go together."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from emulator.kernel.database import Session
from emulator.vendors.rees46.behaviour import loyalty_subscriptions
from emulator.vendors.rees46.behaviour.carts import Buyer, Cart
from emulator.vendors.rees46.behaviour.product_groups import is_any_of
from emulator.vendors.rees46.behaviour.receipts import Line
from emulator.vendors.rees46.storage import loyalty_orders, loyalty_program, promo_codes, stickers
from emulator.vendors.rees46.storage.catalogue import Product
from emulator.vendors.rees46.storage.loyalty_orders import CANCELLED
from emulator.vendors.rees46.storage.loyalty_program import Promotion, PromotionConditions
from emulator.vendors.rees46.storage.shops import Shop


@dataclass(frozen=True)
class Fitting:
    """A promotion that fits, with the code that asked for it, and of a limited benefit how much it may still save."""

    promotion: Promotion
    code: str | None = None
    benefit: str | None = None
    left: int | None = None


def every(session: Session, shop: Shop, stream: str | None) -> list[Promotion]:
    """Docs: the active ones of a stream, whatever days and hours they have. Assumed: those of no stream are of all."""
    found = loyalty_program.of(session, shop.id).get("promotions", [])
    return [one for one in found if one["status"] == "active" and stream in (None, one["stream"] or stream)]


def status(promotion: Promotion, today: date) -> str:
    """Docs: draft, scheduled, inactive, active or archived. Assumed: an active one follows its days."""
    if promotion["status"] != "active" or _runs(promotion, today):
        return promotion["status"]
    return "scheduled" if (promotion["start_date"] or "") > today.isoformat() else "inactive"


def _runs(promotion: Promotion, today: date) -> bool:
    day = today.isoformat()
    return (promotion["start_date"] or day) <= day <= (promotion["finish_date"] or day)


def included(promotion: Promotion, line: Line, product: Product | None) -> bool:
    rules = promotion["reward_rules"]
    wanted = not rules["include_products"] or is_any_of(rules["include_products"], line, product)
    return wanted and not is_any_of(rules["exclude_products"], line, product)


def fitting(
    session: Session,
    shop: Shop,
    cart: Cart,
    who: Buyer,
    products: Mapping[str, Product],
    order_id: str | None = None,
) -> tuple[list[Fitting], dict[str, str]]:
    """Docs: those that are met by buyer and cart. Answers also why codes of promotions are of no use.

    Assumed: the form of the conditions; all of them have to be met.
    """
    earlier = _used_codes(session, shop, cart.identifier, order_id)
    found: list[Fitting] = []
    why: dict[str, str] = {}
    for one in every(session, shop, None):
        codes = _codes(session, one["conditions"], cart.promo_codes)
        if codes == []:
            continue
        code = next((code for code in codes or () if code not in earlier), None)
        if codes and code is None:
            why |= dict.fromkeys(codes, "Promo code was used before")
        elif not _met(session, one, cart, who, products):
            why |= dict.fromkeys(codes or (), "The conditions of the promotion are not met")
        elif (fits := _of_subscription(session, shop, cart, one, code, order_id)) is not None:
            found.append(fits)
        else:
            why |= dict.fromkeys(codes or (), "The promotion is for subscribers")
    return found, why


def _codes(session: Session, conditions: PromotionConditions, sent: Sequence[str]) -> list[str] | None:
    """The codes that ask for a promotion; None where it needs none."""
    numbers, several = conditions["promo_codes"], conditions["promo_code_list"]
    if not numbers and several is None:
        return None
    return [
        code for code in sent if code in numbers or (several is not None and promo_codes.usable(session, several, code))
    ]


def _used_codes(session: Session, shop: Shop, identifier: str | None, order_id: str | None) -> set[str]:
    """Docs: a code that is used again and again is used once by each customer."""
    orders = loyalty_orders.of_identifier(session, shop.id, identifier) if identifier else []
    return {
        code
        for order in orders
        if order.status != CANCELLED and order.order_id != order_id
        for code in order.receipt["promo_codes"]
    }


def _met(session: Session, one: Promotion, cart: Cart, who: Buyer, products: Mapping[str, Product]) -> bool:
    said = one["conditions"]
    now = cart.current_time or session.now.strftime("%H:%M")
    begins, ends = said["begins"], said["ends"]
    in_time = begins <= now <= ends if begins <= ends else now >= begins or now <= ends
    return (
        in_time
        and _runs(one, session.now.date())
        and one["stream"] in (None, cart.stream)
        and (not said["weekdays"] or session.now.isoweekday() in said["weekdays"])
        and (not said["payment_types"] or cart.payment_type in said["payment_types"])
        and (not said["location_ids"] or cart.location_id in said["location_ids"])
        and (not said["members_only"] or who.profile is not None)
        and (not said["levels"] or who.level in said["levels"])
        and _has_stickers(session, said["stickers"], who)
        and sum(line.total for line in cart.lines) >= round(said["min_order_value"] * 100)
        and any(included(one, line, products.get(line.product_id)) for line in cart.lines)
    )


def _has_stickers(session: Session, wanted: dict[str, Any] | None, who: Buyer) -> bool:
    if wanted is None:
        return True
    return who.profile is not None and stickers.balance(session, who.profile).get(wanted["campaign"], 0) >= int(
        wanted["amount"]
    )


def _of_subscription(
    session: Session, shop: Shop, cart: Cart, one: Promotion, code: str | None, order_id: str | None
) -> Fitting | None:
    """Docs: a promotion that is a benefit is for who has the subscription, up to the limit of the period."""
    programs = loyalty_program.of(session, shop.id).get("subscriptions", [])
    if not any(one["id"] in loyalty_subscriptions.promotions_of(of) for of in programs):
        return Fitting(one, code)
    who = loyalty_subscriptions.current(session, shop, cart.identifier, cart.subscription)
    for benefit in loyalty_subscriptions.benefits(session, shop, who) if who is not None else []:
        if benefit["data_type"] == "promos" and one["id"] in benefit["promotions"] and who is not None:
            if benefit["limit"] is None:
                return Fitting(one, code)
            used = loyalty_subscriptions.used(session, shop, who, benefit["promotions"], but=order_id)
            return Fitting(one, code, benefit["code"], max(round((benefit["limit"] - used) * 100), 0))
    return None


def groups(found: Sequence[Fitting]) -> list[list[Fitting]]:
    """Docs: as few groups as hold every promotion with all that are compatible with it."""
    apart = {one.promotion["id"]: set(one.promotion["incompatible_with"]) for one in found}
    for number, others in list(apart.items()):
        for other in others & apart.keys():
            apart[other].add(number)
    chosen: list[list[int]] = []
    _choose(list(apart), apart, [], chosen)
    largest = [one for one in chosen if not any(set(one) < set(other) for other in chosen)]
    return [[one for one in found if one.promotion["id"] in group] for group in largest]


def _choose(left: list[int], apart: Mapping[int, Iterable[int]], group: list[int], chosen: list[list[int]]) -> None:
    if not left:
        chosen.append(group)
        return
    first, rest = left[0], left[1:]
    free = [number for number in rest if number not in set(apart[first])]
    _choose(free, apart, [*group, first], chosen)
    if len(free) < len(rest):
        _choose(rest, apart, group, chosen)
