"""Bonuses of the loyalty program: the balance is what stands on the profile, and events change it."""

from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from emulator.kernel import schedule
from emulator.kernel.database import Session
from emulator.vendors.rees46.behaviour import people
from emulator.vendors.rees46.errors import BadRequest, NotFound, Unprocessable
from emulator.vendors.rees46.storage import loyalty, profiles
from emulator.vendors.rees46.storage import loyalty_bonuses as storage
from emulator.vendors.rees46.storage.loyalty_bonuses import BonusTransaction
from emulator.vendors.rees46.storage.shops import Shop

SOON = timedelta(days=14)


def member(session: Session, shop: Shop, phone: str) -> int:
    """Docs: the identifier is that of a member of the loyalty program. Raises BadRequest for anybody else."""
    person = people.find(session, shop, {"phone": phone})
    if person is None or loyalty.member(session, person) is None:
        raise BadRequest("Identifier is not valid")
    return person


def balance(session: Session, person: int, until: date | None) -> tuple[int, int, date]:
    """Docs: what is there, what of it will be gone by a day, and that day: two weeks from now if none is named."""
    day = until or (session.now + SOON).date()
    bonuses = profiles.profile(session, person).loyalty_bonuses or 0
    return int(bonuses), storage.expiring(session, person, day), day


def reward(session: Session, person: int, *, event: str, amount: int, expires: date | None) -> int:
    """Docs: for one event bonuses are given only once; they can be used immediately."""
    if expires is not None and expires <= session.now.date():
        raise BadRequest("expire_in: must be a day to come")
    added = storage.add(session, person, event=event, amount=amount, expires=expires)
    if added is None:
        raise Unprocessable(f"Bonuses for {event} were rewarded before")
    storage.credit(session, person, amount)
    if expires is not None:
        at = datetime.combine(expires, time(), UTC)
        schedule.later(session, at, vendor="rees46", task="expire_bonuses", transaction=added.id)
    return added.id


def cancel(session: Session, person: int, number: int) -> None:
    """Assumed: another's transaction is not found, one that is over cannot be cancelled, nor its event come again."""
    found = storage.with_id(session, number)
    if found is None or found.profile != person:
        raise NotFound("Transaction not found")
    if found.status != "confirmed":
        raise Unprocessable("Transaction is not cancellable")
    _end(session, found, "cancelled")


def expire(session: Session, details: dict[str, Any]) -> str | None:
    """Task: the end of bonuses that were given until a day."""
    found = storage.with_id(session, details["transaction"])
    if found is None or found.status != "confirmed":
        return None
    _end(session, found, "expired")
    return f"{found.amount} bonuses for {found.event} expired"


def _end(session: Session, transaction: BonusTransaction, status: str) -> None:
    storage.end(session, transaction.id, status)
    storage.credit(session, transaction.profile, -transaction.amount)
