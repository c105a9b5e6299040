"""The journal: every request with its answer, secrets masked."""

from datetime import datetime
from typing import Annotated, Any
from urllib.parse import parse_qsl, urlsplit

from fastapi import APIRouter, Query
from pydantic import Field
from typing_extensions import TypedDict

from emulator.control import operations, vendors
from emulator.control.description import example
from emulator.kernel import journal, masking, notices, own_secrets
from emulator.kernel.control import CurrentWorld, Number, Problem
from emulator.kernel.form import QueryForm
from emulator.kernel.journal import Entry
from emulator.kernel.moments import Moment
from emulator.kernel.own_secrets import OwnSecrets
from emulator.kernel.world import World

router = APIRouter(tags=["Requests"])


class RequestsFilter(QueryForm):
    vendor: str | None = Field(default=None, examples=["reco"])
    operation: str | None = Field(default=None, examples=["reco.create_email_invite"])
    status: operations.Status | None = Field(
        default=None, description="0 where the connection was reset.", examples=[200]
    )
    text: str | None = Field(default=None, description="Stands in the URL, the request or the answer.")
    since: Moment | None = Field(default=None, examples=["2030-01-31T12:00:00Z"])
    limit: int = Field(default=100, ge=1, le=journal.LISTED)


class Sent(TypedDict):
    headers: dict[str, str]
    query: dict[str, Any]
    body: str


class Answered(TypedDict):
    status: int
    headers: dict[str, str]
    body: str


class RequestItem(TypedDict):
    id: int
    at: datetime
    vendor: str
    operation: str | None
    method: str
    url: str
    path: str
    status: int
    duration_ms: float
    notices: list[str]
    request: Sent
    response: Answered


class Requests(TypedDict):
    items: list[RequestItem]
    total: int


_ITEM = {
    "id": 1,
    "at": "2030-01-31T12:00:00Z",
    "vendor": "reco",
    "operation": "reco.create_email_invite",
    "method": "POST",
    "url": "http://127.0.0.1:4717/reco/invite/mail/venue/123",
    "path": "/invite/mail/venue/123",
    "status": 200,
    "duration_ms": 0.2,
    "notices": [],
    "request": {
        "headers": {"x-reco-apikey": "masked:5ad56fa2", "content-type": "application/json"},
        "query": {},
        "body": '{"invites":[{"email":"jane@example.com"}]}',
    },
    "response": {
        "status": 200,
        "headers": {"content-type": "application/json"},
        "body": '{"errors":[],"success":[{"email":"jane@example.com"}]}',
    },
}


@router.get("/requests", responses=example({"items": [_ITEM], "total": 1}))
async def list_requests(filter: Annotated[RequestsFilter, Query()], world: CurrentWorld) -> Requests:
    """The latest first; `total` counts all that the filter lets through."""
    wanted = chosen(filter, world)
    with world.transaction() as session:
        entries = journal.latest_first(session, wanted, limit=filter.limit)
        total = journal.count(session, wanted)
    own = own_secrets.of(world)
    return {"items": [shown(entry, world, own) for entry in entries], "total": total}


@router.get("/requests/{id}", responses=example(_ITEM))
async def one_request(id: Number, world: CurrentWorld) -> RequestItem:
    """One request with its answer."""
    return shown(entry(world, id), world, own_secrets.of(world))


@router.delete("/requests", status_code=204)
async def forget_requests(world: CurrentWorld) -> None:
    """Empties the journal; no later request has the number of one that a message came from."""
    with world.transaction() as session:
        journal.clear(session)


def chosen(filter: RequestsFilter, world: World) -> journal.Filter:
    """What the journal is asked for; raises Problem for a vendor or an operation that nobody knows."""
    vendors.check(world.worlds, filter.vendor)
    wanted = filter.model_dump(exclude={"limit"})
    if filter.operation is not None:
        wanted["operation"] = operations.named(world.worlds, filter.operation, vendor=filter.vendor)
    return journal.Filter(**wanted)


def entry(world: World, id: int) -> Entry:
    with world.transaction() as session:
        found = journal.entry(session, id)
    if found is None:
        raise Problem(404, f"there is no request {id}: it was never made, or is too long ago", field="id")
    return found


def shown(entry: Entry, world: World, own: OwnSecrets) -> RequestItem:
    vendor = world.worlds.vendors.get(entry.vendor)
    secrets = vendor.secrets if vendor else frozenset()
    url = own.hide(masking.url(entry.url, secrets))
    item: RequestItem = {
        "id": entry.id,
        "at": entry.at,
        "vendor": entry.vendor,
        "operation": entry.operation,
        "method": entry.method,
        "url": url,
        "path": entry.path,
        "status": entry.status,
        "duration_ms": round(entry.duration_ms, 3),
        "notices": [masking.text(notice, secrets) for notice in notices.sentences(entry.notices)],
        "request": {
            "headers": masking.headers(journal.unpack(entry.request_headers), secrets),
            "query": _parameters(urlsplit(url).query),
            "body": shown_body(entry.request_body, entry.request_headers, secrets),
        },
        "response": {
            "status": entry.status,
            "headers": masking.headers(journal.unpack(entry.answer_headers), secrets),
            "body": shown_body(entry.answer_body, entry.answer_headers, secrets),
        },
    }
    return own.hide(item)


def shown_body(body: bytes, headers: bytes, secrets: frozenset[str], *, errors: str = "replace") -> str:
    """`errors` says what becomes of bytes that are no UTF-8."""
    content_type = dict(journal.unpack(headers)).get("content-type", "")
    return masking.body(body.decode("utf-8", errors), content_type, secrets)


def _parameters(query: str) -> dict[str, Any]:
    """A name that was sent twice has a list."""
    found: dict[str, Any] = {}
    for name, value in parse_qsl(query, keep_blank_values=True):
        if name not in found:
            found[name] = value
        elif isinstance(found[name], list):
            found[name].append(value)
        else:
            found[name] = [found[name], value]
    return found
