"""Chapter "Subscriptions": who wants which campaigns, which addresses may not be written to, and the log of both."""

from collections.abc import Collection, Iterable, Mapping
from datetime import date, timedelta
from functools import lru_cache
from typing import Any

from emulator.kernel.database import Session
from emulator.vendors.rees46.behaviour import days
from emulator.vendors.rees46.storage import mobile_push_tokens, profiles
from emulator.vendors.rees46.storage import subscriptions as storage
from emulator.vendors.rees46.storage.shops import Shop
from emulator.vendors.rees46.storage.subscriptions import FLAGS, SubscriptionChange, Unaddressed

EMAIL_FLAGS = tuple(flag for flag in FLAGS if flag.startswith("email_"))
CONTACT_TYPES = {"mobile_push": "mpush", "web_push": "wpush"}
"""Docs: "Type of contact: sms, email, mpush, wpush". Assumed: the others are named as their channel."""
STATUSES = {"hard_bounced": "bounced", "complained": "suppressed", "blacklisted": "blacklisted"}
"""Docs: "complained: As result: unsubscribed and suppressed"."""
EVENTS = {event: event for event in STATUSES} | {"unsubscribed": "unsubscribe"}
"""What the log calls an event of the callback."""
DISPOSAL_DOMAINS = frozenset(
    {"10minutemail.com", "guerrillamail.com", "mailinator.com", "trashmail.com", "yopmail.com"}
)
EVERYTHING = "everything"
ADDRESSES = {"email": "email", "sms": "phone", "telegram": "telegram_id", "whatsapp": "phone", "max": "phone"}
"""Which identifier is the address of a channel; pushes go to tokens."""
PUSHES = ("mobile_push_", "web_push_")


def manage(
    session: Session,
    shop: Shop,
    person: int,
    wanted: Mapping[str, bool],
    *,
    channel: str,
    contacts: Mapping[str, str] | None = None,
    ip: str | None = None,
    unsaid: bool = False,
) -> list[str]:
    """Sets the flags that are given and logs those that really change; answers those that must stay off.

    `contacts` says for a channel (email, sms, mobile_push …) which address is meant where a person has several;
    `unsaid` is what a flag counts as before, of which the person has never said anything.
    Observed: an address that bounced, complained or is blacklisted is not subscribed again by the API.
    """
    known = {**contacts_of(session, person), **push_contacts(session, person, wanted), **(contacts or {})}
    forbidden = "email" in known and bool(storage.statuses(session, shop.id, known["email"]))
    refused = [flag for flag, on in wanted.items() if on and forbidden and flag in EMAIL_FLAGS]
    flags = {flag: on for flag, on in wanted.items() if flag not in refused}
    before = storage.of(session, person)
    if flags:
        storage.save(session, person, flags)
    changed = {flag: on for flag, on in flags.items() if _was(before[flag], flag, unsaid=unsaid) != on}
    for entry in entries(changed, known):
        storage.log(session, shop=shop.id, channel=channel, ip=ip, **entry)
    if waits_for_address(changed, known):
        storage.wait_for_address(session, person, channel=channel, ip=ip)
    return refused


def waits_for_address(changed: Mapping[str, bool], contacts: Collection[str]) -> bool:
    """Whether somebody subscribed to a channel that needs an address, and has none."""
    return any(
        event == "subscribe" and channel in ADDRESSES and channel not in contacts
        for channel, event, _ in _grouped(tuple(changed.items()))
    )


def address_known(session: Session, shop: Shop, person: int, kind: str, value: str) -> None:
    """Assumed: what was subscribed to before there was an address is listed as soon as there is one."""
    waiting = storage.unaddressed(session, person)
    if waiting is not None:
        on = {flag: True for flag, said in storage.of(session, person).items() if said}
        addresses = _open_addresses(session, shop.id, person).items()
        new = {channel: address for channel, address in addresses if (ADDRESSES[channel], address) == (kind, value)}
        _list(session, shop.id, waiting, on, new)


def _list(session: Session, shop: int, waiting: Unaddressed, on: Mapping[str, bool], addresses: dict[str, str]) -> None:
    for entry in entries(on, addresses):
        storage.log(session, shop=shop, channel=waiting.channel, ip=waiting.ip, **entry)


def _open_addresses(session: Session, shop: int, person: int) -> dict[str, str]:
    """Those that may be written to."""
    addresses = contacts_of(session, person)
    if "email" in addresses and storage.statuses(session, shop, addresses["email"]):
        del addresses["email"]
    return addresses


def contacts_of(session: Session, person: int) -> dict[str, str]:
    """A person's main address for each channel that has one."""
    known = profiles.identifiers(session, person)
    return {channel: known[kind][0] for channel, kind in ADDRESSES.items() if known[kind]}


def push_contacts(session: Session, person: int, flags: Iterable[str]) -> dict[str, str]:
    """The token that was sent last, for each kind of push that the flags are about."""
    if not any(flag.startswith(PUSHES) for flag in flags):
        return {}
    latest = reversed(mobile_push_tokens.tokens(session, person))
    return {"web_push" if token.platform == mobile_push_tokens.WEB else "mobile_push": token.token for token in latest}


