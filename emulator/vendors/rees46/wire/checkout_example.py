"""What an order of the loyalty program looks like: two tents for a gold member, partly paid with bonuses."""

_NOTHING = dict.fromkeys(
    (
        "paid_with_offers",
        "paid_with_offers_per_product",
        "paid_with_referral_discounts",
        "paid_with_referral_discounts_per_product",
        "paid_with_certificates",
        "paid_with_certificates_per_product",
    ),
    0,
)
_ITEM = {
    "product_id": "187",
    "uniqid": "187",
    "quantity": 2,
    "price": 1000,
    "total": 2000,
    "discountable": True,
    "discountable_reason": None,
    "bonusable": True,
    "bonusable_reason": None,
    "rewardable": True,
    "rewardable_reason": None,
    **_NOTHING,
    "paid_with_discounts": 200,
    "paid_with_discounts_per_product": 100,
    "paid_with_bonuses": 540,
    "paid_with_bonuses_per_product": 270,
    "bonuses_used": 540,
    "bonuses_used_per_product": 270,
    "bonuses_reward": 63,
    "bonuses_reward_per_product": 31.5,
    "bonuses_reward_loyalty_program": {"total": 63, "per_product": 31.5},
    "bonuses_reward_referral_program": {"total": 0, "per_product": 0},
    "bonuses_reward_promotions": {},
    "certificates": {},
    "total_after_discounts": 1260,
    "total_after_discounts_per_product": 630,
}
RECEIPT = {
    "order_id": "N512",
    "identifier": "10000000002",
    "payment_type": "card",
    "products_total": 2,
    "order_total": 2000,
    "saved_total": 740,
    "saved_by_discounts": 200,
    "saved_by_bonuses": 540,
    "saved_by_offers": 0,
    "saved_by_certificates": 0,
    "order_to_pay": 1260,
    "order_bonuses_to_charge": 540,
    "bonuses_balance": 1123,
    "bonuses_reward": 63,
    "bonuses_referrer_reward": 0,
    "referrer_identifier": None,
    "referral_program": None,
    "applied_promotions": [],
    "rewarded_stickers": {},
    "used_stickers": {},
    "stickers_balance": {},
    "promo_codes": [],
    "promo_codes_failed": [],
    "certificates": [],
    "certificates_failed": [],
    "items": [_ITEM],
}
HISTORY = {
    "success": True,
    "payload": {
        "orders": [
            {
                "id": "N512",
                "date": "2025-03-10",
                "status": "confirmed",
                "total": 1260,
                "items": [{"id": "187", "name": "Trailhead Nomad 3 Backpacking Tent", "quantity": 2, "price": 630}],
            }
        ]
    },
}
