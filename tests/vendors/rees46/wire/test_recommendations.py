"""Chapter "Product recommendations", over HTTP."""

from typing import Any

import httpx
import pytest

from tests.vendors.rees46.calls import SECRET, SHOP, open_shop, push, refusal

POPULAR = "1fd1b3495137bc3c9299816026acf36f"
SIMILAR = "8c1f0e2b7d4a49a6b35f9ad1c6e07d12"
ALSO_BOUGHT = "2b6a4f9c1e8d4c07a9d35b7e60f1c283"
RECENTLY_VIEWED = "e47d10c95ab24f3e8b6c02d7f19a53b4"
SEARCH = "5d93ac7e0f1b42c8937e64b1a2d8f065"
IN_CATEGORY = "b08e52f7c6d94a1f8e23795cd4b1a6f0"
BY = {"shop_id": SHOP, "did": "D1", "prevent_shuffle": "1"}


def recommended(rees46: httpx.Client, code: str, **params: Any) -> list[Any]:
    answer = rees46.get(f"recommend/{code}", params={**BY, **params})
    assert answer.status_code == 200, answer.text
    return answer.json()["recommends"]  # type: ignore[no-any-return]


def test_a_block_answers_the_ids_of_its_products_twice(rees46: httpx.Client) -> None:
    answer = rees46.get(f"recommend/{POPULAR}", params={**BY, "limit": 3}).json()

    assert answer.pop("html").count("<li>") == 3
    assert answer == {
        "id": 101,
        "title": "Popular right now",
        "link": None,
        "recommends": ["187", "123", "37"],
        "products": ["187", "123", "37"],
    }


@pytest.mark.parametrize(
    ("code", "params", "found"),
    [
        (SIMILAR, {"item": "187"}, ["1003", "1002", "1004", "37", "1005", "1001"]),
        (SIMILAR, {"item": "1058"}, ["1062", "1067"]),
        (ALSO_BOUGHT, {"item_id": "187"}, ["123", "159", "1017", "1026", "1019", "1153"]),
        (RECENTLY_VIEWED, {"did": "uN5cQ8rH3x"}, ["1153", "1104", "1062", "187", "37"]),
        (RECENTLY_VIEWED, {"did": "uN5cQ8rH3x", "item": "1104"}, ["1153", "1062", "187", "37"]),
        (RECENTLY_VIEWED, {"did": "nobody"}, []),
        (SEARCH, {"search_query": "merino t-shirt"}, ["1083"]),
        (IN_CATEGORY, {"category": "41"}, ["1153", "1156", "1152", "1154", "1155"]),
        (IN_CATEGORY, {"category": "4", "limit": 2}, ["1153", "1162"]),
    ],
)
def test_each_algorithm_finds_its_products(
    rees46: httpx.Client, code: str, params: dict[str, Any], found: list[str]
) -> None:
    assert recommended(rees46, code, **params) == found


@pytest.mark.parametrize(
    ("params", "found"),
    [
        ({"limit": 2}, ["187", "123"]),
        ({"limit": 2, "page": 2}, ["37", "1153"]),
        ({"exclude": "187, 123", "limit": 2}, ["37", "1153"]),
        ({"exclude[0]": "187", "exclude[1]": "123", "limit": 2}, ["37", "1153"]),
        ({"item": "187", "limit": 2}, ["123", "37"]),
        ({"brands": "lumen,Meridian", "limit": 2}, ["1153", "1162"]),
        ({"exclude_brands": "Trailhead,Alpenglow", "limit": 2}, ["123", "1153"]),
        ({"categories": '["4"]', "limit": 2}, ["1153", "1162"]),
        ({"categories": "nowhere"}, []),
        ({"discount": "true", "limit": 2}, ["37", "1104"]),
        ({"discount": "false", "limit": 2}, ["187", "123"]),
    ],
)
def test_only_what_meets_every_condition_is_recommended(
    rees46: httpx.Client, params: dict[str, Any], found: list[str]
) -> None:
    assert recommended(rees46, POPULAR, **params) == found


def test_extended_products_say_what_recommended_them(rees46: httpx.Client) -> None:
    products = recommended(rees46, POPULAR, extended="true", limit=1, resize_image=180)

    assert (products[0]["id"], products[0]["price"]) == ("187", 409)
    assert products[0]["url"].endswith(f"?recommended_by=dynamic&recommended_code={POPULAR}")
    assert "/180/187" in products[0]["picture"]
    assert "locations" not in products[0]


def test_locations_are_named_where_they_are_asked_for(rees46: httpx.Client) -> None:
    products = recommended(rees46, POPULAR, extended=1, with_locations=1, limit=100, locations="145")

    assert len(products) > 1
    for product in products:
        assert [place["id"] for place in product["locations"]] == product["location_ids"]
        assert "145" in product["location_ids"]


