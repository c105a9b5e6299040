"""REES46's endpoints, one module for each chapter of the document, in its order."""

from emulator.kernel.route import Router
from emulator.vendors.rees46.wire import (
    audience,
    catalogue_import,
    categories,
    events_tracking,
    initialize,
    loyalty,
    mobile_push_tokens,
    multi_messaging,
    notifications,
    nps,
    popups,
    predict,
    products_and_catalog,
    promo_codes,
    reputation,
    segments,
    sliders,
    stories,
    subscriptions,
    tracking,
    unsubscribe,
    url_shortener,
    users_profile,
)
from emulator.vendors.rees46.wire.access import WIRE

router = Router(WIRE)
for chapter in (
    initialize,
    events_tracking,
    tracking,
    mobile_push_tokens,
    subscriptions,
    unsubscribe,
    users_profile,
    audience,
    segments,
    promo_codes,
    nps,
    multi_messaging,
    notifications,
    popups,
    stories,
    sliders,
    predict,
    loyalty,
    reputation,
    url_shortener,
    products_and_catalog,
    categories,
    catalogue_import,
):
    router.include(chapter.router)
