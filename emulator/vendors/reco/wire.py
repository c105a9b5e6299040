"""Reco's endpoints, in the order of the document "Reco API v3"."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, NotRequired

from pydantic import BaseModel, JsonValue, ValidationError
from typing_extensions import TypedDict

from emulator.kernel.evidence import documented
from emulator.kernel.http import Request
from emulator.kernel.route import Call, Operation, Router, Wire
from emulator.vendors.reco import behaviour, storage
from emulator.vendors.reco.errors import ERRORS, BadRequest, Forbidden, NotFound, UnsupportedMediaType

VENUE_ID = re.compile(r"[1-9][0-9]{0,11}")


@dataclass(frozen=True)
class Access:
    """Whose key was sent, and whether it is the sandbox that was called."""

    venue: storage.Venue
    sandbox: bool


def credential(request: Request) -> str | None:
    return request.header("x-reco-apikey")


def admit(call: Call[Access], operation: Operation) -> Sequence[Any]:
    """Assumed order: the path, the key, the content type, the body."""
    venue_id = call.request.path_params.get("venue_id")
    if venue_id is not None and not VENUE_ID.fullmatch(venue_id):
        raise NotFound
    call.account = _access(call, venue_id)
    if operation.reads is None:
        return ()
    if call.request.content_type != "application/json":
        raise UnsupportedMediaType
    try:
        return (operation.reads.model_validate_json(call.request.body),)
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        place = ".".join(str(step) for step in first["loc"])
        raise BadRequest(f"{place}: {first['msg']}" if place else first["msg"]) from None


def _access(call: Call[Access], venue_id: str | None) -> Access:
    sandbox = call.request.path.lstrip("/").startswith("sandbox/")
    key = credential(call.request)
    venue = storage.venue_with_key(call.session, key, sandbox=sandbox) if key else None
    if venue is None or (venue_id is not None and venue.venue_id != venue_id):
        raise Forbidden
    return Access(venue, sandbox)


router = Router(Wire(vendor="reco", errors=ERRORS, credential=credential, admit=admit))


# Create email invite


class Invites(BaseModel):
    """Each invite is checked by itself: what is wrong with one becomes its error code."""

    invites: list[dict[str, JsonValue]]
    scheduled: JsonValue = None


class Invited(TypedDict):
    email: NotRequired[str]
    mobile: NotRequired[str]
    firstName: NotRequired[str]
    lastName: NotRequired[str]


class Refused(Invited):
    errorCode: int


class InviteAnswer(TypedDict):
    errors: list[Refused]
    success: list[Invited]


@router.post(
    "/invite/mail/venue/{venue_id}",
    reads=Invites,
    answers={200: {"model": InviteAnswer}},
    evidence=documented("Create email invite"),
)
def create_email_invite(call: Call[Access], invites: Invites) -> InviteAnswer:
    """Invites customers by e-mail to review the venue, one or many at once."""
    return _invite_all(call, invites, "email")


# Create sms invite


@router.post(
    "/invite/sms/venue/{venue_id}",
    reads=Invites,
    answers={200: {"model": InviteAnswer}},
    evidence=documented("Create sms invite"),
)
def create_sms_invite(call: Call[Access], invites: Invites) -> InviteAnswer:
    """Invites customers by SMS to review the venue, one or many at once."""
    return _invite_all(call, invites, "sms")


_IDENTITY = ("email", "mobile", "firstName", "lastName")


def _invite_all(call: Call[Access], invites: Invites, channel: behaviour.Channel) -> InviteAnswer:
    answer: InviteAnswer = {"errors": [], "success": []}
    schedule = behaviour.scheduled(invites.scheduled)
    access = call.account
    for entry in invites.invites:
        sent: Any = {name: entry[name] for name in _IDENTITY if name in entry}
        code = behaviour.invite(
            call.session, access.venue, entry, channel=channel, schedule=schedule, sandbox=access.sandbox
        )
        if code is None:
            answer["success"].append(sent)
        else:
            sent["errorCode"] = int(code)
            answer["errors"].append(sent)
    return answer
