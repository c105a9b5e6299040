"""The product feed: what it says is put into the catalogue, slice by slice, in one transaction."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from itertools import islice
from tempfile import TemporaryFile
from typing import Any, Self

from pydantic_core import from_json, to_json

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
    put_nodes(session, shop, nodes["category"], nodes["location"])
    _end(session, shop, feed)


def put(session: Session, shop: Shop, incoming: "Incoming") -> tuple[int, int]:
    """How many products are new or changed by a feed that was read to its end, and how many went out of stock."""
    feed = storage.last_feed(session, shop.id) + 1
    # First, for what a product is found by has the names of its categories: else all of it would be written twice.
    put_nodes(session, shop, incoming.categories, incoming.locations)
    changed = sum(catalogue.put(session, shop, offers, feed=feed) for offers in incoming.slices())
    return changed, _end(session, shop, feed)


def _end(session: Session, shop: Shop, feed: int) -> int:
    gone = 0
    while taken := catalogue.end_feed(session, shop, feed):
        gone += taken
    return gone


def checked(part: Part) -> dict[str, Any]:
    """The row that a part becomes; raises FeedError for one that cannot be kept."""
    try:
        if part.kind == "offer":
            return offers.read(part.item)
        return catalogue.node(Category if part.kind == "category" else Location, part.item)
    except ValueError as error:
        raise FeedError(part.line, str(error)) from None


def put_nodes(session: Session, shop: Shop, categories: list[dict[str, Any]], locations: list[dict[str, Any]]) -> None:
    """A feed has all categories and locations there are."""
    catalogue.replace_nodes(session, Category, shop, categories)
    catalogue.replace_nodes(session, Location, shop, locations)


class Incoming:
    """A feed that is read to its end before anything of it is put anywhere: the checked offers wait in a file.

    For a `with` block, at whose end the file is gone.
    """

    NAMED = 100
    """How many skipped offers are named; the others are only counted."""
    _LINE = 100
    """How many offers are read back from the file in one call, for which everybody else waits."""

    def __init__(self) -> None:
        self.categories: list[dict[str, Any]] = []
        self.locations: list[dict[str, Any]] = []
        self.offers = 0
        self.skipped: list[FeedError] = []
        self.skipped_total = 0
        self._reader = yml.Reader()
        self._waiting: list[offers.Offer] = []
        self._file = TemporaryFile()  # noqa: SIM115 (closed at the end of the with block)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._file.close()

    def add(self, piece: bytes) -> None:
        """Raises FeedError for what is no feed; an offer that cannot be kept is skipped."""
        self._take(self._reader.feed(piece))

    def end(self) -> None:
        self._take(self._reader.close())
        self._write()

    def slices(self) -> Iterator[list[offers.Offer]]:
        self._file.seek(0)
        found = (_with_moment(offer) for line in self._file for offer in from_json(line))
        while taken := list(islice(found, catalogue.SLICE)):
            yield taken

    def _take(self, found: list[Part]) -> None:
        for part in found:
            try:
                row = checked(part)
            except FeedError as error:
                self.skipped_total += 1
                if len(self.skipped) < self.NAMED:
                    self.skipped.append(error)
                continue
            if part.kind != "offer":
                (self.categories if part.kind == "category" else self.locations).append(row)
                continue
            self.offers += 1
            self._waiting.append(row)
            if len(self._waiting) == self._LINE:
                self._write()

    def _write(self) -> None:
        self._file.write(to_json(self._waiting) + b"\n")
        self._waiting = []


def _with_moment(offer: offers.Offer) -> offers.Offer:
    if "added_at" in offer:
        offer["added_at"] = datetime.fromisoformat(offer["added_at"])
    return offer
