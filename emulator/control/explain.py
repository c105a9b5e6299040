"""One request explained: what it said, what it was taken for and why, and what would have passed."""

import difflib
import inspect
from collections.abc import Iterator
from typing import Any

from fastapi import APIRouter
from pydantic_core import from_json
from typing_extensions import TypedDict

from emulator.control import operations, requests
from emulator.control.description import example
from emulator.kernel import described, masking, notices, own_secrets, sent
from emulator.kernel.control import CurrentWorld, Number
from emulator.kernel.described import Wrong
from emulator.kernel.dispatch import surface_of
from emulator.kernel.errors import phrase
from emulator.kernel.journal import Entry
from emulator.kernel.notices import Breach
from emulator.kernel.route import Operation
from emulator.kernel.vendor import Vendor
from emulator.kernel.world import World

router = APIRouter(tags=["Contract"])

_OPENINGS = ("Docs", "Observed", "Assumed")
FIELDS = 200
"""How many of a request's fields are shown."""


class SentField(TypedDict):
    """`documented` is what the operation's description says of it, null where it says nothing."""

    at: str
    value: Any
    documented: str | None


class Refusal(TypedDict):
    """`rule` is the vendor's own, `wrong` each field that cannot be what it is, `example` a body as documented."""

    reason: str
    rule: str | None
    wrong: list[Wrong]
    would_pass: list[str]
    example: Any


class Explanation(TypedDict):
    """`evidence` is documented, observed or assumed; `source` the document's heading, the client seen, the reason."""

    id: int
    vendor: str
    method: str
    url: str
    operation: str | None
    path: str | None
    evidence: str | None
    source: str | None
    rules: list[str]
    sent: list[SentField]
    sent_total: int
    status: int
    answer: str
    notices: list[str]
    breaches: list[Breach]
    refusal: Refusal | None


_EXAMPLE = {
    "id": 2,
    "vendor": "reco",
    "method": "POST",
    "url": "http://127.0.0.1:4717/reco/invite/mail/venue/123",
    "operation": "reco.create_email_invite",
    "path": "/invite/mail/venue/{venue_id}",
    "evidence": "documented",
    "source": "Create email invite",
    "rules": ["Invites customers by e-mail to review the venue, one or many at once."],
    "sent": [{"at": "path.venue_id", "value": "123", "documented": "string"}],
    "sent_total": 1,
    "status": 403,
    "answer": '{"status":403,"error":"Forbidden","message":"The API-key is missing, wrong, or …"}',
    "notices": ["no venue of this world has this key"],
    "breaches": [],
    "refusal": {
        "reason": "The API-key is missing, wrong, or not valid for this venue.",
        "rule": 'Docs: "If the API-key is wrong the API will answer with status `403 Forbidden`."',
        "wrong": [],
        "would_pass": ["the credentials of an account of this world: GET /_emulator/accounts has them"],
        "example": {"invites": [{"email": "email@example.org", "firstName": "John", "lastName": "Doe"}]},
    },
}


@router.get("/requests/{id}/explain", responses=example(_EXAMPLE))
async def explain_one_request(id: Number, world: CurrentWorld) -> Explanation:
    """What the request said (secrets masked), the operation, its rules and their evidence, the answer, the notices.

    For a refusal, one that stands inside a 200 too: the reason, and what would have passed.
    """
    return explained(requests.entry(world, id), world)


def explained(entry: Entry, world: World) -> Explanation:
    vendor = world.worlds.vendor(entry.vendor)
    own = own_secrets.of(world)
    shown = requests.shown(entry, world, own)
    by_method, _ = operations.at(vendor, entry)
    operation = by_method.get("GET" if entry.method == "HEAD" else entry.method)
    parts = operations.parts(vendor, entry)
    fields = [one for at, part in parts.items() for one in sent.fields(part, at) if not _holds_fields(one.value)]
    told: Explanation = {
        "id": entry.id,
        "vendor": entry.vendor,
        "method": entry.method,
        "url": shown["url"],
        "operation": entry.operation,
        "path": operation.path if operation else None,
        "evidence": operation.evidence.kind if operation else None,
        "source": operation.evidence.source if operation else None,
        "rules": list(_rules(operation)) if operation else [],
        "sent": [_field(one, operation, vendor) for one in fields[:FIELDS]],
        "sent_total": len(fields),
        "status": entry.status,
        "answer": shown["response"]["body"],
        "notices": shown["notices"],
        "breaches": notices.breaches(entry.notices),
        "refusal": _refusal(entry, vendor, operation, parts),
    }
    return own.hide(told)


