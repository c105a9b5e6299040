"""How a product is written, and what is kept of it."""

from datetime import UTC, datetime
from typing import Any

import pytest

from emulator.vendors.rees46.behaviour import offers

PLAIN = {"id": "1", "name": "Tent", "price": 100}


@pytest.mark.parametrize(
    ("item", "reason"),
    [
        ("1", "id must be a text or a number of 1 to 255 characters"),
        ({}, "id must be a text or a number of 1 to 255 characters"),
        ({**PLAIN, "id": "x" * 256}, "id must be a text or a number of 1 to 255 characters"),
        ({**PLAIN, "id": True}, "id must be a text or a number of 1 to 255 characters"),
        ({**PLAIN, "name": " "}, "product 1: name is missing"),
        ({**PLAIN, "price": 0}, "product 1: price must be a number above zero"),
        ({**PLAIN, "price": "free"}, "product 1: price must be a number above zero"),
        ({**PLAIN, "price": float("inf")}, "product 1: price must be a number above zero"),
    ],
)
def test_what_is_required_must_be_there(item: Any, reason: str) -> None:
    with pytest.raises(ValueError, match=reason):
        offers.read(item)


@pytest.mark.parametrize(
    ("key", "given", "name", "kept"),
    [
        ("id", 37, "uid", "37"),
        ("price", "199.0000", "price", 199.0),
        ("price", "1 299,50", "price", 1299.5),
        ("oldprice", "-1", "oldprice", 0),
        ("old_price", "120", "oldprice", 120.0),
        ("available", "false", "is_available", False),
        ("available", 1, "is_available", True),
        ("rating", 9, "rating", 5),
        ("stock_quantity", "12", "stock_quantity", 12),
        ("stock_quantity", "many", "stock_quantity", None),
        ("categories", ["1", 5, "5", None], "category_ids", ["1", "5"]),
        ("categories", "5,7", "category_ids", ["5", "7"]),
        ("seasonality", [1, 13, "12"], "seasonality", [1, 12]),
        ("date", "2022-01-01", "added_at", datetime(2022, 1, 1, tzinfo=UTC)),
        ("vendor", "Marine", "brand", "Marine"),
        ("merchant", "abc123", "merchants", ["abc123"]),
        (
            "locations",
            ["1", {"location": "msk", "price": "12500"}, {"price": 1}],
            "locations",
            [
                {"location": "1", "price": None, "oldprice": None, "stock_quantity": None},
                {"location": "msk", "price": 12500.0, "oldprice": None, "stock_quantity": None},
            ],
        ),
        (
            "params",
            [{"name": "color", "value": ["red"]}, {"name": "color", "value": "blue"}, {"name": "", "value": ["x"]}, 1],
            "params",
            [{"name": "color", "values": ["red", "blue"], "unit": "", "priority": 0, "searchable": True}],
        ),
        (
            "fashion",
            {"gender": "m", "sizes": ["S", 42], "colors": [{"color": "red"}, "blue", {}]},
            "fashion",
            {
                "gender": "m",
                "type": "",
                "feature": "",
                "sizes": ["S", "42"],
                "colors": [{"color": "red", "picture": ""}, {"color": "blue", "picture": ""}],
            },
        ),
    ],
)
def test_what_clients_write_is_understood(key: str, given: Any, name: str, kept: Any) -> None:
    assert offers.read({**PLAIN, key: given})[name] == kept


@pytest.mark.parametrize("key", ["date", "fashion", "params", "locations", "categories", "merchant", "rating", "url"])
@pytest.mark.parametrize("given", [None, 1, -1e300, "x", [], [[]], {}, {"a": {}}, True, "9999-99-99"])
def test_nothing_that_is_optional_can_break_a_product(key: str, given: Any) -> None:
    assert offers.read({**PLAIN, key: given})["uid"] == "1"


@pytest.mark.parametrize(("price", "oldprice", "percent"), [(13000, 16000, 18), (100, 0, 0), (100, 100, 0), (1, 3, 66)])
def test_a_discount_is_the_whole_part_of_its_percentage(price: float, oldprice: float, percent: int) -> None:
    assert offers.read({**PLAIN, "price": price, "oldprice": oldprice})["discount_percent"] == percent


def test_a_param_that_is_not_searchable_is_no_filter_and_one_with_a_unit_is_a_number() -> None:
    params = [
        {"name": "weight", "value": ["1.5"], "unit": "kg", "priority": 3},
        {"name": "label", "value": ["blue"], "searchable": False},
    ]
    offer = offers.read({**PLAIN, "params": params})

    rows = offers.parts({"1": 7}, 2, [offer])

    assert [row for table in rows.values() for row in table] == [
        {"shop": 2, "product": 7, "kind": "param", "name": "weight", "value": "1.5", "priority": 3, "number": 1.5}
    ]
