"""Collections of products that the shop has put together."""

from pydantic import Field
from typing_extensions import TypedDict

from emulator.kernel.evidence import observed
from emulator.kernel.exchange import Call
from emulator.kernel.route import Router
from emulator.vendors.rees46.behaviour import collections
from emulator.vendors.rees46.wire import product, product_list
from emulator.vendors.rees46.wire.access import WIRE, Access
from emulator.vendors.rees46.wire.answers import example, refusals
from emulator.vendors.rees46.wire.fields import Identified, Texts
from emulator.vendors.rees46.wire.product import ProductObject
from emulator.vendors.rees46.wire.product_example import PRODUCT

router = Router(WIRE)


class CollectionQuery(Identified):
    """Nobody need be named: a collection is the same for all."""

    location: Texts = Field(default_factory=list, description="Only products that are to be had there")


class CollectionObject(TypedDict):
    products: list[ProductObject]
    html: str


_COLLECTION: CollectionObject = {"products": [PRODUCT], "html": product_list.html("First camping trip", [PRODUCT])}


@router.get(
    "/collection/{id}",
    reads=CollectionQuery,
    access="public",
    answers={200: example(CollectionObject, _COLLECTION), **refusals(404)},
    evidence=observed("JS SDK; the vendor's newer documentation: Request product collection"),
    tags=("Products and catalog",),
)
def request_product_collection(call: Call[Access], query: CollectionQuery) -> CollectionObject:
    """The products of a collection that are in stock, with urls that tell where a visitor came from."""
    session, shop, code = call.session, call.account.shop, call.request.path_params["id"]
    found = collections.collection(session, shop, code, locations=query.location)
    base = call.request.base_url
    shown = product.shown(session, shop, found.products, base, recommended_by="collection", recommended_code=code)
    return {"products": shown, "html": product_list.html(found.name, shown)}
