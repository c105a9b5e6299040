"""The tree of a shop's categories."""

from typing import Any

import pytest

from emulator.kernel.database import Session
from emulator.vendors.rees46.behaviour import catalogue, category_tree, offers
from emulator.vendors.rees46.behaviour.category_tree import Branch
from emulator.vendors.rees46.storage.categories import Category, Location
from emulator.vendors.rees46.storage.shops import Shop


@pytest.fixture
def shop(session: Session, second_shop: Shop) -> Shop:
    tree = [("1", None), ("11", "1"), ("111", "11"), ("2", None), ("9", "gone"), ("x", "y"), ("y", "x")]
    nodes = [{"uid": uid, "name": uid, "parent": parent, "url": "", "alias": ""} for uid, parent in tree]
    catalogue.replace_nodes(session, Category, second_shop, nodes)
    catalogue.replace_nodes(session, Location, second_shop, [{"uid": "b", "name": "b", "parent": None, "type": ""}])
    items = [
        {"id": "cheap", "categories": ["111"], "oldprice": 20, "locations": ["a"]},
        {"id": "plain", "categories": ["2"]},
        {"id": "gone", "categories": ["9"], "oldprice": 20, "available": False},
    ]
    catalogue.put(
        session,
        second_shop,
        [offers.read({"name": "n", "price": 10, "url": "https://x.example/p", **item}) for item in items],
    )
    return second_shop


def shape(branches: list[Branch]) -> dict[str, Any]:
    return {branch.category.uid: shape(branch.children) for branch in branches}


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({"depth": 9}, {"1": {"11": {"111": {}}}, "2": {}, "9": {}}),
        ({"depth": 1}, {"1": {"11": {}}, "2": {}, "9": {}}),
        ({"depth": 2**62}, {"1": {"11": {"111": {}}}, "2": {}, "9": {}}),
        ({"depth": 9, "exclude": ["11", "2"]}, {"1": {}, "9": {}}),
        ({"depth": 9, "only_discount": True}, {"1": {"11": {"111": {}}}}),
        ({"depth": 9, "locations": ["a"]}, {"1": {"11": {"111": {}}}}),
        ({"depth": 9, "locations": ["b"]}, {}),
    ],
)
def test_is_cut_to_what_was_asked_for(asked: dict[str, Any], found: Any, session: Session, shop: Shop) -> None:
    assert shape(category_tree.tree(session, shop, **asked)) == found
