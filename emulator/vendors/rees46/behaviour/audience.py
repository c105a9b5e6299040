"""Chapter "Audience": many people at once, slice by slice.

Observed: the vendor answers at once and works later, and never tells which rows were wrong. Assumed: here the work is
done before the answer leaves, so that a test reads what it wrote.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from emulator.kernel.database import Session
from emulator.vendors.rees46.behaviour import subscriptions
from emulator.vendors.rees46.storage import audience as storage
from emulator.vendors.rees46.storage.profiles import KINDS
from emulator.vendors.rees46.storage.shops import Shop

Pair = tuple[str, str]
Claim = tuple[str, str, int]
"""Kind and value of an identifier, and whose it is."""
_NOTHING_KNOWN: dict[str, Any] = {
    "first_name": None,
    "last_name": None,
    "gender": None,
    "age": None,
    "birthday": None,
    "location": None,
    "loyalty_card_location": None,
    "loyalty_status": None,
    "loyalty_bonuses": None,
    "loyalty_bonuses_to_next_level": None,
    "bought_something": False,
    "kids": [],
    "auto": [],
    "tags": [],
    "custom_properties": {},
}


@dataclass(slots=True)
class User:
    """One row of an import: who it is, and what is to be known of them from now on."""

    identifiers: dict[str, str]
    attributes: dict[str, Any] = field(default_factory=dict)
    custom: dict[str, Any] = field(default_factory=dict)
    flags: dict[str, bool] = field(default_factory=dict)
    mobile_token: str | None = None
    platform: str | None = None


def import_users(
    session: Session, shop: Shop, users: Sequence[User], *, segment: int | None = None, ip: str | None = None
) -> list[int]:
    """Stores a slice of an import and answers whom each row is about; what a row does not say stays as it is.

    Docs: "You can upload users to the default segment or put it in the specific segment. At the same time you can
    subscribe or unsubscribe users".
    """
    people, known, claims = _people(session, shop, users)
    rows = list(zip(people, users, strict=True))
    _save_attributes(session, shop, rows, known)
    storage.claim(session, shop.id, claims)
    _tell_addresses(session, shop, [claim for claim in claims if claim[2] in known])
    _subscribe(session, shop, [(person, user) for person, user in rows if user.flags], ip)
    if segment is not None:
        storage.add_members(session, segment, people)
    return people


def _people(session: Session, shop: Shop, users: Sequence[User]) -> tuple[list[int], set[int], list[Claim]]:
    """Whom each row is about, who of them was known before, and the identifiers that are theirs from now on.

    Assumed: as elsewhere, the e-mail counts first, and an identifier that somebody has stays theirs.
    """
    values: dict[str, set[str]] = {}
    for user in users:
        for kind, value in user.identifiers.items():
            values.setdefault(kind, set()).add(value)
    owners: dict[Pair, int] = {}
    for kind, named in values.items():
        found = storage.owners(session, shop.id, kind, named)
        owners.update(((kind, value), owner) for value, owner in found.items())
    known = set(owners.values())
    free = iter(storage.free_numbers(session, len(users)))
    claims: list[Claim] = []
    people: list[int] = []
    for user in users:
        taken = [pair for pair in user.identifiers.items() if pair in owners]
        person = owners[min(taken, key=_rank)] if taken else next(free)
        for pair in user.identifiers.items():
            if pair not in owners:
                owners[pair] = person
                claims.append((*pair, person))
        people.append(person)
    return people, known, claims


def _rank(pair: Pair) -> int:
    return KINDS.index(pair[0])


def _save_attributes(session: Session, shop: Shop, rows: list[tuple[int, User]], known: set[int]) -> None:
    told = {person for person, user in rows if user.attributes or user.custom}
    profiles = storage.profiles_of(session, told & known)
    for person, user in rows:
        if person in profiles or person not in known:
            profile = profiles.get(person)
            if profile is None:
                profile = {"id": person, "shop": shop.id, "created_at": session.now, **_NOTHING_KNOWN}
                profiles[person] = profile
            profile.update(user.attributes)
            if user.custom:
                profile["custom_properties"] = {**profile["custom_properties"], **user.custom}
    storage.save_profiles(session, profiles.values())


def _tell_addresses(session: Session, shop: Shop, claims: list[Claim]) -> None:
    waiting = storage.unaddressed(session, {person for _, _, person in claims})
    for kind, value, person in claims:
        if person in waiting:
            subscriptions.address_known(session, shop, person, kind, value)


def _subscribe(session: Session, shop: Shop, rows: list[tuple[int, User]], ip: str | None) -> None:
    """Docs (changes): "import: Subscription from audience import". What really changes is logged."""
    before = storage.flags_of(session, {person for person, _ in rows})
    emails = {user.identifiers["email"] for _, user in rows if "email" in user.identifiers}
    forbidden = storage.forbidden(session, shop.id, emails)
    log: list[dict[str, Any]] = []
    said: dict[int, dict[str, bool]] = {}
    waiting: set[int] = set()
    common = {"shop": shop.id, "at": session.now, "channel": "import", "ip": ip}
    for person, user in rows:
        contacts = _contacts(session, person, user)
        wanted = user.flags
        if contacts.get("email") in forbidden:
            wanted = {flag: on and flag not in subscriptions.EMAIL_FLAGS for flag, on in wanted.items()}
        now = before.setdefault(person, {})
        changed = {flag: on for flag, on in wanted.items() if bool(now.get(flag)) != on}
        now.update(wanted)
        said.setdefault(person, {}).update(wanted)
        log.extend({**common, **entry} for entry in subscriptions.entries(changed, contacts))
        if subscriptions.waits_for_address(changed, contacts):
            waiting.add(person)
    storage.save_flags(session, ({"profile": person, **flags} for person, flags in said.items()))
    storage.log(session, log)
    storage.wait_for_address(session, waiting, channel="import", ip=ip)


def _contacts(session: Session, person: int, user: User) -> dict[str, str]:
    """The addresses that a row names; for flags of a channel without one, the person's main address."""
    named = user.identifiers
    if "email" in named and ("phone" in named or all(flag in subscriptions.EMAIL_FLAGS for flag in user.flags)):
        return {"email": named["email"], "sms": named["phone"]} if "phone" in named else {"email": named["email"]}
    given = {channel: named[kind] for channel, kind in (("email", "email"), ("sms", "phone")) if kind in named}
    return {**subscriptions.contacts_of(session, person), **given}


def import_suppressed(session: Session, shop: Shop, emails: Iterable[str], *, ip: str | None) -> None:
    """Docs: "All emails from this list will be unsubscribed from emails and marked as suppressed"."""
    addresses = list(dict.fromkeys(emails))
    storage.add_status(session, shop.id, addresses, "suppressed")
    owners = storage.owners(session, shop.id, "email", addresses)
    nothing = dict.fromkeys(subscriptions.EMAIL_FLAGS, False)
    users = [(person, User({"email": email}, flags=nothing)) for email, person in owners.items()]
    _subscribe(session, shop, users, ip)


def segment_for(session: Session, shop: Shop, segment_id: str | None) -> int | None:
    """The static segment that an import fills. Assumed: an unknown or dynamic one does not fail the import."""
    if segment_id is None or not (segment_id.isascii() and segment_id.isdecimal() and len(segment_id) < 10):
        return None
    number = int(segment_id)
    return number if storage.segment_takes_people(session, shop, number) else None
