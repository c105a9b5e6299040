"""What a cart costs by the rules of a loyalty program."""

from typing import Any

import httpx
import pytest

from tests.vendors.rees46.calls import S2S
from tests.vendors.rees46.loyalty import TENT, estimate, set_program

pytestmark = pytest.mark.usefixtures("march")


@pytest.mark.parametrize(
    ("program", "more", "expected"),
    [
        ({}, {}, (0, 0, 0)),
        ({"reward_percent": 7}, {}, (0, 0, 70)),
        ({"level_discounts": {"level_gold": 10}}, {}, (100, 0, 0)),
        ({"level_discounts": {"level_iron": 10}}, {}, (0, 0, 0)),
        ({}, {"charge_bonuses": True}, (0, 1000, 0)),
        ({"payable_percent": 30, "reward_percent": 10}, {"charge_bonuses": True}, (0, 300, 70)),
        ({"payable_percent": 30}, {"charge_bonuses": True, "bonuses_amount": 50}, (0, 50, 0)),
        ({"payable_percent": 0}, {"charge_bonuses": True}, (0, 0, 0)),
        ({"reward_percent": 10, "excluded_categories": ["1"]}, {}, (0, 0, 0)),
        ({"reward_percent": 10}, {"cart_items": [{**TENT, "product_id": "unknown"}]}, (0, 0, 0)),
        ({"reward_percent": 10}, {"identifier": "447700900123"}, (0, 0, 0)),
    ],
)
def test_a_program_says_what_is_saved_and_rewarded(
    program: dict[str, Any],
    more: dict[str, Any],
    expected: tuple[int, int, int],
    rees46: httpx.Client,
    control: httpx.Client,
) -> None:
    set_program(control, **program)

    found = estimate(rees46, **more)

    assert (found["saved_by_discounts"], found["saved_by_bonuses"], found["bonuses_reward"]) == expected


def test_a_level_that_has_ended_brings_no_discount(rees46: httpx.Client, control: httpx.Client) -> None:
    before = estimate(rees46)["saved_by_discounts"]
    control.put("clock", json={"now": "2028-01-02T00:00:00Z"})

    assert (before, estimate(rees46)["saved_by_discounts"]) == (100, 0)


def test_all_discounts_together_stay_within_the_limit_of_a_product(rees46: httpx.Client, control: httpx.Client) -> None:
    promotions = [{"id": 1, "reward_rules": {"amount_value": 30}}]
    program = {"level_discounts": {"level_gold": 30}, "max_discount_percent": 40, "promotions": promotions}
    set_program(control, **program)

    found = estimate(rees46)

    assert (found["saved_by_offers"], found["saved_by_discounts"], found["order_to_pay"]) == (300, 100, 600)


@pytest.mark.parametrize(
    ("flag", "expected"),
    [
        ("discounts_allowed", (0, 500, 50)),
        ("bonuses_spending_allowed", (100, 0, 90)),
        ("bonuses_accrual_allowed", (100, 450, 0)),
    ],
)
def test_the_feed_forbids_what_it_does_not_allow(
    flag: str, expected: tuple[int, int, int], rees46: httpx.Client, control: httpx.Client
) -> None:
    program = {"level_discounts": {"level_gold": 10}, "payable_percent": 50, "reward_percent": 10}
    set_program(control, **program)
    item = {"id": "f1", "name": "Flag", "price": 1000, "url": "https://shop.example/f1", "categories": ["1"]}
    rees46.put("import/products", json={**S2S, "items": [{**item, flag: False}]})

    found = estimate(rees46, charge_bonuses=True, cart_items=[{**TENT, "product_id": "f1"}])

    item = found["items"][0]
    assert (found["saved_by_discounts"], found["saved_by_bonuses"], found["bonuses_reward"]) == expected
    assert [item[name] for name in ("discountable", "bonusable", "rewardable")].count(False) == 1