def _was(said: bool | None, flag: str, *, unsaid: bool) -> bool:
    """Observed: a token subscribes to pushes. Assumed: until the person says no."""
    return (unsaid or flag.startswith(PUSHES)) if said is None else said


def entries(changed: Mapping[str, bool], contacts: Mapping[str, str]) -> list[dict[str, str]]:
    """What the log gets of changed flags. Docs: it lists "users with email or/and phone", so none without a contact."""
    return [
        {
            "contact_type": CONTACT_TYPES.get(channel, channel),
            "contact": contacts[channel],
            "campaign_types": campaign_types,
            "event": event,
        }
        for channel, event, campaign_types in _grouped(tuple(changed.items()))
        if channel in contacts
    ]


@lru_cache(1024)
def _grouped(changed: tuple[tuple[str, bool], ...]) -> list[tuple[str, str, str]]:
    """Channel, event and kinds of campaign; an import asks the same again and again."""
    grouped: dict[tuple[str, str], list[str]] = {}
    for flag, on in changed:
        campaign_type = flag.rpartition("_")[2]
        grouped.setdefault((_channel(flag), "subscribe" if on else "unsubscribe"), []).append(campaign_type)
    return [(channel, event, ",".join(kinds)) for (channel, event), kinds in grouped.items()]


def _channel(flag: str) -> str:
    return flag.rpartition("_")[0]


def callback(
    session: Session, shop: Shop, email: str, event: str, *, ip: str | None, channel: str = "api_callback"
) -> None:
    """Docs: "used to mark email with specific status"; hard ones "purge email from database forever".

    Assumed: an address that nobody has is remembered too; only what really changes is logged.
    """
    status = STATUSES.get(event)
    changed = status is not None and storage.add_status(session, shop.id, email, status)
    person = profiles.owner(session, shop.id, "email", email)
    if person is not None:
        before = storage.of(session, person)
        changed = changed or any(before[flag] is not False for flag in EMAIL_FLAGS)
        storage.save(session, person, dict.fromkeys(EMAIL_FLAGS, False))
    if event == "hard_bounced":
        profiles.release(session, shop.id, "email", email)
    if changed:
        entry = {"contact_type": "email", "contact": email, "campaign_types": EVERYTHING, "event": EVENTS[event]}
        storage.log(session, shop=shop.id, channel=channel, ip=ip, **entry)


def check(session: Session, shop: Shop, person: int | None, *, email: str | None) -> dict[str, bool]:
    """Docs: "User has phone and subscribed to …". Assumed: of somebody unknown, all is false.

    `email` is the address that was asked for, else the person's main one counts.
    """
    known = {**contacts_of(session, person), **push_contacts(session, person, PUSHES)} if person is not None else {}
    address = email or known.get("email")
    statuses = storage.statuses(session, shop.id, address) if address else set()
    flags = storage.of(session, person) if person is not None else dict.fromkeys(FLAGS)
    on = {
        flag: _was(said, flag, unsaid=False) and (_channel(flag) in known or flag == "wallet_bulk")
        for flag, said in flags.items()
    }
    on |= {flag: on[flag] and not statuses for flag in EMAIL_FLAGS}
    return {
        **on,
        "email_invalid": bool(address) and str(address).rpartition("@")[2] in DISPOSAL_DOMAINS,
        "email_blacklisted": "blacklisted" in statuses,
        "email_bounced": "bounced" in statuses,
        "email_suppressed": "suppressed" in statuses,
        "email_confirmed": False,
        "web_push": "web_push" in known,
        "mobile_push": "mobile_push" in known,
        "exists": person is not None,
    }


def changes(
    session: Session, shop: Shop, *, first: date | None, last: date | None, offset: int, limit: int, **filters: Any
) -> list[tuple[SubscriptionChange, str]]:
    """Each change with one of its campaign types, the earliest first.

    Docs: from "1 day ago" to the "current date".
    """
    today = session.now.date()
    since, until = days.start(first or today - timedelta(days=1)), days.end(last or today)
    rows = storage.changes(session, shop.id, since=since, until=until, limit=offset + limit, **filters)
    found = [(row, campaign_type) for row in rows for campaign_type in row.campaign_types.split(",")]
    return found[offset : offset + limit]


def move(session: Session, old: int, new: int) -> None:
    """Assumed: what an anonymous visitor chose becomes the person's where that had said nothing, and is listed then."""
    theirs = storage.of(session, new)
    said = {flag: on for flag, on in storage.of(session, old).items() if on is not None and theirs[flag] is None}
    if said:
        storage.save(session, new, said)
    waiting = storage.unaddressed(session, old)
    if waiting is not None:
        shop = profiles.profile(session, new).shop
        _list(
            session, shop, waiting, {flag: on for flag, on in said.items() if on}, _open_addresses(session, shop, new)
        )
        if waits_for_address(said, contacts_of(session, new)):
            storage.wait_for_address(session, new, channel=waiting.channel, ip=waiting.ip)
    storage.forget(session, old)
