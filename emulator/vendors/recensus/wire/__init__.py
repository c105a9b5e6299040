"""Recensus' wire: the API under the document's headings, then the pages and the widget that customers see."""

from emulator.kernel.route import Router
from emulator.vendors.recensus.wire import customer_contact, feedback, widget
from emulator.vendors.recensus.wire.access import WIRE

router = Router(WIRE)
for chapter in (customer_contact, feedback, widget):
    router.include(chapter.router)
