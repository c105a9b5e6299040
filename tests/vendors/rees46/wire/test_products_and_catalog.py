"""Chapter "Products and catalog"."""

from typing import Any

import httpx
import pytest

from tests.vendors.rees46.calls import S2S, push, refusal

SHOP = {"shop_id": "DvLWN2ZTMZ"}


@pytest.mark.parametrize("name", ["item_id", "item"])
def test_a_product_is_found_by_the_shops_own_id(name: str, rees46: httpx.Client) -> None:
    answer = rees46.get("products/get", params={**SHOP, name: "37"})

    assert answer.status_code == 200
    assert (answer.json()["uniqid"], answer.json()["price"]) == ("37", 329)


@pytest.mark.parametrize(
    ("sent", "status", "message"),
    [
        ({}, 401, "Shop not found"),
        ({"shop_id": "unknown", "item_id": "37"}, 401, "Shop not found"),
        (SHOP, 400, "item_id is missing"),
        ({**SHOP, "item_id": ""}, 400, "item_id is missing"),
        ({**SHOP, "item_id[]": "37"}, 400, "item_id: Input should be a valid string"),
        ({**SHOP, "item_id": "nothing"}, 404, "The specified object could not be found."),
        ({"shop_id": "1234567890", "item_id": "37"}, 404, "The specified object could not be found."),
    ],
)
def test_products_get_refuses(sent: dict[str, Any], status: int, message: str, rees46: httpx.Client) -> None:
    answer = rees46.get("products/get", params=sent)

    assert answer.status_code == status
    assert answer.json() == refusal(message)


@pytest.mark.parametrize("size", ["120", "520", "original"])
def test_a_product_has_a_picture_in_each_size(size: str, rees46: httpx.Client) -> None:
    shown = rees46.get("products/get", params={**SHOP, "item_id": "37"}).json()

    picture = rees46.get(shown["image_url_resized"][size])

    assert picture.status_code == 200
    assert picture.headers["content-type"] == "image/png"
    assert picture.content[:8] == b"\x89PNG\r\n\x1a\n"


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("pictures/DvLWN2ZTMZ/121/37.png", 404),
        ("pictures/DvLWN2ZTMZ/120/nothing.png", 404),
        ("pictures/1234567890/120/37.png", 404),
        ("pictures/unknown/120/37.png", 401),
    ],
)
def test_there_is_no_picture_of_what_is_not_there(path: str, status: int, rees46: httpx.Client) -> None:
    assert rees46.get(path).status_code == status


def cart(rees46: httpx.Client, did: str) -> Any:
    return rees46.get("products/cart", params={**SHOP, "did": did}).json()


def test_a_cart_has_each_product_once(rees46: httpx.Client) -> None:
    lines = [
        {"id": "37", "amount": 2, "fashion_size": "M"},
        {"id": "37", "amount": 1, "fashion_size": "L"},
        {"id": "3"},
    ]
    push(rees46, "cart", items=lines)

    assert cart(rees46, "D1") == {
        "status": "success",
        "data": {"items": [{"uniqid": "3", "quantity": 1}, {"uniqid": "37", "quantity": 3}]},
    }
    assert cart(rees46, "unknown") == {"status": "success", "data": {"items": []}}


@pytest.mark.parametrize("method", ["DELETE", "GET"])
def test_a_cart_is_cleared(method: str, rees46: httpx.Client) -> None:
    push(rees46, "cart", items=[{"id": "37"}])

    cleared = rees46.request(method, "products/cart/clear", params={**S2S, "did": "D1"})

    assert cleared.json() == {"status": "success"}
    assert cart(rees46, "D1")["data"]["items"] == []


@pytest.mark.parametrize(
    ("path", "sent", "status", "message"),
    [
        ("products/cart", {"did": "D1"}, 401, "Shop not found"),
        ("products/cart", {**SHOP, "email": "a@b.example"}, 403, "Invalid secret key"),
        ("products/cart", S2S, 400, "Identifier is not valid"),
        ("products/cart/clear", {**SHOP, "did": "D1"}, 403, "Invalid secret key"),
        ("products/cart/clear", {**S2S, "shop_secret": "wrong", "did": "D1"}, 403, "Invalid secret key"),
        ("products/cart/clear", S2S, 400, "Identifier is not valid"),
        ("products/counters", SHOP, 400, "item_id is missing"),
        ("products/counters", {"item": "37"}, 401, "Shop not found"),
    ],
)
def test_carts_and_counters_refuse(
    path: str, sent: dict[str, str], status: int, message: str, rees46: httpx.Client
) -> None:
    answer = rees46.get(path, params=sent)

    assert (answer.status_code, answer.json()) == (status, refusal(message))
