"""Create email invite, send with metadata, schedule invites, create sms invite."""

from typing import Annotated, Any, NotRequired, cast

from pydantic import BaseModel, ConfigDict, JsonValue, WithJsonSchema
from typing_extensions import TypedDict

from emulator.kernel.evidence import documented
from emulator.kernel.exchange import Call
from emulator.kernel.route import Router
from emulator.vendors.reco import behaviour
from emulator.vendors.reco.behaviour.addresses import Channel
from emulator.vendors.reco.behaviour.scheduling import scheduled
from emulator.vendors.reco.wire.access import IDENTITY, KEY_IN_HEADER, WIRE, WRITE_REFUSALS, Access, answered

router = Router(WIRE, tags=["Invites"])

JOHN = {"firstName": "John", "lastName": "Doe"}
JANE = {"firstName": "Jane", "lastName": "Doe"}
METADATA: list[JsonValue] = [
    {"key": "customerId", "value": "13348fa8-f53e-4b1b-91f5-0383f454f58d"},
    {"key": "category", "value": "books"},
]


_TEXT = {"type": "string"}
_INVITE = {
    "title": "Invite",
    "type": "object",
    "properties": {
        **dict.fromkeys(("email", "mobile", "firstName", "lastName"), _TEXT),
        "metadata": {
            "type": "array",
            "items": {
                "title": "Metadata",
                "type": "object",
                "properties": {"key": _TEXT, "value": _TEXT, "type": _TEXT},
            },
        },
    },
}


_SCHEDULED = {
    "title": "Scheduled",
    "type": "object",
    "properties": {"sendDateFrom": {"type": "string", "format": "date"}},
}


class Invites(BaseModel):
    """Each invite is checked by itself: what is wrong with one becomes its error code."""

    invites: list[Annotated[dict[str, Any], WithJsonSchema(_INVITE)]]
    """Each has `email` or `mobile`, and may have `firstName`, `lastName` and `metadata`."""
    scheduled: Annotated[Any, WithJsonSchema(_SCHEDULED)] = None
    """`{"sendDateFrom": "YYYY-MM-DD"}`, for all of them."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {"invites": [{"email": "email@example.org", **JOHN, "metadata": METADATA}]},
                {
                    "invites": [{"email": "email@example.org", **JOHN}],
                    "scheduled": {"sendDateFrom": "2018-01-20"},
                },
                {"invites": [{"mobile": "0730000000", **JOHN, "metadata": METADATA}]},
            ]
        }
    )


class Invited(TypedDict):
    """What the client sent to say who it is, as it was sent."""

    email: NotRequired[JsonValue]
    mobile: NotRequired[JsonValue]
    firstName: NotRequired[JsonValue]
    lastName: NotRequired[JsonValue]


class Refused(Invited):
    errorCode: int


class InviteAnswer(TypedDict):
    """Both lists are always there, each in the order of the request."""

    errors: list[Refused]
    success: list[Invited]


def invite_answers(field: str, john: str, jane: str) -> dict[int | str, dict[str, Any]]:
    """The description of the answers: one customer who has opted out, one who is invited."""
    example = {"errors": [{"errorCode": 4, field: john, **JOHN}], "success": [{field: jane, **JANE}]}
    return {**answered(InviteAnswer, example), **WRITE_REFUSALS}


MAIL_ANSWERS = invite_answers("email", "john.doe@example.org", "jane.doe@example.org")
SMS_ANSWERS = invite_answers("mobile", "0730000000", "0730000001")


# Create email invite


@router.post(
    "/invite/mail/venue/{venue_id}",
    reads=Invites,
    answers=MAIL_ANSWERS,
    evidence=documented("Create email invite"),
    openapi=KEY_IN_HEADER,
)
def create_email_invite(call: Call[Access], invites: Invites) -> InviteAnswer:
    """Invites customers by e-mail to review the venue, one or many at once."""
    return invite_all(call, invites, "email")


# Create sms invite


@router.post(
    "/invite/sms/venue/{venue_id}",
    reads=Invites,
    answers=SMS_ANSWERS,
    evidence=documented("Create sms invite"),
    openapi=KEY_IN_HEADER,
)
def create_sms_invite(call: Call[Access], invites: Invites) -> InviteAnswer:
    """Invites customers by SMS to review the venue, one or many at once."""
    return invite_all(call, invites, "sms")


def invite_all(call: Call[Access], invites: Invites, channel: Channel | None) -> InviteAnswer:
    """Without a channel each invite says it by having an e-mail or a mobile number."""
    access = call.account
    batch = behaviour.invites.Batch(access.venue, access.sandbox, scheduled(invites.scheduled))
    answer: InviteAnswer = {"errors": [], "success": []}
    for entry in invites.invites:
        sent: Any = {name: entry[name] for name in IDENTITY if name in entry}
        code = behaviour.invites.invite(call.session, batch, entry, channel or behaviour.invites.channel_of(entry))
        if code is None:
            answer["success"].append(sent)
        else:
            answer["errors"].append(cast(Refused, {"errorCode": int(code), **sent}))
    return answer
