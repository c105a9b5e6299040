"""Which promotions fit a cart, and which of them go together."""

from typing import Any

import httpx
import pytest

from tests.vendors.rees46.calls import S2S, SHOP
from tests.vendors.rees46.loyalty import JANE, TENT, estimate, set_program

pytestmark = pytest.mark.usefixtures("march")


TEN = {"reward_rules": {"amount_value": 10}}


@pytest.mark.parametrize(
    ("promotion", "more", "fits"),
    [
        ({}, {}, True),
        ({"status": "draft"}, {}, False),
        ({"start_date": "2027-03-10", "finish_date": "2027-03-10"}, {}, True),
        ({"start_date": "2027-03-11"}, {}, False),
        ({"finish_date": "2027-03-09"}, {}, False),
        ({"stream": "pos"}, {}, False),
        ({"stream": "pos"}, {"stream": "pos"}, True),
        ({"conditions": {"min_order_value": 1001}}, {}, False),
        ({"conditions": {"payment_types": ["cash"]}}, {"payment_type": "card"}, False),
        ({"conditions": {"payment_types": ["cash"]}}, {"payment_type": "cash"}, True),
        ({"conditions": {"location_ids": ["oslo"]}}, {}, False),
        ({"conditions": {"weekdays": [3]}}, {}, True),
        ({"conditions": {"weekdays": [4]}}, {}, False),
        ({"conditions": {"begins": "12:00", "ends": "13:00"}}, {}, True),
        ({"conditions": {"begins": "12:00", "ends": "13:00"}}, {"current_time": "17:31"}, False),
        ({"conditions": {"begins": "22:00", "ends": "02:00"}}, {"current_time": "01:59"}, True),
        ({"conditions": {"members_only": True}}, {"identifier": None}, False),
        ({"conditions": {"levels": ["level_gold"]}}, {}, True),
        ({"conditions": {"levels": ["level_iron"]}}, {}, False),
        ({"conditions": {"stickers": {"campaign": 1}}}, {}, False),
        ({"reward_rules": {"amount_value": 10, "include_products": [{"sku": {"values": ["37"]}}]}}, {}, False),
        ({"reward_rules": {"amount_value": 10, "exclude_products": [{"sku": {"values": ["187"]}}]}}, {}, False),
    ],
)
def test_all_conditions_have_to_be_met(
    promotion: dict[str, Any], more: dict[str, Any], fits: bool, rees46: httpx.Client, control: httpx.Client
) -> None:
    set_program(control, {**TEN, **promotion})

    assert estimate(rees46, **more)["applied_promotions"] == ([1] if fits else [])


def test_of_incompatible_promotions_the_best_group_counts(rees46: httpx.Client, control: httpx.Client) -> None:
    thirty = {"reward_rules": {"amount_value": 30}}
    set_program(control, TEN, {**thirty, "incompatible_with": [1, 3]}, TEN)

    found = estimate(rees46)

    assert (found["applied_promotions"], found["saved_by_offers"]) == ([2], 300)


def test_where_all_groups_cost_the_same_the_reward_decides(rees46: httpx.Client, control: httpx.Client) -> None:
    earn = {"reward_type": "bonuses_earn"}
    set_program(control, {**earn, "reward_rules": {"amount_value": 5}, "incompatible_with": [2]}, {**earn, **TEN})

    assert estimate(rees46)["applied_promotions"] == [2]


@pytest.mark.parametrize(
    ("codes", "applied", "why"),
    [
        ([], [], []),
        (["SPRING"], [1], []),
        (["WINTER"], [], ["Promo code is not valid"]),
        (["SPRING", "OTHER"], [1], ["Promo code is not valid"]),
    ],
)
def test_a_promotion_may_ask_for_a_code(
    codes: list[str], applied: list[int], why: list[str], rees46: httpx.Client, control: httpx.Client
) -> None:
    set_program(control, {**TEN, "conditions": {"promo_codes": ["SPRING"]}})

    found = estimate(rees46, promo_codes=codes)

    assert found["applied_promotions"] == applied
    assert [one["message"] for one in found["promo_codes_failed"]] == why


def apply(rees46: httpx.Client, order_id: str, **more: Any) -> dict[str, Any]:
    sent = {**JANE, "cart_items": [TENT], "order_id": order_id, **more}
    return rees46.post("loyalty/checkout/apply", json=sent).json()["payload"]  # type: ignore[no-any-return]


@pytest.mark.parametrize("kind", ["static", "unique"])
def test_a_customer_uses_a_code_once_unless_the_order_is_cancelled(
    kind: str, rees46: httpx.Client, control: httpx.Client
) -> None:
    asks = {"promo_codes": ["CART-1"]} if kind == "static" else {"promo_code_list": 9}
    control.post("rees46/promo_codes", json={"shop_id": SHOP, "id": 9, "name": "nine", "codes": ["CART-1"]})
    set_program(control, {**TEN, "conditions": asks})

    first = apply(rees46, "N1", promo_codes=["CART-1"])
    again = apply(rees46, "N1", promo_codes=["CART-1"])
    other = apply(rees46, "N2", promo_codes=["CART-1"])
    rees46.post("loyalty/checkout/cancel", json={**S2S, "order_id": "N1"})
    last = apply(rees46, "N3", promo_codes=["CART-1"])

    assert [one["promo_codes"] for one in (first, again, other, last)] == [["CART-1"], ["CART-1"], [], ["CART-1"]]


def test_a_benefit_of_a_subscription_saves_up_to_its_limit(rees46: httpx.Client, control: httpx.Client) -> None:
    benefit = {"code": "sales", "data_type": "promos", "promotions": [1], "limit": 150}
    plans = [{"code": "base", "benefits": [benefit]}]
    set_program(control, TEN, subscriptions=[{"id": 1, "code": "premium", "plans": plans}])
    terms = {"subscription": "premium", "plan": "base", "paid_till": "2027-12-31", "limits_reset_date": "2027-04-01"}
    without = apply(rees46, "N0", subscription="premium")
    rees46.post("loyalty/subscriptions/members/join", json={**JANE, **terms})

    saved = [apply(rees46, number, subscription="premium")["saved_by_offers"] for number in ("N1", "N1", "N2", "N3")]

    status = rees46.get("loyalty/subscriptions/status", params=JANE).json()["payload"]["benefits"]
    assert (without["saved_by_offers"], saved) == (0, [100, 100, 50, 0])
    value = {"promotions": [{"id": 1, "name": "", "status": "active"}], "limit": 150, "used": 150, "left": 0}
    assert status == [{"code": "sales", "name": "", "data_type": "promos", "value": value}]


def test_no_more_than_twelve_promotions_may_be_incompatible(control: httpx.Client) -> None:
    many = [{"id": number, "incompatible_with": [1]} for number in range(1, 14)]

    refused = control.put(f"rees46/shops/{SHOP}/loyalty", json={"promotions": many})

    assert (refused.status_code, refused.json()["field"]) == (400, "promotions")
