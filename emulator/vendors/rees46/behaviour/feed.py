"""The product feed: what it says is put into the catalogue, in slices."""

from collections.abc import Iterable
from typing import Any

from emulator.kernel.database import Session
from emulator.vendors.rees46.behaviour import catalogue, offers, yml
from emulator.vendors.rees46.behaviour.yml import FeedError, Part
from emulator.vendors.rees46.storage import catalogue as storage
from emulator.vendors.rees46.storage.categories import Category, Location
from emulator.vendors.rees46.storage.shops import Shop


def load(session: Session, shop: Shop, pieces: Iterable[bytes]) -> None:
    """Puts a whole feed into the catalogue in one transaction; raises FeedError, also for a bad offer."""
    feed = storage.last_feed(session, shop.id) + 1
    nodes: dict[str, list[dict[str, Any]]] = {"category": [], "location": []}
    waiting: list[offers.Offer] = []
    for part in yml.parts(pieces):
        row = checked(part)
        if part.kind != "offer":
            nodes[part.kind].append(row)
            continue
        waiting.append(row)
        if len(waiting) == catalogue.SLICE:
            catalogue.put(session, shop, waiting, feed=feed)
            waiting = []
    catalogue.put(session, shop, waiting, feed=feed)
    catalogue.replace_nodes(session, Category, shop, nodes["category"])
    catalogue.replace_nodes(session, Location, shop, nodes["location"])
    while catalogue.end_feed(session, shop, feed):
        pass


def checked(part: Part) -> dict[str, Any]:
    """The row that a part becomes; raises FeedError for one that cannot be kept."""
    try:
        if part.kind == "offer":
            return offers.read(part.item)
        return catalogue.node(Category if part.kind == "category" else Location, part.item)
    except ValueError as error:
        raise FeedError(part.line, str(error)) from None
