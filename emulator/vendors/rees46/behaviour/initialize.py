"""Chapter "Initialize": devices, sessions, and what a shop's clients are told at their start."""

from collections.abc import Sequence
from typing import Any
from zlib import crc32

from emulator.kernel import ids
from emulator.kernel.database import Session
from emulator.vendors.rees46.behaviour import people, popups
from emulator.vendors.rees46.storage import profiles
from emulator.vendors.rees46.storage.shops import Shop

DEFAULTS: dict[str, Any] = {
    "email_collector": False,
    "has_email": False,
    "recommendations": True,
    "lazy_load": False,
    "auto_css_recommender": False,
    "cms": "",
    "snippets": [],
    "recone": False,
    "search": {"enabled": True, "landing": "/search", "type": "full", "settings": {"redirects": {}}},
    "web_push_settings": {
        "public_key": "",
        "safari_enabled": False,
        "safari_id": "",
        "service_worker": "/push_sw.js",
    },
}
"""Observed: without any of these a client does not start, or does half; `redirects` must be an object."""

SEGMENTS = ("A", "B")


def start_session(
    session: Session,
    shop: Shop,
    *,
    did: str | None,
    sid: str | None,
    segment: str | None = None,
    screens: Sequence[str] = (),
) -> dict[str, Any]:
    """Docs: "Request without did will generate new one in our DB".

    Observed: SDKs store the did over resets, so one that is unknown is registered as it is; the session is theirs.
    """
    random = session.world.random
    device = did or ids.alnum(random, 10)
    person = people.identify(session, shop, {"did": device})
    seance = sid or ids.alnum(random, 10)
    return {
        "did": device,
        "seance": seance,
        "sid": seance,
        "popup": popups.at_start(session, shop, device, screens),
        "currency": shop.currency,
        **DEFAULTS,
        **shop.settings,
        "has_email": bool(did) and bool(profiles.identifiers(session, person)["email"]),
        "segment": segment if segment in SEGMENTS else _segment(device),
    }


def _segment(did: str) -> str:
    """Assumed: a device stays on its side of an A/B test, which its did decides; a client that has one keeps it."""
    return SEGMENTS[crc32(did.encode(errors="replace")) % len(SEGMENTS)]
