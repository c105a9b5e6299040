"""Collections of products, over HTTP."""

from typing import Any

import httpx
import pytest

from tests.vendors.rees46.calls import S2S, SHOP, refusal


def collection(rees46: httpx.Client, number: str = "6", **params: Any) -> Any:
    return rees46.get(f"collection/{number}", params={"shop_id": SHOP, **params}).json()


def ids(answer: Any) -> list[str]:
    return [product["id"] for product in answer["products"]]


def test_a_collection_is_what_the_shop_put_together(rees46: httpx.Client) -> None:
    answer = collection(rees46)
    whole = rees46.get("products/get", params={"shop_id": SHOP, "item_id": "187"}).json()

    source = "?recommended_by=collection&recommended_code=6"
    assert answer.keys() == {"products", "html"}
    assert ids(answer) == ["187", "1019", "123", "1026", "998877"]
    assert answer["products"][0] == {**whole, "url": whole["url"] + source}
    assert "First camping trip" in answer["html"]


def test_what_is_out_of_stock_is_left_out(rees46: httpx.Client, control: httpx.Client) -> None:
    control.patch("rees46/products/1026", json={"shop_id": SHOP, "available": False})

    assert ids(collection(rees46, did="D1")) == ["187", "1019", "123", "998877"]


def test_what_is_not_at_the_location_is_left_out(rees46: httpx.Client) -> None:
    item = {"id": "187", "name": "Tent", "price": 1, "url": "https://shop.example/t", "categories": ["1"]}
    places = [{"location": "elsewhere", "price": 1}]
    assert rees46.put("import/products", json={**S2S, "items": [{**item, "locations": places}]}).status_code == 204

    assert "187" not in ids(collection(rees46, location="here"))
    assert "187" in ids(collection(rees46, location="elsewhere"))


@pytest.mark.parametrize(
    ("number", "params", "status", "message"),
    [
        ("6", {"shop_id": ""}, 401, "Shop not found"),
        ("6", {"shop_id": "unknown"}, 401, "Shop not found"),
        ("8", {}, 404, "Collection not found"),
        ("6", {"shop_id": "1234567890"}, 404, "Collection not found"),
        ("6", {"email": "nobody"}, 400, "email: is not an e-mail address"),
    ],
)
def test_refuses(number: str, params: dict[str, str], status: int, message: str, rees46: httpx.Client) -> None:
    answer = rees46.get(f"collection/{number}", params={"shop_id": SHOP, **params})

    assert (answer.status_code, answer.json()) == (status, refusal(message))
