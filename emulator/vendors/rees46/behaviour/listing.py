"""Lists of products with what they can be filtered by: what `products`, `category` and a search answer."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from statistics import median
from typing import Any, NotRequired

from typing_extensions import TypedDict

from emulator.kernel.database import Session
from emulator.vendors.rees46.storage import categories, listing
from emulator.vendors.rees46.storage.catalogue import Product
from emulator.vendors.rees46.storage.categories import Category
from emulator.vendors.rees46.storage.listing import COLOR, PARAM, SIZE, Filters
from emulator.vendors.rees46.storage.shops import Shop

RANGES = 5
"""Assumed: into how many equal parts the prices are divided."""


class MinMax(TypedDict):
    min: float
    max: float


class ParamFilter(TypedDict):
    """How many products have each value of a parameter; one whose values are numbers has `ranges`, and no values."""

    count: int
    priority: int
    values: dict[str, int]
    ranges: NotRequired[MinMax]


class ColorCount(TypedDict):
    color: str
    count: int


class SizeCount(TypedDict):
    size: str
    count: int


class Place(TypedDict):
    id: str
    name: str
    type: str


PriceStep = TypedDict("PriceStep", {"from": float, "to": float, "count": int})


@dataclass(frozen=True)
class Facets:
    """What there is among all the products, not only those of the page."""

    total: int
    brands: list[dict[str, Any]]
    categories: list[tuple[Category, int]]
    filters: dict[str, ParamFilter]
    colors: list[ColorCount]
    sizes: list[SizeCount]
    locations: list[Place]
    price_range: MinMax
    price_ranges: list[PriceStep]
    price_median: float
    tree: dict[str, Category]
    """All categories of the shop, by uid."""


def within_trees(session: Session, shop: Shop, filters: Filters) -> Filters:
    """Assumed: a category is meant with all beneath it, a location (a city) with its stores."""
    if filters.categories is not None:
        tree = categories.categories(session, shop.id)
        filters = replace(filters, categories=categories.with_descendants(tree, filters.categories))
    if filters.locations is not None:
        places = categories.locations(session, shop.id)
        filters = replace(filters, locations=categories.with_descendants(places, filters.locations))
    return filters


def page(
    session: Session, shop: Shop, filters: Filters, *, order: str, descending: bool, limit: int, offset: int
) -> list[Product]:
    """`filters` are those that `within_trees` answers."""
    return listing.page(session, shop.id, filters, order=order, descending=descending, limit=limit, offset=offset)


def facets(session: Session, shop: Shop, filters: Filters) -> Facets:
    """`filters` are those that `within_trees` answers."""
    offers = listing.facet(session, shop.id, filters, "offers")
    prices: list[float] = sorted(offer.price for offer in offers)
    tree = categories.categories(session, shop.id)
    traits = listing.facet(session, shop.id, filters, "traits")
    return Facets(
        total=len(prices),
        brands=_brands(offers),
        categories=_categories(session, shop, filters, tree),
        filters=_filters([row for row in traits if row.kind == PARAM]),
        colors=[{"color": row.value, "count": row.products} for row in traits if row.kind == COLOR],
        sizes=[{"size": row.value, "count": row.products} for row in traits if row.kind == SIZE],
        locations=_locations(session, shop, filters),
        price_range={"min": prices[0], "max": prices[-1]} if prices else {"min": 0, "max": 0},
        price_ranges=_ranges(prices),
        price_median=median(prices) if prices else 0,
        tree=tree,
    )


def _brands(offers: Sequence[Any]) -> list[dict[str, Any]]:
    """The most frequent first."""
    counts = Counter(offer.brand for offer in offers if offer.brand)
    pictures: dict[str, str] = {}
    for _, brand, picture in offers:
        pictures[brand] = max(picture, pictures.get(brand, ""))
    return [
        {"name": brand, "picture": pictures[brand], "count": count}
        for brand, count in sorted(counts.items(), key=lambda one: (-one[1], one[0]))
    ]


def _categories(
    session: Session, shop: Shop, filters: Filters, tree: dict[str, Category]
) -> list[tuple[Category, int]]:
    """Each category with how many of the products stand in it or beneath it, in the order of the tree."""
    ways: dict[str, list[Category]] = {}
    standing: dict[str, set[int]] = defaultdict(set)
    for uid, product in listing.facet(session, shop.id, filters, "categories"):
        if uid not in ways:
            ways[uid] = categories.path(tree, uid)
        for node in ways[uid]:
            standing[node.uid].add(product)
    return [(node, len(standing[uid])) for uid, node in tree.items() if uid in standing]


def _filters(rows: Sequence[Any]) -> dict[str, ParamFilter]:
    """Observed: an object by name; one whose values are numbers has `ranges`, and no values."""
    found: dict[str, ParamFilter] = {}
    for row in sorted(rows, key=lambda row: (-row.priority, row.name, -row.products, row.value)):
        param = found.setdefault(row.name, {"count": 0, "priority": row.priority, "values": {}})
        param["count"] += row.products
        if row.number is None:
            param["values"][row.value] = row.products
        else:
            ranges = param.setdefault("ranges", {"min": row.number, "max": row.number})
            ranges["min"], ranges["max"] = min(ranges["min"], row.number), max(ranges["max"], row.number)
    return found


def _locations(session: Session, shop: Shop, filters: Filters) -> list[Place]:
    used = set(listing.facet(session, shop.id, filters, "locations"))
    places = categories.locations(session, shop.id) if used else {}
    return [{"id": uid, "name": place.name, "type": place.type} for uid, place in places.items() if uid in used]


def _ranges(prices: list[float]) -> list[PriceStep]:
    """Equal parts of the way from the lowest price to the highest, without those that nothing is in."""
    if not prices:
        return []
    low, step = int(prices[0]), max(-(-(int(prices[-1]) + 1 - int(prices[0])) // RANGES), 1)
    counts: dict[int, int] = defaultdict(int)
    for price in prices:
        counts[(int(price) - low) // step] += 1
    return [
        {"from": low + number * step, "to": low + (number + 1) * step, "count": count}
        for number, count in sorted(counts.items())
    ]
