"""REES46's endpoints, one module for each chapter of the document, in its order."""

from emulator.kernel.route import Router
from emulator.vendors.rees46.wire import initialize, nps, promo_codes, segments
from emulator.vendors.rees46.wire.access import WIRE

router = Router(WIRE)
for chapter in (initialize, segments, promo_codes, nps):
    router.include(chapter.router)
