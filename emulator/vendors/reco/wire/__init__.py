"""Reco's endpoints: the document "Reco API v3" first, in its order, then what other documents and clients add."""

from emulator.kernel.route import Router
from emulator.vendors.reco.wire import customer_ids, invites, pages, partner, reviews, sandbox
from emulator.vendors.reco.wire.access import WIRE

router = Router(WIRE)
for chapter in (invites, customer_ids, reviews, partner, sandbox, pages):
    router.include(chapter.router)
