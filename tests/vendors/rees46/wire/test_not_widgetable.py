"""The list of products that the vendor does not show."""

from typing import Any

import httpx
import pytest

from tests.vendors.rees46.calls import S2S, SHOP, refusal

WHOLE = {"id": "A", "name": "Tent", "price": 100, "url": "https://shop.example/a", "categories": ["1"]}


def listed(rees46: httpx.Client) -> dict[str, Any]:
    return rees46.get("products/not_widgetable", params=S2S).json()["data"]  # type: ignore[no-any-return]


def test_lists_what_lacks_a_link_or_a_category_until_it_has_them(rees46: httpx.Client) -> None:
    before = listed(rees46)
    no_link = {**WHOLE, "id": "B", "url": "", "picture": "https://shop.example/b.png"}
    no_category = {**WHOLE, "id": "C", "categories": [], "price": 9.5}
    rees46.put("import/products", json={**S2S, "items": [WHOLE, no_link, no_category]})
    lacking = listed(rees46)
    rees46.put("import/products", json={**S2S, "items": [{**WHOLE, "id": "B"}, {**WHOLE, "id": "C"}]})

    common = {"name": "Tent", "image_downloading_error": None}
    b = {"uniqid": "B", "price": 100, "url": None, "image_url": "https://shop.example/b.png", **common}
    c = {"uniqid": "C", "price": 9.5, "url": "https://shop.example/a", "image_url": None, **common}
    assert before == {"total": 0, "items": []}
    assert lacking == {"total": 2, "items": [b, c]}
    assert listed(rees46) == before


def test_what_is_listed_is_neither_found_nor_shown_nor_mailed_about(
    rees46: httpx.Client, control: httpx.Client
) -> None:
    lacking = [{**WHOLE, "id": "B", "name": "Yurt", "url": ""}, {**WHOLE, "id": "C", "name": "Yurt", "categories": []}]
    rees46.put("import/products", json={**S2S, "items": [{**WHOLE, "name": "Yurt"}, *lacking]})
    waiting = {"shop_id": SHOP, "did": "D1", "email": "ada@example.com"}
    for uid in "ABC":
        rees46.post("subscriptions/subscribe_for_product_price", json={**waiting, "item": uid})
    cheaper = [{**one, "price": 50} for one in ({**WHOLE, "name": "Yurt"}, *lacking)]
    rees46.put("import/products", json={**S2S, "items": cheaper})

    shop = {"shop_id": SHOP, "search_query": "yurt"}
    searches = [
        rees46.get("search", params={**shop, "type": kind}).json() for kind in ("instant_search", "full_search")
    ]
    mails = control.get("outbox").json()["items"]
    assert [[one["id"] for one in found["products"]] for found in searches] == [["A"], ["A"]]
    assert rees46.get("products/get", params={"shop_id": SHOP, "item_id": "B"}).json()["name"] == "Yurt"
    assert len(mails) == 1


@pytest.mark.parametrize(
    ("params", "status", "message"),
    [
        ({"shop_secret": "EIxTuot8sj"}, 401, "Shop not found"),
        ({"shop_id": SHOP}, 403, "Invalid secret key"),
        ({"shop_id": SHOP, "shop_secret": "wrong"}, 403, "Invalid secret key"),
    ],
)
def test_refuses(params: dict[str, str], status: int, message: str, rees46: httpx.Client) -> None:
    answer = rees46.get("products/not_widgetable", params=params)

    assert (answer.status_code, answer.json()) == (status, refusal(message))
