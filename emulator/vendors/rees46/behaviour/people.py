"""One person behind many identifiers: devices, e-mails, phones, the shop's own ids.

What other chapters use (a person is the number of a profile, which is also the vendor's client_id; `identifiers` is
what `Identified.identifiers()` answers, kind to value; `shop` is the row of `call.account.shop`):

- `find(session, shop, identifiers) -> int | None`: the person, for reads; nothing is written.
- `identify(session, shop, identifiers) -> int`: the person, for writes: made where unknown, device and contacts linked.
- `storage.profiles.profile(session, number)`: the profile's attributes; `storage.profiles.identifiers(session, number)`
  its devices and contacts, each kind as a list with the main one first.
- `HISTORY`: what moves when an anonymous device turns out to be a known person. A chapter that keeps rows of a person
  adds its `move(session, old, new)` here.
"""

from collections.abc import Callable, Mapping

from emulator.kernel.database import Session
from emulator.vendors.rees46.behaviour import nps, promo_codes, segments, subscriptions, triggers
from emulator.vendors.rees46.storage import (
    bonuses,
    communications,
    events_tracking,
    messages,
    orders,
    profiles,
    search_queries,
)
from emulator.vendors.rees46.storage.shops import Shop

HISTORY: tuple[Callable[[Session, int, int], None], ...] = (
    events_tracking.move,
    search_queries.move,
    orders.move,
    segments.move,
    promo_codes.move,
    nps.move,
    subscriptions.move,
    triggers.move,
    bonuses.move,
    communications.move,
    messages.move,
)


def find(session: Session, shop: Shop, identifiers: Mapping[str, str]) -> int | None:
    """Assumed: contacts count before the device, among them the e-mail first; a device can change its owner."""
    for kind in profiles.KINDS:
        if kind in identifiers:
            person = profiles.owner(session, shop.id, kind, identifiers[kind])
            if person is not None:
                return person
    return None


def identify(session: Session, shop: Shop, identifiers: Mapping[str, str]) -> int:
    """The person, made where nobody knows any of the identifiers.

    Assumed: the contact's owner wins, further contacts are attached only where they are free.
    """
    person = None
    while person is None:
        person = find(session, shop, identifiers) or _newcomer(session, shop.id, identifiers)
    if len(identifiers) > 1:
        for kind, value in identifiers.items():
            if kind == "did":
                _take_device(session, shop.id, value, person)
            elif profiles.claim(session, shop.id, kind, value, person):
                subscriptions.address_known(session, shop, person, kind, value)
    return person


def _newcomer(session: Session, shop: int, identifiers: Mapping[str, str]) -> int | None:
    """A new person with the first of the identifiers; None where somebody else claimed it at the same moment."""
    person = profiles.add(session, shop)
    first = next(iter(identifiers.items()), None)
    if first is None or profiles.claim(session, shop, *first, person):
        return person
    profiles.remove(session, person)
    return None


def _take_device(session: Session, shop: int, did: str, person: int) -> None:
    """Observed: a device that names a contact belongs to the contact's owner from then on.

    Assumed: what an anonymous person did on it becomes the owner's, what another known person did stays theirs.
    """
    before = profiles.owner(session, shop, "did", did)
    if before == person:
        return
    if before is None:
        profiles.claim(session, shop, "did", did, person)
    elif any(values for kind, values in profiles.identifiers(session, before).items() if kind != "did"):
        profiles.point(session, shop, "did", did, person)
    else:
        _merge(session, before, person)


def _merge(session: Session, anonymous: int, person: int) -> None:
    for move in HISTORY:
        move(session, anonymous, person)
    profiles.absorb(session, anonymous, person)
    profiles.point_all(session, anonymous, person)
    profiles.remove(session, anonymous)
