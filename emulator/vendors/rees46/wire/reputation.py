"""Reputation: the shop's own reviews, of which no documentation shows one."""

from typing import Any

from pydantic import Field

from emulator.kernel.evidence import observed
from emulator.kernel.exchange import Call
from emulator.kernel.route import Router
from emulator.vendors.rees46.wire.access import WIRE, Access
from emulator.vendors.rees46.wire.answers import example, refusals
from emulator.vendors.rees46.wire.fields import ShopParams

router = Router(WIRE)


class ShopReviews(ShopParams):
    count: int | None = Field(default=None, ge=0, description="Number of reviews")
    offset: int | None = Field(default=None, ge=0, description="Offset of reviews")


_ABOUT: dict[str, Any] = {
    "reads": ShopReviews,
    "answers": {200: example(list[dict[str, Any]], []), **refusals()},
    "access": "public",
    "evidence": observed("JS SDK: reputation; the vendor's newer documentation: Get reviews"),
    "tags": ("Reputation",),
}


@router.get("/reputation/shop", **_ABOUT)
def shop_reviews(_: Call[Access], __: ShopReviews) -> list[dict[str, Any]]:
    """Reviews of the shop: none, because nothing in the API makes one."""
    return []


@router.post("/reputation/shop", **_ABOUT)
def post_shop_reviews(_: Call[Access], __: ShopReviews) -> list[dict[str, Any]]:
    """The same, as the documentation's curl asks."""
    return []
