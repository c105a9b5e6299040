"""Metadata's types and what breaks them."""

from typing import Any

import pytest

from emulator.vendors.reco.behaviour import metadata


@pytest.mark.parametrize(
    ("given", "stored"),
    [
        ({"key": "category", "value": "books"}, {"key": "category", "value": "books", "type": "text"}),
        ({"key": "vip", "value": True}, {"key": "vip", "value": "true", "type": "text"}),
        ({"key": "sum", "value": 59.5, "type": "num"}, {"key": "sum", "value": "59.5", "type": "num"}),
        ({"key": "sum", "value": "5995", "type": "num"}, {"key": "sum", "value": "5995", "type": "num"}),
        ({"key": "a", "value": "", "type": None}, {"key": "a", "value": "", "type": "text"}),
        (
            {"key": "at", "value": "2018-05-25T19:00:00", "type": "ts"},
            {"key": "at", "value": "2018-05-25T19:00:00", "type": "ts"},
        ),
    ],
)
def test_values_are_kept_as_text_with_their_type(given: dict[str, Any], stored: dict[str, str]) -> None:
    assert metadata.pairs([given]) == [stored]


@pytest.mark.parametrize(
    "given",
    [
        {},
        "key",
        [17],
        [{"value": "books"}],
        [{"key": "", "value": "books"}],
        [{"key": 17, "value": "books"}],
        [{"key": "category"}],
        [{"key": "category", "value": None}],
        [{"key": "category", "value": {}}],
        [{"key": "category", "value": float("inf")}],
        [{"key": "category", "value": "bo\0oks"}],
        [{"key": "a", "value": "1", "type": "int"}],
        [{"key": "a", "value": "1", "type": ["num"]}],
        [{"key": "a", "value": "one", "type": "num"}],
        [{"key": "a", "value": "nan", "type": "num"}],
        [{"key": "a", "value": "yesterday", "type": "ts"}],
        [{"key": "fine", "value": "1"}, {"key": "a", "value": "25/5", "type": "ts"}],
    ],
)
def test_breaks_a_rule(given: Any) -> None:
    assert metadata.pairs(given) is None


def test_doubled_keys_are_kept_and_the_first_customer_id_counts() -> None:
    found = metadata.pairs([{"key": "customerId", "value": 1}, {"key": "customerId", "value": 2}])

    assert found is not None
    assert [pair["value"] for pair in found] == ["1", "2"]
    assert metadata.customer_id(found) == "1"
    assert metadata.pairs(None) == []
    assert metadata.customer_id([]) is None
