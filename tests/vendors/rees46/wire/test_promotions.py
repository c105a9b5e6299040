"""Promotions over HTTP."""

from typing import Any

import httpx
import pytest

from tests.vendors.rees46.calls import S2S, refusal
from tests.vendors.rees46.loyalty import JANE, TENT

CLOCK = "current_time: String should match pattern '^([01][0-9]|2[0-3]):[0-5][0-9]$'"
SPRING = {
    "id": 33,
    "name": "Spring sale",
    "description": "10% off with the code SPRING",
    "start_date": None,
    "finish_date": None,
    "stream": None,
    "badge_label": "-10%",
    "badge_color": "#AABB00",
}


def test_lists_all_that_are_active(rees46: httpx.Client) -> None:
    answer = rees46.get("loyalty/promos", params={**S2S, "stream": "mobile"})

    found = answer.json()["payload"]["promotions"]
    assert (answer.status_code, [one["id"] for one in found]) == (200, [33, 12, 117, 17])
    rules = {
        "amount_type": "percentage",
        "amount_value": 10,
        "include_products": [],
        "exclude_products": [],
        "ignore_discount_limit": False,
        "reward_type": "discount",
        "bonuses_earn_activation": "default",
        "bonuses_earn_expiration": "default",
        "bonuses_earn_activation_value": 0,
        "bonuses_earn_expiration_value": 0,
    }
    assert found[0] == {**SPRING, "reward_type": "discount", "reward_rules": rules}


@pytest.mark.parametrize(
    ("path", "who"),
    [
        ("cart", JANE),
        ("for-client", {**S2S, "phone": "10000000002"}),
        ("for-client", {"shop_id": S2S["shop_id"], "did": "gN7WW9zXpM", "seance": "s1"}),
    ],
)
def test_those_that_fit_a_cart(path: str, who: dict[str, Any], rees46: httpx.Client) -> None:
    answer = rees46.post(f"loyalty/promos/{path}", json={**who, "cart_items": [TENT], "promo_codes": ["SPRING"]})

    assert (answer.status_code, answer.json()) == (200, {"success": True, "payload": {"promotions": [SPRING]}})


def test_a_device_that_nobody_knows_has_those_for_everybody(rees46: httpx.Client) -> None:
    sent = {"shop_id": S2S["shop_id"], "did": "new", "cart_items": [TENT]}

    answer = rees46.post("loyalty/promos/for-client", json=sent)

    assert (answer.status_code, answer.json()) == (200, {"success": True, "payload": {"promotions": []}})


@pytest.mark.parametrize(
    ("method", "path", "sent", "status", "message"),
    [
        ("POST", "promos/cart", S2S, 400, "identifier is missing"),
        ("POST", "promos/cart", {**JANE, "current_time": "25:00"}, 400, CLOCK),
        (
            "POST",
            "promos/cart",
            {**JANE, "cart_items": [TENT, TENT]},
            400,
            "Cart contains line items with the same product ID",
        ),
        ("POST", "promos/for-client", {"shop_id": "nobody", "did": "x"}, 401, "Shop not found"),
    ],
)
def test_refuses(method: str, path: str, sent: dict[str, Any], status: int, message: str, rees46: httpx.Client) -> None:
    answer = rees46.request(method, f"loyalty/{path}", json=sent)

    assert (answer.status_code, answer.json()) == (status, {"success": False, **refusal(message)})
