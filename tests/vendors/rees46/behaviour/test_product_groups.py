"""Which products the settings of a loyalty program mean."""

from typing import Any

import httpx
import pytest

from tests.vendors.rees46.calls import SHOP
from tests.vendors.rees46.loyalty import certificate, estimate

pytestmark = pytest.mark.usefixtures("march")


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
