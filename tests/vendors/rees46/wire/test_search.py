"""Chapter "Search", over HTTP."""

import json
from typing import Any

import httpx
import pytest

from tests.vendors.rees46.calls import SECRET, SHOP, refusal

FULL = {"shop_id": SHOP, "did": "D1", "type": "full_search", "search_query": "tent"}
EMPTY = {
    "products": [], "products_total": 0, "requests_count": 1, "clarification": False, "html": "", "categories": [],
    "brands": [], "filters": {}, "industrial_filters": {"fashion_sizes": [], "colors": []},
    "price_range": {"min": 0, "max": 0}, "price_ranges": [], "price_median": 0, "locations": [], "queries": [],
    "suggests": [], "collections": [], "keywords": [], "virtual_categories": [], "book_authors": [], "book_author": [],
}  # fmt: skip


def found(rees46: httpx.Client, **changed: Any) -> dict[str, Any]:
    answer = rees46.get("search", params={**FULL, **changed})
    assert answer.status_code == 200, answer.text
    return answer.json()  # type: ignore[no-any-return]


def ids(rees46: httpx.Client, **changed: Any) -> list[str]:
    return [one["id"] for one in found(rees46, **changed)["products"]]


def test_nothing_found_is_an_empty_answer_with_every_key(rees46: httpx.Client) -> None:
    assert found(rees46, search_query="covfefe") == {
        **EMPTY, "search_query": "covfefe", "search_query_original": "covfefe",
    }  # fmt: skip


def test_a_slip_is_corrected_and_what_was_typed_is_told(rees46: httpx.Client) -> None:
    answer = found(rees46, search_query="nomda")

    assert (answer["search_query"], answer["search_query_original"]) == ("nomad", "nomda")
    assert [one["id"] for one in answer["products"]] == ["187", "1003"]


def test_products_say_which_search_found_them(rees46: httpx.Client) -> None:
    product = found(rees46, search_query="nomad 3")["products"][0]

    assert product["url"].endswith("?recommended_by=full_search&recommended_code=nomad+3")


def test_what_is_found_can_be_filtered_further(rees46: httpx.Client) -> None:
    answer = found(rees46, search_query="backpacking tent", category_limit=1, brand_limit=2)

    assert [one["name"] for one in answer["brands"]] == ["Alpenglow", "Stormfell"]
    assert [(one["id"], one["count"]) for one in answer["categories"]] == [("1", 7)]
    assert answer["price_range"] == {"min": 249.0, "max": 499.0}
    assert answer["filters"]["Capacity"]["count"] == 7
    assert sum(one["count"] for one in answer["price_ranges"]) == answer["products_total"] == 7


@pytest.mark.parametrize(
    ("changed", "wanted"),
    [
        ({"limit": 2, "sort_by": "price", "sort_dir": "asc"}, ["1001", "37"]),
        ({"limit": 2, "sort_by": "price", "order": "desc"}, ["1005", "1004"]),
        ({"limit": 2, "sort_by": "price", "sort_dir": "ASC"}, ["1001", "37"]),
        ({"limit": 2, "offset": 2, "sort_by": "price", "sort_dir": "asc"}, ["1003", "1002"]),
        ({"limit": 2, "page": 2, "sort_by": "price", "sort_dir": "asc"}, ["1003", "1002"]),
        ({"brands": "trailhead"}, ["187", "1003"]),
        ({"excluded_brands": "Alpenglow,Stormfell"}, ["187", "1003"]),
        ({"exclude_brands": "Alpenglow,Stormfell"}, ["187", "1003"]),
        ({"brands": "Trailhead", "exclude": "187"}, ["1003"]),
        ({"price_min": 410, "price_max": "419"}, ["1004"]),
        ({"brands": "Trailhead", "discount": "true"}, ["1003"]),
        ({"brands": "Trailhead", "discount": "false"}, ["187"]),
        ({"brands": "Trailhead", "discount": ""}, ["187", "1003"]),
        ({"brands": "Trailhead", "categories": "146, 12"}, ["187", "1003"]),
        ({"categories": "2"}, []),
        ({"brands": "Trailhead", "filters": json.dumps({"Capacity": ["3"]})}, ["187"]),
        ({"brands": "Trailhead", "filters": "%7B%22Capacity%22%3A%5B%223%22%5D%7D"}, ["187"]),
        ({"limit": 0}, []),
        ({"merchants": "nobody"}, []),
        ({"colors": "purple"}, []),
        ({"brands": "Trailhead", "fashion_sizes": "", "email": "", "unknown": "x"}, ["187", "1003"]),
    ],
)
def test_every_parameter_counts(rees46: httpx.Client, changed: dict[str, Any], wanted: list[str]) -> None:
    assert ids(rees46, search_query="backpacking tent", **changed) == wanted


def test_variants_are_one_product_unless_they_are_not_to_collapse(rees46: httpx.Client) -> None:
    assert len(ids(rees46, search_query="squall rain jacket men")) == 1
    assert len(ids(rees46, search_query="squall rain jacket men", collapse="false")) == 4


