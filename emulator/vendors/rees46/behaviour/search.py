"""Chapter "Search": what a query is taken to mean, and in which order products answer it."""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from itertools import islice

from emulator.kernel import fulltext
from emulator.kernel.database import Session
from emulator.kernel.fulltext import Search
from emulator.vendors.rees46.storage import ranking, search_texts
from emulator.vendors.rees46.storage.listing import Filters
from emulator.vendors.rees46.storage.ranking import Row, Tier
from emulator.vendors.rees46.storage.search_texts import COLUMNS, INDEX
from emulator.vendors.rees46.storage.shops import Shop

WORDS = 16
"""How many words of a query count."""
BEGINNINGS = 20
"""How many of the words that begin as the last one does are tried."""
ANY = Filters(out_of_stock=True)
EVERY = 2**31
_MISSPELT = 3
_SPACE, _AFTER_SPACE = " ", "!"
"""No letter of a word sorts before either: from a name to it and a space there is only that name."""
_SHORTEST, _LONGEST = 3, 32


@dataclass(frozen=True)
class Reading:
    """How a query was read: for each of its words what may stand instead, and the query after correction."""

    groups: Sequence[Sequence[str]]
    corrected: str
    name: str
    typing: bool


@dataclass(frozen=True)
class Wanted:
    """What of all that is found is asked for: `most` of the best that meet the filters, one of each group or all.

    `with_variants` says of how many of these the others of the group are told.
    """

    filters: Filters = ANY
    collapse: bool = False
    most: int = EVERY
    with_variants: int = 0


@dataclass(frozen=True)
class Found:
    """Numbers of products, the best first, and how many there are in all.

    `anything`: whether there is something without the filters. `clarification`: none had all of the words, so these
    have some. `variants` are all that were found of a number's group, itself too, where there are others.
    """

    reading: Reading
    numbers: list[int]
    total: int
    anything: bool
    clarification: bool = False
    variants: Mapping[int, Sequence[int]] = field(default_factory=dict)


def find(
    session: Session,
    shop: Shop,
    query: str,
    wanted: Wanted = Wanted(),
    *,
    typing: bool = False,
    scope: Sequence[str] = (),
    clarify: bool = True,
) -> Found:
    """Assumed: all words must stand in a product, in any form; where no product has them all, some are enough.

    Docs: `no_clarification` switches that off. Observed: `search_scope` names what is searched.
    """
    columns = [name for name in COLUMNS if name in scope]
    reading = read(session, shop, query, typing=typing, columns=columns)
    if not reading.groups:
        return Found(reading, [], 0, anything=False)
    search = Search(reading.groups, columns)
    if search_texts.stands(session, shop.id, search, ignored=False):
        return _found(session, shop, search, reading, wanted)
    some = Search(reading.groups, columns, any_group=True)
    if not clarify or len(reading.groups) == 1 or not search_texts.stands(session, shop.id, some, ignored=False):
        return Found(reading, [], 0, anything=False)
    return _found(session, shop, some, reading, wanted)


def _found(session: Session, shop: Shop, search: Search, reading: Reading, wanted: Wanted) -> Found:
    among = ranking.meeting(session, shop.id, search, wanted.filters)
    every: Tier = search if among is None else among
    counts = ranking.counted(session, shop.id, every, even_out_of_stock=wanted.filters.out_of_stock)
    total = counts.groups if wanted.collapse else counts.products
    best = _Best(min(wanted.most, total), wanted.collapse)
    tiers = [*_tiers(session, search, reading), [every]] if total else []
    for available, until in ((True, counts.available), (False, counts.products)):
        for tier in tiers:
            if len(best.seen) == until:
                break
            best.take(partial(_ranked, session, shop, tier, among, available))
    variants = {}
    if wanted.collapse and counts.groups < counts.products:
        groups = best.groups(wanted.with_variants)
        among_all = wanted.filters.out_of_stock
        rows = ranking.variants(session, shop.id, every, list(groups), even_out_of_stock=among_all)
        variants = _by_representative(groups, rows)
    clarification = search.any_group
    return Found(reading, best.numbers(), total, anything=True, clarification=clarification, variants=variants)


def _by_representative(groups: Mapping[str, int], rows: Sequence[tuple[int, str]]) -> dict[int, list[int]]:
    found: dict[int, list[int]] = defaultdict(list)
    for number, group in rows:
        found[groups[group]].append(number)
    return {number: variants for number, variants in found.items() if len(variants) > 1}


def _ranked(
    session: Session, shop: Shop, tier: Sequence[Tier], among: list[int] | None, available: bool, limit: int
) -> list[Row]:
    """Assumed: among equals the popular ones come first."""
    found: list[Row] = []
    for one in tier:
        found += ranking.ranked(session, shop.id, one, among, available=available, limit=limit)
    return found if len(tier) == 1 else sorted(found, key=lambda row: (-row[2], row[0]))[:limit]


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


class _Best:
    """The first `most` of what is taken tier by tier. Observed: by default the variants of a group are one result."""

    def __init__(self, most: int, collapse: bool) -> None:
        self._most = most
        self._collapse = collapse
        self._kept: dict[int | str, int] = {}
        self.seen: set[int] = set()

    def numbers(self) -> list[int]:
        return list(self._kept.values())[: self._most]

    def groups(self, most: int) -> dict[str, int]:
        """Of the groups among the first `most` the one that stands for all."""
        return {kept: number for kept, number in islice(self._kept.items(), most) if isinstance(kept, str)}

    def take(self, rows: Callable[[int], list[Row]]) -> None:
        """Asks for no more rows than it needs: what better tiers have given comes again, and variants fall together."""
        more = self._most * 5 // 4
        while len(self._kept) < self._most:
            limit = more + len(self.seen)
            found = rows(limit)
            for number, group, _ in found:
                if number not in self.seen:
                    self.seen.add(number)
                    self._kept.setdefault((self._collapse and group) or number, number)
            if len(found) < limit:
                return
            more = 4 * (self._most - len(self._kept))


def _tiers(session: Session, search: Search, reading: Reading) -> list[Sequence[Tier]]:
    """Assumed: in stock first, and there a name that is the query, one that begins so, then by columns with all words.

    Where some of the words are enough, more of them are better.
    """
    columns = search.columns or COLUMNS
    few = [columns[: count + 1] for count in range(min(len(columns) - 1, 3))]
    by_column: list[Sequence[Tier]] = [[Search(search.groups, some, search.any_group)] for some in few]
    if search.any_group:
        return [*_by_words(session, search), *by_column]
    return [*(_by_name(reading) if "name" in columns else ()), *by_column]


def _by_name(reading: Reading) -> list[Sequence[Tier]]:
    start, _, last = reading.name.rpartition(" ")
    ends = [word for word in reading.groups[-1] if word.startswith(last)] if reading.typing else [last]
    names = [f"{start} {word}".lstrip() for word in ends]
    return [[(reading.name, reading.name + _SPACE)], [(name, name + _AFTER_SPACE) for name in names]]


def _by_words(session: Session, search: Search) -> list[Sequence[Tier]]:
    """What has most of the words, the next fewer, and so on."""
    having: dict[int, list[int]] = defaultdict(list)
    for number, count in ranking.with_words(session, search):
        having[count].append(number)
    return [[having[most]] for most in range(len(search.groups) - 1, 1, -1)]
