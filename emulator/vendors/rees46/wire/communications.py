"""Chapters "Chats" and "Communications"."""

from typing import Annotated, Any, Literal

from pydantic import AliasChoices, BeforeValidator, Field, WithJsonSchema
from typing_extensions import TypedDict

from emulator.kernel.evidence import documented
from emulator.kernel.exchange import Call
from emulator.kernel.route import Router
from emulator.vendors.rees46.behaviour import communications, people
from emulator.vendors.rees46.errors import BadRequest, Unprocessable
from emulator.vendors.rees46.storage.communications import FIELDS, ClientCall
from emulator.vendors.rees46.wire.access import WIRE, Access
from emulator.vendors.rees46.wire.answers import DONE, SUCCESS, Success, example, refusals
from emulator.vendors.rees46.wire.fields import Identified, Identifier, ShopParams, Text, as_object

router = Router(WIRE)


# Save chat log


PLATFORMS = ("livetex",)


class ChatLog(Identified):
    code: Identifier = Field(description="Conversation unique code")
    platform: Annotated[Text, WithJsonSchema({"type": "string", "enum": list(PLATFORMS)})] = Field(
        description="Platform code: 422 for one that is not supported"
    )
    data: Annotated[dict[str, Any] | list[Any] | str, BeforeValidator(as_object)] = Field(
        description="Conversation raw data, as an object or as JSON in a text"
    )


@router.post(
    "/chat_reports",
    reads=ChatLog,
    expects=("platform", "data"),
    answers={**DONE, **refusals(422)},
    access="secret",
    evidence=documented("Chats: Save chat log"),
    tags=("Chats",),
)
def save_chat_log(call: Call[Access], log: ChatLog) -> Success:
    """Keeps the log of a conversation; the same code again replaces it."""
    if log.platform not in PLATFORMS:
        raise Unprocessable(f"platform: Input should be {' or '.join(map(repr, PLATFORMS))}")
    identifiers = log.identifiers()
    _somebody(identifiers)
    communications.save_chat(
        call.session, call.account.shop, identifiers, code=log.code, platform=log.platform, data=log.data
    )
    return SUCCESS


def _somebody(identifiers: dict[str, str]) -> None:
    if not identifiers:
        raise BadRequest("Identifier is not valid")


# Save communication log


class Fields(ShopParams):
    """Observed: the document's own samples leave some of these out, so none is asked for."""

    channel: Text | None = None
    event: Text | None = None
    location_id: Text | None = Field(default=None, description="Client's location id")
    call_type: Text | None = None
    call_theme: Text | None = None
    subject_appeal: Text | None = Field(default=None, description="The communication's subtheme")
    comment: Text | None = None
    author_type: Text | None = None
    status: Text | None = Field(default=None, description="The communication's status in the external system")


class CommunicationLog(Identified, Fields):
    """One of phone, email and did says with whom."""


class SavedCommunication(TypedDict):
    status: Literal["success"]
    id: int


_SAVED = {200: example(SavedCommunication, {"status": "success", "id": 1})}
_ABOUT: dict[str, Any] = {"access": "secret", "tags": ("Communications",)}


@router.post(
    "/crm/client_calls",
    reads=CommunicationLog,
    expects=(
        "channel",
        "event",
        "location_id",
        "call_type",
        "call_theme",
        "comment",
        "author_type",
        "status",
    ),
    answers={**_SAVED, **refusals()},
    evidence=documented("Communications: Save communication log"),
    **_ABOUT,
)
def save_communication_log(call: Call[Access], log: CommunicationLog) -> SavedCommunication:
    """Keeps a communication with a client; `id` is what it is edited by."""
    identifiers = log.identifiers()
    _somebody(identifiers)
    fields = {name: getattr(log, name) for name in FIELDS}
    return {"status": "success", "id": communications.save(call.session, call.account.shop, identifiers, fields)}


# Read communication log


class Communication(TypedDict):
    id: int
    channel: str | None
    event: str | None
    location_id: str | None
    call_type: str | None
    call_theme: str | None
    subject_appeal: str | None
    comment: str | None
    author_type: str | None
    status: str | None
    created_at: str


_COMMUNICATION: dict[str, Any] = {
    "id": 1,
    **dict.fromkeys(FIELDS),
    "channel": "phone",
    "comment": "Asked for a tent",
    "created_at": "2024-05-10 12:00:00",
}


@router.get(
    "/crm/client_calls",
    reads=Identified,
    answers={200: example(list[Communication], [_COMMUNICATION]), **refusals()},
    evidence=documented("Communications: Read communication log"),
    **_ABOUT,
)
def read_communication_log(call: Call[Access], client: Identified) -> list[Communication]:
    """The last 20 communications with a client, the newest first."""
    identifiers = client.identifiers()
    _somebody(identifiers)
    person = people.find(call.session, call.account.shop, identifiers)
    return [_shown(row) for row in communications.read(call.session, person)]


def _shown(row: ClientCall) -> Communication:
    fields = {name: getattr(row, name) for name in FIELDS}
    return {"id": row.id, **fields, "created_at": f"{row.at:%Y-%m-%d %H:%M:%S}"}  # type: ignore[typeddict-item]


# Edit communication log


class EditedCommunication(Identified, Fields):
    """The document's curl names the client too; without one the id alone says which communication it is."""

    id: int = Field(ge=1, lt=2**31, validation_alias=AliasChoices("ID", "id"), description="Communication's id")

    def sent(self) -> dict[str, str]:
        return {name: value for name in FIELDS if (value := getattr(self, name)) is not None}


_EDITED: dict[str, Any] = {"reads": EditedCommunication, "answers": {**_SAVED, **refusals(404)}, **_ABOUT}


@router.operation(
    "/crm/client_calls", ["PATCH"], evidence=documented("Communications: Edit communication log"), **_EDITED
)
def edit_communication_log(call: Call[Access], edited: EditedCommunication) -> SavedCommunication:
    """Changes the fields that are sent, of the communication with this `ID`."""
    return _edit(call, edited)


@router.operation(
    "/crm/client_calls/{ID}",
    ["PATCH"],
    evidence=documented("Communications: Edit communication log, as its curl has it"),
    **_EDITED,
)
def edit_communication_log_at(call: Call[Access], edited: EditedCommunication) -> SavedCommunication:
    """The same, with the id in the path."""
    return _edit(call, edited)


def _edit(call: Call[Access], edited: EditedCommunication) -> SavedCommunication:
    communications.edit(call.session, call.account.shop, edited.id, edited.identifiers(), edited.sent())
    return {"status": "success", "id": edited.id}
