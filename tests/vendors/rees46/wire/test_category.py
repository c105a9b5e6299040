"""A category as products and lists answer it."""

import pytest

from emulator.vendors.rees46.storage.categories import Category
from emulator.vendors.rees46.wire import category


@pytest.mark.parametrize(
    ("url", "path"),
    [("https://shop.example/a/b?c=d", "/a/b"), ("/a", "/a"), ("", ""), ("http://[broken", "")],
)
def test_a_handle_is_a_url_without_its_domain(url: str, path: str) -> None:
    assert category.handle(url) == path


def test_a_category_names_its_place_in_the_tree() -> None:
    tree = {
        "1": Category(id=1, shop=1, uid="1", name="Camping"),
        "11": Category(id=2, shop=1, uid="11", name="Tents", parent="1", url="https://s.example/tents", alias="tents"),
    }

    assert category.shown(tree, tree["11"]) == {
        "id": "11",
        "name": "Tents",
        "url": "https://s.example/tents",
        "url_handle": "/tents",
        "parent_id": "1",
        "parent": "1",
        "level": "2",
        "name_with_parent": "Camping - Tents",
        "alias": "tents",
    }
