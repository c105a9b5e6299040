"""Chapter "Products and catalog", what it says of products themselves, and the pictures of products."""

from typing import Any

from pydantic import Field

from emulator.kernel.evidence import assumed, documented
from emulator.kernel.http import Answer
from emulator.kernel.route import Call, Router
from emulator.vendors.rees46.behaviour import pictures
from emulator.vendors.rees46.errors import NotFound
from emulator.vendors.rees46.storage import catalogue
from emulator.vendors.rees46.wire import product
from emulator.vendors.rees46.wire.access import WIRE, Access
from emulator.vendors.rees46.wire.answers import example, refusals
from emulator.vendors.rees46.wire.fields import ITEM, Identifier, ShopParams
from emulator.vendors.rees46.wire.product import ProductObject
from emulator.vendors.rees46.wire.product_example import PRODUCT

router = Router(WIRE)


# Get product info


class ProductQuery(ShopParams):
    item_id: Identifier = Field(validation_alias=ITEM, description="Product ID")


@router.get(
    "/products/get",
    reads=ProductQuery,
    access="public",
    answers={200: example(ProductObject, PRODUCT), **refusals(404)},
    evidence=documented("Get product info"),
    tags=("Products and catalog",),
)
def get_product_info(call: Call[Access], query: ProductQuery) -> Any:
    """Everything that is known of a product, in stock or not."""
    row = catalogue.with_uid(call.session, call.account.shop.id, query.item_id)
    if row is None:
        raise NotFound
    return product.shown(call.session, call.account.shop, [row], call.request.base_url)[0]


# Pictures


@router.get(
    "/pictures/{shop_id}/{size}/{file}",
    access="public",
    answers={
        200: {"description": "The picture", "content": {"image/png": {"example": "PNG"}}},
        **refusals(404),
    },
    evidence=assumed("Products have pictures in the vendor's storage in these sizes; the emulator draws them"),
    tags=("Products and catalog",),
)
def product_picture(call: Call[Access]) -> Answer:
    """A product's picture in one of the documented sizes, or `original`: drawn, alike whenever it is asked for."""
    size, file = call.request.path_params["size"], call.request.path_params["file"]
    uid = file.removesuffix(".png")
    if size not in (*product.SIZES, product.ORIGINAL):
        raise NotFound
    if catalogue.with_uid(call.session, call.account.shop.id, uid) is None:
        raise NotFound
    return Answer(200, pictures.draw(uid, pictures.ORIGINAL if size == product.ORIGINAL else int(size)), b"image/png")
