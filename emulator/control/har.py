"""The journal as an HTTP archive (HAR 1.2), which browsers and proxies open."""

from base64 import b64encode
from collections.abc import Sequence
from functools import partial
from http import HTTPStatus
from typing import Annotated, Any
from urllib.parse import parse_qsl

from fastapi import APIRouter, Query, Response
from pydantic import Field
from pydantic_core import to_json

from emulator import __version__
from emulator.control import operations
from emulator.control.requests import RequestsFilter, chosen, shown_body
from emulator.kernel import journal, masking, notices, own_secrets
from emulator.kernel.control import CurrentWorld
from emulator.kernel.journal import Entry
from emulator.kernel.own_secrets import OwnSecrets
from emulator.kernel.worlds import Worlds

router = APIRouter(tags=["Requests"])


class ExportFilter(RequestsFilter):
    limit: int = Field(default=journal.MOST, ge=1, le=journal.MOST)


_HTTP = "HTTP/1.1"
_ENTRY = {
    "startedDateTime": "2030-01-31T12:00:00+00:00",
    "time": 0.2,
    "request": {
        "method": "GET",
        "url": "http://127.0.0.1:4717/recensus/nowhere?a=1",
        "httpVersion": _HTTP,
        "cookies": [],
        "headers": [{"name": "host", "value": "127.0.0.1:4717"}],
        "queryString": [{"name": "a", "value": "1"}],
        "headersSize": -1,
        "bodySize": 0,
    },
    "response": {
        "status": 404,
        "statusText": "Not Found",
        "httpVersion": _HTTP,
        "cookies": [],
        "headers": [{"name": "content-length", "value": "0"}],
        "content": {"size": 0, "mimeType": ""},
        "redirectURL": "",
        "headersSize": -1,
        "bodySize": 0,
    },
    "cache": {},
    "timings": {"send": 0, "wait": 0.2, "receive": 0},
    "_id": 1,
    "_vendor": "recensus",
    "_operation": None,
    "_notices": [],
}
_LOG = {"version": "1.2", "creator": {"name": "api-emulator", "version": __version__}}


@router.get(
    "/requests/export.har",
    response_class=Response,
    responses={
        200: {
            "description": "Done",
            "content": {
                "application/json": {"schema": {"type": "object"}, "example": {"log": {**_LOG, "entries": [_ENTRY]}}}
            },
        }
    },
)
async def export_requests(filter: Annotated[ExportFilter, Query()], world: CurrentWorld) -> Response:
    """All requests that the filter lets through, the first first, secrets masked. Times are the world's."""
    wanted = chosen(filter, world)
    with world.transaction() as session:
        entries = journal.latest_first(session, wanted, limit=filter.limit)
    archive = await operations.judged(partial(_archive, world.worlds, own_secrets.of(world)), entries[::-1])
    return Response(archive, media_type="application/json", headers={"Content-Disposition": 'filename="export.har"'})


def _archive(worlds: Worlds, own: OwnSecrets, entries: Sequence[Entry]) -> bytes:
    shown = [own.hide(_entry(one, worlds.vendor(one.vendor).secrets)) for one in entries]
    return to_json({"log": {**_LOG, "entries": shown}})


def _entry(entry: Entry, secrets: frozenset[str]) -> dict[str, Any]:
    took = round(entry.duration_ms, 3)
    return {
        "startedDateTime": entry.at.isoformat(),
        "time": took,
        "request": _request(entry, secrets),
        "response": _response(entry, secrets),
        "cache": {},
        "timings": {"send": 0, "wait": took, "receive": 0},
        "_id": entry.id,
        "_vendor": entry.vendor,
        "_operation": entry.operation,
        "_notices": [masking.text(notice, secrets) for notice in notices.sentences(entry.notices)],
    }


def _request(entry: Entry, secrets: frozenset[str]) -> dict[str, Any]:
    url = masking.url(entry.url, secrets)
    headers = masking.headers(journal.unpack(entry.request_headers), secrets)
    pairs = parse_qsl(url.partition("?")[2], keep_blank_values=True)
    request = {
        "method": entry.method,
        "url": url,
        "httpVersion": _HTTP,
        "cookies": [],
        "headers": _named(headers.items()),
        "queryString": _named(pairs),
        "headersSize": -1,
        "bodySize": len(entry.request_body),
    }
    if entry.request_body:
        text = shown_body(entry.request_body, entry.request_headers, secrets)
        request["postData"] = {"mimeType": headers.get("content-type", ""), "text": text}
    return request


def _response(entry: Entry, secrets: frozenset[str]) -> dict[str, Any]:
    headers = masking.headers(journal.unpack(entry.answer_headers), secrets)
    known = entry.status in HTTPStatus._value2member_map_
    return {
        "status": entry.status,
        "statusText": HTTPStatus(entry.status).phrase if known else "",
        "httpVersion": _HTTP,
        "cookies": [],
        "headers": _named(headers.items()),
        "content": _content(entry, headers.get("content-type", ""), secrets),
        "redirectURL": headers.get("location", ""),
        "headersSize": -1,
        "bodySize": len(entry.answer_body),
    }


def _content(entry: Entry, mime_type: str, secrets: frozenset[str]) -> dict[str, Any]:
    content: dict[str, Any] = {"size": len(entry.answer_body), "mimeType": mime_type}
    try:
        entry.answer_body.decode()
    except UnicodeDecodeError:  # a picture
        return {**content, "text": b64encode(entry.answer_body).decode(), "encoding": "base64"}
    if entry.answer_body:
        content["text"] = shown_body(entry.answer_body, entry.answer_headers, secrets)
    return content


def _named(pairs: Any) -> list[dict[str, str]]:
    return [{"name": name, "value": value} for name, value in pairs]
