"""What products have in common, counted: remembered of each that was counted once, until the catalogue changes.

A search counts up to a thousand of the products it found. To read each time what they cost, who makes them and what
they can be filtered by took more than half of its time.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from itertools import chain
from typing import Any, NamedTuple

from sqlalchemy import bindparam
from sqlalchemy import select as core_select
from sqlmodel import col

from emulator.kernel.columns import OneOf
from emulator.kernel.database import Json, Prepared, Session, remember
from emulator.vendors.rees46.storage import categories
from emulator.vendors.rees46.storage.catalogue import Product
from emulator.vendors.rees46.storage.filters import Placement, Supply, Trait

BRAND, CATEGORY, LOCATION = "brand", "category", "location"
KEPT = 200_000
"""Of how many products of a shop it is remembered; about 200 bytes each."""


class Mark(NamedTuple):
    """A brand (its picture is the value), a category or one above it, a location, or a `Trait`."""

    kind: str
    name: str
    value: str
    number: float | None = None
    priority: int = 0


class _Memory:
    """Of each product its price and its marks, which are numbered: to count numbers is several times as fast."""

    def __init__(self) -> None:
        self.products: dict[int, tuple[float, tuple[int, ...]]] = {}
        self.marks: list[Mark] = []
        self.alike: list[int] = []
        """Of each mark the first that a filter cannot tell from it."""
        self._numbers: dict[Mark, int] = {}
        self._firsts: dict[tuple[str, str, str], int] = {}

    def keep(self, product: int, price: float, marks: Sequence[Mark]) -> None:
        self.products[product] = (price, tuple([self._number(mark) for mark in marks]))

    def _number(self, mark: Mark) -> int:
        number = self._numbers.setdefault(mark, len(self.marks))
        if number == len(self.marks):
            self.marks.append(mark)
            key = (mark.kind, mark.name, "" if mark.kind == BRAND else mark.value)
            self.alike.append(self._firsts.setdefault(key, number))
        return number


_IDS = bindparam("ids", type_=Json)
_OFFERS: Prepared[Any] = remember(
    core_select(col(Product.id), col(Product.price), col(Product.brand), col(Product.brand_picture)).where(
        OneOf(col(Product.id), _IDS)
    )  # type: ignore[arg-type]  # a select of columns
)
_PLACEMENTS: Prepared[Any] = remember(
    core_select(col(Placement.product), col(Placement.category)).where(OneOf(col(Placement.product), _IDS))  # type: ignore[arg-type]
)
_SUPPLIES: Prepared[Any] = remember(
    core_select(col(Supply.product), col(Supply.location)).where(OneOf(col(Supply.product), _IDS))  # type: ignore[arg-type]
)
_TRAITS: Prepared[Any] = remember(
    core_select(
        *(col(Trait.product), col(Trait.kind), col(Trait.name), col(Trait.value), col(Trait.number)),
        col(Trait.priority),
    ).where(OneOf(col(Trait.product), _IDS))  # type: ignore[arg-type]
)


def counted(
    session: Session, shop: int, products: Sequence[int], variants: Mapping[int, Sequence[int]]
) -> tuple[list[Collection[float]], list[tuple[Mark, int]]]:
    """What each product, or each of its variants, costs, and how many have each mark, or have a variant with it."""
    memory = session.recall_made(("facts", shop), _Memory)
    wanted = [*products, *chain.from_iterable(variants.values())] if variants else products
    missing = [number for number in dict.fromkeys(wanted) if number not in memory.products]
    if missing:
        if len(memory.products) + len(missing) > KEPT:
            memory.products.clear()
            missing = list(dict.fromkeys(wanted))
        _read(session, shop, missing, memory)
    found = {number: memory.products[number] for number in products if number in memory.products}
    marks = [_of_any(memory, variants[one]) if one in variants else has for one, (_, has) in found.items()]
    counts = Counter(chain.from_iterable(marks))
    prices: list[Collection[float]] = [
        _costs(memory, variants[one]) if one in variants else (price,) for one, (price, _) in found.items()
    ]
    return prices, [(memory.marks[number], count) for number, count in counts.items()]


def _costs(memory: _Memory, variants: Sequence[int]) -> set[float]:
    return {memory.products[one][0] for one in variants if one in memory.products}


def _of_any(memory: _Memory, variants: Sequence[int]) -> Iterable[int]:
    """The marks of one product or another, each once."""
    has = chain.from_iterable(memory.products[one][1] for one in variants if one in memory.products)
    return {memory.alike[number]: number for number in has}.values()


def _read(session: Session, shop: int, products: list[int], memory: _Memory) -> None:
    tree = categories.tree(session, shop)
    marks: dict[int, list[Mark]] = defaultdict(list)
    placed: dict[int, dict[str, None]] = defaultdict(dict)
    for product, uid in session.all(_PLACEMENTS, ids=products):
        placed[product].update((node.uid, None) for node in categories.path(tree, uid))
    for product, nodes in placed.items():
        marks[product] += [Mark(CATEGORY, "", uid) for uid in nodes]
    for product, uid in session.all(_SUPPLIES, ids=products):
        marks[product].append(Mark(LOCATION, "", uid))
    for product, *trait in session.all(_TRAITS, ids=products):
        marks[product].append(Mark(*trait))
    for product, price, brand, picture in session.all(_OFFERS, ids=products):
        memory.keep(product, price, [Mark(BRAND, brand, picture), *marks[product]])
