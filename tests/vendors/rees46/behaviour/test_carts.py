"""Who buys."""

from typing import Any

import httpx
import pytest

from tests.vendors.rees46.calls import S2S

JANE = {**S2S, "identifier": "10000000002"}
TENT = {"product_id": "187", "price": 1000, "quantity": 1}


@pytest.fixture(autouse=True)
def today(control: httpx.Client) -> None:
    control.put("clock", json={"now": "2027-03-10T12:00:00Z"})


def estimate(rees46: httpx.Client, **more: Any) -> dict[str, Any]:
    answer = rees46.post("loyalty/checkout/estimate", json={**JANE, "cart_items": [TENT], **more})
    assert answer.status_code == 200, answer.text
    return answer.json()["payload"]  # type: ignore[no-any-return]


@pytest.mark.parametrize(
    ("who", "balance"),
    [({}, 1123), ({"identifier": "447700900123"}, 0), ({"identifier": None}, 0), ({"identifier": "10000000001"}, 240)],
)
def test_bonuses_are_those_of_a_member(who: dict[str, Any], balance: int, rees46: httpx.Client) -> None:
    assert estimate(rees46, **who)["bonuses_balance"] == balance


def test_nobody_else_pays_with_bonuses(rees46: httpx.Client) -> None:
    sent = {**S2S, "identifier": "447700900123", "cart_items": [TENT], "charge_bonuses": True}

    assert rees46.post("loyalty/checkout/estimate", json=sent).status_code == 400
