"""What a checkout answers: the cart with what of it each of the program's tools pays."""

from dataclasses import dataclass, field
from typing import Any

from typing_extensions import TypedDict

from emulator.vendors.rees46.storage.certificates import Certificate


class Share(TypedDict):
    total: float
    per_product: float


class ReferralShare(Share):
    """What the program brings the buyer. The documentation's table has it as the partner's, its example adds it up."""

    referral_program_id: int | None


class PaidByCertificate(TypedDict):
    id: int
    """As it was when the order was applied: where a document is put on top of a world it may change, the code stays."""
    code: str
    pool_id: int
    amount: float
    amount_per_product: float


class Failed(TypedDict):
    code: str
    message: str


class ReceiptItem(TypedDict):
    product_id: str
    uniqid: str
    quantity: int
    price: float
    total: float
    discountable: bool
    discountable_reason: str | None
    bonusable: bool
    bonusable_reason: str | None
    rewardable: bool
    rewardable_reason: str | None
    paid_with_offers: float
    paid_with_offers_per_product: float
    paid_with_referral_discounts: float
    paid_with_referral_discounts_per_product: float
    paid_with_discounts: float
    paid_with_discounts_per_product: float
    paid_with_bonuses: float
    paid_with_bonuses_per_product: float
    paid_with_certificates: float
    paid_with_certificates_per_product: float
    bonuses_used: float
    bonuses_used_per_product: float
    bonuses_reward: float
    bonuses_reward_per_product: float
    bonuses_reward_loyalty_program: Share
    bonuses_reward_referral_program: ReferralShare
    bonuses_reward_promotions: dict[str, Share]
    certificates: dict[str, PaidByCertificate]
    total_after_discounts: float
    total_after_discounts_per_product: float


class Receipt(TypedDict):
    order_id: str | None
    identifier: str | None
    payment_type: str | None
    products_total: int
    order_total: float
    saved_total: float
    saved_by_discounts: float
    saved_by_bonuses: float
    saved_by_offers: float
    saved_by_certificates: float
    order_to_pay: float
    order_bonuses_to_charge: float
    bonuses_balance: float
    bonuses_reward: float
    bonuses_referrer_reward: float
    referrer_identifier: str | None
    referral_program: int | None
    applied_promotions: list[int]
    rewarded_stickers: dict[str, Any]
    used_stickers: dict[str, Any]
    stickers_balance: dict[str, Any]
    promo_codes: list[str]
    promo_codes_failed: list[Failed]
    certificates: list[str]
    certificates_failed: list[Failed]
    items: list[ReceiptItem]


@dataclass
class Line:
    """One product of a cart while it is reckoned with; amounts are in hundredths, bonuses are whole."""

    product_id: str
    price: int
    quantity: int
    reasons: dict[str, str] = field(default_factory=dict)
    """Why the product is not discountable, bonusable or rewardable."""
    discount: int = 0
    bonuses: int = 0
    reward: int = 0
    certificates: list[tuple[Certificate, int, int]] = field(default_factory=list)
    """With the number of its pool, and what it pays."""
    offers: dict[int, int] = field(default_factory=dict)
    """What each promotion saves, by its id."""
    referral: int = 0
    referral_reward: int = 0
    referral_program: int | None = None
    promotion_rewards: dict[int, int] = field(default_factory=dict)

    @property
    def total(self) -> int:
        return self.price * self.quantity

    @property
    def certified(self) -> int:
        return sum(amount for _, _, amount in self.certificates)

    @property
    def left(self) -> int:
        """What is to be paid in money."""
        return self.total - self.discounted - self.bonuses * 100 - self.certified

    @property
    def discounted(self) -> int:
        return sum(self.offers.values()) + self.referral + self.discount

    @property
    def rewarded(self) -> int:
        """All that the product brings."""
        return self.reward + self.referral_reward + sum(self.promotion_rewards.values())

    def room(self, most: float) -> int:
        """How much more can be taken off, if `most` percent of the product can be."""
        return max(min(self.left, int(self.total * most // 100) - self.discounted), 0)


def money(hundredths: float) -> float:
    """Whole amounts are written without a fraction."""
    return int(hundredths // 100) if hundredths % 100 == 0 else round(hundredths / 100, 2)


def shown(line: Line) -> ReceiptItem:
    amounts = {
        "paid_with_offers": sum(line.offers.values()),
        "paid_with_referral_discounts": line.referral,
        "paid_with_discounts": line.discount,
        "paid_with_bonuses": line.bonuses * 100,
        "paid_with_certificates": line.certified,
        "bonuses_used": line.bonuses * 100,
        "bonuses_reward": line.rewarded * 100,
        "total_after_discounts": line.left,
    }
    many = line.quantity
    flags: dict[str, Any] = {}
    for name in ("discountable", "bonusable", "rewardable"):
        flags[name], flags[f"{name}_reason"] = name not in line.reasons, line.reasons.get(name)
    found: Any = {
        "product_id": line.product_id,
        "uniqid": line.product_id,
        "quantity": many,
        "price": money(line.price),
        "total": money(line.total),
        **flags,
        **{name: money(amount) for name, amount in amounts.items()},
        **{f"{name}_per_product": money(amount / many) for name, amount in amounts.items()},
        "bonuses_reward_loyalty_program": _share(line.reward * 100, many),
        "bonuses_reward_referral_program": {
            **_share(line.referral_reward * 100, many),
            "referral_program_id": line.referral_program,
        },
        "bonuses_reward_promotions": {
            str(number): _share(amount * 100, many) for number, amount in line.promotion_rewards.items()
        },
        "certificates": {
            str(one.id): {
                "id": one.id,
                "code": one.code,
                "pool_id": pool,
                "amount": money(amount),
                "amount_per_product": money(amount / many),
            }
            for one, pool, amount in line.certificates
        },
    }
    item: ReceiptItem = found
    return item


def _share(hundredths: int, many: int) -> Share:
    return {"total": money(hundredths), "per_product": money(hundredths / many)}


def totals(lines: list[Line]) -> dict[str, Any]:
    """The sums over a cart, under the names of a receipt."""
    whole = sum(line.total for line in lines)
    to_pay = sum(line.left for line in lines)
    return {
        "products_total": sum(line.quantity for line in lines),
        "order_total": money(whole),
        "saved_total": money(whole - to_pay),
        "saved_by_discounts": money(sum(line.discount for line in lines)),
        "saved_by_bonuses": sum(line.bonuses for line in lines),
        "saved_by_offers": money(sum(sum(line.offers.values()) for line in lines)),
        "saved_by_certificates": money(sum(line.certified for line in lines)),
        "order_to_pay": money(to_pay),
        "bonuses_reward": sum(line.rewarded for line in lines),
        "items": [shown(line) for line in lines],
    }
