"""Search before anything is typed, and what was not found, over HTTP."""

from typing import Any

import httpx
import pytest

from tests.vendors.rees46.calls import S2S, SECRET, SHOP, push, refusal

DEVICE = {"shop_id": SHOP, "did": "D1"}


def search(rees46: httpx.Client, query: str, kind: str = "full_search") -> None:
    answer = rees46.get("search", params={**DEVICE, "type": kind, "search_query": query})
    assert answer.status_code == 200, answer.text


def blank(rees46: httpx.Client, **who: str) -> dict[str, Any]:
    answer = rees46.get("search/blank", params={**DEVICE, **who})
    assert answer.status_code == 200, answer.text
    return answer.json()  # type: ignore[no-any-return]


def not_found(rees46: httpx.Client) -> list[tuple[str, int]]:
    return [(row["query"], row["quantity"]) for row in rees46.get("search/no_result_queries", params=S2S).json()]


def test_somebody_new_sees_popular_products_and_brands(rees46: httpx.Client) -> None:
    answer = blank(rees46)

    assert [one["id"] for one in answer["products"]][:2] == ["187", "123"]
    assert answer["html"].count("<li>") == 10
    assert (answer["last_products"], answer["last_queries"]) == (False, [])
    assert [one["name"] for one in answer["suggests"]] == ["headlamp", "two person tent"]
    assert {"name": "Trailhead", "url": "/search?query=Trailhead"} in answer["popular_brands"]
    assert answer["popular_categories"][0]["name"] == "Backpacking Tents"


def test_somebody_known_sees_what_they_viewed_and_searched_for(rees46: httpx.Client) -> None:
    push(rees46, "view", items=[{"id": "1179"}])
    search(rees46, "tent")
    search(rees46, "boots", kind="instant_search")

    answer = blank(rees46)

    assert ([one["id"] for one in answer["products"]], answer["last_products"]) == (["1179"], True)
    assert [one["name"] for one in answer["last_queries"]] == ["tent"]
    assert [(one["name"], one["score"]) for one in blank(rees46, did="D2")["suggests"]] == [
        ("headlamp", 1),
        ("tent", 1),
        ("two person tent", 1),
    ]


def test_lists_what_was_searched_for_in_vain(rees46: httpx.Client) -> None:
    for query in ("covfefe", "covfefe", "tent"):
        search(rees46, query)
    search(rees46, "instantly", kind="instant_search")
    push(rees46, "search", search_query="iphone 4s xyzzy")
    push(rees46, "search", search_query="xyzzy")

    assert not_found(rees46) == [("kayak", 3), ("covfefe", 2), ("snowboard", 2), ("xyzzy", 1)]


def test_forgets_them_after_two_weeks(rees46: httpx.Client, control: httpx.Client) -> None:
    search(rees46, "covfefe")
    control.post("clock/advance", json={"days": 14, "seconds": 5})

    assert not_found(rees46) == []


@pytest.mark.parametrize(
    ("path", "params", "status", "message"),
    [
        ("search/blank", {}, 401, "Shop not found"),
        ("search/blank", {"shop_id": "unknown"}, 401, "Shop not found"),
        ("search/no_result_queries", {"shop_secret": SECRET}, 401, "Shop not found"),
        ("search/no_result_queries", {"shop_id": SHOP}, 403, "Invalid secret key"),
        ("search/no_result_queries", {"shop_id": SHOP, "shop_secret": "wrong"}, 403, "Invalid secret key"),
    ],
)
def test_refuses(rees46: httpx.Client, path: str, params: dict[str, str], status: int, message: str) -> None:
    answer = rees46.get(path, params=params)

    assert (answer.status_code, answer.json()) == (status, refusal(message))


def test_the_secret_may_stand_in_a_header(rees46: httpx.Client) -> None:
    answer = rees46.get("search/no_result_queries", params={"shop_id": SHOP}, headers={"X-Shop-Secret": SECRET})

    assert answer.status_code == 200
    assert answer.json() == [{"query": "kayak", "quantity": 3}, {"query": "snowboard", "quantity": 2}]
