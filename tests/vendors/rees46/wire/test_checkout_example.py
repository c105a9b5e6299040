"""The example of an order is one that the demo world answers."""

import httpx
import pytest

from emulator.vendors.rees46.wire.checkout_example import PAST_ORDER, RECEIPT
from tests.vendors.rees46.calls import S2S
from tests.vendors.rees46.loyalty import JANE

pytestmark = pytest.mark.usefixtures("march")

TWO_TENTS = {
    **JANE,
    "order_id": "N512",
    "payment_type": "card",
    "charge_bonuses": True,
    "cart_items": [{"product_id": "187", "price": 1000, "quantity": 2}],
}


def test_an_order_is_as_described(rees46: httpx.Client) -> None:
    estimated = rees46.post("loyalty/checkout/estimate", json=TWO_TENTS)
    applied = rees46.post("loyalty/checkout/apply", json=TWO_TENTS)
    details = rees46.get("loyalty/checkout/details", params={**S2S, "order_id": "N512"})

    assert estimated.json() == {"success": True, "status": "success", "payload": RECEIPT}
    assert applied.json() == details.json() == {"success": True, "payload": RECEIPT}


def test_the_history_is_as_described(rees46: httpx.Client) -> None:
    rees46.post("loyalty/checkout/apply", json=TWO_TENTS)
    rees46.post("loyalty/checkout/confirm", json={**S2S, "order_id": "N512"})

    found = rees46.get("loyalty/checkout/history", params={**S2S, "identifier": "10000000002"}).json()

    assert found == {"success": True, "payload": {"orders": [{**PAST_ORDER, "date": "2027-03-10"}]}}
