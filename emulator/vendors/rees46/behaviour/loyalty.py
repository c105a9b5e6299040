"""Membership of the loyalty program, as the vendor's newer documentation has it."""

from datetime import date

from emulator.kernel.database import Session
from emulator.vendors.rees46.behaviour import people
from emulator.vendors.rees46.errors import BadRequest
from emulator.vendors.rees46.storage import loyalty as storage
from emulator.vendors.rees46.storage import profiles
from emulator.vendors.rees46.storage.loyalty import LoyaltyMember
from emulator.vendors.rees46.storage.shops import Shop


def join(session: Session, shop: Shop, contacts: dict[str, str], attributes: dict[str, str | date]) -> None:
    """Docs: registers "a user as a member". Assumed: who is one already stays it, told anew."""
    person = people.identify(session, shop, contacts)
    if attributes:
        profiles.save(session, profiles.profile(session, person), **attributes)
    storage.join(session, person)


def leave(session: Session, shop: Shop, phone: str) -> None:
    """Docs: a member loses the level; bonuses and orders stay for when they join again."""
    person = people.find(session, shop, {"phone": phone})
    if person is None or storage.member(session, person) is None:
        raise BadRequest("Identifier is not valid")
    storage.leave(session, person)


def member(session: Session, shop: Shop, phone: str) -> LoyaltyMember | None:
    person = people.find(session, shop, {"phone": phone})
    return storage.member(session, person) if person is not None else None
