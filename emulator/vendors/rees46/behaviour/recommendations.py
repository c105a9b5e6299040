"""Chapter "Product recommendations": which products a block shows to whom."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from emulator.kernel.database import Session
from emulator.vendors.rees46.behaviour import search
from emulator.vendors.rees46.storage import catalogue, categories, search_texts
from emulator.vendors.rees46.storage import recommendations as storage
from emulator.vendors.rees46.storage.catalogue import Product
from emulator.vendors.rees46.storage.recommendations import Conditions, Recommender
from emulator.vendors.rees46.storage.shops import Shop

SIZE = 10
"""Assumed: how many products a block shows unless it says otherwise."""
MOST = 100
POOL = 1000
"""How many candidates are looked at before the conditions are."""
NEEDS_ITEM = frozenset({"similar", "also_bought"})
"""Docs: `item` "is mandatory for the requests of blocks that use the algorithms Similar and Also bought"."""
_SAME_BRAND = 0.25


@dataclass(frozen=True)
class Wanted:
    """What a page asks a block for."""

    person: int | None
    item: str | None
    category: str | None
    search_query: str
    conditions: Conditions
    limit: int
    page: int = 1
    shuffle: bool = True


@dataclass(frozen=True)
class Candidates:
    """Numbers of products, the best first; `within` the categories, where any are named, they may be shown."""

    numbers: Sequence[int]
    within: Sequence[str] = ()


def recommend(session: Session, shop: Shop, block: Recommender, wanted: Wanted) -> list[Product]:
    """Docs: `page` is counted from 1; without `prevent_shuffle` the products of a page come in any order.

    Observed: the current item, what is excluded and what is out of stock are never there.
    """
    conditions = _reached(session, shop, wanted)
    candidates = _ALGORITHMS[block.algorithm](session, shop, replace(wanted, conditions=conditions))
    found = _best(session, shop, candidates, conditions, wanted.page * wanted.limit)
    page = found[(wanted.page - 1) * wanted.limit :]
    if wanted.shuffle:
        session.world.random.shuffle(page)
    return catalogue.with_ids(session, page)


def _best(session: Session, shop: Shop, candidates: Candidates, conditions: Conditions, count: int) -> list[int]:
    """The first that may be shown; no more candidates are looked at than it takes.

    Assumed: of the variants of a product the best stands for all of them.
    """
    best: dict[int | str, int] = {}
    waiting = list(dict.fromkeys(candidates.numbers))
    looked, step = 0, 4 * count
    while len(best) < count and looked < len(waiting):
        some = waiting[looked : looked + step]
        for row in storage.allowed(session, shop.id, some, conditions, within=candidates.within):
            best.setdefault(row.group_id or row.id, row.id)
        looked, step = looked + step, 2 * step
    return list(best.values())[:count]


def _reached(session: Session, shop: Shop, wanted: Wanted) -> Conditions:
    """Assumed: a category or location stands for all beneath it too."""
    given = wanted.conditions
    exclude = [*given.exclude, *([wanted.item] if wanted.item else [])]
    within, places = given.categories, given.locations
    if within:
        within = categories.with_descendants(categories.categories(session, shop.id), within)
    if places:
        places = categories.with_descendants(categories.locations(session, shop.id), places)
    return replace(given, exclude=exclude, categories=within, locations=places)


def _popular(session: Session, shop: Shop, wanted: Wanted) -> Candidates:
    """Assumed: a view counts 1, a favourite 3, a cart 5, a purchase 20."""
    return Candidates(_with_more(session, shop, wanted.conditions))


def _with_more(session: Session, shop: Shop, conditions: Conditions) -> list[int]:
    """The popular ones, and behind them others of what is asked for, which may be far from popular."""
    return [*search_texts.popular(session, shop.id, POOL), *storage.meeting(session, shop.id, conditions, POOL)]


def _in_category(session: Session, shop: Shop, wanted: Wanted) -> Candidates:
    """Assumed: the popular products of the category or categories that are named; of the whole shop where none is."""
    if not wanted.category:
        return _popular(session, shop, wanted)
    within = categories.with_descendants(categories.categories(session, shop.id), [wanted.category])
    return Candidates(_with_more(session, shop, Conditions(categories=within)), within)


def _similar(session: Session, shop: Shop, wanted: Wanted) -> Candidates:
    """Assumed: of the item's categories, the nearest price first; the same brand is as good as a nearer price."""
    item = catalogue.with_uid(session, shop.id, wanted.item) if wanted.item else None
    if item is None:
        return Candidates([])
    candidates = storage.meeting(session, shop.id, Conditions(categories=item.category_ids), POOL)
    if len(candidates) == POOL:  # there may be more, so at least the popular ones are among them
        candidates += search_texts.popular(session, shop.id, POOL)
    near = [
        row
        for row in storage.neighbours(session, candidates, item.category_ids)
        if not item.group_id or row.group_id != item.group_id
    ]
    return Candidates([row.id for row in sorted(near, key=lambda row: (_distance(item, row), row.id))])


def _distance(item: Product, other: Any) -> float:
    away: float = abs(other.price - item.price) / item.price
    return away - _SAME_BRAND if item.brand and other.brand == item.brand else away


def _also_bought(session: Session, shop: Shop, wanted: Wanted) -> Candidates:
    """Assumed: what stands in most of the last orders that have the item."""
    uids = storage.bought_with(session, shop.id, wanted.item, POOL) if wanted.item else []
    return _numbers(session, shop, uids)


def _recently_viewed(session: Session, shop: Shop, wanted: Wanted) -> Candidates:
    return _numbers(session, shop, storage.viewed(session, wanted.person) if wanted.person is not None else [])


def _search(session: Session, shop: Shop, wanted: Wanted) -> Candidates:
    """Docs: `search_query` "is mandatory for the requests of blocks that use the Search algorithm"."""
    return Candidates(search.find(session, shop, wanted.search_query, search.Wanted(most=POOL)).numbers)


def _numbers(session: Session, shop: Shop, uids: Sequence[str]) -> Candidates:
    numbers = catalogue.numbers(session, shop.id, uids)
    return Candidates([numbers[uid] for uid in uids if uid in numbers])


_ALGORITHMS: dict[str, Callable[[Session, Shop, Wanted], Candidates]] = {
    "popular": _popular,
    "similar": _similar,
    "also_bought": _also_bought,
    "recently_viewed": _recently_viewed,
    "search": _search,
    "in_category": _in_category,
}
ALGORITHMS = tuple(_ALGORITHMS)
