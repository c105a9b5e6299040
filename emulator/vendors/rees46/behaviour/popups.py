"""Popups as SDKs need them: at the start or after an event, never twice within a minute, none unless one is active."""

import json
import re
from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from emulator.kernel.database import Session
from emulator.vendors.rees46.storage import popups as storage
from emulator.vendors.rees46.storage import shops
from emulator.vendors.rees46.storage.popups import Popup
from emulator.vendors.rees46.storage.shops import Shop

PAUSE = timedelta(seconds=60)
"""Observed: the same popup does not come again within 60 s."""
_STYLESHEET = re.compile(r"(.+)_popup_([0-9]{1,9})")


def at_start(session: Session, shop: Shop, did: str, screens: Sequence[str]) -> dict[str, Any] | None:
    """Observed: `target_screen` picks popups. Assumed: one for certain screens comes only where one is named."""
    active = [
        popup
        for popup in storage.active(session, shop.id, None)
        if not popup.target_screens or not set(screens).isdisjoint(popup.target_screens)
    ]
    return _unseen(session, shop, did, active)


def after(session: Session, shop: Shop, did: str, event: str) -> dict[str, Any] | None:
    """Observed: an answer to an event has one only where one is really due, for old Java clients fail on it."""
    return _unseen(session, shop, did, storage.active(session, shop.id, event))


def _unseen(session: Session, shop: Shop, did: str, active: list[Popup]) -> dict[str, Any] | None:
    seen = storage.seen(session, shop.id, did, since=session.now - PAUSE) if active else set()
    return next((drawn(popup) for popup in active if popup.number not in seen), None)


def drawn(popup: Popup) -> dict[str, Any]:
    """Observed: iOS wants `components` as a text of JSON; Android drops a popup without it or `popup_actions`."""
    return {
        "id": popup.number,
        "channels": popup.channels,
        "position": popup.position,
        "delay": popup.delay,
        "html": popup.html,
        "components": json.dumps(popup.components, ensure_ascii=False),
        "web_push_system": popup.web_push_system,
        "popup_actions": json.dumps(popup.popup_actions, ensure_ascii=False),
    }


def show(session: Session, shop: Shop, did: str | None, number: int) -> None:
    """Observed: iOS reports a popup 0 as shown where the start had none."""
    storage.show(session, shop.id, did, number)


def stylesheet(session: Session, name: str) -> str:
    """Observed: React Native asks for SHOP_popup_ID.css; that of a popup nobody knows is empty."""
    named = _STYLESHEET.fullmatch(name)
    shop = shops.with_shop_id(session, named[1]) if named else None
    popup = storage.with_number(session, shop.id, int(named[2])) if named and shop else None
    return popup.css if popup else ""
