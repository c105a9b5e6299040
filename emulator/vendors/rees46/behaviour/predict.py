"""Predictions of the vendor's newer documentation."""

from datetime import timedelta
from math import prod

from emulator.kernel.database import Session
from emulator.vendors.rees46.storage import predict as storage

LATELY = timedelta(days=30)
CHANCES = {"view": 0.02, "category": 0.01, "search": 0.02, "wish": 0.1, "cart": 0.3, "purchase": 0.15}
"""Assumed: nobody says how the vendor predicts; each event of the last 30 days adds its chance."""


def probability_to_purchase(session: Session, person: int, *, product: str | None = None) -> float:
    """Docs: "according to user's behavior". Assumed: independent chances, never a certainty."""
    counted = storage.counts(session, person, since=session.now - LATELY, product=product)
    none_of_them = prod((1 - chance) ** counted[event] for event, chance in CHANCES.items())
    return round(min(1 - none_of_them, 0.99), 4)
