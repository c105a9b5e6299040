"""Every spelling of an event's products."""

from typing import Any

import pytest

from emulator.vendors.rees46.behaviour.events_tracking import Item
from emulator.vendors.rees46.errors import Unprocessable
from emulator.vendors.rees46.wire.items import items, whole
from emulator.vendors.rees46.wire.params import Numbered


@pytest.mark.parametrize(
    "bag",
    [
        {"item_id": ["1", "2"], "amount": ["3", "1"], "price": ["9.5", "4"], "is_available": ["1", "0"]},
        {"item_id": [1, 2], "quantity": [3, 1], "price": [9.5, 4], "stock": [True, False]},
        {"items": [{"id": 1, "amount": 3, "price": 9.5, "is_available": 1}, {"id": 2, "price": 4, "stock": False}]},
        {"items": [{"id": "1", "quantity": "3", "price": "9.5", "is_available": "1"},
                   {"id": "2", "amount": "1", "price": "4.0000", "is_available": "0"}]},
        {"products": '[{"item_id":"1","amount":3,"price":9.5,"stock":true},{"id":2,"price":4,"stock":"false"}]'},
        {"items": {"a": {"id": "1", "count": 3, "price": 9.5, "stock": 1}, "b": {"id": "2", "price": 4, "stock": 0}}},
        {"item": ["1", "2"], "count": ["3", "1"], "price": ["9.5", "4"], "stock": ["true", "false"]},
        {"item_id": {"0": "1", "LAST": "2"}, "amount": {"0": "3", "LAST": "1"}, "price": {"0": "9.5", "LAST": "4"},
         "is_available": {"0": "1", "LAST": "0"}},
        {"item_id": ["1", "2"], "amount": ["3"], "price": Numbered(["4", "9.5"], [1, 0]), "stock": ["1", "0"]},
        {"item_id": Numbered(["1", "2"], [3, 7]), "amount": Numbered(["3", "x"], [3, 9]),
         "price": Numbered(["9.5", "4"], [3, 7]), "stock": {"3": "1", "7": "0"}},
        {"item_id": ["1", "2"], "amount": ["3", "1"], "price": ["9.5", "4"], "is_available": ["yes", "no"]},
        {"item_id": ["1", "2"], "amount": ["3", "1"], "price": ["9.5", "4"], "is_available": ["on", "off"]},
    ],
)  # fmt: skip
def test_two_products_in_every_spelling(bag: dict[str, Any]) -> None:
    assert items(bag) == [
        Item("1", amount=3, price=9.5, is_available=True),
        Item("2", amount=1, price=4.0, is_available=False),
    ]


@pytest.mark.parametrize("bag", [{"item_id": "1"}, {"item_id": 1}, {"id": 1}, {"items": ["1"]}, {"items": "[1]"}])
def test_one_product_in_every_spelling(bag: dict[str, Any]) -> None:
    assert items(bag) == [Item("1")]


@pytest.mark.parametrize(
    ("given", "taken"),
    [(0, 1), (-5, 1), (1001, 1000), ("7", 7), ("2.9", 2), ("PRODUCT_QUANTITY", 1), (None, 1), (True, 1), ([], 1)],
)
def test_an_amount_stays_between_1_and_1000(given: Any, taken: int) -> None:
    assert items({"items": [{"id": "1", "amount": given}]}) == [Item("1", amount=taken)]


@pytest.mark.parametrize("given", [-1, "-0.01", "free", "", None, True, "nan", "inf", 10**400, [], {}])
def test_a_price_that_cannot_be_one_is_dropped(given: Any) -> None:
    assert items({"items": [{"id": "1", "price": given}]}) == [Item("1")]


def test_a_line_and_a_size_that_are_empty_are_dropped() -> None:
    assert items({"items": [{"id": "1", "line_id": "", "fashion_size": ""}, {"id": "1", "line_id": 7}]}) == [
        Item("1"),
        Item("1", line_id="7"),
    ]


@pytest.mark.parametrize("wrong", ["", " ", "x" * 256, "a\\b", None, True, [], {}])
def test_a_partly_wrong_list_loses_its_wrong_rows(wrong: Any) -> None:
    assert items({"items": [{"id": wrong}, {"id": "1"}, "x"[:0], 5.0]}) == [Item("1"), Item("5.0")]


@pytest.mark.parametrize(
    ("bag", "message"),
    [
        ({}, "items is missing"),
        ({"items": ""}, "items is missing"),
        ({"items": []}, "items is missing"),
        ({"items": "nonsense"}, "items is missing"),
        ({"items": None}, "items is missing"),
        ({"item_id": ""}, "items is missing"),
        ({"items": [{"id": ""}]}, "items: no item has a valid id"),
        ({"item_id": ["x" * 256, "a\\b"]}, "item_id: no item has a valid id"),
        ({"item_id": [{"id": "1"}]}, "item_id: no item has a valid id"),
        ({"items": [[], {}, None]}, "items: no item has a valid id"),
    ],
)
def test_refuses_where_nothing_is_left(bag: dict[str, Any], message: str) -> None:
    with pytest.raises(Unprocessable) as refused:
        items(bag)

    assert refused.value.message == message


def test_columns_are_joined_by_their_numbers_where_one_leaves_some_out() -> None:
    bag = {"item_id": ["1", "2"], "amount": Numbered(["5"], [1])}

    assert items(bag) == [Item("1"), Item("2", amount=5)]


@pytest.mark.parametrize("text", ['[{"id":"\\ud800"}]', '[{"id":"\\u0000"}]', "[" * 50_000, "[NaN"])
def test_a_text_that_is_no_json_is_no_list(text: str) -> None:
    with pytest.raises(Unprocessable):
        items({"items": text})


@pytest.mark.parametrize(
    ("given", "taken"),
    [
        (-5, -5),
        ("42", 42),
        ("7.9", 7),
        ("9007199254740993", 9007199254740993),
        (2**63, None),
        ("x", None),
        (True, None),
    ],
)
def test_a_whole_number_may_be_negative_and_large(given: Any, taken: int | None) -> None:
    assert whole(given) == taken


@pytest.mark.parametrize("bag", [{"items": []}, {"items": ""}, {"item_id": ""}])
def test_an_empty_list_may_clear_a_whole_cart(bag: dict[str, Any]) -> None:
    assert items(bag, may_be_empty=True) == []
