"""Chapter "Product recommendations"."""

from typing import Annotated, Any

from pydantic import AliasChoices, Field, WithJsonSchema
from typing_extensions import TypedDict

from emulator.kernel.evidence import documented, observed
from emulator.kernel.exchange import Call
from emulator.kernel.route import Router
from emulator.vendors.rees46.behaviour import people
from emulator.vendors.rees46.behaviour import recommendations as behaviour
from emulator.vendors.rees46.behaviour.recommendations import MOST, NEEDS_ITEM, Wanted
from emulator.vendors.rees46.errors import BadRequest, NotFound
from emulator.vendors.rees46.storage import categories
from emulator.vendors.rees46.storage import recommendations as storage
from emulator.vendors.rees46.storage.catalogue import Product
from emulator.vendors.rees46.storage.recommendations import Conditions, Recommender
from emulator.vendors.rees46.wire import product, product_list
from emulator.vendors.rees46.wire.access import A_DEVICE, WIRE, Access
from emulator.vendors.rees46.wire.answers import example, refusals
from emulator.vendors.rees46.wire.fields import ITEM, Identifier, Text, Texts, Visitor
from emulator.vendors.rees46.wire.product import ProductObject
from emulator.vendors.rees46.wire.product_example import PRODUCT

router = Router(WIRE)

UNKNOWN = "Incorrect recommender code"
_OF_OLD_CLIENTS = ("cart_count", "cart_item_id")
_TYPES = {
    "interesting": "popular",
    "buying_now": "popular",
    "see_also": "also_bought",
    **{name: name for name in behaviour.ALGORITHMS},
}


class Query(Visitor):
    """Observed: `item` is sent as `item_id` too, lists and flags in every spelling."""

    item: Identifier | None = Field(default=None, validation_alias=ITEM, description="The product that is looked at")
    category: Identifier | None = Field(default=None, description="The category whose page the block stands on")
    search_query: Text | None = None
    segment: Annotated[Any, WithJsonSchema({"type": "string"})] = Field(default=None, description="A/B test segment")
    exclude: Texts = Field(default=[], description="Products that are not to be recommended")
    categories: Texts = Field(default=[], description="Only products of these categories")
    locations: Texts = Field(default=[], description="Only products that are to be had at these locations")
    brands: Texts = Field(default=[], description="Only products of these brands")
    exclude_brands: Texts = Field(
        default=[], validation_alias=AliasChoices("exclude_brands", "excluded_brands"), description="None of these"
    )
    discount: bool = Field(default=False, description="Only products with an old price above the price")
    limit: int | None = Field(default=None, ge=1, lt=2**63, description=f"At most {MOST}")
    page: int = Field(default=1, ge=1, lt=2**31)
    prevent_shuffle: bool = Field(default=False, description="The best products first")

    def conditions(self) -> Conditions:
        names = ("exclude", "categories", "locations", "brands", "exclude_brands", "discount")
        return Conditions(**{name: getattr(self, name) for name in names})


# Request product recommendations


class BlockQuery(Query):
    recommender_code: Identifier = Field(description="ID of product recommendations block")
    resize_image: Text | None = Field(default=None, description="Size of the picture: 120, 140, 160, 180, 200, 220")
    extended: bool = Field(default=False, description="1 for products, otherwise their ids")
    with_locations: bool = Field(default=False, description="Where each product is to be had, with extended")


class LocationObject(TypedDict):
    id: str
    name: str
    type: str


class RecommendedProduct(ProductObject, total=False):
    locations: list[LocationObject]


class Recommendations(TypedDict):
    id: int
    title: str
    link: str | None
    html: str
    recommends: list[str] | list[RecommendedProduct]
    products: list[str] | list[RecommendedProduct]


_RECOMMENDED: Recommendations = {
    "id": 1,
    "title": "Popular right now",
    "link": None,
    "html": product_list.html("Popular right now", [PRODUCT]),
    "recommends": ["187"],
    "products": ["187"],
}