@pytest.mark.parametrize("stock", [{}, {"available": "1"}, {"brands": "Stormfell"}, {"price_max": "150"}])
def test_as_many_products_are_counted_as_a_filter_finds(stock: dict[str, str], rees46: httpx.Client) -> None:
    jackets = {"search_query": "jacket", "limit": 0, **stock}

    answer = found(rees46, **jackets)

    industrial = answer["industrial_filters"]
    counts = {
        **{("colors", one["color"]): one["count"] for one in industrial["colors"]},
        **{("fashion_sizes", one["size"]): one["count"] for one in industrial["fashion_sizes"]},
        **{("brands", one["name"]): one["count"] for one in answer["brands"]},
        **{("categories", one["id"]): one["count"] for one in answer["categories"]},
        **{
            ("filters", json.dumps({name: [value]})): count
            for name, param in answer["filters"].items()
            for value, count in param["values"].items()
        },
    }
    assert len(industrial["colors"]) > 1
    assert counts == {
        (name, value): found(rees46, **{**jackets, name: value})["products_total"] for name, value in counts
    }


def test_what_is_out_of_stock_comes_last_and_may_be_left_out(rees46: httpx.Client) -> None:
    stock = [one["is_available"] for one in found(rees46, search_query="family tent")["products"]]

    assert stock == sorted(stock, reverse=True)
    assert False in stock
    assert all(one["is_available"] for one in found(rees46, search_query="family tent", available="1")["products"])


def test_no_clarification_asks_for_all_of_the_words(rees46: httpx.Client) -> None:
    answer = found(rees46, search_query="covfefe nomad")

    assert (answer["clarification"], answer["products_total"]) == (True, 2)
    assert found(rees46, search_query="covfefe nomad", no_clarification="true")["products"] == []


def test_instant_search_takes_beginnings_and_suggests_what_others_found(rees46: httpx.Client) -> None:
    found(rees46, search_query="nomad tent")

    answer = found(rees46, type="instant_search", search_query="nom")

    assert [one["id"] for one in answer["products"]] == ["187", "1003"]
    link = "/search?query=nomad+tent"
    assert answer["queries"] == [
        {"name": "nomad tent", "url": link, "url_handle": link, "deeplink_ios": "", "score": 1}
    ]


def test_an_empty_query_finds_nothing_in_a_lenient_shop(rees46: httpx.Client, control: httpx.Client) -> None:
    assert found(rees46, search_query="")["products"] == []

    control.patch(f"rees46/shops/{SHOP}", json={"strict": True})
    strict = rees46.get("search", params={**FULL, "search_query": ""})
    assert (strict.status_code, strict.json()) == (400, refusal("search_query is missing"))


@pytest.mark.parametrize(
    ("changed", "status", "message"),
    [
        ({"shop_id": None}, 401, "Shop not found"),
        ({"shop_id": "unknown"}, 401, "Shop not found"),
        ({"type": None}, 400, "type is missing"),
        ({"type": "half_search"}, 400, None),
        ({"search_query": None}, 400, "search_query is missing"),
        ({"limit": "-1"}, 400, None),
        ({"page": "0"}, 400, None),
        ({"price_min": "cheap"}, 400, None),
        ({"filters": "{"}, 400, None),
        ({"sort_dir": "up"}, 400, None),
        ({"brands": "[1"}, 400, None),
    ],
)
def test_refuses(rees46: httpx.Client, changed: dict[str, str | None], status: int, message: str | None) -> None:
    params = {name: value for name, value in {**FULL, **changed}.items() if value is not None}

    answer = rees46.get("search", params=params)

    assert answer.status_code == status
    assert answer.json() == refusal(message or answer.json()["message"])


def test_a_query_may_be_anything(rees46: httpx.Client) -> None:
    for query in ('"', "'; DROP TABLE", "* NEAR(", "%", "ß ٣", "a" * 5000, "x " * 500):
        assert found(rees46, search_query=query)["search_query_original"] == query or query == "%"


def test_the_secret_is_not_asked_for(rees46: httpx.Client) -> None:
    assert found(rees46, shop_secret=SECRET)["products_total"] == found(rees46)["products_total"]


def test_the_prices_are_those_of_all_variants(rees46: httpx.Client, control: httpx.Client) -> None:
    jackets = {"search_query": "squall rain jacket men"}
    first, *_, last = ids(rees46, **jackets, collapse="false")
    for product, price in ((first, 100), (last, 300)):
        control.patch(f"rees46/products/{product}", json={"shop_id": SHOP, "price": price})

    answer = found(rees46, **jackets)

    assert (answer["products_total"], answer["price_range"]) == (1, {"min": 100, "max": 300})
    assert len(answer["price_ranges"]) > 1
    for step in answer["price_ranges"]:
        within = {"price_min": step["from"], "price_max": step["to"] - 0.01}
        assert found(rees46, **jackets, **within)["products_total"] == step["count"] == 1
