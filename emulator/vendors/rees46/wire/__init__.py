"""REES46's endpoints, one module for each chapter of the document, in its order."""

from emulator.kernel.route import Router
from emulator.vendors.rees46.wire import events_tracking, initialize, nps, promo_codes, segments, users_profile
from emulator.vendors.rees46.wire.access import WIRE

router = Router(WIRE)
for chapter in (initialize, events_tracking, users_profile, segments, promo_codes, nps):
    router.include(chapter.router)
