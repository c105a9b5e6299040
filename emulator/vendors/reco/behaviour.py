"""Reco's rules for invites, in plain values and rows."""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import IntEnum
from typing import Any, Literal
from zoneinfo import ZoneInfo

from emulator.kernel import ids
from emulator.kernel import schedule as kernel_schedule
from emulator.kernel.database import Session
from emulator.vendors.reco import messages, storage
from emulator.vendors.reco.storage import Venue

Channel = Literal["email", "sms"]
STOCKHOLM = ZoneInfo("Europe/Stockholm")


class ErrorCode(IntEnum):
    """Docs: "Error codes"."""

    INTERNAL_ERROR = 1
    WRONG_INPUT_PARAMS = 2
    ALREADY_ASKED = 3
    OPTED_OUT = 4


MAGIC = {
    "internal@emulator.test": ErrorCode.INTERNAL_ERROR,
    "asked@emulator.test": ErrorCode.ALREADY_ASKED,
    "optout@emulator.test": ErrorCode.OPTED_OUT,
}
"""Addresses that always give a code, for tests of the codes that are hard to come by."""


@dataclass(frozen=True)
class Schedule:
    """Docs: "This will tell reco from when it's allowed to send the invites"; None where nothing was postponed."""

    send_date_from: date | None = None
    wrong: bool = False
    """Assumed: what is not a date is a wrong input of every invite of the batch."""


_EMAIL = re.compile(r"[^@\s]+@[^@\s.]+(?:\.[^@\s.]+)+")
_NUMBER_FILLING = re.compile(r"[\s().-]")
_NUMBER = re.compile(r"\+\d{7,15}")
_METADATA_TYPES = {"text", "ts", "num"}


def invite(
    session: Session, venue: Venue, entry: dict[str, Any], *, channel: Channel, schedule: Schedule, sandbox: bool
) -> ErrorCode | None:
    """Asks one customer for a review; None where the invite was accepted.

    Assumed: 2 before 4 before 3, for an opt-out is for good and tells the caller never to try again.
    """
    sent_to = entry.get("email" if channel == "email" else "mobile")
    address = normalised(sent_to, channel)
    details = metadata(entry.get("metadata"))
    if address is None or details is None or schedule.wrong or not _names_are_text(entry):
        return ErrorCode.WRONG_INPUT_PARAMS
    if address in MAGIC:
        return MAGIC[address]
    if storage.has_opted_out(session, address, sandbox=sandbox):
        return ErrorCode.OPTED_OUT
    return _ask(session, venue, entry, address, details, channel=channel, schedule=schedule, sandbox=sandbox)


def _ask(
    session: Session,
    venue: Venue,
    entry: dict[str, Any],
    address: str,
    details: list[dict[str, str]],
    *,
    channel: Channel,
    schedule: Schedule,
    sandbox: bool,
) -> ErrorCode | None:
    send_at = sending_time(session, schedule)
    at_once = send_at <= session.now
    columns = {
        "venue": venue.id,
        "sandbox": sandbox,
        "channel": channel,
        "address": address,
        "sent_to": entry["email" if channel == "email" else "mobile"],
        "first_name": entry.get("firstName"),
        "last_name": entry.get("lastName"),
        "details": details,
        "customer_id": next((pair["value"] for pair in details if pair["key"] == "customerId"), None),
        "state": "sent" if at_once else "scheduled",
        "created_at": session.now,
        "send_at": send_at,
        "token": ids.hexadecimal(session.world.random, 16),
    }
    invite_id = storage.add_invite(session, **columns)
    if invite_id is None:
        return ErrorCode.ALREADY_ASKED
    if at_once:
        messages.send(session, venue, messages.Recipient(invite_id, **{n: columns[n] for n in messages.NAMES}))
    else:
        kernel_schedule.later(session, send_at, vendor="reco", task="send_invite", invite_id=invite_id)
    return None


