"""Sliders and banners of the vendor's newer documentation."""

from collections.abc import Collection
from typing import Any

from emulator.kernel.database import Session
from emulator.vendors.rees46.errors import NotFound
from emulator.vendors.rees46.storage import sliders as storage
from emulator.vendors.rees46.storage.shops import Shop
from emulator.vendors.rees46.storage.sliders import Slider


def slider(session: Session, shop: Shop, code: str) -> Slider:
    """Observed: the refusal's words."""
    found = storage.with_code(session, shop.id, code)
    if found is None:
        raise NotFound("Invalid slider code")
    return found


def banners(slider: Slider, tags: Collection[str]) -> list[dict[str, Any]]:
    """Docs: "Banner tags to filter banners". Assumed: one tag in common is enough."""
    chosen = [banner for banner in slider.banners if not tags or set(tags) & set(banner["tags"])]
    return [{name: value for name, value in banner.items() if name != "tags"} for banner in chosen]
