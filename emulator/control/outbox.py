"""What the vendors would have sent."""

import asyncio
import time
from datetime import datetime
from typing import Annotated, Any

from fastapi import APIRouter, Query
from fastapi.responses import HTMLResponse
from pydantic import Field
from typing_extensions import TypedDict

from emulator.control import vendors
from emulator.control.description import example
from emulator.kernel import outbox
from emulator.kernel.control import CurrentWorld, Form, Number, Problem
from emulator.kernel.outbox import Message
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

LOOK_EVERY = 0.05
"""Seconds between two looks of a call that waits."""


class OutboxFilter(Form):
    vendor: str | None = Field(default=None, examples=["reco"])
    channel: outbox.Channel | None = Field(default=None, examples=["email"])
    to: str | None = Field(default=None, examples=["jane@example.com"])
    limit: int = Field(default=1000, ge=1, le=10_000)
    wait: float = Field(
        default=0,
        ge=0,
        le=60,
        allow_inf_nan=False,
        description="For how many real seconds to wait for a first message, where there is none yet.",
    )


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
}


@router.get("/outbox", responses=example({"items": [_ITEM], "total": 1}))
async def list_messages(filter: Annotated[OutboxFilter, Query()], world: CurrentWorld) -> Outbox:
    """The latest first; `total` counts all that the filter lets through."""
    if filter.vendor is not None:
        vendors.named(world.worlds, filter.vendor, status=400)
    until = time.monotonic() + filter.wait
    found = _found(world, filter)
    while not found["items"] and time.monotonic() < until:
        await asyncio.sleep(LOOK_EVERY)
        await world.ready()
        found = _found(world, filter)
    return found


def _found(world: World, filter: OutboxFilter) -> Outbox:
    wanted = outbox.Filter(vendor=filter.vendor, channel=filter.channel, to=filter.to)
    with world.transaction() as session:
        messages = outbox.latest_first(session, wanted, limit=filter.limit)
        total = outbox.count(session, wanted)
    return {"items": [_shown(message) for message in messages], "total": total}


@router.get("/outbox/{id}", responses=example(_ITEM))
async def one_message(id: Number, world: CurrentWorld) -> MessageItem:
    """One message; `request_id` is the request that caused it."""
    return _shown(_message(world, id))


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
    return HTMLResponse(message.html, headers=_SAFE)


@router.delete("/outbox", status_code=204)
async def empty_the_outbox(world: CurrentWorld) -> None:
    """Forgets the messages; what was sent stays sent for the vendors."""
    with world.transaction() as session:
        outbox.clear(session)


def _message(world: World, id: int) -> Message:
    with world.transaction() as session:
        message = outbox.message(session, id)
    if message is None:
        raise Problem(404, f"there is no message {id}", field="id")
    return message


def _shown(message: Any) -> MessageItem:
    shown: MessageItem = message._asdict()
    return shown
