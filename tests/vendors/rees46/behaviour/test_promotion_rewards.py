"""What promotions save and bring."""

from typing import Any

import httpx
import pytest

from tests.vendors.rees46.calls import SHOP
from tests.vendors.rees46.loyalty import JANE, TENT, estimate, set_program

pytestmark = pytest.mark.usefixtures("march")


TEN = {"reward_rules": {"amount_value": 10}}


@pytest.mark.parametrize(
    ("promotion", "more", "expected"),
    [
        (TEN, {}, (100, 0, 0)),
        ({"reward_rules": {"amount_type": "fixed", "amount_value": 150}}, {}, (150, 0, 0)),
        ({"reward_rules": {"amount_type": "fixed", "amount_value": 1500}}, {}, (500, 0, 0)),
        ({"reward_rules": {"amount_value": 100, "ignore_discount_limit": True}}, {}, (1000, 0, 0)),
        ({"reward_type": "bonuses_earn", **TEN}, {}, (0, 0, 100)),
        ({"reward_type": "bonuses_earn", **TEN}, {"identifier": None}, (0, 0, 0)),
        ({"reward_type": "bonuses_earn", "reward_rules": {"amount_type": "fixed", "amount_value": 77}}, {}, (0, 0, 77)),
        ({"reward_type": "bonuses_usage", "reward_rules": {"amount_value": 60}}, {"charge_bonuses": True}, (0, 600, 0)),
        ({"reward_type": "bonuses_usage", "reward_rules": {"amount_value": 5}}, {"charge_bonuses": True}, (0, 200, 0)),
        (TEN, {"cart_items": [{**TENT, "discountable": False}]}, (0, 0, 0)),
    ],
)
def test_a_promotion_discounts_rewards_or_lets_bonuses_pay(
    promotion: dict[str, Any],
    more: dict[str, Any],
    expected: tuple[int, int, int],
    rees46: httpx.Client,
    control: httpx.Client,
) -> None:
    set_program(control, promotion, max_discount_percent=50, payable_percent=20)

    found = estimate(rees46, **more)

    assert (found["saved_by_offers"], found["saved_by_bonuses"], found["bonuses_reward"]) == expected


def test_a_fixed_discount_goes_over_the_products(rees46: httpx.Client, control: httpx.Client) -> None:
    set_program(control, {"reward_rules": {"amount_type": "fixed", "amount_value": 1200}})

    found = estimate(rees46, cart_items=[TENT, {**TENT, "product_id": "37"}])

    assert [item["paid_with_offers"] for item in found["items"]] == [1000, 200]


def balance(rees46: httpx.Client) -> list[int]:
    found = rees46.get("loyalty/stickers/balance", params=JANE).json()["payload"]["stickers"]
    return [one["amount"] for one in found]


def step(rees46: httpx.Client, name: str, order_id: str) -> dict[str, Any]:
    order = {**JANE, "order_id": order_id, **({"cart_items": [TENT]} if name == "apply" else {})}
    return rees46.post(f"loyalty/checkout/{name}", json=order).json()["payload"]  # type: ignore[no-any-return]


def test_stickers_are_given_at_confirm_used_at_apply_and_come_back(rees46: httpx.Client, control: httpx.Client) -> None:
    gives = {"reward_type": "bonuses_earn", "stickers": {"campaign": 1, "amount": 2, "per": 500}}
    takes = {"reward_rules": {"amount_value": 50}, "conditions": {"stickers": {"campaign": 1, "amount": 3}}}
    set_program(control, gives, takes, stickers=[{"id": 1, "code": "coffee"}])

    first = step(rees46, "apply", "N1")
    before = balance(rees46)
    step(rees46, "confirm", "N1")
    given = balance(rees46)
    second = step(rees46, "apply", "N2")
    left = balance(rees46)
    step(rees46, "cancel", "N2")
    restored = balance(rees46)
    step(rees46, "cancel", "N1")

    assert (first["rewarded_stickers"], first["used_stickers"], before, given) == ({"1": 4}, {}, [], [4])
    assert (second["used_stickers"], second["stickers_balance"], second["order_to_pay"]) == ({"1": 3}, {"1": 4}, 500)
    assert (left, restored, balance(rees46)) == ([1], [4], [])


def test_no_percentage_is_above_a_hundred(control: httpx.Client) -> None:
    promotions = [{"id": 1, "reward_rules": {"amount_value": 101}}]

    refused = control.put(f"rees46/shops/{SHOP}/loyalty", json={"promotions": promotions})

    assert (refused.status_code, refused.json()["field"]) == (400, "promotions.0.reward_rules")
