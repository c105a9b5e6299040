"""Chapter "Search"."""

from dataclasses import replace
from typing import Any, Literal
from urllib.parse import urlencode

from pydantic import AliasChoices, Field
from typing_extensions import TypedDict

from emulator.kernel.evidence import documented
from emulator.kernel.exchange import Call
from emulator.kernel.route import Router
from emulator.vendors.rees46.behaviour import listing, people, search, search_queries
from emulator.vendors.rees46.behaviour.listing import Facets, MinMax, ParamFilter, Place, PriceStep
from emulator.vendors.rees46.errors import BadRequest
from emulator.vendors.rees46.storage import catalogue, categories
from emulator.vendors.rees46.storage import listing as storage
from emulator.vendors.rees46.storage.catalogue import Product
from emulator.vendors.rees46.storage.listing import ORDERS, Filters
from emulator.vendors.rees46.wire import category, params, product, product_list
from emulator.vendors.rees46.wire.access import WIRE, Access
from emulator.vendors.rees46.wire.answers import example, refusals
from emulator.vendors.rees46.wire.fields import SORT_DIR, Number, Text, Texts, Visitor
from emulator.vendors.rees46.wire.listing import BrandObject, CountedCategory, IndustrialFilters, ParamsFilter
from emulator.vendors.rees46.wire.product import ProductObject
from emulator.vendors.rees46.wire.product_example import PRODUCT

router = Router(WIRE)

FULL, INSTANT = "full_search", "instant_search"
MOST = 500
FACETED = 1000
"""Assumed: of more products than these only the best are counted in filters; so an answer's time is bounded."""
_LIMITS = {FULL: 20, INSTANT: 10}


class SearchParams(Visitor):
    """Documented for full search; observed: instant search takes the same."""

    type: Literal["instant_search", "full_search"]
    search_query: Text | None = None
    limit: int | None = Field(default=None, ge=0, lt=2**63, description=f"Limit of results, at most {MOST}")
    offset: int | None = Field(default=None, ge=0, lt=2**31, description="Offset of results")
    page: int = Field(default=1, ge=1, lt=2**21)
    category_limit: int | None = Field(default=None, ge=0, lt=2**63, description="How many categories to return")
    brand_limit: int | None = Field(default=None, ge=0, lt=2**63, description="How many brands to return")
    categories: Texts | None = None
    extended: Text | None = Field(default=None, description="Products have all of their fields with or without it")
    sort_by: Text | None = Field(default=None, description="popular, price, discount, sales_rate, date, rating")
    sort_dir: Literal["asc", "desc"] = Field(default="desc", validation_alias=SORT_DIR)
    locations: Texts | None = None
    brands: Texts | None = None
    excluded_brands: Texts | None = Field(
        default=None, validation_alias=AliasChoices("excluded_brands", "exclude_brands")
    )
    merchants: Texts | None = None
    excluded_merchants: Texts | None = None
    filters: ParamsFilter | None = Field(default=None, description='{"bluetooth":["yes"],"weight":["1.6"]}')
    filters_search_by: Text | None = Field(default=None, description="name or quantity: how filters are sorted")
    price_min: Number | None = None
    price_max: Number | None = None
    colors: Texts | None = None
    fashion_sizes: Texts | None = None
    exclude: Texts | None = Field(default=None, description="Products to exclude from the results")
    no_clarification: bool = Field(default=False, description="Only products that have all of the words")
    collapse: bool = Field(default=True, description="One of all variants of a product")
    discount: bool | None = Field(default=None, description="true: only discounted, false: only others")
    available: bool = Field(default=False, description="Only what is in stock; the rest is behind it otherwise")
    search_scope: Texts = Field(default=[], description="name, brand, model, categories, params, description")

    def wanted(self, ids: list[int]) -> Filters:
        return Filters(
            ids=ids,
            categories=self.categories,
            brands=self.brands,
            excluded_brands=self.excluded_brands,
            excluded=self.exclude,
            locations=self.locations,
            merchants=self.merchants,
            excluded_merchants=self.excluded_merchants,
            colors=self.colors,
            sizes=self.fashion_sizes,
            price_min=self.price_min,
            price_max=self.price_max,
            discount=self.discount,
            out_of_stock=not self.available,
            params=self.filters or {},
        )


class SuggestedQuery(TypedDict):
    name: str
    url: str
    url_handle: str
    deeplink_ios: str
    score: int


class SearchResults(TypedDict):
    search_query: str
    search_query_original: str
    products: list[ProductObject]
    products_total: int
    requests_count: int
    clarification: bool
    html: str
    categories: list[CountedCategory]
    brands: list[BrandObject]
    filters: dict[str, ParamFilter]
    industrial_filters: IndustrialFilters
    price_range: MinMax
    price_ranges: list[PriceStep]
    price_median: float
    locations: list[Place]
    queries: list[SuggestedQuery]
    suggests: list[SuggestedQuery]
    collections: list[Any]
    keywords: list[Any]
    virtual_categories: list[Any]
    book_authors: list[Any]
    book_author: list[Any]


