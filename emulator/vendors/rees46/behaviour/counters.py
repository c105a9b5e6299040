"""How often a product was looked at, put into a cart and bought."""

from datetime import timedelta
from typing import Any

from emulator.kernel.database import Session
from emulator.vendors.rees46.storage import events_tracking
from emulator.vendors.rees46.storage.shops import Shop

_SPANS = {"daily": timedelta(days=1), "now": timedelta(minutes=30)}


def of_product(session: Session, shop: Shop, uid: str) -> dict[str, Any]:
    """Observed (newer documentation): `daily` is the last day, `now` the last 30 minutes."""
    found: dict[str, Any] = {}
    for name, span in _SPANS.items():
        counts = events_tracking.counts(session, shop.id, uid, since=session.now - span)
        found[name] = {event: counts.get(event, 0) for event in ("view", "cart", "purchase")}
    return {**found, "triggers": {"back_in_stock": 0, "price_drop": 0}}
