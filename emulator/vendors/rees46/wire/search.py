"""Chapter "Search"."""

from typing import Any, Literal, NotRequired

from pydantic import AliasChoices, Field
from typing_extensions import TypedDict

from emulator.kernel.evidence import documented
from emulator.kernel.exchange import Call
from emulator.kernel.route import Router
from emulator.vendors.rees46.behaviour import listing, people, search, search_queries
from emulator.vendors.rees46.behaviour.listing import Facets, MinMax, ParamFilter, Place, PriceStep
from emulator.vendors.rees46.behaviour.search import Wanted
from emulator.vendors.rees46.errors import BadRequest
from emulator.vendors.rees46.storage import catalogue
from emulator.vendors.rees46.storage.catalogue import Product
from emulator.vendors.rees46.storage.listing import ORDERS, Filters
from emulator.vendors.rees46.wire import category, params, popups, product, product_list
from emulator.vendors.rees46.wire.access import A_DEVICE, WIRE, Access
from emulator.vendors.rees46.wire.answers import Popup, example, refusals
from emulator.vendors.rees46.wire.fields import SORT_DIR, Number, SortDir, Text, Texts, Visitor
from emulator.vendors.rees46.wire.listing import BrandObject, CountedCategory, IndustrialFilters, ParamsFilter
from emulator.vendors.rees46.wire.product import ProductObject
from emulator.vendors.rees46.wire.product_example import PRODUCT
from emulator.vendors.rees46.wire.search_blank import SuggestedQuery, suggestions

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
    sort_dir: SortDir = Field(default="desc", validation_alias=SORT_DIR)
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

    def filtered(self) -> Filters:
        return Filters(
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

    def sorted(self) -> bool:
        """Whether by something else than how well a product answers the query."""
        return self.sort_by in ORDERS and self.sort_by != "popular"

    def slice(self) -> tuple[int, int]:
        """How many products, and from which on."""
        limit = min(_LIMITS[self.type] if self.limit is None else self.limit, MOST)
        return limit, (self.page - 1) * limit if self.offset is None else self.offset


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
    popup: NotRequired[Popup]


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
    expects=(A_DEVICE, "type", "search_query"),
    observed=("debug", "exclude_brands"),
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
    found, rows = _found(call, query, text, typing=typing)
    if not typing and text:
        identifiers = query.identifiers()
        person = people.identify(session, shop, identifiers) if identifiers else None
        search_queries.remember(session, shop, person, text, found=found.anything)
    shown = product.shown(
        session, shop, rows, call.request.base_url, recommended_by=query.type, recommended_code=text or None
    )
    suggested = suggestions(search_queries.popular(session, shop, 100), text) if typing and text else []
    best = Filters(ids=found.numbers[:FACETED], out_of_stock=True)
    counted = listing.facets(session, shop, best, found.variants)
    # Assumed: nobody who is still typing is interrupted.
    popup = None if typing else popups.after(call, "search", query.did)
    return {
        "search_query": found.reading.corrected,
        "search_query_original": text,
        "products": shown,
        "products_total": found.total,
        "requests_count": 1,
        "clarification": found.clarification,
        "html": product_list.html("", shown),
        **_counted(query, counted),  # type: ignore[typeddict-item]  # the keys of facets
        "queries": suggested,
        "suggests": suggested,
        "collections": [],
        "keywords": [],
        "virtual_categories": [],
        "book_authors": [],
        "book_author": [],
        **({"popup": popup} if popup else {}),
    }


def _found(call: Call[Access], query: SearchParams, text: str, *, typing: bool) -> tuple[search.Found, list[Product]]:
    """What is found, as much of it as the answer needs, and the products of the page in their order."""
    session, shop = call.session, call.account.shop
    limit, offset = query.slice()
    wanted = Wanted(
        filters=listing.within_trees(session, shop, query.filtered()),
        collapse=query.collapse,
        most=search.EVERY if query.sorted() else max(offset + limit, FACETED),
        with_variants=FACETED,
    )
    clarify = not query.no_clarification
    found = search.find(session, shop, text, wanted, typing=typing, scope=query.search_scope, clarify=clarify)
    if not query.sorted():
        return found, catalogue.with_ids(session, found.numbers[offset : offset + limit])
    every = Filters(ids=found.numbers, out_of_stock=True)
    order, descending = str(query.sort_by), query.sort_dir == "desc"
    return found, listing.page(session, shop, every, order=order, descending=descending, limit=limit, offset=offset)


def _counted(query: SearchParams, found: Facets) -> dict[str, Any]:
    nodes = sorted(found.categories, key=lambda one: -one[1])[: query.category_limit]
    return {
        "categories": [{**category.shown(found.tree, node), "count": count} for node, count in nodes],
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
