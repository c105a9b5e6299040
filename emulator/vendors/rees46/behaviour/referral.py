"""Referral programs: partners bring new customers by their codes, and both are rewarded."""

from collections.abc import Sequence
from dataclasses import dataclass

from emulator.kernel.database import Session
from emulator.kernel.ids import ALNUM
from emulator.vendors.rees46.behaviour.carts import Cart
from emulator.vendors.rees46.behaviour.loyalty_bonuses import member
from emulator.vendors.rees46.behaviour.receipts import Line
from emulator.vendors.rees46.errors import NotFound
from emulator.vendors.rees46.storage import loyalty_orders, loyalty_program
from emulator.vendors.rees46.storage import referral as storage
from emulator.vendors.rees46.storage.loyalty_orders import CANCELLED
from emulator.vendors.rees46.storage.loyalty_program import ReferralProgram
from emulator.vendors.rees46.storage.referral import ReferralPartner
from emulator.vendors.rees46.storage.shops import Shop

_LETTERS = "".join(one for one in ALNUM.upper() if one not in "01IO")


@dataclass(frozen=True)
class Invitation:
    """That a customer uses a partner's code."""

    partner: ReferralPartner
    program: ReferralProgram


def join(session: Session, shop: Shop, phone: str, program: int) -> str:
    """Docs: a member of the loyalty program becomes a partner, who has a code. Assumed: who is one keeps the code, and
    a program that is not active takes nobody (404).
    """
    person = member(session, shop, phone)
    settings = _programs(session, shop).get(program)
    if settings is None or settings["status"] != "active":
        raise NotFound("Referral program not found")
    while (found := _code(session, person, program)) is None:
        parts = ("".join(session.world.random.choices(_LETTERS, k=3)) for _ in range(3))
        storage.add(session, shop.id, person, program, phone, "-".join(parts))
    return found


def codes(session: Session, shop: Shop, phone: str) -> list[tuple[ReferralPartner, ReferralProgram]]:
    """Docs: those of programs that are active."""
    programs = {number: one for number, one in _programs(session, shop).items() if one["status"] == "active"}
    partners = storage.of_profile(session, member(session, shop, phone))
    return [(one, programs[one.program]) for one in partners if one.program in programs]


def invitation(
    session: Session, shop: Shop, cart: Cart, order_id: str | None
) -> tuple[Invitation | None, dict[str, str]]:
    """Docs: of a partner's code, what forbids it. Answers the one that holds, and why others do not.

    Assumed: one code of a partner in an order; the sentences.
    """
    found: Invitation | None = None
    why: dict[str, str] = {}
    for code in dict.fromkeys(cart.promo_codes):
        partner = storage.with_code(session, shop.id, code)
        if partner is None:
            continue
        settings = _programs(session, shop).get(partner.program)
        refused = _refused(session, shop, cart, partner, settings, order_id)
        if found is not None:
            why[code] = "Only one referral code can be used in an order"
        elif refused is not None or settings is None:
            why[code] = refused or "Referral program is not active"
        else:
            found = Invitation(partner, settings)
    return found, why


def _refused(
    session: Session,
    shop: Shop,
    cart: Cart,
    partner: ReferralPartner,
    settings: ReferralProgram | None,
    order_id: str | None,
) -> str | None:
    if settings is None or settings["status"] != "active":
        return "Referral program is not active"
    if cart.identifier is None:
        return "Referral code needs an identifier"
    if cart.identifier == partner.identifier:
        return "Own referral code cannot be used"
    if sum(line.total for line in cart.lines) < round(settings["min_order_value"] * 100):
        return "Order value is too low"
    orders = loyalty_orders.of_identifier(session, shop.id, cart.identifier)
    before = any(one.status != CANCELLED and one.order_id != order_id for one in orders)
    if settings["usage"] == "first_order" and before:
        return "Referral code is for the first order only"
    return None


def discount(lines: Sequence[Line], by: Invitation, most: float) -> None:
    """Docs: of what promotions leave, for members and others alike."""
    settings = by.program["referral"]
    if settings["type"] != "discount":
        return
    fixed = round(settings["amount_value"] * 100) if settings["amount_type"] == "fixed" else None
    for line in lines:
        if "discountable" not in line.reasons:
            wanted = int(line.left * settings["amount_value"] // 100) if fixed is None else fixed
            line.referral = max(min(wanted, line.room(most)), 0)
            fixed = None if fixed is None else fixed - line.referral


def reward(lines: Sequence[Line], by: Invitation) -> None:
    """Docs: bonuses for the new customer, who has to be a member. Assumed: for what is paid in money; a fixed amount
    stands at the first product.
    """
    for line in lines:
        line.referral_program = by.program["id"]
    settings = by.program["referral"]
    if settings["type"] != "bonuses":
        return
    rewarded = [line for line in lines if "rewardable" not in line.reasons]
    if settings["amount_type"] == "fixed":
        for line in rewarded[:1]:
            line.referral_reward = int(settings["amount_value"])
        return
    for line in rewarded:
        line.referral_reward = int(line.left * settings["amount_value"] // 10_000)


def referrer_reward(lines: Sequence[Line], by: Invitation) -> int:
    """Docs: bonuses for the partner: percent of what the new customer's order costs, or a fixed amount."""
    settings = by.program["referrer"]
    if settings["amount_type"] == "fixed":
        return int(settings["amount_value"])
    paid = sum(line.left for line in lines if "rewardable" not in line.reasons)
    return int(paid * settings["amount_value"] // 10_000)


def _programs(session: Session, shop: Shop) -> dict[int, ReferralProgram]:
    return {one["id"]: one for one in loyalty_program.of(session, shop.id).get("referral_programs", [])}


def _code(session: Session, person: int, program: int) -> str | None:
    return next((one.code for one in storage.of_profile(session, person) if one.program == program), None)
