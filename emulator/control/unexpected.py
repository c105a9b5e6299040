"""Asserts that no call was made which the vendor's description does not have."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from functools import partial
from typing import Annotated

from fastapi import APIRouter, Query
from pydantic import Field
from typing_extensions import TypedDict

from emulator.control import operations, vendors
from emulator.control.description import example
from emulator.kernel import breaches, journal, masking, own_secrets
from emulator.kernel.control import CurrentWorld
from emulator.kernel.form import QueryForm
from emulator.kernel.journal import Entry
from emulator.kernel.moments import Moment
from emulator.kernel.route import Operation
from emulator.kernel.vendor import Vendor
from emulator.kernel.worlds import Worlds

ALL = 1_000_000
"""More fields than the kept part of a body can have."""

router = APIRouter(tags=["Requests"])


class UnexpectedFilter(QueryForm):
    vendor: str | None = Field(default=None, examples=["reco"])
    since: Moment | None = Field(default=None, examples=["2030-01-31T12:00:00Z"])
    limit: int = Field(default=100, ge=1, le=journal.LISTED)


class Undocumented(TypedDict):
    """`nearest` is the documented name that it may be meant for."""

    name: str
    at: str
    nearest: str | None


class UnexpectedItem(TypedDict):
    """`why` is "unknown path", "unknown method" or "undocumented parameters", which are named then."""

    id: int
    at: datetime
    vendor: str
    operation: str | None
    method: str
    url: str
    status: int
    why: str
    parameters: list[Undocumented]


class Unexpected(TypedDict):
    items: list[UnexpectedItem]
    total: int


_ITEM = {
    "id": 1,
    "at": "2030-01-31T12:00:00Z",
    "vendor": "reco",
    "operation": "reco.create_email_invite",
    "method": "POST",
    "url": "http://127.0.0.1:4717/reco/invite/mail/venue/123",
    "status": 200,
    "why": "undocumented parameters",
    "parameters": [{"name": "firstname", "at": "body.invites[0].firstname", "nearest": "firstName"}],
}


@router.get("/requests/unexpected", responses=example({"items": [_ITEM], "total": 1}))
async def unexpected_requests(filter: Annotated[UnexpectedFilter, Query()], world: CurrentWorld) -> Unexpected:
    """Requests to paths that the vendor does not have, and with parameters that its operation does not have.

    The latest first; `total` counts all that the filter lets through, so a test asserts that it is 0. Pages for people,
    where links in messages lead, are not judged.
    """
    vendors.check(world.worlds, filter.vendor)
    with world.transaction() as session:
        wanted = journal.Filter(vendor=filter.vendor, since=filter.since)
        entries = journal.latest_first(session, wanted, limit=world.limits.requests)
    found = await operations.judged(partial(_found, world.worlds), entries)
    return {"items": own_secrets.of(world).hide(found[: filter.limit]), "total": len(found)}


def _found(worlds: Worlds, entries: Sequence[Entry]) -> list[UnexpectedItem]:
    return [item for entry in entries if (item := _judged(entry, worlds)) is not None]


def _judged(entry: Entry, worlds: Worlds) -> UnexpectedItem | None:
    vendor = worlds.vendor(entry.vendor)
    by_method, _ = operations.at(vendor, entry)
    operation = by_method.get("GET" if entry.method == "HEAD" else entry.method)
    parameters: list[Undocumented] = []
    why = "unknown method" if by_method else "unknown path"
    if operation is not None:
        why = "undocumented parameters"
        parameters = list(_undocumented(operation, entry, vendor))
        if not parameters:
            return None
    return {
        "id": entry.id,
        "at": entry.at,
        "vendor": entry.vendor,
        "operation": entry.operation,
        "method": entry.method,
        "url": masking.url(entry.url, vendor.secrets),
        "status": entry.status,
        "why": why,
        "parameters": parameters,
    }


def _undocumented(operation: Operation, entry: Entry, vendor: Vendor) -> Iterator[Undocumented]:
    for one in breaches.found(operation, entry.method, operations.parts(vendor, entry), limit=ALL):
        if one["kind"] == "undocumented parameter":
            yield {"name": one["at"].rpartition(".")[2], "at": one["at"], "nearest": one["nearest"]}
