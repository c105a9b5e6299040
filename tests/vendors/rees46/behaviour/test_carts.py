"""Who buys."""

from typing import Any

import httpx
import pytest

from tests.vendors.rees46.calls import S2S
from tests.vendors.rees46.loyalty import TENT, estimate

pytestmark = pytest.mark.usefixtures("march")


@pytest.mark.parametrize(
    ("who", "balance"),
    [({}, 1123), ({"identifier": "447700900123"}, 0), ({"identifier": None}, 0), ({"identifier": "10000000001"}, 240)],
)
def test_bonuses_are_those_of_a_member(who: dict[str, Any], balance: int, rees46: httpx.Client) -> None:
    assert estimate(rees46, **who)["bonuses_balance"] == balance


def test_nobody_else_pays_with_bonuses(rees46: httpx.Client) -> None:
    sent = {**S2S, "identifier": "447700900123", "cart_items": [TENT], "charge_bonuses": True}

    assert rees46.post("loyalty/checkout/estimate", json=sent).status_code == 400
