"""Orders of the loyalty program over HTTP."""

from typing import Any

import httpx
import pytest

from tests.vendors.rees46.calls import S2S, changed, refusal
from tests.vendors.rees46.loyalty import TENT

ORDER = {**S2S, "order_id": "N1", "identifier": "10000000002", "cart_items": [TENT]}
NAMED = {**S2S, "order_id": "N1"}
OF_AN_ORDER = [
    ("POST", "confirm", NAMED),
    ("POST", "cancel", NAMED),
    ("POST", "change", ORDER),
    ("GET", "details", NAMED),
]


@pytest.mark.parametrize("step", ["confirm", "cancel"])
def test_an_order_is_named_by_what_ends_it(step: str, rees46: httpx.Client) -> None:
    rees46.post("loyalty/checkout/apply", json=ORDER)

    answer = rees46.post(f"loyalty/checkout/{step}", json=NAMED)

    payload = {"order_id": "N1", "identifier": "10000000002"}
    assert (answer.status_code, answer.json()) == (200, {"success": True, "payload": payload})


def test_an_order_of_nobody_needs_no_identifier(rees46: httpx.Client) -> None:
    answer = rees46.post("loyalty/checkout/estimate", json={**S2S, "cart_items": [TENT]})

    payload = answer.json()["payload"]
    names = ("order_id", "identifier", "order_total", "order_to_pay", "bonuses_balance", "bonuses_reward")
    assert [payload[name] for name in names] == [None, None, 1000, 1000, 0, 0]


def test_what_the_request_forbids_is_not_done(rees46: httpx.Client) -> None:
    plain = {**TENT, "discountable": False, "bonusable": False, "rewardable": False}

    answer = rees46.post("loyalty/checkout/estimate", json={**ORDER, "charge_bonuses": True, "cart_items": [plain]})

    item = answer.json()["payload"]["items"][0]
    found = [item[name] for name in ("discountable", "bonusable_reason", "total_after_discounts", "bonuses_reward")]
    assert found == [False, "Forbidden in the request", 1000, 0]


@pytest.mark.parametrize("path", ["estimate", "apply", "change"])
@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"cart_items": None}, "cart_items is missing"),
        ({"cart_items": []}, "cart_items: List should have at least 1 item after validation, not 0"),
        ({"cart_items": [TENT, TENT]}, "Cart contains line items with the same product ID"),
        ({"cart_items": [{**TENT, "price": 0}]}, "cart_items.0.price: Input should be greater than 0"),
        (
            {"cart_items": [{**TENT, "quantity": 0}]},
            "cart_items.0.quantity: Input should be greater than or equal to 1",
        ),
        ({"cart_items": [{"product_id": "187", "quantity": 1}]}, "cart_items.0.price is missing"),
        ({"cart_items": [{"price": 1, "quantity": 1}]}, "cart_items.0.product_id is missing"),
        ({"identifier": "x"}, "identifier: a phone has 3 to 20 digits"),
    ],
)
def test_refuses_a_cart(changes: dict[str, Any], message: str, path: str, rees46: httpx.Client) -> None:
    sent = changed(ORDER, changes)

    answer = rees46.post(f"loyalty/checkout/{path}", json=sent)

    assert (answer.status_code, answer.json()) == (400, {"success": False, **refusal(message)})


@pytest.mark.parametrize(
    ("method", "path", "sent", "status", "message"),
    [
        ("POST", "apply", {**ORDER, "order_id": None}, 400, "order_id is missing"),
        *((method, path, {**sent, "order_id": None}, 400, "order_id is missing") for method, path, sent in OF_AN_ORDER),
        *((method, path, sent, 404, "Order N1 not found") for method, path, sent in OF_AN_ORDER),
    ],
)
def test_refuses(method: str, path: str, sent: dict[str, Any], status: int, message: str, rees46: httpx.Client) -> None:
    answer = rees46.request(method, f"loyalty/checkout/{path}", json=sent)

    assert (answer.status_code, answer.json()) == (status, {"success": False, **refusal(message)})