def test_ids_are_answered_where_extended_is_said_to_be_false(rees46: httpx.Client) -> None:
    assert recommended(rees46, POPULAR, extended="false", limit=1) == ["187"]


def test_without_prevent_shuffle_the_same_products_come_in_any_order(rees46: httpx.Client) -> None:
    orders = {tuple(recommended(rees46, POPULAR, prevent_shuffle="0")) for _ in range(5)}

    assert len(orders) > 1
    assert len({frozenset(order) for order in orders}) == 1


def test_what_visitors_do_changes_what_is_recommended(rees46: httpx.Client) -> None:
    for _ in range(3):
        push(rees46, "purchase", items=[{"id": "1181"}, {"id": "1180"}])
    push(rees46, "view", items=[{"id": "1179"}])

    assert recommended(rees46, POPULAR, limit=2)[0] == "187"
    assert recommended(rees46, ALSO_BOUGHT, item="1181") == ["1180"]
    assert recommended(rees46, RECENTLY_VIEWED) == ["1179"]


def test_what_is_out_of_stock_is_not_recommended(rees46: httpx.Client) -> None:
    stock = {"shop_id": SHOP, "shop_secret": SECRET, "items": ["187"]}

    assert rees46.request("DELETE", "import/products", json=stock).status_code == 204
    assert recommended(rees46, POPULAR, limit=1) == ["123"]


@pytest.mark.parametrize(("code", "missing"), [(SIMILAR, "item"), (ALSO_BOUGHT, "item"), (SEARCH, "search_query")])
def test_without_what_a_block_needs_it_is_empty_or_refused_by_a_strict_shop(
    rees46: httpx.Client, control: httpx.Client, code: str, missing: str
) -> None:
    lenient = rees46.get(f"recommend/{code}", params=BY)
    control.patch(f"rees46/shops/{SHOP}", json={"strict": True})
    strict = rees46.get(f"recommend/{code}", params=BY)

    assert lenient.json()["recommends"] == []
    assert f"{missing} is missing" in lenient.headers["x-emulator-notice"]
    assert (strict.status_code, strict.json()) == (400, refusal(f"{missing} is missing"))


@pytest.mark.parametrize(
    ("params", "found"),
    [
        ({"recommender_type": "dynamic", "recommender_code": POPULAR, "limit": "2"}, ["187", "123"]),
        ({"recommender_type": "interesting", "limit": "2"}, ["187", "123"]),
        ({"recommender_type": "popular", "cart_count": "1", "cart_item_id[0]": "187", "limit": "1"}, ["123"]),
        ({"recommender_type": "see_also", "item_id": "187", "limit": "2"}, ["123", "159"]),
        ({"recommender_type": "similar", "item_id": "187", "ssid": "D1", "limit": "1"}, ["1003"]),
    ],
)
def test_old_clients_get_the_bare_ids(rees46: httpx.Client, params: dict[str, str], found: list[str]) -> None:
    answer = rees46.get("recommend", params={**BY, **params})

    assert (answer.status_code, answer.json()) == (200, found)


@pytest.mark.parametrize(
    ("path", "change", "status", "message"),
    [
        (f"recommend/{POPULAR}", {"shop_id": ""}, 401, "Shop not found"),
        (f"recommend/{POPULAR}", {"shop_id": "unknown"}, 401, "Shop not found"),
        ("recommend/unknown", {}, 404, "Incorrect recommender code"),
        (f"recommend/{POPULAR}", {"limit": "many"}, 400, None),
        (f"recommend/{POPULAR}", {"limit": "0"}, 400, None),
        (f"recommend/{POPULAR}", {"page": "-1"}, 400, None),
        (f"recommend/{POPULAR}", {"extended": "perhaps"}, 400, None),
        (f"recommend/{POPULAR}", {"brands": "[1"}, 400, None),
        ("recommend", {}, 400, "recommender_code is missing"),
        ("recommend", {"recommender_code": "unknown"}, 404, "Incorrect recommender code"),
        ("recommend", {"recommender_type": "unknown"}, 404, "Incorrect recommender code"),
    ],
)
def test_refuses(rees46: httpx.Client, path: str, change: dict[str, str], status: int, message: str | None) -> None:
    answer = rees46.get(path, params={**BY, **change})

    assert answer.status_code == status
    assert answer.json() == refusal(message or answer.json()["message"])


def test_another_shop_has_blocks_of_its_own(rees46: httpx.Client, control: httpx.Client) -> None:
    other = open_shop(control)

    answer = rees46.get(f"recommend/{POPULAR}", params={"shop_id": other["shop_id"], "did": "D1"})

    assert answer.status_code == 404
