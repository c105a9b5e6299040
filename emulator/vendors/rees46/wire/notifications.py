"""The notifications center of the vendor's newer documentation, which the iOS SDK reads."""

from datetime import date, datetime
from typing import Any, Literal

from pydantic import Field
from typing_extensions import TypedDict

from emulator.kernel.evidence import observed
from emulator.kernel.exchange import Call
from emulator.kernel.route import Router
from emulator.vendors.rees46.behaviour import notifications, people
from emulator.vendors.rees46.storage.messages import SentMessage
from emulator.vendors.rees46.wire.access import WIRE, Access
from emulator.vendors.rees46.wire.answers import example, refusals
from emulator.vendors.rees46.wire.fields import Identified, ShopParams, Text, Texts

router = Router(WIRE)

_NEWER = observed("iOS SDK: getAllNotifications; the vendor's newer documentation: Notifications center")
_MOST = 50


# Return all messages sent to a user


class Wanted(Identified):
    """With the secret any identifier says who; a device asks about itself."""

    date_from: date | None = Field(
        default=None, description="Messages from this day on; two weeks where it is left out"
    )
    date_to: date | None = Field(default=None, description="The last day")
    type: Texts = Field(
        default_factory=list, description="Message types: bulk, trigger, transactional, chain", examples=["bulk,chain"]
    )
    channel: Texts = Field(
        default_factory=list,
        description="Message channels: email, sms, web_push, mobile_push, telegram, whatsapp",
        examples=["email,mobile_push"],
    )

    def filter(self) -> notifications.Filter:
        return notifications.Filter(
            date_from=self.date_from, date_to=self.date_to, channels=self.channel, types=self.type
        )


class WantedPage(Wanted):
    page: int = Field(default=1, ge=1)
    limit: int = Field(default=20, ge=1, description=f"Messages on a page; never more than {_MOST}")


class Notification(TypedDict):
    type: str
    campaign_id: int
    code: str
    channel: str
    date: str
    sent_at: str
    subject: str
    body: str
    url: str
    icon: str
    picture: str
    statistics: notifications.Statistics


class SentMessages(TypedDict):
    messages: list[Notification]


class Notifications(TypedDict):
    """The iOS SDK reads the second `messages`."""

    status: Literal["success"]
    payload: SentMessages
    messages: list[Notification]


_MESSAGE = {
    "type": "transactional",
    "campaign_id": 2,
    "code": "i7ykuagkjgfs",
    "channel": "mobile_push",
    "date": "2030-01-31",
    "sent_at": "2030-01-31T12:00:00.000Z",
    "subject": "Your order is here",
    "body": "Your order 36 was delivered.",
    "url": "",
    "icon": "",
    "picture": "",
    "statistics": {
        "opened": True,
        "clicked": False,
        "purchased": False,
        "complained": False,
        "hard_bounced": False,
        "soft_bounced": False,
        "unsubscribed": False,
    },
}
_ABOUT: dict[str, Any] = {"access": "device", "evidence": _NEWER, "tags": ("Notifications center",)}


@router.get(
    "/notifications",
    reads=WantedPage,
    answers={
        200: example(Notifications, {"status": "success", "payload": {"messages": [_MESSAGE]}, "messages": [_MESSAGE]}),
        **refusals(),
    },
    **_ABOUT,
)
def all_messages_sent_to_a_user(call: Call[Access], wanted: WantedPage) -> Notifications:
    """The messages sent to a user, the latest first, each with what the user did with it."""
    limit = min(wanted.limit, _MOST)
    first = (wanted.page - 1) * limit
    shown = [_notification(call, message) for message in _sent(call, wanted)[first : first + limit]]
    return {"status": "success", "payload": {"messages": shown}, "messages": shown}


def _sent(call: Call[Access], wanted: Wanted) -> list[SentMessage]:
    """Without the secret only the device's own."""
    who = wanted.identifiers()
    believed = who if call.account.trusted else {kind: value for kind, value in who.items() if kind == "did"}
    person = people.find(call.session, call.account.shop, believed)
    return notifications.sent_to(call.session, person, wanted.filter()) if person is not None else []


def _notification(call: Call[Access], message: SentMessage) -> Notification:
    statistics: Any = notifications.statistics(call.session, message)
    return {
        "type": message.type,
        "campaign_id": message.campaign_id,
        "code": message.code,
        "channel": message.channel,
        "date": message.at.date().isoformat(),
        "sent_at": _written(message.at),
        "subject": message.subject or "",
        "body": message.body or "",
        "url": message.url or "",
        "icon": message.icon or "",
        "picture": message.picture or "",
        "statistics": statistics,
    }


def _written(at: datetime) -> str:
    return f"{at:%Y-%m-%dT%H:%M:%S}.{at.microsecond // 1000:03}Z"


# Counters


class MessageCounters(TypedDict):
    status: Literal["success"]
    payload: notifications.CountedMessages


class ExtendedMessageCounters(TypedDict):
    status: Literal["success"]
    payload: notifications.CountedByChannel


_COUNTED = {"status": "success", "payload": {"counters": {"sent": 1, "opened": 1}}}
_COUNTED_BY_CHANNEL = {
    "status": "success",
    "payload": {
        "counters": {
            "channels": {
                "email": {"bulk": {"sent": 2, "opened": 2, "clicked": 1}, "chain": {}, "transactional": {}},
                "web_push": {},
                "mobile_push": {},
                "whatsapp": {},
                "sms": {},
            }
        }
    },
}


@router.get(
    "/notifications/counters", reads=Wanted, answers={200: example(MessageCounters, _COUNTED), **refusals()}, **_ABOUT
)
def count_messages(call: Call[Access], wanted: Wanted) -> MessageCounters:
    """How many messages were sent to a user, and how many of them opened."""
    counted = notifications.count(call.session, _sent(call, wanted))
    return {"status": "success", "payload": {"counters": {"sent": counted["sent"], "opened": counted["opened"]}}}


@router.get(
    "/notifications/counters/extended",
    reads=Wanted,
    answers={200: example(ExtendedMessageCounters, _COUNTED_BY_CHANNEL), **refusals()},
    **_ABOUT,
)
def count_messages_by_channel(call: Call[Access], wanted: Wanted) -> ExtendedMessageCounters:
    """The same for each channel and type."""
    counted = notifications.count_by_channel(call.session, _sent(call, wanted), wanted.channel)
    return {"status": "success", "payload": {"counters": {"channels": counted}}}


# Status of a message


class OneMessage(ShopParams):
    type: Text | None = Field(default=None, description="Message type: bulk, chain or transactional")


class MessageHistory(TypedDict):
    status: Literal["success"]
    payload: notifications.HistoricEvents


_HISTORY = {
    "status": "success",
    "payload": {
        "messages": [
            {"code": "i7ykuagkjgfs", "type": "transactional", "event": "sent", "date": "2030-01-31T12:00:00.000Z"}
        ]
    },
}


@router.get(
    "/notifications/{code}",
    reads=OneMessage,
    answers={200: example(MessageHistory, _HISTORY), **refusals(404)},
    **{**_ABOUT, "access": "public"},
)
def status_of_a_message(call: Call[Access], _: OneMessage) -> Any:
    """What has happened to a message. The documentation leaves the events' shape open."""
    message, events = notifications.history(call.session, call.account.shop, call.request.path_params["code"])
    happened = [("sent", message.at), *((event.event, event.at) for event in events)]
    shown = [
        {"code": message.code, "type": message.type, "event": event, "date": _written(at)} for event, at in happened
    ]
    return {"status": "success", "payload": {"messages": shown}}
