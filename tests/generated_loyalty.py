"""The calls of the loyalty program: what of the parsed answer is looked at, and what the demo world has there."""

from datetime import date
from typing import Any

from tests.generated_calls import DEVICE, S2S, Arguments, body, plain
from tests.generated_reads import MEMBER, Look

CART = {"cart_items": [{"product_id": "187", "price": 1000, "quantity": 1}]}
PREMIUM = {"subscription": "premium"}
DAYS = {"date_from": date(2030, 1, 1), "date_to": date(2030, 1, 31)}


def said(refused: Any) -> str:
    return str(refused.message)


LOYALTY: list[tuple[str, Arguments, Look, Any]] = [
    ("send_one_time_code", body("Sending", MEMBER, event="verify"), lambda done: done.success, True),
    (
        "check_one_time_code",
        plain(MEMBER, event="verify", code="12345"),
        said,
        "Code is not correct",
    ),
    ("get_qr_code", body("Member", MEMBER), lambda drawn: drawn.payload.code[:12], "10000000002-"),
    (
        "check_qr_code",
        body("Scanned", S2S, code="10000000002-0"),
        said,
        "Code is not correct",
    ),
    (
        "create_certificate",
        body("CertificateOrder", MEMBER, code="gift", nominal=5000),
        lambda made: (made.payload.certificate.balance, made.payload.pool.name),
        (5000, "Gift card"),
    ),
    (
        "certificates_of_a_pool",
        lambda m: {**plain(S2S, code="gift")(m), "event": m.CertificatesOfAPoolEvent.CREATED, **DAYS},
        lambda found: (found.payload.certificates, found.payload.pool.code),
        ([], "gift"),
    ),
    ("activate_certificate", body("Activation", S2S, code="no"), said, "Code is not valid"),
    ("block_certificate", body("CertificateNamed", S2S, code="no"), said, "Code is not valid"),
    ("unblock_certificate", body("CertificateNamed", S2S, code="no"), said, "Code is not valid"),
    ("deactivate_certificate", body("CertificateNamed", S2S, code="no"), said, "Code is not valid"),
    ("certificate_balance", plain(S2S, code="no"), said, "Code is not valid"),
    ("certificate_transactions", plain(S2S, code="no"), said, "Code is not valid"),
    ("certificates_of_a_member", plain(MEMBER), lambda found: found.payload.certificates, []),
    (
        "estimate_an_order",
        body("LoyaltyCart", MEMBER, CART),
        lambda found: (found.payload.order_to_pay, found.payload.items[0].uniqid),
        (900, "187"),
    ),
    (
        "apply_an_order",
        body("AppliedCart", MEMBER, CART, order_id="7"),
        lambda found: (found.payload.order_id, found.payload.order_to_pay),
        ("7", 900),
    ),
    ("confirm_an_order", body("OrderNamed", S2S, order_id="7"), said, "Order 7 not found"),
    ("cancel_an_order", body("OrderNamed", S2S, order_id="7"), said, "Order 7 not found"),
    ("change_an_order", body("AppliedCart", MEMBER, CART, order_id="7"), said, "Order 7 not found"),
    ("loyalty_order_details", plain(S2S, order_id="7"), said, "Order 7 not found"),
    (
        "join_subscription",
        body(
            "JoiningSubscription", MEMBER, PREMIUM, plan="base", paid_till="2030-10-01", limits_reset_date="2030-07-01"
        ),
        lambda joined: (joined.payload.message, joined.payload.plan),
        ("Member is joined to subscription", "base"),
    ),
    (
        "prolong_subscription",
        body("Prolonging", MEMBER, PREMIUM, paid_till="2030-11-01"),
        said,
        "Identifier is not valid",
    ),
    ("leave_subscription", body("SubscriberNamed", MEMBER, PREMIUM), said, "Identifier is not valid"),
    ("subscription_members", plain(S2S, PREMIUM), lambda found: found.payload.members, []),
    ("subscription_status", plain(MEMBER), said, "Identifier is not valid"),
    ("subscription_report", plain(MEMBER, PREMIUM, depth=1), said, "Identifier is not valid"),
    ("subscriber_orders", plain(MEMBER, PREMIUM), said, "Identifier is not valid"),
    (
        "list_promotions",
        plain(S2S, stream="mobile"),
        lambda found: [one.id for one in found.payload.promotions],
        [33, 12, 117, 17],
    ),
    (
        "promotions_for_client",
        body("PromotionsForClient", DEVICE, CART, promo_codes=["SPRING"]),
        lambda found: [one.badge_label for one in found.payload.promotions],
        ["-10%"],
    ),
    (
        "promotions_for_cart",
        body("PromotionsForCart", MEMBER, CART),
        lambda found: found.payload.promotions,
        [],
    ),
    ("sticker_balance", plain(MEMBER), lambda found: found.payload.stickers, []),
    ("sticker_history", plain(MEMBER), lambda found: found.payload.transactions, []),
    ("join_referral_program", body("JoiningReferral", MEMBER, id=1), lambda done: len(done.payload.code), 11),
    ("referral_codes", plain(MEMBER), lambda found: found.payload.codes, []),
    ("loyalty_order_history", plain(MEMBER), lambda found: found.payload.orders, []),
]
