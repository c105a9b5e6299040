"""Lists of products."""

from typing import Any

import httpx
import pytest

from tests.vendors.rees46.calls import SHOP, refusal


def listed(rees46: httpx.Client, path: str = "products", **sent: Any) -> dict[str, Any]:
    answer = rees46.get(path, params={"shop_id": SHOP, "limit": 1000, **sent})
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    return found


def uids(found: dict[str, Any]) -> list[str]:
    return [one["id"] for one in found["products"]]


def test_all_that_is_in_stock_is_listed(rees46: httpx.Client) -> None:
    found = listed(rees46)

    assert found["products_total"] == len(found["products"]) > 150
    assert all(one["is_available"] for one in found["products"])
    assert sum(brand["count"] for brand in found["brands"]) == found["products_total"]
    assert found["price_range"] == {
        "min": min(one["price_full"] for one in found["products"]),
        "max": max(one["price_full"] for one in found["products"]),
    }
    assert sum(one["count"] for one in found["price_ranges"]) == found["products_total"]


@pytest.mark.parametrize(
    ("sent", "holds"),
    [
        ({"brands": "alpenglow, Trailhead"}, lambda one: one["brand"] in ("Alpenglow", "Trailhead")),
        ({"exclude_brands": "Northwind"}, lambda one: one["brand"] != "Northwind"),
        ({"categories": "11"}, lambda one: "11" in one["category_ids"]),
        ({"exclude": "37,187"}, lambda one: one["id"] not in ("37", "187")),
        ({"price_min": 100, "price_max": "200"}, lambda one: 100 <= one["price_full"] <= 200),
        ({"discount": "true"}, lambda one: one["oldprice"] > one["price"]),
        ({"discount": "false"}, lambda one: one["oldprice"] == 0),
        ({"colors": "red"}, lambda one: "Red" in one["fashion_colors"]),
        ({"fashion_sizes": "M,42"}, lambda one: {"M", "42"} & set(one["fashion_sizes"])),
        ({"locations": "2"}, lambda one: "2" in one["location_ids"]),
        (
            {"filters": '{"Bluetooth":["yes"],"Color":["black","Grey"]}'},
            lambda one: {"key": "Bluetooth", "values": ["yes"]} in one["params"],
        ),
        (
            {"": '{"Bluetooth":["yes"]}'},  # as Android sends it
            lambda one: {"key": "Bluetooth", "values": ["yes"]} in one["params"],
        ),
    ],
)
def test_only_what_the_filters_say_is_listed(sent: dict[str, Any], holds: Any, rees46: httpx.Client) -> None:
    everything = listed(rees46)

    found = listed(rees46, **sent)

    expected = {one["id"] for one in everything["products"] if holds(one)}
    assert 0 < found["products_total"] == len(found["products"]) < everything["products_total"]
    assert all(holds(one) for one in found["products"])
    assert set(uids(found)) == expected or "filters" in sent


@pytest.mark.parametrize(("sort_dir", "reverse"), [("asc", False), ("desc", True)])
@pytest.mark.parametrize(("sort_by", "key"), [("price", "price_full"), ("discount", "discount"), ("rating", "rating")])
def test_products_are_sorted(sort_by: str, key: str, sort_dir: str, reverse: bool, rees46: httpx.Client) -> None:
    found = listed(rees46, sort_by=sort_by, order=sort_dir)

    values = [one[key] for one in found["products"]]
    assert values == sorted(values, reverse=reverse)


def test_pages_follow_each_other(rees46: httpx.Client) -> None:
    everything = uids(listed(rees46, sort_by="price"))

    pages = [uids(listed(rees46, sort_by="price", limit=7, page=page)) for page in (1, 2)]

    assert [*pages[0], *pages[1]] == everything[:14]


def test_params_are_filters_and_those_with_a_unit_are_ranges(rees46: httpx.Client) -> None:
    found = listed(rees46, categories="146")

    season = found["filters"]["Season"]
    assert season["count"] == sum(season["values"].values()) == found["products_total"]
    assert found["filters"]["Capacity"]["values"] == {}
    assert found["filters"]["Capacity"]["ranges"]["min"] >= 1


def test_categories_count_what_is_beneath_them(rees46: httpx.Client) -> None:
    found = listed(rees46, categories="1")

    counts = {one["id"]: one["count"] for one in found["categories"]}
    assert counts["1"] == found["products_total"]
    assert counts["11"] == counts["146"] + counts["112"]


def test_nothing_found_is_an_empty_list(rees46: httpx.Client) -> None:
    assert listed(rees46, brands="nobody") == {
        "products": [],
        "products_total": 0,
        "brands": [],
        "categories": [],
        "filters": {},
        "industrial_filters": {"fashion_sizes": [], "colors": []},
        "locations": [],
        "price_range": {"min": 0, "max": 0},
        "price_ranges": [],
        "price_median": 0,
    }


@pytest.mark.parametrize("path", ["category/146", "category/100500"])
def test_a_category_lists_its_products_and_itself(path: str, rees46: httpx.Client) -> None:
    uid = path.rpartition("/")[2]

    found = listed(rees46, path)

    assert found["products"]
    assert all(uid in one["category_ids"] for one in found["products"])
    assert next(one for one in found["categories"] if one["id"] == uid)["url"].startswith("https://northwind.example/")


def test_a_category_is_found_by_its_alias(rees46: httpx.Client) -> None:
    assert uids(listed(rees46, "category/camping")) == uids(listed(rees46, "category/1"))


@pytest.mark.parametrize("slash", ["/", "%2F", "%2f"])
def test_every_alias_that_is_shown_leads_to_its_category(slash: str, rees46: httpx.Client) -> None:
    shown = {one["id"]: one["alias"] for one in listed(rees46)["categories"]}

    found = {uid: listed(rees46, f"category/{alias.replace('/', slash)}") for uid, alias in shown.items()}

    assert any("/" in alias for alias in shown.values())
    for uid, answer in found.items():
        assert answer == listed(rees46, f"category/{uid}")


@pytest.mark.parametrize(
    ("path", "sent", "status", "message"),
    [
        ("products", {}, 401, "Shop not found"),
        ("products", {"shop_id": "unknown"}, 401, "Shop not found"),
        ("products", {"shop_id": SHOP, "limit": "-1"}, 400, "limit: Input should be greater than or equal to 0"),
        ("products", {"shop_id": SHOP, "page": "0"}, 400, "page: Input should be greater than or equal to 1"),
        ("products", {"shop_id": SHOP, "order": "up"}, 400, "order: Input should be 'asc' or 'desc'"),
        ("category/none", {"shop_id": SHOP}, 404, "The specified object could not be found."),
        ("category/146", {}, 401, "Shop not found"),
    ],
)
def test_refuses(path: str, sent: dict[str, str], status: int, message: str, rees46: httpx.Client) -> None:
    answer = rees46.get(path, params=sent)

    assert (answer.status_code, answer.json()) == (status, refusal(message))


@pytest.mark.parametrize("filters", ["{", "1", "[]", '"x"'])
def test_filters_that_are_no_object_are_refused(filters: str, rees46: httpx.Client) -> None:
    answer = rees46.get("products", params={"shop_id": SHOP, "filters": filters})

    assert answer.status_code == 400
    assert answer.json()["message"].startswith("filters")
