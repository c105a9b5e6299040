"""Chapter "Categories"."""

from typing import Any

import httpx
import pytest

from tests.vendors.rees46.calls import refusal

SHOP = {"shop_id": "DvLWN2ZTMZ", "shop_secret": "EIxTuot8sj"}
ROOTS = ["1", "2", "479", "3", "4", "5", "482", "100500"]


def uids(tree: list[dict[str, Any]]) -> list[str]:
    return [uid for node in tree for uid in (node["external_id"], *uids(node["children"]))]


def tree(rees46: httpx.Client, **sent: Any) -> list[dict[str, Any]]:
    answer = rees46.get("products/categories", params={**SHOP, **sent})
    assert answer.status_code == 200, answer.text
    found: list[dict[str, Any]] = answer.json()
    return found


def test_depth_0_is_the_root_categories(rees46: httpx.Client) -> None:
    found = tree(rees46, depth=0)

    assert uids(found) == ROOTS
    assert found[0] == {
        "id": 1,
        "external_id": "1",
        "name": "Camping",
        "url": "https://northwind.example/categories/camping",
        "parent_id": None,
        "parent_external_id": None,
        "children": [],
    }


def test_depth_1_adds_their_children_which_name_their_parent(rees46: httpx.Client) -> None:
    camping = tree(rees46, depth=1)[0]

    assert [(one["external_id"], one["parent_id"], one["parent_external_id"]) for one in camping["children"]] == [
        ("11", 1, "1"),
        ("12", 1, "1"),
        ("13", 1, "1"),
    ]
    assert camping["children"][0]["children"] == []


def test_without_a_depth_the_whole_tree_comes(rees46: httpx.Client) -> None:
    assert len(uids(tree(rees46))) == 36


@pytest.mark.parametrize("excluded", ["11,2", "2, 2", "[11,2]"])
def test_an_excluded_category_takes_all_beneath_it_along(excluded: str, rees46: httpx.Client) -> None:
    found = uids(tree(rees46, exclude=excluded))

    assert "2" not in found
    assert not {"146", "112", "211"} & set(found)


def test_an_excluded_category_may_be_named_by_either_id(rees46: httpx.Client) -> None:
    jewelry = next(one for one in tree(rees46, depth=0) if one["external_id"] == "482")

    assert "482" not in uids(tree(rees46, depth=0, exclude=jewelry["id"]))


def test_only_discount_leaves_categories_that_have_something_reduced(rees46: httpx.Client) -> None:
    found = uids(tree(rees46, only_discount="true"))

    assert "146" in found
    assert "100500" not in found


def test_locations_leave_categories_that_have_something_there(rees46: httpx.Client) -> None:
    everywhere = uids(tree(rees46))

    found = uids(tree(rees46, locations="nowhere"))

    assert set(found) <= set(everywhere)


@pytest.mark.parametrize(
    ("sent", "status", "message"),
    [
        ({}, 401, "Shop not found"),
        ({"shop_id": "DvLWN2ZTMZ"}, 403, "Invalid secret key"),
        ({**SHOP, "shop_secret": "wrong"}, 403, "Invalid secret key"),
        (
            {**SHOP, "depth": "deep"},
            400,
            "depth: Input should be a valid integer, unable to parse string as an integer",
        ),
        ({**SHOP, "depth": "-1"}, 400, "depth: Input should be greater than or equal to 0"),
        ({**SHOP, "exclude": "["}, 400, "exclude: a list that begins with [ must be JSON"),
    ],
)
def test_refuses(sent: dict[str, Any], status: int, message: str, rees46: httpx.Client) -> None:
    answer = rees46.get("products/categories", params=sent)

    assert answer.status_code == status
    assert answer.json() == refusal(message)
