"""The acceptance matrix of `/push`, as a strict shop applies it."""

from typing import Any

import httpx
import pytest

from emulator.vendors.rees46.wire import matrix
from tests.vendors.rees46.calls import open_shop

EVENTS: dict[str, dict[str, Any]] = {
    "view": {"items": [{"id": "1"}]},
    "category": {"category_id": "1"},
    "search": {"search_query": "socks"},
    "cart": {"items": [{"id": "1"}]},
    "remove_from_cart": {"items": [{"id": "1"}]},
    "wish": {"items": [{"id": "1"}]},
    "remove_wish": {"items": [{"id": "1"}]},
    "purchase": {"items": [{"id": "1"}]},
}
MATRIX: list[tuple[dict[str, Any], int]] = [
    ({}, 200),
    ({"shop_id": None}, 401),
    ({"did": None}, 401),
    ({"did": ""}, 401),
    ({"did": "with_underscore"}, 422),
    ({"did": "unknown"}, 404),
    ({"event": None}, 422),
    ({"event": ""}, 422),
    ({"event": "unknown"}, 422),
    *[({name: empty}, 422) for name in matrix.TEXTS for empty in ("", [], 5)],
    ({"segment": "A"}, 200),
    ({"segment": "C"}, 422),
    ({"recommended_by": "dynamic"}, 200),
    ({"recommended_by": "unknown"}, 422),
    ({"source": ""}, 422),
    ({"source": "not json"}, 422),
    ({"source": 5}, 422),
    ({"source": {"from": "unknown", "code": "C"}}, 200),
    ({"source": {"from": "bulk"}}, 200),
    ({"source": '{"from":"bulk","code":"C"}'}, 200),
]
OF_ITEMS: list[tuple[dict[str, Any], int]] = [
    ({"items": None}, 422),
    ({"items": ""}, 422),
    ({"items": []}, 422),
    ({"items": [{"id": ""}]}, 422),
    ({"items": [{"id": "x" * 256}, {"id": "a\\b"}]}, 422),
    ({"items": [{"id": ""}, {"id": "1"}]}, 200),
    ({"items": [{"id": "1", "amount": 0, "price": -1, "line_id": "", "fashion_size": ""}]}, 200),
]
CASES = [
    *[(event, change, status) for event in EVENTS for change, status in MATRIX],
    *[(event, change, status) for event in EVENTS if "items" in EVENTS[event] for change, status in OF_ITEMS],
    *[("category", {"category_id": wrong}, 422) for wrong in (None, "", ["1"])],
    *[("search", {"search_query": wrong}, 422) for wrong in (None, "", ["1"])],
    ("cart", {"items": [], "full_cart": True}, 200),
    ("wish", {"items": [], "full_wish": True}, 200),
    ("purchase", {"order_id": "x" * 256}, 422),
    ("purchase", {"order_id": "", "delivery_type": "", "payment_type": ""}, 200),
]


@pytest.mark.parametrize(("event", "change", "status"), CASES)
def test_a_strict_shop_follows_the_matrix(
    event: str, change: dict[str, Any], status: int, rees46: httpx.Client, control: httpx.Client
) -> None:
    shop_id = open_shop(control, strict=True)["shop_id"]
    rees46.get("init", params={"shop_id": shop_id, "did": "known"})

    answer = rees46.post("push", json={"shop_id": shop_id, "did": "known", "event": event, **EVENTS[event], **change})

    assert answer.status_code == status, answer.text


@pytest.mark.parametrize(
    ("shop_id", "status"), [("0" * 30, 404), ("", 422), ("0" * 29, 422), ("x" * 30, 422), ([], 422)]
)
def test_a_shop_id_that_cannot_be_one_is_told_from_an_unknown_one(shop_id: object, status: int) -> None:
    assert matrix.unknown_shop(shop_id).status == status
