"""A person's orders, as the SDKs read them."""

import httpx
import pytest

from tests.vendors.rees46.calls import S2S, SHOP, push, refusal

ORDER = {
    "id": "O-1",
    "status": "Delivered",
    "channel": "website",
    "date": 1602338740,
    "email": "jane@example.com",
    "promocode": "vxawxSi9Uy",
    "delivery_type": "courier",
    "value": {"total": 200.13, "cash": 190, "bonuses": 15},
    "items": [{"id": "A", "price": 205, "quantity": 1, "original_price": 210, "status": "shipped", "barcode": "B1"}],
}


def test_an_imported_order_is_shown_with_its_products(rees46: httpx.Client) -> None:
    rees46.post("sync/orders", json={**S2S, "orders": [ORDER]})

    answer = rees46.get("orders/by_user", params={**S2S, "email": "jane@example.com"})

    assert (answer.status_code, answer.json()["status"]) == (200, "success")
    [order] = answer.json()["data"]["orders"]
    [item] = order.pop("items")
    product = item.pop("item")
    assert isinstance(order.pop("_id"), int)
    assert order == {
        "id": "O-1",
        "date": "2020-10-10 14:05:40",
        "value": "200.13",
        "cash_value": "190.0",
        "bonuses_value": "15.0",
        "delivery_value": "0.0",
        "discount_value": "0.0",
        "order_status": "Delivered",
        "channel": "website",
        "delivery_type": "courier",
        "delivery_address": "",
        "payment_type": "",
        "promocode": "vxawxSi9Uy",
    }
    assert item == {
        "amount": 1,
        "price": "205.0",
        "original_price": "210.0",
        "status": "shipped",
        "barcode": "B1",
        "line_id": "",
        "cancel_reason": "",
    }
    assert (product["id"], product["price"]) == ("A", 205)


def test_the_newest_order_comes_first(rees46: httpx.Client) -> None:
    for order_id in ("O-1", "O-2"):
        push(rees46, "purchase", items=[{"id": "A", "price": 5}], order_id=order_id, order_cash=4)

    orders = rees46.get("orders/by_user", params={**S2S, "did": "D1"}).json()["data"]["orders"]

    assert [(order["id"], order["cash_value"]) for order in orders] == [("O-2", "4.0"), ("O-1", "4.0")]


def test_somebody_unknown_has_none(rees46: httpx.Client) -> None:
    answer = rees46.get("orders/by_user", params={**S2S, "email": "nobody@example.com"})

    assert answer.json() == {"status": "success", "data": {"orders": []}}


@pytest.mark.parametrize(
    ("sent", "status", "message"),
    [
        ({}, 401, "Shop not found"),
        ({"shop_id": SHOP, "did": "D1"}, 403, "Invalid secret key"),
        ({"shop_id": SHOP, "shop_secret": "wrong", "did": "D1"}, 403, "Invalid secret key"),
        (S2S, 400, "Identifier is not valid"),
        ({**S2S, "email": "jane"}, 400, "email: is not an e-mail address"),
    ],
)
def test_refuses(sent: dict[str, str], status: int, message: str, rees46: httpx.Client) -> None:
    answer = rees46.get("orders/by_user", params=sent)

    assert (answer.status_code, answer.json()) == (status, refusal(message))
