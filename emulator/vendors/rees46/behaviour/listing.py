"""Lists of products with what they can be filtered by: what `products`, `category` and a search answer."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain
from statistics import median
from types import MappingProxyType
from typing import Any, NotRequired

from typing_extensions import TypedDict

from emulator.kernel.database import Session
from emulator.vendors.rees46.storage import categories, facts, listing
from emulator.vendors.rees46.storage.catalogue import Product
from emulator.vendors.rees46.storage.categories import Category
from emulator.vendors.rees46.storage.facts import Mark
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
    """Assumed: a category is meant with all beneath it, a location (a city) with its stores.

    Docs: `locations` are those that "must be specified in the XML product feed"; observed, in the vendor's code of old:
    a product of which the feed says none is at none of them.
    """
    if filters.categories is not None:
        tree = categories.tree(session, shop.id)
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


def facets(
    session: Session, shop: Shop, filters: Filters, variants: Mapping[int, Sequence[int]] = MappingProxyType({})
) -> Facets:
    """`filters` are those that `within_trees` answers; a product has and costs what one of its `variants` does."""
    costs, marks = facts.counted(session, shop.id, listing.numbers(session, shop.id, filters), variants)
    prices = sorted(chain.from_iterable(costs))
    kinds: dict[str, list[tuple[Mark, int]]] = defaultdict(list)
    for mark, count in marks:
        kinds[mark.kind].append((mark, count))
    tree = categories.tree(session, shop.id)
    standing = {mark.value: count for mark, count in kinds[facts.CATEGORY]}
    return Facets(
        total=len(costs),
        brands=_brands(kinds[facts.BRAND]),
        categories=[(node, standing[uid]) for uid, node in tree.items() if uid in standing],
        filters=_filters(kinds[PARAM]),
        colors=[{"color": value, "count": count} for value, count in _values(kinds[COLOR])],
        sizes=[{"size": value, "count": count} for value, count in _values(kinds[SIZE])],
        locations=_locations(session, shop, {mark.value for mark, _ in kinds[facts.LOCATION]}),
        price_range={"min": prices[0], "max": prices[-1]} if prices else {"min": 0, "max": 0},
        price_ranges=_ranges(costs, prices),
        price_median=median(prices) if prices else 0,
        tree=tree,
    )


def _brands(marks: list[tuple[Mark, int]]) -> list[dict[str, Any]]:
    """The most frequent first."""
    counts: Counter[str] = Counter()
    pictures: dict[str, str] = {}
    for mark, count in marks:
        if mark.name:
            counts[mark.name] += count
            pictures[mark.name] = max(mark.value, pictures.get(mark.name, ""))
    return [
        {"name": brand, "picture": pictures[brand], "count": count}
        for brand, count in sorted(counts.items(), key=lambda one: (-one[1], one[0]))
    ]


def _values(marks: list[tuple[Mark, int]]) -> list[tuple[str, int]]:
    return sorted((mark.value, count) for mark, count in marks)


def _filters(marks: list[tuple[Mark, int]]) -> dict[str, ParamFilter]:
    """Observed: an object by name; one whose values are numbers has `ranges`, and no values."""
    found: dict[str, ParamFilter] = {}
    products: Counter[tuple[str, str, float | None]] = Counter()
    priorities: dict[tuple[str, str, float | None], int] = {}
    for mark, count in marks:
        value = (mark.name, mark.value, mark.number)
        products[value] += count
        priorities[value] = max(mark.priority, priorities.get(value, mark.priority))
    for value in sorted(products, key=lambda one: (-priorities[one], one[0], -products[one], one[1])):
        name, text, number = value
        param = found.setdefault(name, {"count": 0, "priority": priorities[value], "values": {}})
        param["count"] += products[value]
        if number is None:
            param["values"][text] = products[value]
        else:
            ranges = param.setdefault("ranges", {"min": number, "max": number})
            ranges["min"], ranges["max"] = min(ranges["min"], number), max(ranges["max"], number)
    return found


def _locations(session: Session, shop: Shop, used: set[str]) -> list[Place]:
    places = categories.locations(session, shop.id) if used else {}
    return [{"id": uid, "name": place.name, "type": place.type} for uid, place in places.items() if uid in used]


def _ranges(costs: Iterable[Collection[float]], prices: list[float]) -> list[PriceStep]:
    """Equal parts of the way from the lowest price to the highest, without those that nothing is in."""
    if not prices:
        return []
    low, step = int(prices[0]), max(-(-(int(prices[-1]) + 1 - int(prices[0])) // RANGES), 1)
    counts: dict[int, int] = defaultdict(int)
    for of_one in costs:
        for number in {(int(price) - low) // step for price in of_one}:
            counts[number] += 1
    return [
        {"from": low + number * step, "to": low + (number + 1) * step, "count": count}
        for number, count in sorted(counts.items())
    ]
