"""What a shop does to its catalogue: send a feed, set the stock and the price of a product."""

from functools import partial
from typing import Annotated

from fastapi import APIRouter, Query, Request
from pydantic import Field
from typing_extensions import TypedDict

from emulator.kernel import turns
from emulator.kernel.control import CurrentPlace, CurrentWorld, Problem, shown
from emulator.kernel.form import Form, QueryForm
from emulator.kernel.world import World
from emulator.vendors.rees46.behaviour import catalogue, feed
from emulator.vendors.rees46.behaviour.feed import Incoming
from emulator.vendors.rees46.behaviour.yml import FeedError
from emulator.vendors.rees46.controls.shops import shop_of

router = APIRouter()

LARGEST = 1024 * 1024 * 1024


# The feed


class FeedQuery(QueryForm):
    shop_id: str


class SkippedOffer(TypedDict):
    line: int
    reason: str


class FeedTaken(TypedDict):
    offers: int
    changed: int
    out_of_stock: int
    categories: int
    locations: int
    skipped: list[SkippedOffer]
    skipped_total: int


_FEED = """<yml_catalog date="2025-03-10 12:00"><shop>
<categories><category id="1">Tents</category></categories>
<offers><offer id="187" available="true"><name>Two-person tent</name><price>5000</price>
<categoryId>1</categoryId></offer></offers>
</shop></yml_catalog>"""
_TAKEN = {
    "offers": 1,
    "changed": 1,
    "out_of_stock": 0,
    "categories": 1,
    "locations": 0,
    "skipped": [],
    "skipped_total": 0,
}


@router.post(
    "/feed",
    responses=shown(_TAKEN)["responses"],
    openapi_extra={
        "requestBody": {
            "required": True,
            "content": {"application/xml": {"schema": {"type": "string"}, "example": _FEED}},
        },
    },
)
async def take_a_feed(place: CurrentPlace, request: Request, query: Annotated[FeedQuery, Query()]) -> FeedTaken:
    """Reads a product feed (YML) to its end, then puts all of it into the catalogue at once.

    Others are answered while it is read; whoever comes into its world while it is stored waits, and sees all of it.
    Nothing of a feed that is broken is kept. What it does not have goes out of stock; offers that cannot be read are
    skipped and named.
    """
    with (await place.turn()).transaction() as session:
        shop_of(session, query.shop_id)
    with Incoming() as incoming:
        await _receive(request, incoming)
        world = await place.turn()
        changed, gone = await world.alone(partial(_put, world, query.shop_id, incoming))
        return {
            "offers": incoming.offers,
            "changed": changed,
            "out_of_stock": gone,
            "categories": len(incoming.categories),
            "locations": len(incoming.locations),
            "skipped": [{"line": error.line, "reason": error.reason} for error in incoming.skipped],
            "skipped_total": incoming.skipped_total,
        }


async def _receive(request: Request, incoming: Incoming) -> None:
    size = 0
    try:
        async for chunk in request.stream():
            size += len(chunk)
            if size > LARGEST:
                raise Problem(413, f"the feed has more than {LARGEST} bytes")
            await turns.apart(partial(incoming.add, chunk))
        await turns.apart(incoming.end)
    except FeedError as error:
        raise Problem(400, str(error)) from None


def _put(world: World, shop_id: str, incoming: Incoming) -> tuple[int, int]:
    world.catch_up()
    with world.transaction() as session:
        return feed.put(session, shop_of(session, shop_id), incoming)


# Products


class StockForm(Form):
    """What is left out stays as it is; `oldprice` 0 ends a discount."""

    shop_id: str
    price: float | None = Field(default=None, gt=0, lt=1e12)
    oldprice: float | None = Field(default=None, ge=0, lt=1e12)
    available: bool | None = None


class ProductStock(TypedDict):
    id: str
    price: float
    oldprice: float
    discount_percent: int
    available: bool


_STOCK = {"price": 4500, "oldprice": 5000, "available": True}


@router.patch(
    "/products/{product_id}",
    **shown({"id": "187", **_STOCK, "discount_percent": 10}, body={"shop_id": "DvLWN2ZTMZ", **_STOCK}),
)
async def set_stock_and_price(world: CurrentWorld, product_id: str, form: StockForm) -> ProductStock:
    """Sets stock and price of a product, until the next feed or import; who waits for either is told."""
    with world.transaction() as session:
        shop = shop_of(session, form.shop_id)
        product = catalogue.set_stock(
            session, shop, product_id, price=form.price, oldprice=form.oldprice, is_available=form.available
        )
    if product is None:
        raise Problem(404, f"the shop has no product {product_id!r}", field="product_id")
    return {
        "id": product.uid,
        "price": product.price,
        "oldprice": product.oldprice,
        "discount_percent": product.discount_percent,
        "available": product.is_available,
    }
