"""Chapters "Chats" and "Communications"."""

from typing import Any

from emulator.kernel.database import Session
from emulator.vendors.rees46.behaviour import people
from emulator.vendors.rees46.errors import NotFound
from emulator.vendors.rees46.storage import communications as storage
from emulator.vendors.rees46.storage.communications import ClientCall
from emulator.vendors.rees46.storage.shops import Shop

LAST = 20


def save_chat(
    session: Session, shop: Shop, identifiers: dict[str, str], *, code: str, platform: str, data: Any
) -> None:
    """Docs: `code` is the "conversation unique code". Assumed: the same code again replaces the log."""
    person = people.identify(session, shop, identifiers)
    storage.save_chat(session, shop=shop.id, code=code, platform=platform, profile=person, data=data)


def save(session: Session, shop: Shop, identifiers: dict[str, str], fields: dict[str, str | None]) -> int:
    """Docs: "Section describes how to save, read or edit external communication's logs"; answers the log's id."""
    return storage.add(session, shop.id, people.identify(session, shop, identifiers), fields)


def read(session: Session, person: int | None) -> list[ClientCall]:
    """Docs: "returns the last 20 communications as an array with items sorted by time". Assumed: the newest first."""
    return [] if person is None else storage.latest(session, person, limit=LAST)


def edit(session: Session, shop: Shop, number: int, identifiers: dict[str, str], fields: dict[str, str]) -> None:
    """Docs: it names the client. Assumed: only what is sent changes; an id that they or the shop have not is 404."""
    before = storage.call(session, shop.id, number)
    if before is None or (identifiers and people.find(session, shop, identifiers) != before.profile):
        raise NotFound("Communication not found")
    storage.edit(session, before, fields)
