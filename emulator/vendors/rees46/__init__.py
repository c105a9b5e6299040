"""REES46 (rees46.com): events of a shop's visitors, their profiles, segments, promo codes and reviews."""

from emulator.kernel.vendor import Vendor
from emulator.vendors.rees46 import accounts, fixture
from emulator.vendors.rees46.fixture.shops import AccountForm
from emulator.vendors.rees46.storage import events_tracking, nps, orders, profiles, promo_codes, segments, shops

REES46 = Vendor(
    name="rees46",
    title="REES46 API",
    hosts=("api.rees46.com", "api.rees46.ru", "api.personaclick.com", "api.products.kameleoon.com", "r46.dev"),
    tables=(
        shops.Shop,
        shops.Use,
        profiles.Profile,
        profiles.Identifier,
        events_tracking.Event,
        events_tracking.CartLine,
        events_tracking.Wish,
        events_tracking.Stock,
        orders.Order,
        orders.OrderItem,
        segments.Segment,
        segments.SegmentMember,
        promo_codes.PromoCodeList,
        promo_codes.PromoCode,
        promo_codes.PromoCodeHolder,
        nps.NpsCategory,
        nps.NpsChannel,
        nps.NpsReview,
    ),
    document=fixture.Document,
    load=fixture.load,
    account=AccountForm,
    accounts=accounts.accounts,
    open_account=accounts.open_account,
    identifying=("shop_id",),
    fresh=accounts.fresh,
    replace_account=accounts.replace_account,
    tasks={},
    secrets=frozenset({"shop_secret", "x-shop-secret"}),
    wire="emulator.vendors.rees46.wire",
    controls="emulator.vendors.rees46.controls",
)
