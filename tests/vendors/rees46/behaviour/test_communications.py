"""Chats and calls."""

from emulator.kernel.database import Session
from emulator.vendors.rees46.behaviour import communications, people
from emulator.vendors.rees46.storage.shops import Shop

JANE = {"email": "jane@example.com"}


def test_what_a_device_said_its_owner_said(session: Session, shop: Shop) -> None:
    number = communications.save(session, shop, {"did": "D1"}, {"comment": "Hello"})

    jane = people.identify(session, shop, JANE)
    people.identify(session, shop, {**JANE, "did": "D1"})

    assert [row.id for row in communications.read(session, jane)] == [number]


def test_nobody_has_no_communications(session: Session) -> None:
    assert communications.read(session, None) == []
