"""What the vendors would have sent."""

import asyncio
import re
import time
from datetime import datetime
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request
from fastapi.responses import HTMLResponse
from pydantic import BeforeValidator, Field, WithJsonSchema
from pydantic_core import PydanticCustomError
from typing_extensions import TypedDict

from emulator.control import vendors
from emulator.control.description import example
from emulator.kernel import acts, outbox, own_secrets
from emulator.kernel.control import CurrentWorld, Number, Problem
from emulator.kernel.database import Session
from emulator.kernel.form import QueryForm
from emulator.kernel.moments import Moment
from emulator.kernel.outbox import Message
from emulator.kernel.own_secrets import OwnSecrets
from emulator.kernel.waiting import client_gone
from emulator.kernel.world import World

router = APIRouter(tags=["Outbox"])

# People's words stand in messages: nothing in one runs, and nothing is loaded but pictures.
_SAFE = {
    "Content-Security-Policy": (
        "default-src 'none'; img-src http: https: data:; style-src 'unsafe-inline'; base-uri 'none'; "
        "form-action 'none'; frame-ancestors 'self'; sandbox allow-popups allow-popups-to-escape-sandbox"
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
}

LONGEST = 60
"""Seconds that a call waits at most."""
_LENGTH = re.compile(r"([0-9]{1,9}(?:\.[0-9]{1,9})?)(ms|s)?", re.ASCII)


def _seconds(value: Any) -> float:
    length = _LENGTH.fullmatch(str(value))
    seconds = float(length[1]) / (1000 if length[2] == "ms" else 1) if length else -1
    if not 0 <= seconds <= LONGEST:
        raise PydanticCustomError("length", f"give seconds, such as 2s or 0.5, or 500ms; at most {LONGEST}s")
    return seconds


Wait = Annotated[
    float,
    BeforeValidator(_seconds),
    WithJsonSchema({"type": "string", "pattern": f"^{_LENGTH.pattern}$", "examples": ["2s"]}),
]


class OutboxFilter(QueryForm):
    vendor: str | None = Field(default=None, examples=["reco"])
    channel: outbox.Channel | None = Field(default=None, examples=["email"])
    to: str | None = Field(
        default=None, examples=["jane@example.com"], description="Address, number or token; a or A is one."
    )
    text: str | None = Field(default=None, description="Stands in the subject, text, HTML or payload.")
    since: Moment | None = Field(default=None, examples=["2030-01-31T12:00:00Z"])
    limit: int = Field(default=1000, ge=1, le=10_000)
    wait: Wait | None = Field(default=None, description="How long to wait, by the real clock, for a first message.")


class MessageItem(TypedDict):
    id: int
    at: datetime
    vendor: str
    channel: str
    to: str
    subject: str | None
    text: str | None
    html: str | None
    payload: dict[str, Any] | None
    links: dict[str, str]
    request_id: int | None
    acts: list[acts.Name]


class Outbox(TypedDict):
    items: list[MessageItem]
    total: int


_ITEM = {
    "id": 1,
    "at": "2030-01-31T12:00:00Z",
    "vendor": "reco",
    "channel": "email",
    "to": "jane@example.com",
    "subject": "Kafé Exempel: vad tyckte du? / how did they do?",
    "text": "Hej Jane! …",
    "html": "<!doctype html>…",
    "payload": None,
    "links": {"review": "http://127.0.0.1:4717/reco/review/1-Kq3…"},
    "request_id": 1,
    "acts": ["review", "opt_out"],
}


@router.get("/outbox", responses=example({"items": [_ITEM], "total": 1}))
async def list_messages(filter: Annotated[OutboxFilter, Query()], world: CurrentWorld, request: Request) -> Outbox:
    """The latest first; `total` counts all that the filter lets through.

    With `wait` it answers at once where there is one, else as soon as one comes, else that there is none.
    """
    vendors.check(world.worlds, filter.vendor)
    until = time.monotonic() + (filter.wait or 0)
    found = _found(world, filter)
    if found["items"] or not filter.wait:
        return found
    with client_gone(request.scope, request.receive) as gone:
        return await _awaited(world, filter, until, gone)


async def _awaited(world: World, filter: OutboxFilter, until: float, gone: "asyncio.Future[None]") -> Outbox:
    """Looks whenever something is sent, or due, until the time is over or the client has gone."""
    while (left := until - time.monotonic()) > 0:
        due = world.seconds_to_due()
        with world.waiters.waiter() as waiter:
            seconds = left if due is None else min(left, due)
            await asyncio.wait({waiter, gone}, timeout=seconds, return_when=asyncio.FIRST_COMPLETED)
        if gone.done():
            break
        await world.ready()
        found = _found(world, filter)
        if found["items"]:
            return found
    return {"items": [], "total": 0}


def _found(world: World, filter: OutboxFilter) -> Outbox:
    wanted = outbox.Filter(**filter.model_dump(exclude={"limit", "wait"}))
    with world.transaction() as session:
        messages = outbox.latest_first(session, wanted, limit=filter.limit)
        total = outbox.count(session, wanted)
    own = own_secrets.of(world)
    return {"items": [_shown(message, world, own) for message in messages], "total": total}


@router.get("/outbox/{id}", responses=example(_ITEM))
async def one_message(id: Number, world: CurrentWorld) -> MessageItem:
    """One message; `request_id` is the request that caused it, `acts` is what can be done with it."""
    return _shown(_message(world, id), world, own_secrets.of(world))


@router.get(
    "/outbox/{id}/html",
    response_class=HTMLResponse,
    responses={200: {"content": {"text/html": {"example": "<!doctype html>…"}}}},
)
async def html_of_a_message(id: Number, world: CurrentWorld) -> HTMLResponse:
    """The HTML alone, as a mail program would show it."""
    message = _message(world, id)
    if message.html is None:
        raise Problem(404, f"message {id} has no HTML: its channel is {message.channel}", field="id")
    return HTMLResponse(own_secrets.of(world).hide(message.html), headers=_SAFE)


@router.delete("/outbox", status_code=204)
async def empty_the_outbox(world: CurrentWorld) -> None:
    """Forgets the messages; what was sent stays sent for the vendors."""
    with world.transaction() as session:
        outbox.clear(session)


def message_of(session: Session, id: int) -> Message:
    """Raises Problem where there is none."""
    message = outbox.message(session, id)
    if message is None:
        raise Problem(404, f"there is no message {id}", field="id")
    return message


def _message(world: World, id: int) -> Message:
    with world.transaction() as session:
        return message_of(session, id)


def _shown(message: Any, world: World, own: OwnSecrets) -> MessageItem:
    """Secrets that somebody wrote into a message are masked; its acts follow the links as they are."""
    offered = world.worlds.vendor(message.vendor).acts_of(message)
    shown: MessageItem = own.hide(message._asdict()) | {"acts": list(offered)}
    return shown
