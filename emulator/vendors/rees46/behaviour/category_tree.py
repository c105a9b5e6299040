"""Chapter "Categories": the tree of a shop's categories, cut to what was asked for."""

from collections.abc import Collection
from dataclasses import dataclass

from emulator.kernel.database import Session
from emulator.vendors.rees46.storage import categories, filters
from emulator.vendors.rees46.storage.categories import Category
from emulator.vendors.rees46.storage.shops import Shop

DEPTH = 10
"""Observed: what the newer document gives as the default."""
DEEPEST = 100


@dataclass(frozen=True)
class Branch:
    """A category and what of its children is shown."""

    category: Category
    parent: Category | None
    children: list["Branch"]


def tree(
    session: Session,
    shop: Shop,
    *,
    depth: int,
    exclude: Collection[str] = (),
    only_discount: bool = False,
    locations: Collection[str] = (),
) -> list[Branch]:
    """Docs: `depth` 0 is the roots; `exclude` leaves out categories, here with all beneath them.

    Observed: a discount is an `oldprice` above the price; with `locations` only categories with products there count.
    A category counts when it or one beneath it has such a product.
    """
    nodes = categories.categories(session, shop.id)
    shown = {node.uid for node in nodes.values() if node.uid not in exclude and str(node.id) not in exclude}
    if only_discount or locations:
        shown &= _filled(session, shop, nodes, only_discount=only_discount, locations=locations)
    children: dict[str | None, list[Category]] = {}
    for node in nodes.values():
        children.setdefault(node.parent if node.parent in nodes else None, []).append(node)

    def branches(parent: Category | None, left: int) -> list[Branch]:
        below = children.get(parent.uid if parent else None, [])
        return [Branch(node, parent, branches(node, left - 1) if left else []) for node in below if node.uid in shown]

    return branches(None, min(depth, DEEPEST))


def _filled(
    session: Session, shop: Shop, nodes: dict[str, Category], *, only_discount: bool, locations: Collection[str]
) -> set[str]:
    """The categories that have such a product, themselves or beneath them."""
    reach = categories.with_descendants(categories.locations(session, shop.id), locations)
    used = filters.used_categories(session, shop.id, only_discount=only_discount, locations=reach)
    return {node.uid for uid in used for node in categories.path(nodes, uid)}
