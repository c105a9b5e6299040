"""How an order of the loyalty program is reckoned: the level's discount, bonuses, certificates, then the reward."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from emulator.kernel.database import Session
from emulator.vendors.rees46.behaviour import certificates, people
from emulator.vendors.rees46.behaviour.receipts import Failed, Line, Receipt, totals
from emulator.vendors.rees46.errors import BadRequest
from emulator.vendors.rees46.storage import catalogue, categories, loyalty, loyalty_program, profiles
from emulator.vendors.rees46.storage import certificates as stored
from emulator.vendors.rees46.storage.catalogue import Product
from emulator.vendors.rees46.storage.certificates import Certificate
from emulator.vendors.rees46.storage.loyalty_program import Pool, Program
from emulator.vendors.rees46.storage.shops import Shop

_FLAGS = ("discountable", "bonusable", "rewardable")


@dataclass(frozen=True, kw_only=True)
class Cart:
    lines: Sequence[Line]
    identifier: str | None = None
    payment_type: str | None = None
    certificates: Sequence[str] = ()
    promo_codes: Sequence[str] = ()
    charge_bonuses: bool = False
    bonuses_amount: int | None = None
    use_personal_certificates: bool = False
    location_id: str | None = None
    stream: str | None = None
    subscription: str | None = None


@dataclass(frozen=True)
class Buyer:
    """Who is no member has no number."""

    profile: int | None
    balance: int = 0
    level: str | None = None


def buyer(session: Session, shop: Shop, cart: Cart) -> Buyer:
    """Docs: bonuses are those of a member; to charge anybody else's is a 400. Anybody may buy without them."""
    person = people.find(session, shop, {"phone": cart.identifier}) if cart.identifier else None
    member = loyalty.member(session, person) if person is not None else None
    if person is None or member is None:
        if cart.charge_bonuses:
            raise BadRequest("Identifier is not valid")
        return Buyer(None)
    balance = max(int(profiles.profile(session, person).loyalty_bonuses or 0), 0)
    today = session.now.date()
    current = member.level_expires is None or today <= member.level_expires
    return Buyer(person, balance, member.level_code if current else None)


def estimate(session: Session, shop: Shop, cart: Cart, order_id: str | None, who: Buyer) -> Receipt:
    """Docs: what an order would cost; nothing is changed by asking."""
    program = loyalty_program.of(session, shop.id)
    products = {one.uid: one for one in catalogue.with_uids(session, shop.id, [one.product_id for one in cart.lines])}
    _judge(session, shop, program, cart.lines, products)
    _discount(cart.lines, program.get("level_discounts", {}).get(who.level or "", 0))
    payable = _charge(cart, who, program.get("payable_percent", 100))
    used, failed = _certify(session, shop, cart, products)
    if who.profile is not None:
        _reward(cart.lines, program.get("reward_percent", 0))
    return {
        "order_id": order_id,
        "identifier": cart.identifier,
        "payment_type": cart.payment_type,
        "order_bonuses_to_charge": payable,
        "bonuses_balance": who.balance,
        "bonuses_referrer_reward": 0,
        "referrer_identifier": None,
        "referral_program": None,
        "applied_promotions": [],
        "rewarded_stickers": {},
        "used_stickers": {},
        "stickers_balance": {},
        "promo_codes": [],
        "promo_codes_failed": [{"code": code, "message": "Promo code is not valid"} for code in cart.promo_codes],
        "certificates": used,
        "certificates_failed": failed,
        **totals(list(cart.lines)),  # type: ignore[typeddict-item]
    }


def _judge(session: Session, shop: Shop, program: Program, lines: Sequence[Line], products: dict[str, Product]) -> None:
    """Docs: what the catalogue does not have, and what is of an excluded brand or category, has no part in it."""
    brands = {brand.casefold() for brand in program.get("excluded_brands", [])}
    excluded = set(program.get("excluded_categories", []))
    for line in lines:
        product = products.get(line.product_id)
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


