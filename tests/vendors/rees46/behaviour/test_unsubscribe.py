"""The unsubscribe link of a person's e-mails."""

from emulator.kernel.database import Session
from emulator.vendors.rees46.behaviour import people, unsubscribe
from emulator.vendors.rees46.storage.shops import Shop


def test_a_person_has_one_link(session: Session, shop: Shop) -> None:
    jane = people.identify(session, shop, {"email": "jane@example.com"})
    john = people.identify(session, shop, {"email": "john@example.com"})

    link = unsubscribe.link(session, shop, jane)

    assert unsubscribe.link(session, shop, jane) == link
    assert unsubscribe.link(session, shop, john) != link


def test_a_link_leads_to_whom_it_was_made_for(session: Session, shop: Shop) -> None:
    jane = people.identify(session, shop, {"email": "jane@example.com"})

    key = unsubscribe.link(session, shop, jane).rpartition("/")[2]

    assert unsubscribe.reader(session, key) == unsubscribe.Reader(shop, jane, "jane@example.com")
    assert unsubscribe.reader(session, "unknown") is None
