"""A category as products and lists answer it."""

from urllib.parse import urlsplit

from typing_extensions import TypedDict

from emulator.vendors.rees46.storage import categories
from emulator.vendors.rees46.storage.categories import Category


class CategoryObject(TypedDict):
    id: str
    name: str
    url: str
    url_handle: str
    parent_id: str
    parent: str
    level: str
    name_with_parent: str
    alias: str


def shown(tree: dict[str, Category], node: Category) -> CategoryObject:
    """A category with its place in the tree, which must hold its ancestors."""
    way = categories.path(tree, node.uid)
    return {
        "id": node.uid,
        "name": node.name,
        "url": node.url,
        "url_handle": handle(node.url),
        "parent_id": node.parent or "",
        "parent": node.parent or "",
        "level": str(len(way)),
        "name_with_parent": " - ".join(one.name for one in way[-2:]),
        "alias": node.alias,
    }


def handle(url: str) -> str:
    """The path of a url, without its domain; "" for what is no url."""
    try:
        return urlsplit(url).path
    except ValueError:
        return ""
