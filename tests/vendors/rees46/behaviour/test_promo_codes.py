"""What becomes of a promo code after it was issued."""

from emulator.kernel.database import Session
from emulator.vendors.rees46.behaviour import people, promo_codes
from emulator.vendors.rees46.storage.shops import Shop

FEW = "3190"


def test_a_device_gets_another_code_once_the_first_was_used_in_an_order(session: Session, second_shop: Shop) -> None:
    person = people.identify(session, second_shop, {"did": "aB3dE6gH9k"})
    first = promo_codes.fetch_for_device(session, second_shop, FEW, "aB3dE6gH9k")

    promo_codes.use(session, second_shop, person, first)

    assert promo_codes.fetch_for_device(session, second_shop, FEW, "aB3dE6gH9k") == "HAPPY-2"


def test_a_code_that_was_used_without_being_fetched_is_not_issued(session: Session, second_shop: Shop) -> None:
    person = people.identify(session, second_shop, {"did": "aB3dE6gH9k"})

    promo_codes.use(session, second_shop, person, "HAPPY-1")

    assert promo_codes.fetch(session, second_shop, FEW) == "HAPPY-2"
    assert [available for _, available in promo_codes.lists(session, second_shop)] == [1]


def test_a_used_code_is_not_taken_again(session: Session, second_shop: Shop) -> None:
    person = people.identify(session, second_shop, {"did": "aB3dE6gH9k"})
    promo_codes.use(session, second_shop, person, "HAPPY-1")

    promo_codes.upload(session, second_shop, FEW, ["HAPPY-1"])

    assert [available for _, available in promo_codes.lists(session, second_shop)] == [2]


def test_a_code_of_another_shop_and_one_that_is_none_change_nothing(
    session: Session, shop: Shop, second_shop: Shop
) -> None:
    person = people.identify(session, shop, {"did": "aB3dE6gH9k"})

    promo_codes.use(session, shop, person, "HAPPY-1")
    promo_codes.use(session, second_shop, person, "SUMMER")

    assert promo_codes.fetch(session, second_shop, FEW) == "HAPPY-1"
