"""What a shop does to its catalogue."""

from typing import Any

import httpx
import pytest

from tests.vendors.rees46.calls import SHOP

FEED = """<yml_catalog><shop><categories><category id="1">One</category></categories><offers>
<offer id="37" available="true"><name>Tent</name><price>300</price><categoryId>1</categoryId></offer>
<offer id="new" available="true"><name>New</name><price>5</price><date>2026-01-02</date></offer>
<offer id="bad" available="true"><name>Bad</name></offer>
</offers></shop></yml_catalog>"""
BEFORE = 193


def product(rees46: httpx.Client, uid: str) -> dict[str, Any]:
    found: dict[str, Any] = rees46.get("products/get", params={"shop_id": SHOP, "item_id": uid}).json()
    return found


def test_a_feed_is_the_new_catalogue(control: httpx.Client, rees46: httpx.Client) -> None:
    answer = control.post("rees46/feed", params={"shop_id": SHOP}, content=FEED)

    assert answer.status_code == 200
    told = answer.json()
    gone = told.pop("out_of_stock")
    assert told == {
        "offers": 2,
        "changed": 2,
        "categories": 1,
        "locations": 0,
        "skipped": [{"line": 4, "reason": "product bad: price must be a number above zero"}],
        "skipped_total": 1,
    }
    assert 150 < gone < BEFORE
    assert product(rees46, "37")["price"] == 300
    assert product(rees46, "new")["is_available"] is True
    assert product(rees46, "187")["is_available"] is False


@pytest.mark.parametrize(
    ("query", "feed", "status", "detail"),
    [
        ({"shop_id": SHOP}, "", 400, "line 1: not XML: no element found"),
        ({"shop_id": SHOP}, FEED[:-20], 400, "line 5: not XML: unclosed token"),
        ({"shop_id": SHOP}, "{}", 400, "line 1: not XML: not well-formed (invalid token)"),
        ({"shop_id": "x"}, FEED, 404, "there is no shop 'x' in this world"),
        ({}, FEED, 400, "shop_id: is missing"),
        ({"shop_id": SHOP, "shop": "x"}, FEED, 400, "shop: unknown key"),
    ],
)
def test_nothing_of_a_broken_feed_is_kept(
    query: dict[str, str], feed: str, status: int, detail: str, control: httpx.Client, rees46: httpx.Client
) -> None:
    before = product(rees46, "37")

    answer = control.post("rees46/feed", params=query, content=feed)

    assert (answer.status_code, answer.json()["detail"]) == (status, detail)
    assert product(rees46, "37") == before


def test_stock_and_price_of_a_product_are_set(control: httpx.Client, rees46: httpx.Client) -> None:
    answer = control.patch("rees46/products/37", json={"shop_id": SHOP, "price": 214, "available": False})

    assert answer.json() == {
        "id": "37",
        "price": 214.0,
        "oldprice": 428.0,
        "discount_percent": 50,
        "available": False,
    }
    shown = product(rees46, "37")
    assert (shown["price"], shown["discount"], shown["is_available"]) == (214, 50, False)


@pytest.mark.parametrize(
    ("path", "form", "status", "field"),
    [
        ("none", {"shop_id": SHOP}, 404, "product_id"),
        ("37", {"shop_id": "x"}, 404, "shop_id"),
        ("37", {}, 400, "shop_id"),
        ("37", {"shop_id": SHOP, "price": 0}, 400, "price"),
        ("37", {"shop_id": SHOP, "price": "free"}, 400, "price"),
        ("37", {"shop_id": SHOP, "stock": 1}, 400, "stock"),
    ],
)
def test_setting_stock_refuses(
    path: str, form: dict[str, Any], status: int, field: str | None, control: httpx.Client
) -> None:
    answer = control.patch(f"rees46/products/{path}", json=form)

    assert (answer.status_code, answer.json().get("field")) == (status, field)
