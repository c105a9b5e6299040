"""The list of products that the vendor does not show, as its newer documentation has it."""

from typing import Literal

from typing_extensions import TypedDict

from emulator.kernel.evidence import observed
from emulator.kernel.exchange import Call
from emulator.kernel.route import Router
from emulator.vendors.rees46.storage import not_widgetable
from emulator.vendors.rees46.wire.access import WIRE, Access
from emulator.vendors.rees46.wire.answers import example, refusals
from emulator.vendors.rees46.wire.fields import ShopParams

router = Router(WIRE)


class NotWidgetable(TypedDict):
    uniqid: str
    price: float
    name: str
    url: str | None
    image_url: str | None
    image_downloading_error: str | None


class NotWidgetableProducts(TypedDict):
    total: int
    items: list[NotWidgetable]


class NotWidgetableAnswer(TypedDict):
    status: Literal["success"]
    data: NotWidgetableProducts


_ITEM: NotWidgetable = {
    "uniqid": "sku-33",
    "price": 20,
    "name": "Camping mug",
    "url": None,
    "image_url": None,
    "image_downloading_error": None,
}


@router.get(
    "/products/not_widgetable",
    reads=ShopParams,
    access="secret",
    answers={
        200: example(NotWidgetableAnswer, {"status": "success", "data": {"total": 1, "items": [_ITEM]}}),
        **refusals(),
    },
    evidence=observed("the vendor's newer documentation: Products that are not shown"),
    tags=("Products and catalog",),
)
def not_widgetable_products(call: Call[Access], _: ShopParams) -> NotWidgetableAnswer:
    """Products without a category or a link: searches, recommendations and mailings do not have them."""
    items: list[NotWidgetable] = [
        {
            "uniqid": row.uid,
            "price": int(row.price) if row.price.is_integer() else row.price,
            "name": row.name,
            "url": row.url or None,
            "image_url": row.picture or None,
            "image_downloading_error": None,
        }
        for row in not_widgetable.lacking(call.session, call.account.shop.id)
    ]
    return {"status": "success", "data": {"total": len(items), "items": items}}
