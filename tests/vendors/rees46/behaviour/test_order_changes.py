"""What comes back of an order of which a part is returned."""

from typing import Any

import httpx
import pytest

from tests.vendors.rees46.calls import S2S, SHOP, refusal
from tests.vendors.rees46.loyalty import JANE, certificate

TENTS = {"product_id": "187", "price": 1000, "quantity": 4}
ORDER = {**JANE, "order_id": "N1", "cart_items": [TENTS], "charge_bonuses": True}


@pytest.fixture(autouse=True)
def shop(march: None, control: httpx.Client) -> None:
    promotions = [{"id": 1, "reward_rules": {"amount_value": 10}}]
    program = {"promotions": promotions, "payable_percent": 10, "reward_percent": 10}
    pools = [{"code": "gift", "nominal": 1000}]
    control.put(f"rees46/shops/{SHOP}/loyalty", json={**program, "certificate_pools": pools})


@pytest.fixture
def gift(rees46: httpx.Client) -> str:
    """A confirmed order of four tents for 4000: 400 off, 360 bonuses, 1000 of a certificate, 2240 in money."""
    code = certificate(rees46, "gift")
    applied = rees46.post("loyalty/checkout/apply", json={**ORDER, "certificates": [code]}).json()["payload"]
    assert (applied["order_to_pay"], applied["bonuses_reward"]) == (2240, 224)
    rees46.post("loyalty/checkout/confirm", json={**S2S, "order_id": "N1"})
    return code


def change(rees46: httpx.Client, *items: dict[str, Any]) -> httpx.Response:
    return rees46.post("loyalty/checkout/change", json={**S2S, "order_id": "N1", "cart_items": list(items)})


def state(rees46: httpx.Client, code: str) -> tuple[float, float]:
    """The bonuses, and what is on the certificate."""
    bonuses = rees46.get("loyalty/bonuses/balance", params=JANE).json()["payload"]["balance"]["active"]
    left = rees46.get("loyalty/certificates/balance", params={**S2S, "code": code}).json()["payload"]["certificate"]
    return bonuses, left["balance"]


def test_half_of_a_product_leaves_half_of_everything(gift: str, rees46: httpx.Client) -> None:
    before = state(rees46, gift)

    made = change(rees46, {**TENTS, "quantity": 2}).json()["payload"]

    names = ("order_total", "saved_by_offers", "saved_by_bonuses", "saved_by_certificates", "order_to_pay")
    assert [made[name] for name in names] == [2000, 200, 180, 500, 1120]
    assert (made["order_total_change"], made["bonuses_reward"], made["products_total"]) == (-1120, 112, 2)
    assert (before, state(rees46, gift)) == ((1123 - 360 + 224, 0), (1123 - 180 + 112, 500))
    details = rees46.get("loyalty/checkout/details", params={**S2S, "order_id": "N1"}).json()["payload"]
    assert {**details, "order_total_change": -1120} == made


def test_more_of_a_product_costs_its_price_and_brings_nothing(gift: str, rees46: httpx.Client) -> None:
    before = state(rees46, gift)

    made = change(rees46, {**TENTS, "quantity": 8}).json()["payload"]

    item = made["items"][0]
    assert (made["order_total_change"], made["order_to_pay"], made["bonuses_reward"]) == (4000, 6240, 224)
    assert (item["bonuses_reward"], item["bonuses_reward_per_product"], item["paid_with_offers_per_product"]) == (
        224,
        28,
        50,
    )
    assert state(rees46, gift) == before


def test_what_replaces_a_product_is_not_discounted(gift: str, rees46: httpx.Client) -> None:
    made = change(rees46, {"product_id": "37", "price": 300, "quantity": 1}).json()["payload"]

    assert (made["order_to_pay"], made["order_total_change"], made["saved_total"]) == (300, -1940, 0)
    assert made["items"][0]["discountable_reason"] == "Added to the order later"
    assert state(rees46, gift) == (1123, 1000)


def test_a_changed_order_gives_back_what_is_left_when_it_is_cancelled(gift: str, rees46: httpx.Client) -> None:
    change(rees46, {**TENTS, "quantity": 3})

    rees46.post("loyalty/checkout/cancel", json={**S2S, "order_id": "N1"})

    assert state(rees46, gift) == (1123, 1000)


@pytest.mark.parametrize("steps", [["apply"], ["apply", "cancel"]])
def test_only_a_confirmed_order_changes(steps: list[str], rees46: httpx.Client) -> None:
    for step in steps:
        rees46.post(f"loyalty/checkout/{step}", json=ORDER if step == "apply" else {**S2S, "order_id": "N1"})

    refused = change(rees46, TENTS)

    message = "Could not change order in its current status"
    assert (refused.status_code, refused.json()) == (422, {"success": False, **refusal(message)})
