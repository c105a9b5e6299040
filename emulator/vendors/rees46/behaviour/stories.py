"""Stories as the SDKs' widgets need them: each knows whether the device has seen it, and where to go on."""

from typing import Any

from emulator.kernel.database import Session
from emulator.vendors.rees46.behaviour import people
from emulator.vendors.rees46.storage import stories as storage
from emulator.vendors.rees46.storage.shops import Shop

SETTINGS: dict[str, Any] = {
    "color": "#FFFFFF",
    "font_size": 12,
    "avatar_size": 80,
    "close_color": "#FFFFFF",
    "border_viewed": "#FDC2A1",
    "border_not_viewed": "#FD7C50",
    "background_pin": "#FD7C50",
    "background_progress": "#FFFFFF",
    "pin_symbol": "📌",
}
"""Observed: what Android's and iOS's models read, the sizes as whole numbers."""


def block(session: Session, shop: Shop, code: str, did: str | None) -> dict[str, Any]:
    """Assumed: a code that nobody knows has no stories, because widgets ask at the start of an app."""
    found = storage.with_code(session, shop.id, code)
    if found is None:
        return {"id": 0, "settings": SETTINGS, "stories": []}
    seen = storage.viewed(session, shop.id, did, code) if did is not None else set()
    shown = [_story(story, seen) for story in found.stories]
    return {"id": found.id, "settings": {**SETTINGS, **found.settings}, "stories": shown}


def _story(story: dict[str, Any], seen: set[tuple[str, str]]) -> dict[str, Any]:
    unseen = [
        position for position, slide in enumerate(story["slides"]) if (str(story["id"]), str(slide["id"])) not in seen
    ]
    return {**story, "viewed": not unseen, "start_position": unseen[0] if unseen else 0}


def track(
    session: Session, shop: Shop, event: str, *, did: str | None, code: str | None, story: str, slide: str
) -> None:
    if did is not None:
        people.identify(session, shop, {"did": did})
    storage.log(session, shop.id, event, did=did, code=code, story=story, slide=slide)
