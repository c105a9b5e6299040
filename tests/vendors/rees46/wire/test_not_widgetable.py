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
