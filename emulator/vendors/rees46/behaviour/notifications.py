"""The notifications center of the vendor's newer documentation: what was sent to whom, and what became of it."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from typing_extensions import TypedDict

from emulator.kernel.database import Session
from emulator.vendors.rees46.behaviour import days
from emulator.vendors.rees46.behaviour.tracking import INVALID
from emulator.vendors.rees46.errors import NotFound
from emulator.vendors.rees46.storage import messages
from emulator.vendors.rees46.storage.messages import MessageEvent, SentMessage
from emulator.vendors.rees46.storage.shops import Shop

LATELY = timedelta(days=14)
"""Assumed where no date_from is given: the documentation advises against more than two weeks."""
CHANNELS = ("email", "web_push", "mobile_push", "whatsapp", "sms")
TYPES = ("bulk", "chain", "transactional")


class Statistics(TypedDict):
    opened: bool
    clicked: bool
    purchased: bool
    complained: bool
    hard_bounced: bool
    soft_bounced: bool
    unsubscribed: bool


class MessageCounts(TypedDict, total=False):
    sent: int
    opened: int
    clicked: int


class CountedMessages(TypedDict):
    counters: MessageCounts


class CountedChannels(TypedDict):
    """For each channel an object for each type of message, empty where nothing was sent."""

    channels: dict[str, dict[str, MessageCounts]]


class CountedByChannel(TypedDict):
    counters: CountedChannels


class HistoricEvent(TypedDict):
    code: str
    type: str
    event: str
    date: str


class HistoricEvents(TypedDict):
    messages: list[HistoricEvent]


@dataclass(frozen=True, kw_only=True)
class Filter:
    """Which messages are asked for; no channels or no types are all of them."""

    date_from: date | None = None
    date_to: date | None = None
    channels: Collection[str] = ()
    types: Collection[str] = ()

    def lets_through(self, message: SentMessage) -> bool:
        """Docs: "Types chain and trigger considered as identical"."""
        types = {"chain" if kind == "trigger" else kind for kind in self.types}
        return (not self.channels or message.channel in self.channels) and (not types or message.type in types)


def sent_to(session: Session, person: int, wanted: Filter) -> list[SentMessage]:
    """The latest first."""
    since = days.start(wanted.date_from) if wanted.date_from else session.now - LATELY
    until = days.end(wanted.date_to or date.max)
    found = messages.of_profile(session, person, since=since, until=until)
    return [message for message in found if wanted.lets_through(message)]


def statistics(session: Session, message: SentMessage) -> dict[str, bool]:
    """Assumed: who clicked has opened; a purchase is the message's when the event names its code."""
    happened = {event.event for event in messages.events(session, message.shop, message.code)}
    return {
        "opened": bool(happened & {"opened", "clicked"}),
        "clicked": "clicked" in happened,
        "purchased": messages.led_to_a_purchase(session, message),
        "complained": "complained" in happened,
        "hard_bounced": "hard_bounced" in happened,
        "soft_bounced": "soft_bounced" in happened,
        "unsubscribed": "unsubscribed" in happened,
    }


def count(session: Session, found: list[SentMessage]) -> dict[str, int]:
    """Docs: "sent", "opened" and "clicked"."""
    known = [statistics(session, message) for message in found]
    return {
        "sent": len(known),
        "opened": sum(one["opened"] for one in known),
        "clicked": sum(one["clicked"] for one in known),
    }


def count_by_channel(session: Session, found: list[SentMessage], channels: Collection[str]) -> dict[str, Any]:
    """Docs: an object for each channel, within it one for each type, empty where nothing was sent."""
    counted: dict[str, Any] = {channel: {} for channel in (*CHANNELS, *channels)}
    for channel in {message.channel for message in found}:
        of_channel = [message for message in found if message.channel == channel]
        by_type = {kind: [message for message in of_channel if message.type == kind] for kind in TYPES}
        counted[channel] = {kind: count(session, sent) if sent else {} for kind, sent in by_type.items()}
    return counted


def history(session: Session, shop: Shop, code: str) -> tuple[SentMessage, list[MessageEvent]]:
    """A message by its unique code, with what was done with it."""
    message = messages.with_code(session, code)
    if message is None or message.shop != shop.id:
        raise NotFound(INVALID)
    return message, messages.events(session, shop.id, code)
