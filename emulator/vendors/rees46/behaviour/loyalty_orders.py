"""An order's way through the loyalty program: applied, confirmed, cancelled; what it takes it gives back."""

from typing import Any, cast

from emulator.kernel.database import Session
from emulator.vendors.rees46.behaviour import carts, loyalty_subscriptions, people
from emulator.vendors.rees46.behaviour.carts import Cart
from emulator.vendors.rees46.behaviour.checkout import estimate, offers
from emulator.vendors.rees46.behaviour.receipts import Receipt
from emulator.vendors.rees46.errors import NotFound, Unprocessable
from emulator.vendors.rees46.storage import certificates, loyalty_bonuses, promo_codes, stickers
from emulator.vendors.rees46.storage import loyalty_orders as storage
from emulator.vendors.rees46.storage.loyalty_orders import CANCELLED, CONFIRMED, CREATED, LoyaltyOrder
from emulator.vendors.rees46.storage.shops import Shop


def known(session: Session, shop: Shop, order_id: str) -> LoyaltyOrder:
    """Docs: "Order ABC not found"."""
    found = storage.with_order_id(session, shop.id, order_id)
    if found is None:
        raise NotFound(f"Order {order_id} not found")
    return found


def receipt(order: LoyaltyOrder) -> Receipt:
    return cast("Receipt", order.receipt)


def apply(session: Session, shop: Shop, cart: Cart, order_id: str) -> Receipt:
    """Docs: bonuses and certificates are taken. It may be applied again until it is confirmed or cancelled."""
    before = storage.with_order_id(session, shop.id, order_id)
    if before is not None:
        if before.status != CREATED:
            raise Unprocessable("Could not apply order in its current status")
        _give_back(session, shop, before)
    who = carts.buyer(session, shop, cart)
    made, reckoned = estimate(session, shop, cart, order_id, who)
    with_it = loyalty_subscriptions.current(session, shop, cart.identifier, cart.subscription)
    columns = {
        "identifier": cart.identifier,
        "subscription": with_it.subscription if with_it is not None else None,
        "receipt": made,
        "offers": offers(reckoned),
    }
    if before is None:
        kept = storage.add(session, shop.id, order_id, profile=who.profile, **columns)
    else:
        kept = storage.change(session, before, profile=who.profile, **columns)
    if not kept:
        raise Unprocessable("Could not apply order in its current status")
    _take(session, shop, who.profile, made)
    return made


def confirm(session: Session, shop: Shop, order_id: str) -> LoyaltyOrder:
    """Docs: the reward is given, once; a confirmed order is confirmed, a cancelled one cannot be."""
    order = known(session, shop, order_id)
    if order.status == CANCELLED:
        raise Unprocessable("Could not confirm order in its current status")
    if order.status == CREATED and _move(session, order, CONFIRMED):
        for person, kind, amount in rewards(session, shop, receipt(order), order.profile):
            loyalty_bonuses.credit(session, person, amount)
            loyalty_bonuses.book(session, person, order.order_id, kind, amount, "confirmed")
        for campaign, many in receipt(order)["rewarded_stickers"].items():
            if order.profile is not None:
                stickers.give(session, shop.id, order.profile, int(campaign), many, order.order_id)
    return order


def rewards(session: Session, shop: Shop, made: Receipt, buyer: int | None) -> list[tuple[int, str, int]]:
    """Docs: the buyer's, and the partner's who brought them. Each with the person and its kind."""
    found = [(buyer, "reward", int(made["bonuses_reward"]))]
    if made["referrer_identifier"] is not None:
        partner = people.find(session, shop, {"phone": made["referrer_identifier"]})
        found.append((partner, "referral", int(made["bonuses_referrer_reward"])))
    return [(person, kind, amount) for person, kind, amount in found if person is not None]


def cancel(session: Session, shop: Shop, order_id: str) -> LoyaltyOrder:
    """Docs: what was paid with bonuses and certificates comes back, what was rewarded goes; it is final."""
    order = known(session, shop, order_id)
    if order.status == CANCELLED or not _move(session, order, CANCELLED):
        raise Unprocessable("Could not cancel order in its current status")
    _give_back(session, shop, order)
    if order.status == CONFIRMED:
        for person, kind, amount in rewards(session, shop, receipt(order), order.profile):
            loyalty_bonuses.credit(session, person, -amount)
            loyalty_bonuses.book(session, person, order.order_id, kind, amount, "cancelled")
        stickers.take_back(session, shop.id, order.order_id)
    return order


def _move(session: Session, order: LoyaltyOrder, status: str) -> bool:
    return storage.change(session, order, status=status)


def _take(session: Session, shop: Shop, profile: int | None, made: Receipt) -> None:
    order_id = made["order_id"] or ""
    charged = int(made["saved_by_bonuses"])
    if profile is not None and charged:
        if not loyalty_bonuses.spend(session, profile, charged):
            raise Unprocessable("Not enough bonuses")
        loyalty_bonuses.book(session, profile, order_id, "charge", -charged, "spent")
    for campaign, many in made["used_stickers"].items():
        if profile is None or not stickers.use(session, profile, int(campaign), many, order_id):
            raise Unprocessable("Not enough stickers")
    for code in made["promo_codes"]:
        promo_codes.use(session, shop, code, profile)
    for product, paid in _paid(made):
        if not certificates.pay(
            session,
            shop.id,
            paid["code"],
            paid["amount"],
            order_id=order_id,
            identifier=made["identifier"],
            product=product,
        ):
            raise Unprocessable("Not enough money on the certificate")


def _give_back(session: Session, shop: Shop, order: LoyaltyOrder) -> None:
    made = receipt(order)
    stickers.give_back(session, shop.id, order.order_id)
    for code in made["promo_codes"]:
        promo_codes.give_back(session, shop, code)
    charged = int(made["saved_by_bonuses"])
    if order.profile is not None and charged:
        loyalty_bonuses.credit(session, order.profile, charged)
        loyalty_bonuses.book(session, order.profile, order.order_id, "charge", -charged, "cancelled")
    for product, paid in _paid(made):
        certificates.pay(
            session,
            shop.id,
            paid["code"],
            -paid["amount"],
            order_id=order.order_id,
            identifier=made["identifier"],
            product=product,
        )


def _paid(made: Receipt) -> list[tuple[str, Any]]:
    return [(item["product_id"], paid) for item in made["items"] for paid in item["certificates"].values()]
