"""How certificates pay for an order of the loyalty program."""

from collections.abc import Sequence

from emulator.kernel.database import Session
from emulator.vendors.rees46.behaviour import certificates
from emulator.vendors.rees46.behaviour.carts import Cart
from emulator.vendors.rees46.behaviour.product_groups import is_any_of
from emulator.vendors.rees46.behaviour.receipts import Failed, Line
from emulator.vendors.rees46.storage import certificates as stored
from emulator.vendors.rees46.storage.catalogue import Product
from emulator.vendors.rees46.storage.certificates import Certificate
from emulator.vendors.rees46.storage.loyalty_program import Pool
from emulator.vendors.rees46.storage.shops import Shop


def certify(
    session: Session, shop: Shop, cart: Cart, lines: Sequence[Line], products: dict[str, Product], *, invited: bool
) -> tuple[list[str], list[Failed]]:
    """Docs: promo certificates before gift ones, those that expire sooner first; one promo certificate in an order,
    and none where a referral code invited the buyer. Answers the codes that paid, and those that could not.
    """
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
        elif invited and pool["payable_order_share"] < 100:
            failed.append({"code": code, "message": "Promo certificate cannot be used with a referral code"})
        else:
            good.append((one, pool))
    return _pay(lines, products, sorted(good, key=_turn), failed), failed


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
    lines: Sequence[Line], products: dict[str, Product], good: list[tuple[Certificate, Pool]], failed: list[Failed]
) -> list[str]:
    used: list[str] = []
    promo = False
    for one, pool in good:
        share = pool["payable_order_share"]
        if share < 100 and promo:
            failed.append({"code": one.code, "message": "Only one promo certificate can be used in an order"})
            continue
        left = round(one.balance * 100)
        for line in lines:
            if is_any_of(pool["exclude_products"], line, products.get(line.product_id)):
                continue
            amount = min(left, line.left, int(line.total * share // 100))
            if amount > 0:
                line.certificates.append((one, pool["id"], amount))
                left -= amount
        promo = promo or share < 100
        used.append(one.code)
    return used
