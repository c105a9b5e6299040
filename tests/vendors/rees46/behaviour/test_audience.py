"""Many people at once."""

import pytest

from emulator.kernel.database import Session
from emulator.vendors.rees46.behaviour import audience, people
from emulator.vendors.rees46.behaviour.audience import User
from emulator.vendors.rees46.storage.shops import Shop


def test_answers_whom_each_row_is_about(session: Session, shop: Shop) -> None:
    jane = people.identify(session, shop, {"email": "jane@example.com"})
    users = [User({"loyalty_id": "L1"}), User({"phone": "1555", "email": "jane@example.com"}), User({"phone": "1555"})]

    imported = audience.import_users(session, shop, users)

    assert imported[1:] == [jane, jane]
    assert people.find(session, shop, {"loyalty_id": "L1"}) == imported[0] != jane


def test_the_email_counts_before_the_phone_whatever_their_order(session: Session, shop: Shop) -> None:
    jane = people.identify(session, shop, {"email": "jane@example.com"})
    people.identify(session, shop, {"phone": "1555"})

    assert audience.import_users(session, shop, [User({"phone": "1555", "email": "jane@example.com"})]) == [jane]


def test_shops_do_not_share_people(session: Session, shop: Shop, second_shop: Shop) -> None:
    here = audience.import_users(session, shop, [User({"email": "jane@example.com"})])
    there = audience.import_users(session, second_shop, [User({"email": "jane@example.com"})])

    assert here != there


@pytest.mark.parametrize(("segment_id", "number"), [(None, None), ("313", 313), ("314", None), ("٣١٣", None)])
def test_only_a_static_segment_is_filled(
    segment_id: str | None, number: int | None, session: Session, shop: Shop
) -> None:
    assert audience.segment_for(session, shop, segment_id) == number
