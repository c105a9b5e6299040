"""What is shown before anything is typed, and chapter "Search queries with zero results"."""

from collections import Counter
from typing import Any
from urllib.parse import urlencode

from typing_extensions import TypedDict

from emulator.kernel.evidence import documented, observed
from emulator.kernel.exchange import Call
from emulator.kernel.route import Router
from emulator.vendors.rees46.behaviour import people, recommendations, search_queries
from emulator.vendors.rees46.behaviour.recommendations import Wanted
from emulator.vendors.rees46.storage.recommendations import Conditions, Recommender
from emulator.vendors.rees46.wire import product, product_list
from emulator.vendors.rees46.wire.access import WIRE, Access
from emulator.vendors.rees46.wire.answers import example, refusals
from emulator.vendors.rees46.wire.fields import Identified, ShopParams
from emulator.vendors.rees46.wire.product import ProductObject
from emulator.vendors.rees46.wire.product_example import PRODUCT

router = Router(WIRE)

_MOST = 10


class SuggestedQuery(TypedDict):
    name: str
    url: str
    url_handle: str
    deeplink_ios: str
    score: int


class NamedLink(TypedDict):
    name: str
    url: str


class BlankSearch(TypedDict):
    html: str
    products: list[ProductObject]
    suggests: list[SuggestedQuery]
    last_queries: list[SuggestedQuery]
    last_products: bool
    popular_categories: list[NamedLink]
    popular_brands: list[NamedLink]
    popular_links: list[NamedLink]


def suggestions(queries: list[tuple[str, int]], start: str) -> list[SuggestedQuery]:
    """What others have searched for that begins so. Assumed: it leads to the shop's search page."""
    found = [(name, count) for name, count in queries if name.lower().startswith(start.lower())]
    return [link(name, count) for name, count in found[:10]]


def link(name: str, score: int) -> SuggestedQuery:
    address = f"/search?{urlencode({'query': name})}"
    return {"name": name, "url": address, "url_handle": address, "deeplink_ios": "", "score": score}


_SUGGESTED = link("tent", 3)
_BLANK: BlankSearch = {
    "html": product_list.html("", [PRODUCT]),
    "products": [PRODUCT],
    "suggests": [_SUGGESTED],
    "last_queries": [_SUGGESTED],
    "last_products": False,
    "popular_categories": [{"name": "Tents", "url": "https://northwind.example/categories/camping/tents"}],
    "popular_brands": [{"name": "Trailhead", "url": "/search?query=Trailhead"}],
    "popular_links": [],
}


@router.get(
    "/search/blank",
    reads=Identified,
    access="public",
    answers={200: example(BlankSearch, _BLANK), **refusals()},
    evidence=observed("iOS, Android and React Native SDK: search before anything is typed"),
    tags=("Search",),
)
def blank_search(call: Call[Access], query: Identified) -> BlankSearch:
    """The products a visitor viewed last, otherwise popular ones; their last queries and those of others."""
    session, shop = call.session, call.account.shop
    person = people.find(session, shop, query.identifiers())
    wanted = Wanted(person, None, None, "", Conditions(), limit=_MOST, shuffle=False)
    viewed, popular = (
        recommendations.recommend(session, shop, _block(shop.id, algorithm), wanted)
        for algorithm in ("recently_viewed", "popular")
    )
    base = call.request.base_url
    shown = product.shown(session, shop, viewed or popular, base, recommended_by="instant_search")
    nodes = [one["categories"][-1] for one in product.shown(session, shop, popular, base) if one["categories"]]
    places = {node["url"]: node["name"] for node in nodes}
    brands = Counter(row.brand for row in popular if row.brand)
    return {
        "html": product_list.html("", shown),
        "products": shown,
        "suggests": [link(*one) for one in search_queries.popular(session, shop, _MOST)],
        "last_queries": [link(text, 1) for text in search_queries.last_of(session, person, _MOST)],
        "last_products": bool(viewed),
        "popular_categories": [{"name": name, "url": url} for url, name in places.items()],
        "popular_brands": [{"name": name, "url": f"/search?{urlencode({'query': name})}"} for name in brands],
        "popular_links": [],
    }


def _block(shop: int, algorithm: str) -> Recommender:
    return Recommender(id=0, shop=shop, code="", title="", algorithm=algorithm, size=_MOST)


# Search queries with zero results


class CountedQuery(TypedDict):
    query: str
    quantity: int


@router.get(
    "/search/no_result_queries",
    reads=ShopParams,
    access="secret",
    answers={200: example(list[CountedQuery], [{"query": "iphone 4s", "quantity": 3844}]), **refusals()},
    evidence=documented("Search queries with zero results"),
    tags=("Search",),
)
def search_queries_with_zero_results(call: Call[Access], _: ShopParams) -> Any:
    """What was searched for in the last two weeks and not found, the most frequent first."""
    found = search_queries.without_results(call.session, call.account.shop)
    return [{"query": query, "quantity": quantity} for query, quantity in found]
