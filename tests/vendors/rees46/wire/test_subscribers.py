"""Who waits for a product, as the shop itself sees it, over HTTP."""

from typing import Any

import httpx
import pytest

from tests.vendors.rees46.calls import S2S, SHOP, STRANGERS, refusal

JANE = {"email": "jane@example.com"}
SECOND = {"shop_id": "1234567890", "shop_secret": "0987654321"}
SUBSCRIBE = {
    "price": "subscriptions/subscribe_for_product_price",
    "stock": "subscriptions/subscribe_for_product_available",
}


def subscribe(rees46: httpx.Client, path: str, **wanted: Any) -> None:
    answer = rees46.post(SUBSCRIBE[path], json={**S2S, **wanted})
    assert answer.status_code == 200, answer.text


@pytest.mark.parametrize("path", SUBSCRIBE)
def test_a_shop_sees_who_waits_for_what(path: str, rees46: httpx.Client, control: httpx.Client) -> None:
    control.put("clock", json={"now": "2030-05-10T12:00:00Z", "frozen": True})
    subscribe(rees46, path, **JANE, phone="1555", item="A", properties={"barcode": "BC1"})
    subscribe(rees46, path, did="D1", item="A")
    subscribe(rees46, path, **JANE, item="B")

    answer = rees46.get(f"products/subscribers/{path}", params=S2S)

    about = {"date": "2030-05-10"}
    assert [product for product in answer.json() if product["id"] in ("A", "B")] == [
        {"id": "A", "barcode": "BC1", "quantity": 2, "subscribers": 2, **about, "contacts": [JANE["email"], "1555"]},
        {"id": "B", "barcode": "", "quantity": 1, "subscribers": 1, **about, "contacts": [JANE["email"], "1555"]},
    ]
    assert rees46.get(f"products/subscribers/{path}", params=SECOND).json() == []


@pytest.mark.parametrize("path", SUBSCRIBE)
def test_with_dates_each_subscription_is_a_row(path: str, rees46: httpx.Client, control: httpx.Client) -> None:
    control.put("clock", json={"now": "2030-05-09T23:59:59Z", "frozen": True})
    subscribe(rees46, path, email="jane.doe@example.com", item="187", properties={"fashion_size": "M"})
    control.put("clock", json={"now": "2030-05-10T00:00:00Z", "frozen": True})
    subscribe(rees46, path, did="D1", item="unknown", properties={"barcode": "BC1"})
    known = rees46.get("products/get", params={"shop_id": SHOP, "item_id": "187"}).json()

    def asked(**dates: str) -> Any:
        return rees46.get(f"products/subscribers/{path}", params={**S2S, **dates}).json()

    first = {
        "subscribed_at": "2030-05-09T23:59:59+00:00",
        "email": "jane.doe@example.com",
        "phone": "10000000002",
        "first_name": "Jane",
        "last_name": "Doe",
        "sku": "187",
        "model": known["model"],
        "barcode": known["barcode"],
        "group_id": None,
        "properties": {"fashion_size": "M"},
    }
    second = {
        **dict.fromkeys(("email", "phone", "first_name", "last_name", "group_id")),
        "subscribed_at": "2030-05-10T00:00:00+00:00",
        "sku": "unknown",
        "model": "",
        "barcode": "BC1",
        "properties": {"barcode": "BC1"},
    }
    assert asked(date_from="2030-05-09") == [first, second]
    assert asked(date_from="2030-05-09", date_to="2030-05-09") == [first]
    assert asked(date_from="2030-05-10", date_to="9999-12-31") == [second]
    assert asked(date_from="2030-05-11") == []


@pytest.mark.parametrize("path", SUBSCRIBE)
@pytest.mark.parametrize(
    ("sent", "status", "message"),
    [
        *STRANGERS,
        ({"date_from": "yesterday"}, 400, "date_from: is not a date in YYYY-MM-DD format"),
        ({"date_from": "2030-02-30"}, 400, "date_from: is not a date in YYYY-MM-DD format"),
        ({"date_to": "1"}, 400, "date_to: is not a date in YYYY-MM-DD format"),
    ],
)
def test_refuses(path: str, sent: dict[str, Any], status: int, message: str, rees46: httpx.Client) -> None:
    answer = rees46.get(f"products/subscribers/{path}", params={**S2S, **sent})

    assert (answer.status_code, answer.json()) == (status, refusal(message))
