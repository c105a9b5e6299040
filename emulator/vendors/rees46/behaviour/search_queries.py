"""Chapter "Search queries with zero results", and what a visitor has searched for."""

from collections import Counter
from collections.abc import Iterable
from datetime import timedelta

from emulator.kernel.database import Session
from emulator.vendors.rees46.behaviour import search
from emulator.vendors.rees46.storage import search_queries as storage
from emulator.vendors.rees46.storage.shops import Shop

PERIOD = timedelta(days=14)
MOST = 10_000
_KEPT = 255


def remember(session: Session, shop: Shop, person: int | None, query: str, *, found: bool | None = None) -> None:
    """Assumed: a full search counts, and an event `search`, for which it is looked up whether it finds anything."""
    text = " ".join(query.split())[:_KEPT]
    if not text:
        return
    if found is None:
        found = search.has_results(session, shop, text)
    storage.add(session, shop=shop.id, profile=person, query=text, found=found)


def without_results(session: Session, shop: Shop) -> list[tuple[str, int]]:
    """Docs: "queries which return zero results and number of usages of this queries during previous 2 weeks"."""
    return _merged(storage.counted(session, shop.id, found=False, since=session.now - PERIOD, limit=MOST))


def popular(session: Session, shop: Shop, limit: int) -> list[tuple[str, int]]:
    """Assumed: what is suggested to a visitor who has typed nothing is what others have found in the same period."""
    return _merged(storage.counted(session, shop.id, found=True, since=session.now - PERIOD, limit=limit))


def _merged(counted: Iterable[tuple[str, int]]) -> list[tuple[str, int]]:
    """Assumed: upper and lower case are one query, shown as it was written most often."""
    spellings: dict[str, str] = {}
    quantities: Counter[str] = Counter()
    for query, quantity in counted:
        quantities[spellings.setdefault(query.casefold(), query)] += quantity
    return sorted(quantities.items(), key=lambda one: (-one[1], one[0]))


def last_of(session: Session, person: int | None, limit: int) -> list[str]:
    """Observed: `last_queries` has each query once, the newest first."""
    if person is None:
        return []
    return list(dict.fromkeys(storage.latest(session, person, limit * 10)))[:limit]
