"""How often a product was looked at, put into a cart and bought."""

from datetime import timedelta
from typing import Any

from emulator.kernel.database import Session
from emulator.vendors.rees46.storage import events_tracking, triggers
from emulator.vendors.rees46.storage.shops import Shop
from emulator.vendors.rees46.storage.triggers import AVAILABLE, PRICE

_SPANS = {"daily": timedelta(days=1), "now": timedelta(minutes=30)}


def of_product(session: Session, shop: Shop, uid: str) -> dict[str, Any]:
    """Observed (newer documentation): `daily` is the last day, `now` the last 30 minutes.

    Assumed: `triggers` are the people who wait for the product now.
    """
    found: dict[str, Any] = {}
    for name, span in _SPANS.items():
        counts = events_tracking.counts(session, shop.id, uid, since=session.now - span)
        found[name] = {event: counts.get(event, 0) for event in ("view", "cart", "purchase")}
    waiting = triggers.counts(session, shop.id, uid)
    return {**found, "triggers": {"back_in_stock": waiting.get(AVAILABLE, 0), "price_drop": waiting.get(PRICE, 0)}}
