"""Chapter "Products and catalog": what is put into a catalogue, and who hears that a price or a stock has changed."""

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from emulator.kernel.database import Session
from emulator.vendors.rees46.behaviour import offers, search_texts, triggers
from emulator.vendors.rees46.behaviour.offers import Offer
from emulator.vendors.rees46.storage import catalogue, categories, filters
from emulator.vendors.rees46.storage import search_texts as standings
from emulator.vendors.rees46.storage.catalogue import WRITTEN, Product, Stock
from emulator.vendors.rees46.storage.categories import Category, Kind
from emulator.vendors.rees46.storage.shops import Shop

SLICE = 1000
"""How many products are written in one go."""


Listener = Callable[[Session, Shop, Product, Stock, Stock], None]
LISTENERS: tuple[Listener, ...] = (triggers.product_changed,)
"""A chapter that wants to hear adds its function here: session, shop, product as it now is, before, after."""


def on_change(session: Session, shop: Shop, product: Product, before: Stock, after: Stock) -> None:
    """Called wherever a price or an availability changes: by feed, import, event or control."""
    if before != after:
        for listener in LISTENERS:
            listener(session, shop, product, before, after)


def put(session: Session, shop: Shop, given: list[Offer], *, feed: int = 0) -> int:
    """Adds products, or replaces what is known of them; answers how many are new or changed.

    Docs (catalogue import): PUT adds new products "without turning off existing ones", or updates them. Of two with
    one id in the same call the last counts.
    """
    latest = {offer["uid"]: {**offer, "feed": feed} for offer in given}
    known = {row.uid: row for row in catalogue.with_uids(session, shop.id, list(latest))}
    new = [offer for uid, offer in latest.items() if uid not in known]
    changed = [offer for uid, offer in latest.items() if uid in known and _differs(known[uid], offer)]
    same = [row.id for uid, row in known.items() if not _differs(row, latest[uid])]
    if same and feed:
        catalogue.stamp(session, same, feed)
    catalogue.insert(session, shop.id, new)
    catalogue.replace(session, [(known[offer["uid"]].id, offer) for offer in changed])
    written = [*new, *changed]
    if written:
        numbers = catalogue.numbers(session, shop.id, [offer["uid"] for offer in written])
        filters.replace_parts(session, list(numbers.values()), offers.parts(numbers, shop.id, written))
        search_texts.write(session, shop, {numbers[offer["uid"]]: offer for offer in written})
        _tell(session, shop, [known[offer["uid"]] for offer in changed])
    return len(written)


def index(session: Session, shop: Shop, uids: Sequence[str]) -> None:
    """Makes what products that were stored as they are can be found by."""
    rows = catalogue.with_uids(session, shop.id, uids)
    stored = [{"uid": row.uid, **{name: getattr(row, name) for name in WRITTEN}} for row in rows]
    numbers = {row.uid: row.id for row in rows}
    filters.replace_parts(session, list(numbers.values()), offers.parts(numbers, shop.id, stored))
    search_texts.write(session, shop, {numbers[offer["uid"]]: offer for offer in stored})


def _differs(row: Product, offer: Offer) -> bool:
    return any(getattr(row, name) != offer[name] for name in WRITTEN if name != "feed")


def _tell(session: Session, shop: Shop, before: Iterable[Product]) -> None:
    """Tells of each product whose price or availability is not what it was."""
    if not LISTENERS:
        return
    was = {row.uid: row for row in before}
    for product in catalogue.with_uids(session, shop.id, list(was)):
        on_change(session, shop, product, _stock(was[product.uid]), _stock(product))


def _stock(product: Product) -> Stock:
    return Stock(product.price, product.is_available)


def set_stock(
    session: Session,
    shop: Shop,
    uid: str,
    *,
    price: float | None = None,
    oldprice: float | None = None,
    is_available: bool | None = None,
) -> Product | None:
    """Docs: an event's `stock` "overwrites the value received from the product feed (XML) and HTTP-import".

    What is None stays. None comes back where the shop has no such product.
    """
    before = catalogue.with_uid(session, shop.id, uid)
    if before is None:
        return None
    price = before.price if price is None else price
    oldprice = before.oldprice if oldprice is None else oldprice
    available = before.is_available if is_available is None else is_available
    if (price, oldprice, available) == (before.price, before.oldprice, before.is_available):
        return before  # as most events say it: nothing that is remembered of the catalogue need be read again
    percent = offers.discount(price, oldprice)
    catalogue.set_stock(
        session, before.id, price=price, oldprice=oldprice, discount_percent=percent, is_available=available
    )
    if available != before.is_available:
        standings.set_availability(session, [before.id], is_available=available)
    _tell(session, shop, [before])
    return catalogue.with_uid(session, shop.id, uid)


def set_available(session: Session, shop: Shop, uids: Iterable[str], *, is_available: bool) -> int:
    """Sets many; answers how many were not so before."""
    named = list(uids)
    count = 0
    for start in range(0, len(named), SLICE):
        rows = catalogue.with_uids(session, shop.id, named[start : start + SLICE])
        changed = [row for row in rows if row.is_available != is_available]
        ids = [row.id for row in changed]
        if ids:
            catalogue.set_availability(session, ids, is_available=is_available)
            standings.set_availability(session, ids, is_available=is_available)
        _tell(session, shop, changed)
        count += len(changed)
    return count


def synchronize(session: Session, shop: Shop, uids: Iterable[str]) -> None:
    """Docs (catalogue import): PATCH names what is in stock; everything else in the catalogue then is not."""
    named = dict.fromkeys(uids)
    gone = [uid for uid in catalogue.uids(session, shop.id, is_available=True) if uid not in named]
    set_available(session, shop, gone, is_available=False)
    set_available(session, shop, named, is_available=True)


def end_feed(session: Session, shop: Shop, feed: int) -> int:
    """Docs (product feed): "the platform takes out of stock all products that the feed does not have"; a slice of them.

    Answers how many it took out, 0 when there are no more.
    """
    missing = catalogue.in_stock_but_not_in_feed(session, shop.id, feed, SLICE)
    return set_available(session, shop, missing, is_available=False)


def replace_nodes(session: Session, kind: Kind, shop: Shop, rows: list[dict[str, Any]]) -> None:
    """Docs (catalogue import): POST is the whole tree; categories that it does not have are deleted."""
    tree = categories.categories(session, shop.id) if kind is Category else categories.locations(session, shop.id)
    given = {row["uid"] for row in rows}
    removed = [uid for uid in tree if uid not in given]
    categories.remove(session, kind, shop.id, removed)
    categories.put(session, kind, shop.id, rows)
    if kind is Category:
        moved = [row["uid"] for row in rows if _moved(tree.get(row["uid"]), row)]
        search_texts.renew(session, shop, [*categories.with_descendants(tree, removed), *moved])


def _moved(node: Any, row: dict[str, Any]) -> bool:
    return node is None or (node.name, node.parent) != (row["name"], row["parent"])


def node(kind: Kind, item: Any) -> dict[str, Any]:
    """A category or a location as a feed or an import writes it; raises ValueError."""
    given = item if isinstance(item, dict) else {}
    uid = offers.uid_of(given.get("id"))
    name = offers.text(given.get("name"))
    if not name:
        raise ValueError(f"{kind.__name__.lower()} {uid}: name is missing")
    parent = offers.text(given.get("parent")) or None
    extra = ("url", "alias") if kind is Category else ("type",)
    return {"uid": uid, "name": name, "parent": parent, **{key: offers.text(given.get(key)) for key in extra}}