def send_invite(session: Session, details: dict[str, Any]) -> str | None:
    """Sends what was scheduled, unless the customer has opted out in between."""
    invite = storage.invite(session, details["invite_id"])
    opted_out = storage.has_opted_out(session, invite.address, sandbox=invite.sandbox)
    storage.set_state(session, details["invite_id"], "cancelled" if opted_out else "sent")
    if opted_out:
        return None
    venue = storage.venue(session, invite.venue)
    messages.send(
        session, venue, messages.Recipient(details["invite_id"], **{n: getattr(invite, n) for n in messages.NAMES})
    )
    return f"{invite.channel} invite to {invite.sent_to}"


def normalised(address: Any, channel: Channel) -> str | None:
    """One spelling for each address, or None for what is none."""
    if not isinstance(address, str):
        return None
    return _email(address) if channel == "email" else _mobile(address)


def _email(address: str) -> str | None:
    """Assumed: one @, a local part, a dot in the domain, no spaces, at most 254 characters; nobody is looked up."""
    email = address.strip().lower()
    return email if len(email) <= 254 and _EMAIL.fullmatch(email) else None


def _mobile(address: str) -> str | None:
    """Assumed: no operator's prefix is asked for: the vendor's own examples have 9 digits (`070000000`)."""
    number = _NUMBER_FILLING.sub("", address)
    if number.startswith("00"):
        number = "+" + number[2:]
    elif number.startswith("0"):
        number = "+46" + number[1:]
    elif not number.startswith("+"):
        number = "+" + number
    return number if _NUMBER.fullmatch(number) else None


def _names_are_text(entry: dict[str, Any]) -> bool:
    """Observed: shops send empty names; no document calls them required."""
    return all(isinstance(entry.get(name), str | None) for name in ("firstName", "lastName"))


def metadata(given: Any) -> list[dict[str, str]] | None:
    """The pairs with their types, values as text; None where the list breaks a rule.

    Docs: `key` and `value`. The partner document adds `type`: text, ts (no zone) and num, each value still a string.
    Assumed: scalar values are taken as text, doubled keys are kept.
    """
    if given is None:
        return []
    if not isinstance(given, list):
        return None
    pairs = [_pair(one) for one in given]
    return None if None in pairs else [pair for pair in pairs if pair is not None]


def _pair(one: Any) -> dict[str, str] | None:
    if not isinstance(one, dict) or not isinstance(one.get("key"), str) or not one["key"]:
        return None
    kind, value = one.get("type", "text"), one.get("value")
    if kind not in _METADATA_TYPES or not isinstance(value, str | int | float):
        return None
    text = str(value).lower() if isinstance(value, bool) else str(value)
    return {"key": one["key"], "value": text, "type": kind} if _fits(kind, text) else None


def _fits(kind: str, text: str) -> bool:
    try:
        if kind == "num":
            float(text)
        if kind == "ts":
            datetime.fromisoformat(text)
    except ValueError:
        return False
    return True


def scheduled(given: Any) -> Schedule:
    """Docs: `sendDateFrom` as YYYY-MM-DD. Assumed: of a date with a time the date counts; {} and null
    postpone nothing.
    """
    if given is None or given == {}:
        return Schedule()
    if not isinstance(given, dict):
        return Schedule(wrong=True)
    text = given.get("sendDateFrom")
    if text is None:
        return Schedule()
    try:
        return Schedule(datetime.fromisoformat(text).date())
    except (TypeError, ValueError):
        return Schedule(wrong=True)


def sending_time(session: Session, schedule: Schedule) -> datetime:
    """Docs: "Reco will then decide the best day and time". Assumed: a business day, 9 to 17 in Stockholm.

    Observed: the WooCommerce plugin sends dates that are past; those invites go out at once.
    """
    now = session.now.astimezone(STOCKHOLM)
    first = schedule.send_date_from
    if first is None or first < now.date():
        return session.now
    day = first
    while True:
        opens, closes = (datetime.combine(day, time(hour), STOCKHOLM) for hour in (9, 17))
        start = max(opens, now)
        if day.weekday() < 5 and start < closes - timedelta(minutes=1):
            seconds = int((closes - start).total_seconds())
            return (start + timedelta(seconds=session.world.random.randrange(seconds))).astimezone(UTC)
        day += timedelta(days=1)
