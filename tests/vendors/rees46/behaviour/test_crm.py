"""People found by an attribute."""

from emulator.kernel.database import Session
from emulator.vendors.rees46.behaviour import crm, people
from emulator.vendors.rees46.storage.shops import Shop


def test_people_are_found_once_in_the_order_of_the_identifiers(session: Session, shop: Shop) -> None:
    for email in ("a@example.com", "b@example.com"):
        people.identify(session, shop, {"email": email})

    found = crm.find(session, shop, "email", ["b@example.com", "a@example.com", "b@example.com"])

    assert [one["email"] for one in found] == ["b@example.com", "a@example.com"]


def test_shops_do_not_share_people(session: Session, shop: Shop, second_shop: Shop) -> None:
    people.identify(session, shop, {"email": "a@example.com"})

    assert crm.find(session, second_shop, "email", ["a@example.com"]) == []
