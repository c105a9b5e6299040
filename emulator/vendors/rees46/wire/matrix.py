"""The vendor's acceptance matrix for `/push`, as a strict shop applies it; a lenient one takes what SDKs send."""

import re
from typing import Any

from emulator.kernel.database import Session
from emulator.kernel.errors import VendorError
from emulator.vendors.rees46.behaviour.events_tracking import RECOMMENDERS
from emulator.vendors.rees46.errors import NotFound, Unprocessable
from emulator.vendors.rees46.storage import profiles
from emulator.vendors.rees46.storage.shops import Shop
from emulator.vendors.rees46.wire.params import Bag, unpacked

_SHOP_ID = re.compile(r"[0-9a-f]{30}")
_MEANT = {"segment": {"A", "B"}, "recommended_by": RECOMMENDERS}
_DID = re.compile(r"[A-Za-z0-9-]{1,255}")
TEXTS = ("stream", "sid", "seance", "referer", "segment", "recommended_by", "recommended_code")
"""Parameters that may be left out, but not be empty or anything but text."""


def unknown_shop(shop_id: Any) -> VendorError:
    if isinstance(shop_id, str) and _SHOP_ID.fullmatch(shop_id):
        return NotFound("Shop not found")
    return Unprocessable("shop_id is not valid")


def check(session: Session, shop: Shop, bag: Bag) -> None:
    """Raises what the matrix says; observed in the vendor's own acceptance tests."""
    for name in TEXTS:
        if name in bag and (not isinstance(bag[name], str) or not bag[name]):
            raise Unprocessable(f"{name} must be a text that is not empty")
    for name, known in _MEANT.items():
        if name in bag and bag[name] not in known:
            raise Unprocessable(f"{name}: {bag[name]} is not one of {', '.join(sorted(known))}")
    if "source" in bag and not isinstance(unpacked(bag["source"]), dict):
        raise Unprocessable("source must be an object or JSON")
    did = bag.get("did") or bag.get("ssid")
    if did is None:
        return
    if not isinstance(did, str) or not _DID.fullmatch(did):
        raise Unprocessable("Device ID is not valid")
    if profiles.owner(session, shop.id, "did", did) is None:
        raise NotFound("Device ID is not valid")
