"""What devices tell of messages: the document's paths, those of today's SDKs, and what e-mails themselves call."""

from base64 import b64decode
from typing import Any

from pydantic import Field

from emulator.kernel.evidence import assumed, documented, observed
from emulator.kernel.exchange import Call
from emulator.kernel.http import Answer, html_answer
from emulator.kernel.route import Router
from emulator.vendors.rees46 import pages
from emulator.vendors.rees46.behaviour import tracking
from emulator.vendors.rees46.wire.access import WIRE, Access
from emulator.vendors.rees46.wire.answers import HAPPENED, REDIRECT, Happened, redirect, refusal_alone, refusals
from emulator.vendors.rees46.wire.fields import DID, SID, Identifier, ShopParams, Text
from emulator.vendors.rees46.wire.popups import happened

router = Router(WIRE)

_PIXEL = b64decode("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==")


class TrackedMessage(ShopParams):
    """What happened to a message; `code` and `type` stand in the push's payload, as id and type or in src."""

    code: Identifier = Field(description="Message identifier")
    type: Identifier = Field(description="Message type", examples=["mobile_push_transactional"])
    did: Identifier | None = Field(default=None, validation_alias=DID, description="Device ID")
    sid: Text | None = Field(default=None, validation_alias=SID, description="The current session")
    url: Text | None = Field(default=None, description="What was clicked, as old clients of web pushes say")


class TrackedPermission(TrackedMessage):
    """Observed: the old web client tells so of the permission it asks for, where there is no message yet."""

    code: Identifier | None = None  # type: ignore[assignment]
    type: Identifier | None = None  # type: ignore[assignment]


_SDKS = observed("iOS, Android and React Native SDK: track/*")
_OLD = observed("React Native SDK of old and JS SDK: web_push_subscriptions/*")
_ABOUT: dict[str, Any] = {
    "reads": TrackedMessage,
    "answers": {**HAPPENED, **refusals(404)},
    "access": "public",
    "tags": ("Tracking of messages",),
}


def _track(call: Call[Access], event: str, message: TrackedMessage) -> Happened:
    known = tracking.track(
        call.session,
        call.account.shop,
        event,
        code=message.code,
        type=message.type,
        did=message.did,
        url=message.url,
    )
    if not known:
        call.notice("no message with this code was sent: a strict shop answers 404")
    return happened(call, event, message.did)


# User clicked on mobile push


@router.post(
    "/web_push_subscriptions/clicked", evidence=documented("Events tracking: User clicked on mobile push"), **_ABOUT
)
def user_clicked_on_mobile_push(call: Call[Access], message: TrackedMessage) -> Happened:
    """The user clicked on a mobile or web push."""
    return _track(call, "clicked", message)


@router.post("/web_push_subscriptions/received", evidence=_OLD, **_ABOUT)
def notification_received(call: Call[Access], message: TrackedMessage) -> Happened:
    """The notification was received and displayed."""
    return _track(call, "received", message)


@router.post("/web_push_subscriptions/showed", evidence=_OLD, **{**_ABOUT, "reads": TrackedPermission})
def web_push_showed(call: Call[Access], message: TrackedPermission) -> Happened:
    """A web push, or the question for the permission to send some, was shown."""
    return _track(call, "showed", message)


@router.post("/web_push_subscriptions/decline", evidence=_OLD, **{**_ABOUT, "reads": TrackedPermission})
def web_push_declined(call: Call[Access], message: TrackedPermission) -> Happened:
    """The visitor does not want web pushes."""
    return _track(call, "decline", message)


@router.post("/track/clicked", evidence=_SDKS, **_ABOUT)
def message_clicked(call: Call[Access], message: TrackedMessage) -> Happened:
    """The user clicked on the message."""
    return _track(call, "clicked", message)


@router.post("/track/received", evidence=_SDKS, **_ABOUT)
def message_received(call: Call[Access], message: TrackedMessage) -> Happened:
    """The device has received the message."""
    return _track(call, "received", message)


@router.post("/track/delivered", evidence=_SDKS, **_ABOUT)
def message_delivered(call: Call[Access], message: TrackedMessage) -> Happened:
    """The message was delivered to the device."""
    return _track(call, "delivered", message)


@router.post("/track/opened", evidence=_SDKS, **_ABOUT)
def message_opened(call: Call[Access], message: TrackedMessage) -> Happened:
    """The user has opened the message."""
    return _track(call, "opened", message)


@router.post("/track/closed", evidence=_SDKS, **_ABOUT)
def message_closed(call: Call[Access], message: TrackedMessage) -> Happened:
    """The user has closed the message without opening it."""
    return _track(call, "closed", message)


# In e-mails


@router.get(
    "/track/{type}/{code}.png",
    answers={
        200: {
            "description": "One transparent pixel",
            "content": {"image/png": {"schema": {"type": "string", "format": "binary"}, "example": "\x89PNG…"}},
        },
        **refusal_alone(400),
    },
    access="anyone",
    evidence=observed("E-mails of the vendor"),
    tags=("Tracking of messages",),
)
def open_pixel(call: Call[Access]) -> Answer:
    """The picture in an e-mail that tells that it was opened."""
    path = call.request.path_params
    if not tracking.open_message(call.session, path["code"], path["type"]):
        call.notice("no message with this code was sent")
    return Answer(200, _PIXEL, b"image/png", [(b"cache-control", b"no-store")])


@router.get(
    "/track/{type}/{code}/{link}",
    answers={
        302: REDIRECT,
        404: {"description": "No message has that link", "content": {"text/html": {"example": pages.unknown()}}},
        **refusal_alone(400),
    },
    access="anyone",
    evidence=assumed("nobody says how the vendor's own links in e-mails look; these count their clicks"),
    tags=("Tracking of messages",),
)
def follow_link(call: Call[Access]) -> Answer:
    """A link in an e-mail, by its number, that tells that it was clicked."""
    path = call.request.path_params
    leads_to = tracking.follow_link(call.session, path["code"], path["type"], path["link"])
    return html_answer(pages.unknown(), status=404) if leads_to is None else redirect(leads_to)
