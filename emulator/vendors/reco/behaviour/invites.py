"""Invites to review a venue, by e-mail and SMS."""

from datetime import timedelta
from enum import IntEnum
from typing import Any, NamedTuple

from emulator.kernel import ids
from emulator.kernel import schedule as kernel_schedule
from emulator.kernel.database import Session
from emulator.kernel.vendor import Code
from emulator.vendors.reco import messages, storage
from emulator.vendors.reco.behaviour import metadata
from emulator.vendors.reco.behaviour.addresses import FIELD, Channel, normalised
from emulator.vendors.reco.behaviour.scheduling import Schedule, sending_time
from emulator.vendors.reco.storage.venues import Venue


class ErrorCode(IntEnum):
    """Docs: "Error codes"."""

    INTERNAL_ERROR = 1
    WRONG_INPUT_PARAMS = 2
    ALREADY_ASKED = 3
    OPTED_OUT = 4


CODES = {
    int(ErrorCode.INTERNAL_ERROR): Code("Internal error", "the same, sent again later"),
    int(ErrorCode.WRONG_INPUT_PARAMS): Code(
        "Wrong input params",
        "an e-mail address or a Swedish mobile number, names as text, metadata as a list of key and value, "
        "sendDateFrom as YYYY-MM-DD",
    ),
    int(ErrorCode.ALREADY_ASKED): Code(
        "The customer have already been asked to review",
        "an address that this venue has not asked yet, or this one after the venue's reask_after_days",
    ),
    int(ErrorCode.OPTED_OUT): Code(
        "The customer has opt-out from receiving review requests from Reco.se",
        "an address that has not opted out: DELETE /_emulator/reco/opt-outs takes one back",
    ),
}
"""Docs: "Error codes", in the document's words."""

MAGIC = {
    "internal@emulator.test": ErrorCode.INTERNAL_ERROR,
    "asked@emulator.test": ErrorCode.ALREADY_ASKED,
    "optout@emulator.test": ErrorCode.OPTED_OUT,
    # Numbers that the Swedish authority keeps free for films and books: nobody has them.
    "+46701740691": ErrorCode.INTERNAL_ERROR,
    "+46701740693": ErrorCode.ALREADY_ASKED,
    "+46701740694": ErrorCode.OPTED_OUT,
}
"""Addresses that always give a code, for tests of the codes that are hard to come by."""


class Batch(NamedTuple):
    """What all invites of a request have in common."""

    venue: Venue
    sandbox: bool
    schedule: Schedule


def invite(session: Session, batch: Batch, entry: dict[str, Any], channel: Channel) -> ErrorCode | None:
    """Asks one customer for a review; None where the invite was accepted.

    Assumed: 2 before 4 before 3, for an opt-out is for good and tells the caller never to try again.
    """
    address = normalised(entry.get(FIELD[channel]), channel)
    details = metadata.pairs(entry.get("metadata"))
    if address is None or details is None or batch.schedule.wrong or not _names_are_text(entry):
        return ErrorCode.WRONG_INPUT_PARAMS
    if address in MAGIC:
        return MAGIC[address]
    if storage.opt_outs.has_opted_out(session, address, sandbox=batch.sandbox):
        return ErrorCode.OPTED_OUT
    return None if _ask(session, batch, entry, channel, address, details) else ErrorCode.ALREADY_ASKED


def _names_are_text(entry: dict[str, Any]) -> bool:
    """Observed: shops send empty names; no document calls them required."""
    names = (entry.get("firstName"), entry.get("lastName"))
    return all(name is None or (isinstance(name, str) and "\0" not in name) for name in names)


def _ask(
    session: Session,
    batch: Batch,
    entry: dict[str, Any],
    channel: Channel,
    address: str,
    details: list[dict[str, str]],
) -> bool:
    """Docs: "The customer have already been asked to review".

    Observed: the WooCommerce plugin sends an invite again whenever its page is loaded again, so one that is only
    scheduled counts as asked too.
    """
    random = session.world.random
    send_at = sending_time(batch.schedule, session.now, random)
    at_once = send_at <= session.now
    columns = {
        "venue": batch.venue.id,
        "sandbox": batch.sandbox,
        "channel": channel,
        "address": address,
        "round": 0,
        "sent_to": entry[FIELD[channel]].strip(),
        "first_name": entry.get("firstName"),
        "last_name": entry.get("lastName"),
        "details": details,
        "customer_id": metadata.customer_id(details),
        "state": "sent" if at_once else "scheduled",
        "created_at": session.now,
        "send_at": send_at,
        "token": ids.hexadecimal(random, 16),
    }
    number = storage.invites.add(session, **columns) or _ask_again(session, batch.venue, columns)
    if number is None:
        return False
    if at_once:
        messages.send(session, batch.venue, messages.Recipient(number, **{n: columns[n] for n in messages.NAMES}))
    else:
        kernel_schedule.later(session, send_at, vendor="reco", task="send_invite", invite_id=number)
    return True


def _ask_again(session: Session, venue: Venue, columns: dict[str, Any]) -> int | None:
    """Assumed: a customer is never asked twice, unless the venue has `reask_after_days` and they have gone by."""
    if venue.reask_after_days is None:
        return None
    customer = {name: columns[name] for name in ("venue", "sandbox", "channel", "address")}
    last = storage.invites.last(session, **customer)
    if last is None or session.now < last.send_at + timedelta(days=venue.reask_after_days):
        return None
    return storage.invites.add(session, **{**columns, "round": last.round + 1})


def send_invite(session: Session, details: dict[str, Any]) -> str | None:
    """Sends what was scheduled. Assumed: unless the customer has opted out in between."""
    number = details["invite_id"]
    invite = storage.invites.one(session, number)
    if invite is None:
        return None
    opted_out = storage.opt_outs.has_opted_out(session, invite.address, sandbox=invite.sandbox)
    storage.invites.set_state(session, number, "cancelled" if opted_out else "sent")
    if opted_out:
        return None
    venue = storage.venues.one(session, invite.venue)
    messages.send(session, venue, messages.Recipient(number, **{n: getattr(invite, n) for n in messages.NAMES}))
    return f"{invite.channel} invite to {invite.sent_to}"


def channel_of(entry: dict[str, Any]) -> Channel:
    """Docs (partner): an invite has `email` or `mobile`. Assumed: of both the e-mail counts."""
    return "sms" if entry.get("mobile") and not entry.get("email") else "email"
