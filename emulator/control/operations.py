"""Which operation a journal's entry was for, and what its request said."""

import difflib
import json
from collections.abc import Callable, Sequence
from functools import partial
from typing import Annotated, Any, TypeVar
from urllib.parse import urlsplit

from pydantic import AfterValidator, Field, JsonValue

from emulator.kernel import journal, sent, turns
from emulator.kernel.control import Problem
from emulator.kernel.dispatch import surface_of
from emulator.kernel.journal import Entry
from emulator.kernel.route import Operation
from emulator.kernel.vendor import Vendor
from emulator.kernel.worlds import Worlds

T = TypeVar("T")


def _can_be_sent(value: Any) -> Any:
    try:
        json.dumps(value, allow_nan=False, ensure_ascii=False).encode()
    except ValueError:
        raise ValueError("has what JSON cannot write: NaN, infinity or half a surrogate pair") from None
    return value


def _can_be(status: int) -> int:
    if 0 < status < 100:
        raise ValueError("is 100 to 599, or 0 where the connection was reset")
    return status


Status = Annotated[int, Field(ge=0, le=599), AfterValidator(_can_be)]
Params = Annotated[dict[Annotated[str, Field(min_length=1)], JsonValue], AfterValidator(_can_be_sent)]
"""Fields of a request by name, with what they should be."""
PARAMS = "Each is a field of the request, wherever it stands: path, query, form, multipart, JSON at any depth."
_MANY = 500
"""To look at more entries than this would keep others waiting."""


def named(worlds: Worlds, name: str, *, vendor: str | None = None, field: str = "operation") -> str:
    """The operation's full name, which may lack that of a vendor who is named beside it.

    Raises a Problem: an operation that is misspelt must not look like one that was never called.
    """
    among = worlds.vendors.values() if vendor is None else [worlds.vendors[vendor]]
    known = [operation.name for one in among for operation in surface_of(one).operations]
    full = name if vendor is None or name.startswith(f"{vendor}.") else f"{vendor}.{name}"
    if full in known:
        return full
    near = difflib.get_close_matches(full, known, 1)
    where = "they are in " + ", ".join(f"/{one.name}/openapi.json" for one in among)
    meant = f"is it {near[0]!r}?" if near else where
    raise Problem(
        400, f"{field}: no operation{f' of {vendor}' if vendor else ''} is called {name!r}; {meant}", field=field
    )


def at(vendor: Vendor, entry: Entry) -> tuple[dict[str, Operation], dict[str, str]]:
    """The operations of the entry's path by method, and what stood in the path."""
    return surface_of(vendor).find(urlsplit(entry.url).netloc, entry.path)


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
