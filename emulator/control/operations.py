"""Which operation a journal's entry was for, and what its request said."""

import difflib
from collections.abc import Callable, Sequence
from functools import partial
from typing import Any, TypeVar
from urllib.parse import urlsplit

from emulator.kernel import journal, sent, turns
from emulator.kernel.address import without_port
from emulator.kernel.control import Problem
from emulator.kernel.dispatch import VendorApp
from emulator.kernel.journal import Entry
from emulator.kernel.route import Operation
from emulator.kernel.vendor import Vendor
from emulator.kernel.worlds import Worlds

T = TypeVar("T")
_MANY = 500
"""To look at more entries than this would keep others waiting."""
_surfaces: dict[str, VendorApp] = {}


def of(vendor: Vendor) -> VendorApp:
    if vendor.wire not in _surfaces:
        _surfaces[vendor.wire] = VendorApp(vendor)
    return _surfaces[vendor.wire]


def refuse_unknown(worlds: Worlds, name: str, field: str) -> None:
    """Raises a Problem: an operation that is misspelt must not look like one that was never called."""
    known = [operation.name for vendor in worlds.vendors.values() for operation in of(vendor).operations]
    if name not in known:
        near = difflib.get_close_matches(name, known, 1)
        meant = f"; is it {near[0]!r}?" if near else ": the journal names them, as 'reco.create_email_invite'"
        raise Problem(400, f"no operation is called {name!r}{meant}", field=field)


def at(vendor: Vendor, entry: Entry) -> tuple[dict[str, Operation], dict[str, str]]:
    """The operations of the entry's path by method, and what stood in the path."""
    surface = of(vendor)
    host = without_port(urlsplit(entry.url).netloc)
    return surface.at_hosts.get(host, surface.index).find(entry.path)


def parts(vendor: Vendor, entry: Entry) -> dict[str, Any]:
    """What the request said, in its path, its query and its body."""
    return sent.parts(
        path=at(vendor, entry)[1],
        query=entry.url.partition("?")[2],
        body=entry.request_body,
        content_type=dict(journal.unpack(entry.request_headers)).get("content-type", ""),
    )


async def judged(judge: Callable[[Sequence[Entry]], T], entries: Sequence[Entry]) -> T:
    """What the judge finds; where it has much to look at, others are answered meanwhile."""
    return await turns.apart(partial(judge, entries)) if len(entries) > _MANY else judge(entries)
