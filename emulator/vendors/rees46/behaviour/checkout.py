"""How an order of the loyalty program is reckoned: promotions, the referral and the level's discount, bonuses,
certificates, then the rewards.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from emulator.kernel.database import Session
from emulator.vendors.rees46.behaviour import certificate_payments, promotion_rewards, promotions, referral
from emulator.vendors.rees46.behaviour.carts import Buyer, Cart
from emulator.vendors.rees46.behaviour.promotion_rewards import Rewards
from emulator.vendors.rees46.behaviour.promotions import Fitting
from emulator.vendors.rees46.behaviour.receipts import Failed, Line, Receipt, money, totals
from emulator.vendors.rees46.behaviour.referral import Invitation
from emulator.vendors.rees46.storage import catalogue, categories, loyalty_program, stickers
from emulator.vendors.rees46.storage.catalogue import Product
from emulator.vendors.rees46.storage.loyalty_program import Program
from emulator.vendors.rees46.storage.shops import Shop

_FLAGS = ("discountable", "bonusable", "rewardable")
_OF_THE_FEED = {"discountable": "discounts", "bonusable": "bonuses_spending", "rewardable": "bonuses_accrual"}


@dataclass(frozen=True)
class Reckoned:
    """One way to reckon a cart: with the promotions of one group."""

    lines: Sequence[Line]
    group: Sequence[Fitting]
    rewards: Rewards
    payable: int
    certificates: list[str]
    certificates_failed: list[Failed]
    referrer_reward: int

    @property
    def worth(self) -> tuple[int, int]:
        """Docs: what is paid in money decides, then what is rewarded."""
        return -sum(line.left for line in self.lines), sum(line.rewarded for line in self.lines)


def estimate(session: Session, shop: Shop, cart: Cart, order_id: str | None, who: Buyer) -> tuple[Receipt, Reckoned]:
    """Docs: what an order would cost; nothing is changed by asking. Of promotions the best group counts."""
    program = loyalty_program.of(session, shop.id)
    products = {one.uid: one for one in catalogue.with_uids(session, shop.id, [one.product_id for one in cart.lines])}
    _judge(session, shop, program, cart.lines, products)
    fitting, refused = promotions.fitting(session, shop, cart, who, products, order_id)
    invitation, uninvited = referral.invitation(session, shop, cart, order_id)
    ways = [
        _reckon(session, shop, cart, who, program, products, group, invitation) for group in promotions.groups(fitting)
    ]
    best = max(ways, key=lambda way: way.worth)
    codes = [one.code for one in best.group if one.code is not None]
    codes += [invitation.partner.code] if invitation is not None else []
    known = {**dict.fromkeys((one.code for one in fitting if one.code), "A better promotion was applied")}
    why = {**known, **refused, **uninvited}
    return {
        "order_id": order_id,
        "identifier": cart.identifier,
        "payment_type": cart.payment_type,
        "order_bonuses_to_charge": best.payable,
        "bonuses_balance": who.balance,
        "bonuses_referrer_reward": best.referrer_reward,
        "referrer_identifier": invitation.partner.identifier if invitation is not None else None,
        "referral_program": invitation.partner.program if invitation is not None else None,
        "applied_promotions": [one.promotion["id"] for one in best.group],
        "rewarded_stickers": _named(best.rewards.stickers),
        "used_stickers": _named(best.rewards.used_stickers),
        "stickers_balance": _named(stickers.balance(session, who.profile)) if who.profile is not None else {},
        "promo_codes": codes,
        "promo_codes_failed": [
            {"code": code, "message": why.get(code, "Promo code is not valid")}
            for code in dict.fromkeys(cart.promo_codes)
            if code not in codes
        ],
        "certificates": best.certificates,
        "certificates_failed": best.certificates_failed,
        **totals(list(best.lines)),  # type: ignore[typeddict-item]
    }, best


def offers(reckoned: Reckoned) -> dict[str, float]:
    """What each promotion saves, by its id."""
    sums: dict[str, int] = {}
    for line in reckoned.lines:
        for number, amount in line.offers.items():
            sums[str(number)] = sums.get(str(number), 0) + amount
    return {number: money(amount) for number, amount in sums.items()}


def _named(many: dict[int, int]) -> dict[str, int]:
    return {str(campaign): amount for campaign, amount in many.items()}


def _reckon(
    session: Session,
    shop: Shop,
    cart: Cart,
    who: Buyer,
    program: Program,
    products: dict[str, Product],
    group: Sequence[Fitting],
    invitation: Invitation | None,
) -> Reckoned:
    lines = [replace(line, offers={}, certificates=[], promotion_rewards={}) for line in cart.lines]
    most = program.get("max_discount_percent", 100)
    promotion_rewards.discount(lines, group, products, most)
    if invitation is not None:
        referral.discount(lines, invitation, most)
    _discount(lines, program.get("level_discounts", {}).get(who.level or "", 0), most)
    payable = _charge(cart, lines, who, promotion_rewards.payable(lines, group, products, program))
    used, failed = certificate_payments.certify(session, shop, cart, lines, products, invited=invitation is not None)
    referrer = referral.referrer_reward(lines, invitation) if invitation is not None else 0
    rewards = Rewards({}, promotion_rewards.used_stickers(group))
    if who.profile is not None:
        _reward(lines, program.get("reward_percent", 0))
        rewards = promotion_rewards.reward(lines, group, products)
        if invitation is not None:
            referral.reward(lines, invitation)
    return Reckoned(lines, group, rewards, payable, used, failed, referrer)


def _judge(session: Session, shop: Shop, program: Program, lines: Sequence[Line], products: dict[str, Product]) -> None:
    """Docs: what the catalogue does not have, and what is of an excluded brand or category, has no part in it; a feed
    may forbid discounts, payment with bonuses and rewards of a product.
    """
    brands = {brand.casefold() for brand in program.get("excluded_brands", [])}
    excluded = set(program.get("excluded_categories", []))
    for line in lines:
        product = products.get(line.product_id)
        if product is not None:
            forbidden = {flag for flag, name in _OF_THE_FEED.items() if name in product.forbidden}
            line.reasons = {**dict.fromkeys(forbidden, "Forbidden in the product feed"), **line.reasons}
        if product is None:
            why = "The product is not in the catalogue"
        elif product.brand.casefold() in brands:
            why = "The brand is excluded from the loyalty program"
        elif excluded & _categories(session, shop, product):
            why = "The category is excluded from the loyalty program"
        else:
            continue
        line.reasons = {**dict.fromkeys(_FLAGS, why), **line.reasons}


def _categories(session: Session, shop: Shop, product: Product) -> set[str]:
    return {*product.category_ids, *categories.with_ancestors(session, shop.id, product.category_ids)}


def _discount(lines: Sequence[Line], percent: float, most: float) -> None:
    for line in lines:
        if "discountable" not in line.reasons:
            line.discount = min(int(line.total * percent // 100), line.room(most))


def _charge(cart: Cart, lines: Sequence[Line], who: Buyer, percents: Sequence[float]) -> int:
    """Docs: as many as possible, unless `bonuses_amount` says fewer. Answers how many could be charged."""
    most = [
        int(line.left * percent // 10_000) if "bonusable" not in line.reasons else 0
        for line, percent in zip(lines, percents, strict=True)
    ]
    payable = min(who.balance, sum(most))
    left = payable if cart.bonuses_amount is None else min(payable, cart.bonuses_amount)
    if cart.charge_bonuses:
        for line, limit in zip(lines, most, strict=True):
            line.bonuses = min(limit, left)
            left -= line.bonuses
    return payable


def _reward(lines: Sequence[Line], percent: float) -> None:
    """Assumed: whole bonuses for what is paid in money."""
    for line in lines:
        if "rewardable" not in line.reasons:
            line.reward = int(line.left * percent // 10_000)