def _discount(lines: Sequence[Line], percent: float) -> None:
    for line in lines:
        if "discountable" not in line.reasons:
            line.discount = int(line.total * percent // 100)


def _charge(cart: Cart, who: Buyer, percent: float) -> int:
    """Docs: as many as possible, unless `bonuses_amount` says fewer. Answers how many could be charged."""
    most = [int(line.left * percent // 10_000) if "bonusable" not in line.reasons else 0 for line in cart.lines]
    payable = min(who.balance, sum(most))
    left = payable if cart.bonuses_amount is None else min(payable, cart.bonuses_amount)
    if cart.charge_bonuses:
        for line, limit in zip(cart.lines, most, strict=True):
            line.bonuses = min(limit, left)
            left -= line.bonuses
    return payable


def _reward(lines: Sequence[Line], percent: float) -> None:
    """Assumed: whole bonuses for what is paid in money."""
    for line in lines:
        if "rewardable" not in line.reasons:
            line.reward = int(line.left * percent // 10_000)


def _certify(session: Session, shop: Shop, cart: Cart, products: dict[str, Product]) -> tuple[list[str], list[Failed]]:
    """Docs: promo certificates before gift ones, those that expire sooner first; one promo certificate in an order."""
    pools = certificates.pools(session, shop)
    found = {code: stored.with_code(session, shop.id, code) for code in dict.fromkeys(cart.certificates)}
    if cart.use_personal_certificates and cart.identifier:
        own = stored.of_owner(session, shop.id, cart.identifier)
        found |= {one.code: one for one in own if certificates.usable(one, session.now.date())}
    failed: list[Failed] = []
    good: list[tuple[Certificate, Pool]] = []
    for code, one in found.items():
        pool = pools.get(one.pool) if one is not None else None
        if one is None or pool is None:
            failed.append({"code": code, "message": "Code is not valid"})
        elif (why := _refused(session, cart, one, pool)) is not None:
            failed.append({"code": code, "message": why})
        else:
            good.append((one, pool))
    return _pay(cart, products, sorted(good, key=_turn), failed), failed


def _turn(pair: tuple[Certificate, Pool]) -> tuple[bool, str]:
    one, pool = pair
    return pool["payable_order_share"] >= 100, one.expires.isoformat() if one.expires else "9999"


def _refused(session: Session, cart: Cart, one: Certificate, pool: Pool) -> str | None:
    """Docs: the pool's rules. Assumed: their sentences."""
    value = sum(line.total for line in cart.lines)
    rules = {
        "Certificate is not active": certificates.usable(one, session.now.date()),
        "The pool of certificates is not active": pool["status"] == "active",
        "Certificate belongs to another member": not pool["personal"] or one.owner == cart.identifier,
        "Order value is too low": value >= pool["min_order_value"] * 100,
        "Certificate is not valid in this stream": not pool["streams"] or cart.stream in pool["streams"],
        "Certificate is not valid in this location": not pool["location_ids"]
        or cart.location_id in pool["location_ids"],
    }
    return next((why for why, kept in rules.items() if not kept), None)


def _pay(
    cart: Cart, products: dict[str, Product], good: list[tuple[Certificate, Pool]], failed: list[Failed]
) -> list[str]:
    used: list[str] = []
    promo = False
    for one, pool in good:
        share = pool["payable_order_share"]
        if share < 100 and promo:
            failed.append({"code": one.code, "message": "Only one promo certificate can be used in an order"})
            continue
        left = round(one.balance * 100)
        for line in cart.lines:
            if _is_any_of(pool["exclude_products"], line, products.get(line.product_id)):
                continue
            amount = min(left, line.left, int(line.total * share // 100))
            if amount > 0:
                line.certificates.append((one, pool["id"], amount))
                left -= amount
        promo = promo or share < 100
        used.append(one.code)
    return used


def _is_any_of(groups: list[dict[str, Any]], line: Line, product: Product | None) -> bool:
    """Docs: groups of products by article, brand, category and price. Assumed: all that a group says has to be met."""
    known = {
        "sku": {line.product_id},
        "brand": {product.brand.casefold()} if product else set(),
        "category": set(product.category_ids) if product else set(),
    }
    return any(all(_meets(group[name], own) for name, own in known.items()) and _costs(group, line) for group in groups)


def _meets(condition: dict[str, Any], own: set[str]) -> bool:
    wanted = {value.casefold() for value in condition["values"]}
    return not wanted or bool({one.casefold() for one in own} & wanted) is (condition["operator"] == "in")


def _costs(group: dict[str, Any], line: Line) -> bool:
    limit: int = round(group["price"]["value"] * 100)
    if group["price"]["operator"] == "equal":
        return line.price == limit
    return line.price >= limit if group["price"]["operator"] == "more_than_or_equal_to" else line.price <= limit
