"""Which products the settings of a loyalty program mean."""

from typing import Any

import httpx
import pytest

from tests.vendors.rees46.calls import S2S, SHOP

JANE = {**S2S, "identifier": "10000000002"}
TENT = {"product_id": "187", "price": 1000, "quantity": 1}


@pytest.fixture(autouse=True)
def today(control: httpx.Client) -> None:
    control.put("clock", json={"now": "2027-03-10T12:00:00Z"})


def estimate(rees46: httpx.Client, **more: Any) -> dict[str, Any]:
    answer = rees46.post("loyalty/checkout/estimate", json={**JANE, "cart_items": [TENT], **more})
    assert answer.status_code == 200, answer.text
    return answer.json()["payload"]  # type: ignore[no-any-return]


def certificate(rees46: httpx.Client, pool: str, **order: Any) -> str:
    made = rees46.post("loyalty/certificates", json={**JANE, "code": pool, **order}).json()
    code = str(made["payload"]["certificate"]["code"])
    rees46.patch("loyalty/certificates/activate", json={**S2S, "code": code})
    return code


@pytest.mark.parametrize(
    ("group", "paid"),
    [
        ({"sku": {"values": ["187"]}}, 0),
        ({"sku": {"values": ["187"]}, "price": {"value": 1001}}, 1000),
        ({"sku": {"values": ["37"]}}, 1000),
        ({"sku": {"values": ["37"], "operator": "not_in"}}, 0),
        ({"price": {"value": 1000, "operator": "equal"}}, 0),
        ({"price": {"value": 999, "operator": "less_than_or_equal_to"}}, 1000),
        ({"quantity": {"value": 1}}, 0),
        ({"quantity": {"value": 2}}, 1000),
        ({"quantity": {"value": 2, "operator": "less_than_or_equal_to"}}, 0),
        ({"brand": {"values": ["trailhead"]}}, 0),
        ({"category": {"values": ["no such"]}}, 1000),
    ],
)
def test_a_pool_excludes_products(
    group: dict[str, Any], paid: int, rees46: httpx.Client, control: httpx.Client
) -> None:
    pools = [{"code": "p", "exclude_products": [group]}]
    control.put(f"rees46/shops/{SHOP}/loyalty", json={"certificate_pools": pools})
    code = certificate(rees46, "p")

    assert estimate(rees46, certificates=[code])["saved_by_certificates"] == paid
