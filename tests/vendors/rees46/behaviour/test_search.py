"""What a query is taken to mean, and in which order products answer it."""

from typing import Any

import pytest

from emulator.kernel.database import Session
from emulator.vendors.rees46.behaviour import catalogue, offers, search
from emulator.vendors.rees46.storage import catalogue as storage
from emulator.vendors.rees46.storage import search_texts
from emulator.vendors.rees46.storage.listing import Filters
from emulator.vendors.rees46.storage.shops import Shop
from tests.vendors.rees46.calls import LINKED

OFFERS: dict[str, dict[str, Any]] = {
    "1": {"name": "Red Lamp", "brand": "Glow"},
    "2": {"name": "Red Lamp Shade", "brand": "Glow"},
    "3": {"name": "Big red lamps", "brand": "Glow"},
    "4": {"name": "Reading light", "brand": "Lamp & Co", "description": "A lamp for readers, red too"},
    "5": {"name": "Desk", "brand": "Wood", "description": "Has room for a lamp"},
    "6": {"name": "Red Lamp", "brand": "Glow", "available": False},
    "7": {"name": "Crème brûlée torch", "brand": "Kitch", "vendor_code": "KT-100"},
    "8": {"name": "Running shirt", "brand": "Wood", "params": [{"name": "Colour", "value": ["red"]}]},
}


@pytest.fixture(autouse=True)
def products(session: Session, second_shop: Shop) -> None:
    given = [offers.read({"id": uid, "price": 10, **LINKED, **one}) for uid, one in OFFERS.items()]
    catalogue.put(session, second_shop, given)


def find(session: Session, shop: Shop, query: str, **how: Any) -> list[str]:
    found = search.find(session, shop, query, **how)
    return [row.uid for row in storage.with_ids(session, found.numbers)]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("red lamp", ["1", "2", "3", "4", "6"]),
        ("RED  Lamp", ["1", "2", "3", "4", "6"]),
        ("lamp", ["1", "2", "3", "4", "5", "6"]),
        ("red lamps", ["1", "2", "3", "4", "6"]),
        ("run", ["8"]),
        ("readers", ["4"]),
        ("creme brulee", ["7"]),
        ("kt-100", ["7"]),
        ("red shirt", ["8"]),
        ("covfefe", []),
        ("", []),
        ('" * NOT (', []),
    ],
)
def test_name_comes_before_brand_before_description_and_stock_before_all(
    session: Session, second_shop: Shop, query: str, found: list[str]
) -> None:
    assert find(session, second_shop, query) == found


@pytest.mark.parametrize("query", ["shrit", "shrt", "shirrt", "shart"])
def test_one_slip_is_forgiven_and_told(session: Session, second_shop: Shop, query: str) -> None:
    found = search.find(session, second_shop, query)

    assert [row.uid for row in storage.with_ids(session, found.numbers)] == ["8"]
    assert found.reading.corrected == "shirt"


@pytest.mark.parametrize(("typed", "found"), [("sh", ["8", "2"]), ("red sha", ["2"]), ("tor", ["7"])])
def test_while_typing_the_last_word_may_be_unfinished(
    session: Session, second_shop: Shop, typed: str, found: list[str]
) -> None:
    assert sorted(find(session, second_shop, typed, typing=True)) == sorted(found)


def test_where_no_product_has_all_words_most_of_them_are_enough(session: Session, second_shop: Shop) -> None:
    found = search.find(session, second_shop, "red covfefe shade")

    assert found.clarification
    assert storage.with_ids(session, found.numbers)[0].uid == "2"
    assert find(session, second_shop, "red covfefe shade", clarify=False) == []


def test_a_scope_says_what_is_searched(session: Session, second_shop: Shop) -> None:
    assert find(session, second_shop, "lamp", scope=["name"]) == ["1", "2", "3", "6"]
    assert find(session, second_shop, "lamp", scope=["brand"]) == ["4"]
    assert find(session, second_shop, "lamp", scope=["unknown"]) == ["1", "2", "3", "4", "5", "6"]


def test_among_equals_the_popular_one_comes_first(session: Session, second_shop: Shop) -> None:
    search_texts.count(session, second_shop.id, "3", 7)
    search_texts.count(session, second_shop.id, "5", 99)

    assert find(session, second_shop, "red lamps", scope=["name"]) == ["3", "1", "2", "6"]


def test_a_name_that_goes_on_within_the_last_word_is_not_found(session: Session, second_shop: Shop) -> None:
    catalogue.put(session, second_shop, [offers.read({"id": "9", "price": 10, **LINKED, "name": "Red lampion"})])

    assert find(session, second_shop, "red lamp") == ["1", "2", "3", "4", "6"]


def test_other_shops_are_not_searched(session: Session, shop: Shop, second_shop: Shop) -> None:
    assert find(session, second_shop, "tent") == []
    assert find(session, shop, "brulee") == []


@pytest.mark.parametrize("most", [1, 2, 3, 4])
def test_the_best_are_the_same_however_few_are_asked_for(session: Session, second_shop: Shop, most: int) -> None:
    variants = {
        f"v{number}": {"name": "Red lamp variant", "group_id": f"g{number % 2}", "available": number < 9}
        for number in range(12)
    }
    given = [offers.read({"id": uid, "price": 10, **LINKED, **one}) for uid, one in variants.items()]
    catalogue.put(session, second_shop, given)

    every = search.find(session, second_shop, "red lamp", search.Wanted(collapse=True))
    best = search.find(session, second_shop, "red lamp", search.Wanted(collapse=True, most=most))

    assert (every.total, best.total) == (7, 7)
    assert best.numbers == every.numbers[:most]
    assert len(every.numbers) == 7


def test_filters_are_met_by_all_that_is_counted(session: Session, second_shop: Shop) -> None:
    wanted = search.Wanted(Filters(brands=["glow"], out_of_stock=True))

    found = search.find(session, second_shop, "red lamp", wanted)

    assert [row.uid for row in storage.with_ids(session, found.numbers)] == ["1", "2", "3", "6"]
    assert found.total == 4
    in_stock = search.find(session, second_shop, "red lamp", search.Wanted(Filters(brands=["glow"])))
    assert in_stock.total == 3


def test_a_search_knows_stock_and_group_as_they_are_now(session: Session, second_shop: Shop) -> None:
    catalogue.set_stock(session, second_shop, "1", is_available=False)
    catalogue.set_available(session, second_shop, ["6"], is_available=True)
    ignored = offers.read({"id": "2", "price": 10, **LINKED, **OFFERS["2"], "ignored": True})
    catalogue.put(session, second_shop, [ignored])

    assert find(session, second_shop, "red lamp") == ["6", "3", "4", "1"]


def test_of_many_words_those_with_most_of_them_come_first(session: Session, second_shop: Shop) -> None:
    assert find(session, second_shop, "red lamp reading covfefe")[0] == "4"