_FOUND: SearchResults = {
    "search_query": "nomad tent",
    "search_query_original": "nomda tent",
    "products": [PRODUCT],
    "products_total": 1,
    "requests_count": 1,
    "clarification": False,
    "html": product_list.html("", [PRODUCT]),
    "categories": [{**PRODUCT["categories"][0], "count": 1}],
    "brands": [{"name": "Trailhead", "picture": "", "count": 1}],
    "filters": {"Season": {"count": 1, "priority": 0, "values": {"3-season": 1}}},
    "industrial_filters": {"fashion_sizes": [], "colors": []},
    "price_range": {"min": 409.0, "max": 409.0},
    "price_ranges": [{"from": 409, "to": 410, "count": 1}],
    "price_median": 409.0,
    "locations": [],
    "queries": [],
    "suggests": [],
    "collections": [],
    "keywords": [],
    "virtual_categories": [],
    "book_authors": [],
    "book_author": [],
}


@router.get(
    "/search",
    reads=SearchParams,
    access="public",
    answers={200: example(SearchResults, _FOUND), **refusals()},
    evidence=documented("Search"),
    tags=("Search",),
)
def search_products(call: Call[Access], query: SearchParams) -> SearchResults:
    """`instant_search` answers while somebody types, `full_search` what they meant; only that is remembered."""
    session, shop = call.session, call.account.shop
    text = query.search_query or ""
    if not text and (call.account.strict or "search_query" not in params.read(call.request)):
        raise BadRequest("search_query is missing")
    typing = query.type == INSTANT
    found = search.find(
        session, shop, text, typing=typing, scope=query.search_scope, clarify=not query.no_clarification
    )
    numbers, rows = _page(call, query, found.numbers)
    if not typing and text:
        identifiers = query.identifiers()
        person = people.identify(session, shop, identifiers) if identifiers else None
        search_queries.remember(session, shop, person, text, found=bool(found.numbers))
    shown = product.shown(
        session, shop, rows, call.request.base_url, recommended_by=query.type, recommended_code=text or None
    )
    suggested = suggestions(search_queries.popular(session, shop, 100), text) if typing and text else []
    counted = listing.facets(session, shop, Filters(ids=numbers[:FACETED], out_of_stock=True))
    return {
        "search_query": found.reading.corrected,
        "search_query_original": text,
        "products": shown,
        "products_total": len(numbers),
        "requests_count": 1,
        "clarification": found.clarification,
        "html": product_list.html("", shown),
        **_counted(call, query, counted),  # type: ignore[typeddict-item]  # the keys of facets
        "queries": suggested,
        "suggests": suggested,
        "collections": [],
        "keywords": [],
        "virtual_categories": [],
        "book_authors": [],
        "book_author": [],
    }


def _page(call: Call[Access], query: SearchParams, numbers: list[int]) -> tuple[list[int], list[Product]]:
    """All that meets the filters, the best first, and the products of the page in their order."""
    session, shop = call.session, call.account.shop
    filters = listing.within_trees(session, shop, query.wanted(numbers))
    groups = dict(storage.facet(session, shop.id, filters, "groups")) if numbers else {}
    kept = [number for number in numbers if number in groups]
    if query.collapse:
        kept = search.one_of_each_group(kept, groups)
    limit = min(_LIMITS[query.type] if query.limit is None else query.limit, MOST)
    offset = (query.page - 1) * limit if query.offset is None else query.offset
    if query.sort_by in ORDERS and query.sort_by != "popular":
        chosen = replace(Filters(ids=kept), out_of_stock=True)
        order, descending = query.sort_by, query.sort_dir == "desc"
        return kept, listing.page(session, shop, chosen, order=order, descending=descending, limit=limit, offset=offset)
    return kept, catalogue.with_ids(session, kept[offset : offset + limit])


def _counted(call: Call[Access], query: SearchParams, found: Facets) -> dict[str, Any]:
    tree = categories.with_ancestors(call.session, call.account.shop.id, [node.uid for node, _ in found.categories])
    nodes = sorted(found.categories, key=lambda one: -one[1])[: query.category_limit]
    return {
        "categories": [{**category.shown(tree, node), "count": count} for node, count in nodes],
        "brands": found.brands[: query.brand_limit],
        "filters": _sorted(found.filters, query.filters_search_by),
        "industrial_filters": {"fashion_sizes": found.sizes, "colors": found.colors},
        "price_range": found.price_range,
        "price_ranges": found.price_ranges,
        "price_median": found.price_median,
        "locations": found.locations,
    }


def _sorted(filters: dict[str, ParamFilter], by: str | None) -> dict[str, ParamFilter]:
    if by == "name":
        return dict(sorted(filters.items()))
    if by == "quantity":
        return dict(sorted(filters.items(), key=lambda one: -one[1]["count"]))
    return filters


def suggestions(queries: list[tuple[str, int]], start: str) -> list[SuggestedQuery]:
    """What others have searched for that begins so. Assumed: it leads to the shop's search page."""
    found = [(name, count) for name, count in queries if name.lower().startswith(start.lower())]
    return [link(name, count) for name, count in found[:10]]


def link(name: str, score: int) -> SuggestedQuery:
    address = f"/search?{urlencode({'query': name})}"
    return {"name": name, "url": address, "url_handle": address, "deeplink_ios": "", "score": score}
