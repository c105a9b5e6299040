"""Who calls, and how the input is read: the same for every endpoint."""

import re
from collections.abc import Sequence
from typing import Any, NamedTuple
from urllib.parse import parse_qsl

from pydantic import ValidationError
from pydantic_core import from_json
from typing_extensions import TypedDict

from emulator.kernel.exchange import Call, Wire
from emulator.kernel.http import JSON, Answer, Request, json_answer, read_json
from emulator.kernel.route import Operation
from emulator.vendors.reco import storage
from emulator.vendors.reco.behaviour.invites import ErrorCode
from emulator.vendors.reco.errors import (
    ERRORS,
    BadRequest,
    Forbidden,
    NotFound,
    RecoError,
    TooLarge,
    UnsupportedMediaType,
)
from emulator.vendors.reco.storage.venues import Venue

VENUE_ID = re.compile(r"[1-9][0-9]{0,11}")
IDENTITY = ("email", "mobile", "firstName", "lastName")
"""What the client sent to say whom it invites: it comes back."""
HEADER, PARAMETER = "x-reco-apikey", "apiKey"


class Access(NamedTuple):
    """Whose key was sent, and whether it is the sandbox that was called."""

    venue: Venue
    sandbox: bool


def query(request: Request) -> dict[str, str]:
    """Assumed: of a parameter that is given twice the first counts."""
    found: dict[str, str] = {}
    for name, value in parse_qsl(request.query, keep_blank_values=True):
        found.setdefault(name, value)
    return found


def credential(request: Request) -> str | None:
    """The key, wherever it stands: it may lead to a world."""
    return request.header(HEADER) or (query(request).get(PARAMETER) if request.query else None)


def admit(call: Call[Access], operation: Operation) -> Sequence[Any]:
    """Assumed order: the path, the key, the content type, the body.

    An operation says `key="query"` where the key is a parameter, `key=None` where none is needed, and `sandbox=True`
    where it is the sandbox's.
    """
    place = operation.details.get("key", "header")
    if place is not None:
        call.account = _access(call, place, sandbox=operation.details.get("sandbox", False))
    if operation.reads is None:
        return ()
    return (_read_query(call, operation) if call.request.method in ("GET", "HEAD") else _read_body(call, operation),)


def _access(call: Call[Access], place: str, *, sandbox: bool) -> Access:
    venue_id = call.request.path_params.get("venue_id")
    if venue_id is not None and not VENUE_ID.fullmatch(venue_id):
        raise NotFound
    key = call.request.header(HEADER) if place == "header" else query(call.request).get(PARAMETER)
    venue = storage.venues.with_key(call.session, key, sandbox=sandbox) if key and "\0" not in key else None
    if venue is None:
        call.notice(_why(call, key, place, sandbox=sandbox))
        raise Forbidden
    if venue_id is not None and venue.venue_id != venue_id:
        call.notice(f"the key is that of venue {venue.venue_id}, not of {venue_id}")
        raise Forbidden
    return Access(venue, sandbox)


def _why(call: Call[Access], key: str | None, place: str, *, sandbox: bool) -> str:
    if not key:
        return "no key: it belongs into the " + ("header X-Reco-ApiKey" if place == "header" else "parameter apiKey")
    if "\0" not in key and storage.venues.with_key(call.session, key, sandbox=not sandbox) is not None:
        return "a production key does not open the sandbox" if sandbox else "a sandbox key opens only /sandbox/..."
    return "no venue of this world has this key"


def _read_query(call: Call[Access], operation: Operation) -> Any:
    try:
        call.request.memo["said"] = given = query(call.request)
        return operation.reads.model_validate(given)
    except ValidationError as error:
        raise BadRequest(_sentence(error)) from None


def _read_body(call: Call[Access], operation: Operation) -> Any:
    if call.request.content_type != "application/json":
        raise UnsupportedMediaType
    try:
        value = call.request.memo["said"] = read_json(call.request.body)
    except ValueError as error:
        call.notice(str(error))
        raise BadRequest from None
    try:
        return operation.reads.model_validate(value)
    except ValidationError as error:
        raise BadRequest(_sentence(error)) from None


_JSON_WORDS = {
    "model_type": "The request body is not an object.",
    "dict_type": "Input should be an object",
    "list_type": "Input should be an array",
}
"""pydantic speaks of Python's types."""


def _sentence(error: ValidationError) -> str:
    """Names the field; what the client wrote is not repeated."""
    first = error.errors(include_url=False, include_input=False)[0]
    place = ".".join(str(step) for step in first["loc"])
    message = _JSON_WORDS.get(first["type"], first["msg"]).removeprefix("Value error, ")
    return f"{place}: {message}" if place else message


def redraw(answer: Answer, code: int) -> Answer | None:
    """Docs: "Error codes": each invite (or customer id) of the request stands in `errors`, with the code."""
    body = from_json(answer.body) if answer.content_type == JSON and answer.body else None
    if not isinstance(body, dict) or not {"errors", "success"} <= body.keys():
        return None
    sent = [one if isinstance(one, dict) else {"id": one} for one in (*body["errors"], *body["success"])]
    if not sent:
        return None
    errors = [{"errorCode": code} | one | {"errorCode": code} for one in sent]
    return json_answer({**body, "errors": errors, "success": []})


def refuse(request: Request, sentence: str) -> Answer:
    """Docs: "Error codes": 2 is "Wrong input params". What has no place for a code is refused with 400."""
    said: Any = request.memo.get("said")
    sent = [said[name] for name in ("invites", "ids") if isinstance(said.get(name), list)] if said else []
    if not sent:
        return BadRequest(sentence).answer()
    errors = [{"errorCode": int(ErrorCode.WRONG_INPUT_PARAMS), **_identity(one)} for one in sent[0]]
    status = {"status": 200} if "ids" in said else {}
    return json_answer({**status, "errors": errors, "success": []})


def _identity(sent: Any) -> dict[str, Any]:
    return {name: sent[name] for name in IDENTITY if name in sent} if isinstance(sent, dict) else {"id": sent}


WIRE = Wire(vendor="reco", errors=ERRORS, credential=credential, admit=admit, redraw=redraw, refuse=refuse)


# What every operation's description has


class Refusal(TypedDict):
    status: int
    error: str
    message: str


def _refusal(error: RecoError) -> dict[str, Any]:
    content = {"application/json": {"example": error.body()}}
    return {"model": Refusal, "description": error.error, "content": content}


def refusals(*errors: RecoError) -> dict[int | str, dict[str, Any]]:
    return {error.status: _refusal(error) for error in errors}


READ_REFUSALS = refusals(BadRequest("limit: the value is not a whole number."), Forbidden(), NotFound())
WRITE_REFUSALS = refusals(BadRequest(), Forbidden(), NotFound(), TooLarge(), UnsupportedMediaType())


def answered(model: Any, example: Any) -> dict[int | str, dict[str, Any]]:
    """The description of a 200."""
    return {200: {"model": model, "description": "OK", "content": {"application/json": {"example": example}}}}


_KEY = {
    "name": "X-Reco-ApiKey",
    "in": "header",
    "required": True,
    "schema": {"type": "string"},
    "description": "The API-key that you received from Reco.se.",
}
KEY_IN_HEADER: dict[str, Any] = {"parameters": [_KEY]}
