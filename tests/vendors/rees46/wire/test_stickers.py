"""Stickers over HTTP."""

from typing import Any

import httpx
import pytest

from tests.vendors.rees46.calls import S2S, refusal
from tests.vendors.rees46.loyalty import JANE

COFFEE = {"campaign_id": 1, "campaign_code": "coffee", "campaign_name": "Coffee", "campaign_status": "active"}


@pytest.fixture
def collected(march: None, rees46: httpx.Client) -> None:
    cart = [{"product_id": "187", "price": 6000, "quantity": 1}]
    rees46.post("loyalty/checkout/apply", json={**JANE, "order_id": "N1", "cart_items": cart})
    rees46.post("loyalty/checkout/confirm", json={**S2S, "order_id": "N1"})


@pytest.mark.usefixtures("collected")
def test_shows_what_was_collected(rees46: httpx.Client) -> None:
    answer = rees46.get("loyalty/stickers/balance", params=JANE)

    payload = {"stickers": [{**COFFEE, "amount": 10}]}
    assert (answer.status_code, answer.json()) == (200, {"success": True, "payload": payload})


@pytest.mark.usefixtures("collected")
def test_the_history_has_each_sticker(rees46: httpx.Client) -> None:
    whole = rees46.get("loyalty/stickers/history", params=JANE).json()
    some = rees46.get("loyalty/stickers/history", params={**JANE, "offset": 8, "limit": 5}).json()

    row = {**COFFEE, "used_in_order": None, "issued_by_order": "N1", "created_at": "2027-03-10 12:00:00"}
    assert whole == {"success": True, "payload": {"transactions": [row] * 10}}
    assert some["payload"]["transactions"] == [row] * 2


@pytest.mark.usefixtures("collected")
def test_stickers_outlive_their_campaign(rees46: httpx.Client, control: httpx.Client) -> None:
    control.put(f"rees46/shops/{S2S['shop_id']}/loyalty", json={})

    found = rees46.get("loyalty/stickers/balance", params=JANE).json()["payload"]["stickers"]

    gone = {"campaign_id": 1, "campaign_code": None, "campaign_name": None, "campaign_status": "archived"}
    assert found == [{**gone, "amount": 10}]


@pytest.mark.parametrize(
    ("method", "path", "sent", "status", "message"),
    [
        ("GET", "stickers/balance", S2S, 400, "identifier is missing"),
        ("GET", "stickers/balance", {**S2S, "identifier": "447700900123"}, 400, "Identifier is not valid"),
        ("GET", "stickers/history", {**JANE, "limit": 51}, 400, "limit: Input should be less than or equal to 50"),
        ("GET", "stickers/history", {**S2S, "identifier": "447700900123"}, 400, "Identifier is not valid"),
    ],
)
def test_refuses(method: str, path: str, sent: dict[str, Any], status: int, message: str, rees46: httpx.Client) -> None:
    answer = rees46.request(method, f"loyalty/{path}", json=sent)

    assert (answer.status_code, answer.json()) == (status, {"success": False, **refusal(message)})
