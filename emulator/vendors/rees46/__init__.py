"""REES46 (rees46.com): events of a shop's visitors, their profiles, segments, promo codes and reviews."""

from emulator.kernel.vendor import Vendor
from emulator.vendors.rees46 import accounts, fixture
from emulator.vendors.rees46.behaviour import url_shortener as shortener
from emulator.vendors.rees46.fixture.shops import AccountForm
from emulator.vendors.rees46.storage import (
    events_tracking,
    messages,
    mobile_push_tokens,
    nps,
    orders,
    profiles,
    promo_codes,
    segments,
    shops,
    url_shortener,
)

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
        mobile_push_tokens.PushToken,
        messages.SentMessage,
        messages.MessageEvent,
        url_shortener.ShortLink,
        url_shortener.ShortDomain,
    ),
    document=fixture.Document,
    load=fixture.load,
    account=AccountForm,
    accounts=accounts.accounts,
    open_account=accounts.open_account,
    identifying=("shop_id",),
    fresh=accounts.fresh,
    replace_account=accounts.replace_account,
    tasks={"delete_expired_links": shortener.delete_expired},
    secrets=frozenset({"shop_secret", "x-shop-secret"}),
    wire="emulator.vendors.rees46.wire",
    controls="emulator.vendors.rees46.controls",
)
