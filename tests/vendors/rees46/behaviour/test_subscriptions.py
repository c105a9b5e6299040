"""Who wants which campaigns, and which addresses may not be written to."""

from typing import Any

import pytest

from emulator.kernel.database import Session
from emulator.vendors.rees46.behaviour import people, subscriptions
from emulator.vendors.rees46.storage.shops import Shop

CONTACTS = {"email": "jane@example.com", "sms": "10000000000", "mobile_push": "token"}


@pytest.mark.parametrize(
    ("changed", "expected"),
    [
        ({}, []),
        ({"telegram_bulk": True}, []),
        (
            {"email_bulk": True, "email_chain": True, "email_transactional": False},
            [
                ("email", "jane@example.com", "bulk,chain", "subscribe"),
                ("email", "jane@example.com", "transactional", "unsubscribe"),
            ],
        ),
        ({"mobile_push_chain": True}, [("mpush", "token", "chain", "subscribe")]),
    ],
)
def test_the_log_names_each_contact_once_for_each_event(changed: dict[str, bool], expected: list[Any]) -> None:
    entries = subscriptions.entries(changed, CONTACTS)

    assert [tuple(entry.values()) for entry in entries] == expected


def test_of_several_addresses_the_one_that_is_meant_counts(session: Session, shop: Shop) -> None:
    jane = people.identify(session, shop, {"email": "jane@example.com", "did": "D1"})
    people.identify(session, shop, {"email": "jane@work.example", "did": "D1"})
    subscriptions.callback(session, shop, "jane@work.example", "complained", ip=None)

    flags = {"email_bulk": True}
    home = subscriptions.manage(session, shop, jane, flags, channel="api")
    work = subscriptions.manage(session, shop, jane, flags, channel="api", contacts={"email": "jane@work.example"})

    assert (home, work) == ([], ["email_bulk"])
    assert subscriptions.check(session, shop, jane, email="jane@example.com")["email_bulk"]
    assert not subscriptions.check(session, shop, jane, email="jane@work.example")["email_bulk"]


def test_an_address_is_marked_in_one_shop_only(session: Session, shop: Shop, second_shop: Shop) -> None:
    subscriptions.callback(session, shop, "jane@example.com", "complained", ip=None)

    jane = people.identify(session, second_shop, {"email": "jane@example.com"})

    assert subscriptions.manage(session, second_shop, jane, {"email_bulk": True}, channel="api") == []