@router.get(
    "/recommend/{recommender_code}",
    reads=BlockQuery,
    expects=(A_DEVICE,),
    observed=_OF_OLD_CLIENTS,
    access="public",
    answers={200: example(Recommendations, _RECOMMENDED), **refusals(404)},
    evidence=documented("Request product recommendations"),
    tags=("Product recommendations",),
)
def request_product_recommendations(call: Call[Access], query: BlockQuery) -> Any:
    """The products of a block: their ids, or with `extended` all of what is known of them."""
    block = _block(call, query.recommender_code)
    rows = _products(call, block, query)
    shown = product.shown(
        call.session,
        call.account.shop,
        rows,
        call.request.base_url,
        recommended_by="dynamic",
        recommended_code=block.code,
        image_size=query.resize_image,
    )
    found: Any = _located(call, rows, shown) if query.with_locations else shown
    listed = found if query.extended else [one["id"] for one in shown]
    title = block.title
    html = product_list.html(title, shown)
    return {"id": block.id, "title": title, "link": block.link, "html": html, "recommends": listed, "products": listed}


def _block(call: Call[Access], code: str) -> Recommender:
    block = storage.with_code(call.session, call.account.shop.id, code)
    if block is None:
        raise NotFound(UNKNOWN)
    return block


def _products(call: Call[Access], block: Recommender, query: Query) -> list[Product]:
    """Docs: `item` and `search_query` are mandatory for some algorithms.

    Assumed: without them a lenient shop's block is empty, a strict one's refused.
    """
    missing = _missing(block, query)
    if missing and call.account.strict:
        raise BadRequest(f"{missing} is missing")
    if missing:
        call.notice(f"{missing} is missing: a block with the algorithm {block.algorithm} is empty without it")
    wanted = Wanted(
        person=people.find(call.session, call.account.shop, query.identifiers()),
        item=query.item,
        category=query.category,
        search_query=query.search_query or "",
        conditions=query.conditions(),
        limit=min(query.limit or block.size, MOST),
        page=query.page,
        shuffle=not query.prevent_shuffle,
    )
    return behaviour.recommend(call.session, call.account.shop, block, wanted)


def _missing(block: Recommender, query: Query) -> str | None:
    if block.algorithm in NEEDS_ITEM and query.item is None:
        return "item"
    return "search_query" if block.algorithm == "search" and query.search_query is None else None


def _located(call: Call[Access], rows: list[Product], shown: list[ProductObject]) -> list[RecommendedProduct]:
    """Assumed: the locations where a product is to be had; none for one that is to be had everywhere."""
    known = categories.locations(call.session, call.account.shop.id)
    found: list[RecommendedProduct] = []
    for row, one in zip(rows, shown, strict=True):
        places = [known[place["location"]] for place in row.locations if place["location"] in known]
        found.append({**one, "locations": [_location(place) for place in places]})
    return found


def _location(place: categories.Location) -> LocationObject:
    return {"id": place.uid, "name": place.name, "type": place.type}


# As old clients ask


class LegacyQuery(Query):
    """Observed: the type of a block of its own is "dynamic"; older types are algorithms by name."""

    recommender_type: Text = Field(default="dynamic", description="dynamic, or the name of an algorithm")
    recommender_code: Identifier | None = None
    cart_item_id: Texts = Field(default=[], description="What lies in the cart is not recommended")

    def conditions(self) -> Conditions:
        asked = super().conditions()
        return Conditions(**{**vars(asked), "exclude": [*asked.exclude, *self.cart_item_id]})


@router.get(
    "/recommend",
    reads=LegacyQuery,
    observed=_OF_OLD_CLIENTS,
    access="public",
    answers={200: example(list[str], ["187", "1001"]), **refusals(404)},
    evidence=observed("PHP and Java clients: GET /recommend?recommender_type=dynamic&recommender_code=CODE"),
    tags=("Product recommendations",),
)
def recommendations_for_old_clients(call: Call[Access], query: LegacyQuery) -> Any:
    """The ids alone, as a bare array."""
    if query.recommender_code is not None:
        block = _block(call, query.recommender_code)
    elif query.recommender_type in _TYPES:
        block = _unnamed(call.account.shop.id, _TYPES[query.recommender_type])
    elif query.recommender_type == "dynamic":
        raise BadRequest("recommender_code is missing")
    else:
        raise NotFound(UNKNOWN)
    return [row.uid for row in _products(call, block, query)]


def _unnamed(shop: int, algorithm: str) -> Recommender:
    return Recommender(id=0, shop=shop, code="", title="", algorithm=algorithm, size=behaviour.SIZE)
