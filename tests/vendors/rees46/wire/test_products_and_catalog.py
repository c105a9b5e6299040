"""Chapter "Products and catalog"."""

from typing import Any

import httpx
import pytest

from tests.vendors.rees46.calls import refusal

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
