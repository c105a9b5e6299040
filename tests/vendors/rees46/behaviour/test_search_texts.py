"""What of a product is searched, as its catalogue changes."""

from typing import Any

import pytest

from emulator.kernel.database import Session
from emulator.vendors.rees46.behaviour import catalogue, offers, search
from emulator.vendors.rees46.storage import catalogue as storage
from emulator.vendors.rees46.storage.categories import Category
from emulator.vendors.rees46.storage.shops import Shop
from tests.vendors.rees46.calls import LINKED

TREE = [
    {"uid": "1", "name": "Furniture", "parent": None, "url": "", "alias": ""},
    {"uid": "2", "name": "Chairs", "parent": "1", "url": "", "alias": ""},
]


def put(session: Session, shop: Shop, uid: str, **item: Any) -> None:
    catalogue.put(session, shop, [offers.read({"id": uid, "name": "Thing", "price": 1, **LINKED, **item})])


def find(session: Session, shop: Shop, query: str) -> list[str]:
    return [row.uid for row in storage.with_ids(session, search.find(session, shop, query).numbers)]


@pytest.mark.parametrize(
    "query", ["thing", "acme", "m-9", "V77", "4006381333931", "waterproof", "membrane", "black", "42", "sale", "gift"]
)
def test_a_product_is_found_by_whatever_its_offer_says(session: Session, second_shop: Shop, query: str) -> None:
    put(
        session, second_shop, "a", brand="Acme", model="M-9", vendor_code="V77", barcode="4006381333931",
        description="waterproof", params=[{"name": "Membrane", "value": ["GTX"]}], tags=["sale"], type_prefix="gift",
        fashion={"colors": [{"color": "black"}], "sizes": ["42"]},
    )  # fmt: skip

    assert find(session, second_shop, query) == ["a"]


def test_an_offer_that_changes_is_found_by_its_new_words_only(session: Session, second_shop: Shop) -> None:
    put(session, second_shop, "a", name="Table")
    put(session, second_shop, "a", name="Bench")

    assert find(session, second_shop, "bench") == ["a"]
    assert find(session, second_shop, "table") == []


def test_a_product_is_found_by_the_names_of_its_categories(session: Session, second_shop: Shop) -> None:
    catalogue.replace_nodes(session, Category, second_shop, TREE)
    put(session, second_shop, "a", categories=["2"])
    assert find(session, second_shop, "furniture") == ["a"]

    catalogue.replace_nodes(session, Category, second_shop, [{**TREE[0], "name": "Seating"}, TREE[1]])
    assert find(session, second_shop, "seating") == ["a"]
    assert find(session, second_shop, "furniture") == []

    catalogue.replace_nodes(session, Category, second_shop, [TREE[1]])
    assert find(session, second_shop, "seating") == []
    assert find(session, second_shop, "chair") == ["a"]
