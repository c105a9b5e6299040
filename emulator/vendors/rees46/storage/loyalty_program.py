"""What a shop has set in the back office of its loyalty program."""

from typing import Any, Literal

from sqlalchemy import bindparam, delete
from sqlmodel import Field, col, select
from typing_extensions import TypedDict

from emulator.kernel.database import Json, Prepared, Session, Table, command, insert_unless_there, prepare


class LoyaltyProgram(Table, table=True):
    __tablename__ = "rees46_loyalty_programs"

    shop: int = Field(foreign_key="rees46_shops.id", primary_key=True)
    rules: dict[str, Any] = Field(default_factory=dict, sa_type=Json)
    """As `Program` has them; a program that was never set up has none."""


class Pool(TypedDict):
    id: int
    status: str
    name: str
    description: str
    nominal: float
    flexible_nominal: bool
    max_flexible_nominal: float
    personal: bool
    code: str
    expiration_days: int
    streams: list[str]
    location_ids: list[str]
    min_order_value: float
    payable_order_share: float
    exclude_products: list[dict[str, Any]]
    activation_delay: int


class Benefit(TypedDict):
    code: str
    name: str
    status: str
    data_type: Literal["boolean", "integer", "promos"]
    value: bool | int
    promotions: list[int]
    limit: float | None


class Plan(TypedDict):
    code: str
    name: str
    status: str
    benefits: list[Benefit]


class LoyaltySubscription(TypedDict):
    id: int
    code: str
    name: str
    status: str
    plans: list[Plan]


class RewardRules(TypedDict):
    amount_type: Literal["percentage", "fixed"]
    amount_value: float
    include_products: list[dict[str, Any]]
    exclude_products: list[dict[str, Any]]
    ignore_discount_limit: bool


class PromotionConditions(TypedDict):
    min_order_value: float
    payment_types: list[str]
    location_ids: list[str]
    weekdays: list[int]
    begins: str
    ends: str
    members_only: bool
    levels: list[str]
    promo_codes: list[str]
    promo_code_list: int | None
    stickers: dict[str, int] | None


class StickerReward(TypedDict):
    campaign: int
    amount: int
    per: float


class Promotion(TypedDict):
    id: int
    name: str
    description: str
    status: str
    start_date: str | None
    finish_date: str | None
    stream: str | None
    badge_label: str
    badge_color: str
    reward_type: Literal["discount", "bonuses_earn", "bonuses_usage"]
    reward_rules: RewardRules
    conditions: PromotionConditions
    stickers: StickerReward | None
    incompatible_with: list[int]


class StickerCampaign(TypedDict):
    id: int
    code: str
    name: str
    status: str


class ReferralProgram(TypedDict):
    id: int
    status: str
    description: str | None
    min_order_value: float
    usage: Literal["first_order", "all"]
    referral: dict[str, Any]
    referrer: dict[str, Any]


class Program(TypedDict, total=False):
    """`fixture.loyalty_program` says what each of them is."""

    otp_campaign: str | None
    reward_percent: float
    payable_percent: float
    max_discount_percent: float
    level_discounts: dict[str, float]
    excluded_brands: list[str]
    excluded_categories: list[str]
    certificate_pools: list[Pool]
    subscriptions: list[LoyaltySubscription]
    promotions: list[Promotion]
    stickers: list[StickerCampaign]
    referral_programs: list[ReferralProgram]


_OF: Prepared[Any] = prepare(select(LoyaltyProgram.rules).where(col(LoyaltyProgram.shop) == bindparam("shop")))
_FORGET = command(delete(LoyaltyProgram).where(col(LoyaltyProgram.shop) == bindparam("of_shop")))
_ADD = insert_unless_there(LoyaltyProgram, "shop")


def of(session: Session, shop: int) -> Program:
    """Nothing is set in a shop without a program."""
    return session.first(_OF, shop=shop) or {}


def put(session: Session, shop: int, rules: Program) -> None:
    session.run(_FORGET, of_shop=shop)
    session.first(_ADD, shop=shop, rules=rules)
