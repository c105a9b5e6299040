"""Lists of products with what they can be filtered by."""

from collections.abc import Callable
from typing import Any

import pytest

from emulator.kernel.database import Session
from emulator.vendors.rees46.behaviour import catalogue, listing, offers
from emulator.vendors.rees46.storage.categories import Category
from emulator.vendors.rees46.storage.listing import Filters
from emulator.vendors.rees46.storage.shops import Shop
from tests.vendors.rees46.calls import LINKED


def put(session: Session, shop: Shop, *items: dict[str, Any]) -> None:
    catalogue.put(
        session,
        shop,
        [offers.read({"id": n, "name": f"P{n}", "price": 10, **LINKED, **item}) for n, item in enumerate(items)],
    )


def test_a_product_in_two_branches_is_counted_once_above_them(session: Session, second_shop: Shop) -> None:
    tree = [("1", None), ("11", "1"), ("12", "1")]
    nodes = [{"uid": uid, "name": uid, "parent": parent, "url": "", "alias": ""} for uid, parent in tree]
    catalogue.replace_nodes(session, Category, second_shop, nodes)
    put(session, second_shop, {"categories": ["11", "12", "1"]}, {"categories": ["12"]})

    found = listing.facets(session, second_shop, Filters())

    assert {node.uid: count for node, count in found.categories} == {"1": 2, "11": 1, "12": 2}


def test_a_category_is_meant_with_all_beneath_it(session: Session, second_shop: Shop) -> None:
    nodes = [{"uid": "11", "name": "n", "parent": "1", "url": "", "alias": ""}]
    catalogue.replace_nodes(session, Category, second_shop, nodes)

    found = listing.within_trees(session, second_shop, Filters(categories=["1", "unknown"]))

    assert sorted(found.categories or []) == ["1", "11", "unknown"]


@pytest.mark.parametrize(
    ("prices", "ranges"),
    [
        ([], []),
        ([10], [{"from": 10, "to": 11, "count": 1}]),
        ([0.5, 99, 100], [{"from": 0, "to": 21, "count": 1}, {"from": 84, "to": 105, "count": 2}]),
    ],
)
def test_prices_are_divided_into_equal_parts(
    prices: list[float], ranges: list[dict[str, float]], session: Session, second_shop: Shop
) -> None:
    put(session, second_shop, *({"price": price} for price in prices))

    assert listing.facets(session, second_shop, Filters()).price_ranges == ranges


def test_what_is_ignored_or_out_of_stock_is_not_shown(session: Session, second_shop: Shop) -> None:
    put(session, second_shop, {}, {"available": False}, {"ignored": True})

    rows = listing.page(session, second_shop, Filters(), order="price", descending=False, limit=10, offset=0)

    assert [row.uid for row in rows] == ["0"]


def test_a_search_filters_what_it_found(session: Session, second_shop: Shop) -> None:
    put(session, second_shop, {}, {}, {})
    rows = listing.page(session, second_shop, Filters(), order="price", descending=False, limit=10, offset=0)

    found = listing.facets(session, second_shop, Filters(ids=[rows[0].id, rows[2].id]))

    assert found.total == 2


LAMP = {"brand": "Lumen", "categories": ["1"], "params": [{"name": "Material", "value": ["steel"]}]}
LAMPS = [{"uid": "1", "name": "Lamps", "parent": None, "url": "", "alias": ""}]


@pytest.mark.parametrize(
    ("change", "changed"),
    [
        (lambda session, shop: catalogue.set_stock(session, shop, "0", price=7), {"prices": {"min": 7, "max": 7}}),
        (lambda session, shop: put(session, shop, {**LAMP, "brand": "Nox"}), {"brands": ["Nox"]}),
        (lambda session, shop: put(session, shop, {**LAMP, "params": []}), {"filters": []}),
        (lambda session, shop: put(session, shop, {**LAMP, "categories": ["2"]}), {"categories": []}),
        (
            lambda session, shop: catalogue.replace_nodes(session, Category, shop, [{**LAMPS[0], "name": "Lights"}]),
            {"categories": ["Lights"]},
        ),
    ],
)
def test_what_was_counted_once_is_counted_anew_when_the_catalogue_changes(
    change: Callable[[Session, Shop], object], changed: dict[str, Any], session: Session, second_shop: Shop
) -> None:
    def counted() -> dict[str, Any]:
        found = listing.facets(session, second_shop, Filters())
        return {
            "prices": found.price_range,
            "brands": [brand["name"] for brand in found.brands],
            "categories": [node.name for node, _ in found.categories],
            "filters": list(found.filters),
        }

    catalogue.replace_nodes(session, Category, second_shop, LAMPS)
    put(session, second_shop, LAMP)
    before = counted()

    change(session, second_shop)

    assert counted() == {**before, **changed}
    assert counted() != before
