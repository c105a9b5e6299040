"""Who brings whom by which code, and what both get of it."""

from typing import Any

import httpx
import pytest

from tests.vendors.rees46.calls import S2S, SHOP
from tests.vendors.rees46.loyalty import JANE, TENT, estimate

pytestmark = pytest.mark.usefixtures("march")


def program(control: httpx.Client, **settings: Any) -> None:
    form = {"referral_programs": [{"id": 1, "usage": "all", **settings}]}
    answer = control.put(f"rees46/shops/{SHOP}/loyalty", json=form)
    assert answer.status_code == 200, answer.text


@pytest.fixture
def code(rees46: httpx.Client) -> str:
    """John's; the demo shop's program is there when he joins."""
    joined = rees46.post("loyalty/referral/join", json={**S2S, "identifier": "10000000001", "id": 1})
    return str(joined.json()["payload"]["code"])


@pytest.mark.parametrize(
    ("settings", "more", "expected"),
    [
        ({"referral": {"type": "discount", "amount_value": 5}}, {}, (50, 0, 0)),
        (
            {"referral": {"type": "discount", "amount_type": "fixed", "amount_value": 70}},
            {"identifier": "447700900123"},
            (70, 0, 0),
        ),
        ({"referral": {"amount_value": 7}}, {}, (0, 70, 0)),
        ({"referral": {"amount_value": 7}}, {"identifier": "447700900123"}, (0, 0, 0)),
        ({"referral": {"amount_type": "fixed", "amount_value": 33}}, {}, (0, 33, 0)),
        ({"referrer": {"amount_value": 10}}, {}, (0, 0, 100)),
        ({"referrer": {"amount_type": "fixed", "amount_value": 44}}, {}, (0, 0, 44)),
    ],
)
def test_both_get_what_the_program_says(
    settings: dict[str, Any],
    more: dict[str, Any],
    expected: tuple[int, int, int],
    code: str,
    rees46: httpx.Client,
    control: httpx.Client,
) -> None:
    program(control, **settings)

    found = estimate(rees46, promo_codes=[code], **more)

    item = found["items"][0]
    assert (
        item["paid_with_referral_discounts"],
        item["bonuses_reward_referral_program"]["total"],
        found["bonuses_referrer_reward"],
    ) == expected
    assert (found["promo_codes"], found["referrer_identifier"], found["referral_program"]) == (
        [code],
        "10000000001",
        1,
    )


@pytest.mark.parametrize(
    ("settings", "more", "why"),
    [
        ({"status": "archived"}, {}, "Referral program is not active"),
        ({"min_order_value": 1001}, {}, "Order value is too low"),
        ({}, {"identifier": "10000000001"}, "Own referral code cannot be used"),
        ({}, {"identifier": None}, "Referral code needs an identifier"),
    ],
)
def test_a_code_may_be_of_no_use(
    settings: dict[str, Any], more: dict[str, Any], why: str, code: str, rees46: httpx.Client, control: httpx.Client
) -> None:
    program(control, **settings)

    found = estimate(rees46, promo_codes=[code], **more)

    assert (found["promo_codes"], found["promo_codes_failed"]) == ([], [{"code": code, "message": why}])
    assert (found["referral_program"], found["bonuses_referrer_reward"]) == (None, 0)


def test_the_partner_is_rewarded_at_confirm_and_not_for_a_cancelled_order(code: str, rees46: httpx.Client) -> None:
    def balance() -> int:
        john = {**S2S, "identifier": "10000000001"}
        return int(rees46.get("loyalty/bonuses/balance", params=john).json()["payload"]["balance"]["active"])

    order = {**S2S, "order_id": "N1"}
    sent = {**JANE, **order, "cart_items": [TENT], "promo_codes": [code]}
    made = rees46.post("loyalty/checkout/apply", json=sent).json()["payload"]
    found = [balance()]
    for step in ("confirm", "cancel"):
        rees46.post(f"loyalty/checkout/{step}", json=order)
        found.append(balance())

    assert made["bonuses_referrer_reward"] == 85
    assert found == [240, 325, 240]


def test_a_code_is_for_the_first_order(code: str, rees46: httpx.Client) -> None:
    order = {**JANE, "cart_items": [TENT], "promo_codes": [code]}
    first = rees46.post("loyalty/checkout/apply", json={**order, "order_id": "N1"}).json()["payload"]

    second = rees46.post("loyalty/checkout/apply", json={**order, "order_id": "N2"}).json()["payload"]

    assert (first["promo_codes"], second["promo_codes"]) == ([code], [])
    assert second["promo_codes_failed"][0]["message"] == "Referral code is for the first order only"
