"""Lists of products: a shop's products by filters, a category's."""

from collections.abc import Mapping
from typing import Annotated, Any

from pydantic import AliasChoices, BeforeValidator, Field
from pydantic.json_schema import WithJsonSchema
from typing_extensions import TypedDict

from emulator.kernel.evidence import observed
from emulator.kernel.exchange import Call
from emulator.kernel.route import Router
from emulator.vendors.rees46.behaviour import listing
from emulator.vendors.rees46.behaviour.listing import ColorCount, MinMax, ParamFilter, Place, PriceStep, SizeCount
from emulator.vendors.rees46.errors import NotFound
from emulator.vendors.rees46.storage import categories
from emulator.vendors.rees46.storage.listing import ORDERS, Filters
from emulator.vendors.rees46.wire import category, product
from emulator.vendors.rees46.wire.access import WIRE, Access
from emulator.vendors.rees46.wire.answers import example, refusals
from emulator.vendors.rees46.wire.fields import SORT_DIR, Number, ShopParams, SortDir, Texts, listed
from emulator.vendors.rees46.wire.params import unpacked
from emulator.vendors.rees46.wire.product import ProductObject
from emulator.vendors.rees46.wire.product_example import PRODUCT

router = Router(WIRE)


def params_filter(value: Any) -> Any:
    """{"bluetooth": ["yes"]}, as JSON in a text, or as an object."""
    value = unpacked(value)
    if isinstance(value, str):
        raise ValueError("filters must be JSON")  # noqa: TRY004 (pydantic takes ValueErrors)
    if not isinstance(value, Mapping):
        raise ValueError("filters must be an object of lists")  # noqa: TRY004 (pydantic takes ValueErrors)
    return {str(name): [str(one) for one in listed(wanted)] for name, wanted in value.items()}


ParamsFilter = Annotated[
    dict[str, list[str]],
    BeforeValidator(params_filter),
    WithJsonSchema({"type": "string", "examples": ['{"a":["b"]}']}),
]


class Listing(ShopParams):
    """What lists can be filtered by. Observed: Android sends `filters` under an empty name."""

    categories: Texts | None = None
    brands: Texts | None = None
    exclude_brands: Texts | None = Field(
        default=None, validation_alias=AliasChoices("exclude_brands", "excluded_brands")
    )
    exclude: Texts | None = None
    locations: Texts | None = None
    merchants: Texts | None = None
    colors: Texts | None = None
    fashion_sizes: Texts | None = None
    price_min: Number | None = None
    price_max: Number | None = None
    discount: bool | None = Field(default=None, description="Only products with a discount, or with false, without")
    filters: ParamsFilter | None = Field(default=None, validation_alias=AliasChoices("filters", ""))
    sort_by: str = Field(default="popular", description="popular, price, discount, date, rating")
    sort_dir: SortDir = Field(default="desc", validation_alias=SORT_DIR)
    limit: int = Field(default=20, ge=0, le=1000)
    page: int = Field(default=1, ge=1, le=1_000_000)

    def wanted(self) -> Filters:
        return Filters(
            categories=self.categories,
            brands=self.brands,
            excluded_brands=self.exclude_brands,
            excluded=self.exclude,
            locations=self.locations,
            merchants=self.merchants,
            colors=self.colors,
            sizes=self.fashion_sizes,
            price_min=self.price_min,
            price_max=self.price_max,
            discount=self.discount,
            params=self.filters or {},
        )


class BrandObject(TypedDict):
    name: str
    picture: str
    count: int


class CountedCategory(category.CategoryObject):
    count: int


class IndustrialFilters(TypedDict):
    fashion_sizes: list[SizeCount]
    colors: list[ColorCount]


class ProductListing(TypedDict):
    products: list[ProductObject]
    products_total: int
    brands: list[BrandObject]
    categories: list[CountedCategory]
    filters: dict[str, ParamFilter]
    industrial_filters: IndustrialFilters
    locations: list[Place]
    price_range: MinMax
    price_ranges: list[PriceStep]
    price_median: float


_LISTED: ProductListing = {
    "products": [PRODUCT],
    "products_total": 1,
    "brands": [{"name": "Trailhead", "picture": "", "count": 1}],
    "categories": [{**PRODUCT["categories"][0], "count": 1}],
    "filters": {"Season": {"count": 1, "priority": 0, "values": {"3-season": 1}}},
    "industrial_filters": {"fashion_sizes": [], "colors": []},
    "locations": [],
    "price_range": {"min": 329.0, "max": 329.0},
    "price_ranges": [{"from": 329, "to": 330, "count": 1}],
    "price_median": 329.0,
}


@router.get(
    "/products",
    reads=Listing,
    access="public",
    answers={200: example(ProductListing, _LISTED), **refusals()},
    evidence=observed("Android: a list of products by filters"),
    tags=("Products and catalog",),
)
def list_products(call: Call[Access], query: Listing) -> ProductListing:
    """Products in stock by filters, with what they can be filtered by further."""
    return _listed(call, query, query.wanted())


@router.get(
    "/category/{id}",
    aliases=("/category/{id:path}",),
    reads=Listing,
    access="public",
    answers={200: example(ProductListing, _LISTED), **refusals(404)},
    evidence=observed("React Native: what a push about a category leads to"),
    tags=("Products and catalog",),
)
def list_category(call: Call[Access], query: Listing) -> ProductListing:
    """A category's products, by its id or its alias; it stands itself among `categories`, with its url."""
    shop, named = call.account.shop, call.request.path_params["id"]
    tree = categories.categories(call.session, shop.id)
    node = tree.get(named) or next((one for one in tree.values() if _in_a_path(one.alias) == named), None)
    if node is None:
        raise NotFound
    query.categories = [node.uid]
    answer = _listed(call, query, query.wanted())
    if all(one["id"] != node.uid for one in answer["categories"]):
        answer["categories"].append({**category.shown(tree, node), "count": 0})
    return answer


def _in_a_path(alias: str) -> str:
    """The alias as a request's path has it: doubled slashes and those at its ends do not count there."""
    return "/".join(filter(None, alias.split("/")))


def _listed(call: Call[Access], query: Listing, wanted: Filters) -> ProductListing:
    session, shop = call.session, call.account.shop
    filters = listing.within_trees(session, shop, wanted)
    order = query.sort_by if query.sort_by in ORDERS else "popular"
    rows = listing.page(
        session,
        shop,
        filters,
        order=order,
        descending=query.sort_dir == "desc",
        limit=query.limit,
        offset=(query.page - 1) * query.limit,
    )
    found = listing.facets(session, shop, filters)
    return {
        "products": product.shown(session, shop, rows, call.request.base_url),
        "products_total": found.total,
        "brands": found.brands,  # type: ignore[typeddict-item]  # rows of the brands facet
        "categories": [{**category.shown(found.tree, node), "count": count} for node, count in found.categories],
        "filters": found.filters,
        "industrial_filters": {"fashion_sizes": found.sizes, "colors": found.colors},
        "locations": found.locations,
        "price_range": found.price_range,
        "price_ranges": found.price_ranges,
        "price_median": found.price_median,
    }