def _holds_fields(value: Any) -> bool:
    """Its own fields are shown, each at its place."""
    if isinstance(value, dict):
        return bool(value)
    return isinstance(value, list) and any(isinstance(one, dict | list) for one in value)


def _rules(operation: Operation) -> Iterator[str]:
    """What the operation does, and what its code says of where its rules come from."""
    admits = [detail for detail in operation.details.values() if callable(detail)] or [operation.wire.admit]
    for number, function in enumerate((operation.handler, *admits)):
        for place, told in enumerate((inspect.getdoc(function) or "").split("\n\n")):
            if told and ((number, place) == (0, 0) or told.startswith(_OPENINGS)):
                yield _one_line(told)


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _field(one: sent.Sent, operation: Operation | None, vendor: Vendor) -> SentField:
    value = masking.json_value(one.value, vendor.secrets)
    hidden = masking.is_secret(one.name, vendor.secrets) and value is not None
    documented = described.of_field(operation, one.at) if operation else None
    return {"at": one.at, "value": masking.mask(str(value)) if hidden else value, "documented": documented}


def _refusal(entry: Entry, vendor: Vendor, operation: Operation | None, parts: dict[str, Any]) -> Refusal | None:
    body = _json(entry.answer_body)
    codes = dict.fromkeys(
        one.value for one in sent.fields(body, "answer") if one.name == "errorCode" and one.value in vendor.codes
    )
    if entry.status < 400 and not codes:
        return None
    wrong = described.wrong(operation, entry.method, parts) if operation else []
    inside = [f"errorCode {code}: {vendor.codes[code].meaning}" for code in codes]
    error = surface_of(vendor).wire.errors.planned(entry.status) if entry.status >= 400 else None
    rule = inspect.getdoc(type(error)) if error is not None else None
    inherited = error is None or rule == inspect.getdoc(type(error).__base__)
    return {
        "reason": "; ".join(inside) or _message(body) or phrase(entry.status),
        "rule": None if inherited or rule is None else _one_line(rule),
        "wrong": wrong,
        "would_pass": [*(vendor.codes[code].passes for code in codes), *_would_pass(entry, vendor, operation, wrong)],
        "example": described.example(operation) if operation else None,
    }


def _would_pass(entry: Entry, vendor: Vendor, operation: Operation | None, wrong: list[Wrong]) -> Iterator[str]:
    if operation is None:
        yield from _instead(entry, vendor)
    for one in wrong:
        yield f"{one['at']}: {one['documented'] or 'left out'}"
    if entry.status in (400, 415, 422) and not wrong:
        yield "the same with what the answer's message names put right"
    elif entry.status in (401, 403):
        yield "the credentials of an account of this world: GET /_emulator/accounts has them"
    elif entry.status == 404 and operation is not None:
        yield f"{operation.path} with what this world has: GET /_emulator/state shows it"
    elif entry.status == 413 and operation is not None:
        yield f"a body of at most {operation.body_limit} bytes"
    elif entry.status == 429:
        yield "the same, Retry-After seconds later: the clock can be advanced"
    elif entry.status >= 500:
        yield "the same with what the notices name put right, a planned fault taken back"


def _instead(entry: Entry, vendor: Vendor) -> Iterator[str]:
    """The methods that the path takes; where there is no such path, those of the vendor that look like it."""
    by_method, _ = operations.at(vendor, entry)
    if by_method:
        yield f"{entry.path} with {' or '.join(sorted(by_method))}"
        return
    paths = {one.path: one for one in surface_of(vendor).operations}
    for near in difflib.get_close_matches(entry.path, paths, 3):
        yield f"{' or '.join(sorted(paths[near].methods or ()))} {near}"
    yield f"a path of /{vendor.name}/openapi.json"


def _json(body: bytes) -> Any:
    try:
        return from_json(body)
    except ValueError:
        return None


def _message(body: Any) -> str | None:
    message = body.get("message") if isinstance(body, dict) else None
    return message if isinstance(message, str) else None
