"""Chapter "Search": what a query is taken to mean, and in which order products answer it."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from emulator.kernel import fulltext
from emulator.kernel.database import Session
from emulator.kernel.fulltext import Search
from emulator.vendors.rees46.storage import search_texts
from emulator.vendors.rees46.storage.search_texts import COLUMNS, INDEX
from emulator.vendors.rees46.storage.shops import Shop

WORDS = 16
"""How many words of a query count."""
BEGINNINGS = 20
"""How many of the words that begin as the last one does are tried."""
_MISSPELT = 3
_SHORTEST, _LONGEST = 3, 32


@dataclass(frozen=True)
class Reading:
    """How a query was read: for each of its words what may stand instead, and the query after correction."""

    groups: Sequence[Sequence[str]]
    corrected: str
    name: str
    typing: bool


@dataclass(frozen=True)
class Found:
    """Numbers of products, the best first. `clarification`: none had all of the words, so these have some."""

    reading: Reading
    numbers: list[int]
    clarification: bool


def find(
    session: Session, shop: Shop, query: str, *, typing: bool = False, scope: Sequence[str] = (), clarify: bool = True
) -> Found:
    """Assumed: all words must stand in a product, in any form; where no product has them all, some are enough.

    Docs: `no_clarification` switches that off. Observed: `search_scope` names what is searched.
    """
    columns = [name for name in COLUMNS if name in scope]
    reading = read(session, shop, query, typing=typing, columns=columns)
    if not reading.groups:
        return Found(reading, [], clarification=False)
    search = Search(reading.groups, columns)
    numbers = _ranked(session, shop, search, reading)
    if numbers or not clarify or len(reading.groups) == 1:
        return Found(reading, numbers, clarification=False)
    some = Search(reading.groups, columns, any_group=True)
    numbers = _ranked(session, shop, some, reading)
    return Found(reading, numbers, clarification=bool(numbers))


def read(session: Session, shop: Shop, query: str, *, typing: bool, columns: Sequence[str] = ()) -> Reading:
    """Assumed: a word that stands nowhere is taken for the beginning of one, then for one with a typo."""
    words = fulltext.words(query)[:WORDS]
    groups: list[list[str]] = []
    corrected: list[str] = []
    for place, word in enumerate(words):
        stands = search_texts.stands(session, shop.id, Search([[word]], columns))
        last = typing and place == len(words) - 1
        longer = INDEX.beginning(session, word, BEGINNINGS) if last or not stands else []
        meant = [] if stands or longer else _meant(session, word)
        groups.append([word, *longer, *meant])
        corrected.append(meant[0] if meant else word)
    meant_as = query if corrected == words else " ".join(corrected)
    return Reading(groups, meant_as, name=" ".join(corrected), typing=typing)


def has_results(session: Session, shop: Shop, query: str) -> bool:
    """Whether a full search for this finds anything, in stock or not."""
    reading = read(session, shop, query, typing=False)
    return bool(reading.groups) and search_texts.stands(session, shop.id, Search(reading.groups, any_group=True))


def _meant(session: Session, word: str) -> list[str]:
    if not _SHORTEST <= len(word) <= _LONGEST or word.isdecimal():
        return []
    return INDEX.known(session, fulltext.misspelt(word))[:_MISSPELT]


def _ranked(session: Session, shop: Shop, search: Search, reading: Reading) -> list[int]:
    """Assumed: in stock first; then by name (exact, begins so), then by the column that has all of the words.

    Among equals the popular ones come first. Where some of the words are enough, more of them are better.
    """
    found = [search_texts.found(session, shop.id, search, available=available) for available in (True, False)]
    if not any(found):
        return []
    if search.any_group:
        tiers = [*_by_words(session, search), *_by_column(session, search)]
    else:
        begins = reading.name if reading.typing else f"{reading.name} "
        tiers = [
            search_texts.named(session, shop.id, reading.name, exactly=True),
            search_texts.named(session, shop.id, begins, exactly=False),
            *_by_column(session, search),
        ]
    return [number for numbers in found for number in _sorted(numbers, tiers)]


def _by_column(session: Session, search: Search) -> list[set[int]]:
    """What has all of the words in its name, in name and brand, and so on."""
    columns = search.columns or COLUMNS
    few = [columns[: count + 1] for count in range(min(len(columns) - 1, 3))]
    return [search_texts.matching(session, Search(search.groups, some, search.any_group)) for some in few]


def _by_words(session: Session, search: Search) -> list[set[int]]:
    """What has most of the words, the next fewer, and so on."""
    counts = Counter(
        number for group in search.groups for number in search_texts.matching(session, Search([group], search.columns))
    )
    return [
        {number for number, count in counts.items() if count == most} for most in range(len(search.groups) - 1, 1, -1)
    ]


def _sorted(numbers: list[int], tiers: list[set[int]]) -> list[int]:
    found: list[int] = []
    rest = numbers
    for tier in tiers:
        found += [number for number in rest if number in tier]
        rest = [number for number in rest if number not in tier]
    return found + rest


def one_of_each_group(numbers: Sequence[int], groups: Mapping[int, str]) -> list[int]:
    """Observed: by default the variants of a group are one result, here the best of them."""
    seen: set[int | str] = set()
    kept = []
    for number in numbers:
        group = groups[number] or number
        if group not in seen:
            seen.add(group)
            kept.append(number)
    return kept
