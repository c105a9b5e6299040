"""Collections of products that the shop has put together."""

import pytest

from emulator.kernel.database import Session
from emulator.vendors.rees46.behaviour import collections
from emulator.vendors.rees46.errors import NotFound
from emulator.vendors.rees46.storage import collections as storage
from emulator.vendors.rees46.storage.shops import Shop


def test_a_product_that_the_catalogue_has_not_is_left_out(session: Session, shop: Shop) -> None:
    storage.add(session, shop.id, code="new", name="New", products=["37", "unknown", "187"])

    found = collections.collection(session, shop, "new")

    assert (found.name, [product.uid for product in found.products]) == ("New", ["37", "187"])


def test_a_collection_is_of_one_shop(session: Session, second_shop: Shop) -> None:
    with pytest.raises(NotFound, match="Collection not found"):
        collections.collection(session, second_shop, "6")
