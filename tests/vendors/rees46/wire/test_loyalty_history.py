"""A member's orders of the loyalty program over HTTP."""

from typing import Any

import httpx
import pytest

from tests.vendors.rees46.calls import S2S, refusal
from tests.vendors.rees46.loyalty import JANE


def test_what_the_catalogue_does_not_have_has_no_name(rees46: httpx.Client) -> None:
    cart = [{"product_id": "unknown", "price": 10.5, "quantity": 2}]
    rees46.post("loyalty/checkout/apply", json={**JANE, "order_id": "N1", "cart_items": cart})

    answer = rees46.get("loyalty/checkout/history", params=JANE)

    [order] = answer.json()["payload"]["orders"]
    assert (answer.status_code, order["status"], order["total"]) == (200, "created", 21)
    assert order["items"] == [{"id": "unknown", "name": "---", "quantity": 2, "price": 10.5}]


@pytest.mark.parametrize(
    ("sent", "status", "message"),
    [
        ({}, 401, "Shop not found"),
        ({**JANE, "shop_id": "nobody"}, 401, "Shop not found"),
        ({"shop_id": S2S["shop_id"], "identifier": "10000000002"}, 403, "Invalid secret key"),
        ({**JANE, "shop_secret": "wrong"}, 403, "Invalid secret key"),
        (S2S, 400, "identifier is missing"),
        ({**S2S, "identifier": "x"}, 400, "identifier: a phone has 3 to 20 digits"),
        ({**S2S, "identifier": "447700900123"}, 400, "Identifier is not valid"),
    ],
)
def test_refuses(sent: dict[str, Any], status: int, message: str, rees46: httpx.Client) -> None:
    answer = rees46.get("loyalty/checkout/history", params=sent)

    assert (answer.status_code, answer.json()) == (status, {"success": False, **refusal(message)})
