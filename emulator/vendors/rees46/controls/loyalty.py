"""The loyalty program in a shop's back office."""

from fastapi import APIRouter

from emulator.kernel.control import CurrentWorld, shown
from emulator.vendors.rees46.controls.shops import shop_of
from emulator.vendors.rees46.fixture.loyalty_program import LoyaltyProgramForm, load_loyalty_program

router = APIRouter()

_PROGRAM = {
    "otp_campaign": "one_time_code",
    "reward_percent": 5,
    "payable_percent": 30,
    "level_discounts": {"level_gold": 10},
    "certificate_pools": [{"code": "birthday", "nominal": 1000, "expiration_days": 365}],
    "promotions": [{"id": 33, "reward_rules": {"amount_value": 10}, "conditions": {"promo_codes": ["SPRING"]}}],
    "stickers": [{"id": 1, "code": "coffee"}],
    "referral_programs": [{"id": 1, "referrer": {"amount_value": 10}}],
    "subscriptions": [{"id": 1, "code": "premium", "plans": [{"code": "base"}]}],
}


@router.put("/shops/{shop_id}/loyalty", **shown(_PROGRAM, body=_PROGRAM))
async def set_up_the_loyalty_program(world: CurrentWorld, shop_id: str, form: LoyaltyProgramForm) -> LoyaltyProgramForm:
    """Sets up the shop's loyalty program, whole, as a fixture's `loyalty_program` does; what is left out is not set."""
    with world.transaction() as session:
        load_loyalty_program(session, shop_of(session, shop_id), form)
    return form
