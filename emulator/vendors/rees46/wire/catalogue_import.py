"""The catalogue import: products, categories and locations from a shop's own system, beside or instead of the feed.

Observed: not in the document; shop modules and server clients send it, and the vendor's newer documentation has it.
Every one of them answers 204 with nothing in it, and 400 where id and secret do not belong together.
"""

from collections.abc import Callable, Iterable
from typing import Any, TypeVar

from pydantic import Field

from emulator.kernel.description import Handler
from emulator.kernel.evidence import Evidence, observed
from emulator.kernel.exchange import Call
from emulator.kernel.http import Answer
from emulator.kernel.route import Router
from emulator.vendors.rees46.behaviour import catalogue, offers
from emulator.vendors.rees46.storage import categories
from emulator.vendors.rees46.storage.categories import Category, Kind, Location
from emulator.vendors.rees46.wire import catalogue_rows as rows
from emulator.vendors.rees46.wire.access import WIRE, Access
from emulator.vendors.rees46.wire.answers import Answers, refusals
from emulator.vendors.rees46.wire.fields import ShopParams, Text

LIMIT = 35 * 1024 * 1024
"""Observed: the vendor takes 35 megabytes in a request."""
_NAMED = 10
"""How many bad rows are named one by one."""
_TAKEN: Answers = {204: {"description": "Taken"}, **refusals()}
_T = TypeVar("_T")

router = Router(WIRE)


class ProductImport(ShopParams):
    items: rows.Products = Field(description="Products, each whole")


class ProductIds(ShopParams):
    items: rows.Ids = Field(description="Product IDs")


class ProductPost(ShopParams):
    method: Text = Field(default="PUT", description="What is meant: PUT, PATCH or DELETE")
    items: rows.ProductsOrIds = Field(description="Products, or with PATCH and DELETE their IDs")


class CategoryImport(ShopParams):
    categories: rows.Categories = Field(description="Categories")


class CategoryIds(ShopParams):
    categories: rows.Ids = Field(description="Category IDs")


class LocationImport(ShopParams):
    locations: rows.Locations = Field(description="Locations")


def _imports(path: str, method: str, reads: Any, evidence: Evidence | None = None) -> Callable[[Handler], Handler]:
    """What all imports have in common."""
    return router.operation(
        path,
        [method],
        reads=reads,
        access="secret",
        imports=True,
        body_limit=LIMIT,
        long=True,  # PATCH names few products and may change all others
        answers=_TAKEN,
        evidence=evidence or observed("the catalogue import of the vendor's newer documentation"),
        tags=("Catalogue import",),
    )


# Products


@_imports("/import/products", "PUT", ProductImport)
def import_products(call: Call[Access], sent: ProductImport) -> Answer:
    """Adds products, or replaces what is known of them; all others stay as they are."""
    return _put(call, sent.items)


@_imports("/import/products", "PATCH", ProductIds)
def synchronize_products(call: Call[Access], sent: ProductIds) -> Answer:
    """What is named is in stock, everything else in the catalogue is not."""
    catalogue.synchronize(call.session, call.account.shop, _kept(call, sent.items, _id))
    return Answer(204)


@_imports("/import/products", "DELETE", ProductIds)
def remove_products(call: Call[Access], sent: ProductIds) -> Answer:
    """Marks products as out of stock."""
    uids = _kept(call, sent.items, _id)
    catalogue.set_available(call.session, call.account.shop, uids, is_available=False)
    return Answer(204)


@_imports("/import/products", "POST", ProductPost, observed("old server clients: a POST that says which method it is"))
def post_products(call: Call[Access], sent: ProductPost) -> Answer:
    """As PUT, PATCH or DELETE, whichever `method` says."""
    if sent.method.upper() == "PATCH":
        catalogue.synchronize(call.session, call.account.shop, _kept(call, sent.items, _id))
    elif sent.method.upper() == "DELETE":
        uids = _kept(call, sent.items, _id)
        catalogue.set_available(call.session, call.account.shop, uids, is_available=False)
    else:
        return _put(call, sent.items)
    return Answer(204)


# Categories


@_imports("/import/categories", "POST", CategoryImport)
def replace_categories(call: Call[Access], sent: CategoryImport) -> Answer:
    """The whole tree: categories that are not in it are deleted."""
    return _nodes(call, Category, sent.categories, replace=True)


@_imports("/import/categories", "PUT", CategoryImport)
def update_categories(call: Call[Access], sent: CategoryImport) -> Answer:
    """Adds or updates categories; all others stay as they are."""
    return _nodes(call, Category, sent.categories, replace=False)


@_imports("/import/categories", "DELETE", CategoryIds)
def remove_categories(call: Call[Access], sent: CategoryIds) -> Answer:
    """Deletes categories; products that stood in them stay."""
    categories.remove(call.session, Category, call.account.shop.id, _kept(call, sent.categories, _id))
    return Answer(204)


# Locations


@_imports("/import/locations", "POST", LocationImport)
def replace_locations(call: Call[Access], sent: LocationImport) -> Answer:
    """All locations: those that are not among them are deleted, as it is with categories."""
    return _nodes(call, Location, sent.locations, replace=True)


@_imports("/import/locations", "PUT", LocationImport)
def update_locations(call: Call[Access], sent: LocationImport) -> Answer:
    """Adds or updates locations; all others stay as they are."""
    return _nodes(call, Location, sent.locations, replace=False)


def _put(call: Call[Access], items: list[Any]) -> Answer:
    found = _kept(call, items, offers.read)
    for start in range(0, len(found), catalogue.SLICE):
        catalogue.put(call.session, call.account.shop, found[start : start + catalogue.SLICE])
    return Answer(204)


def _nodes(call: Call[Access], kind: Kind, items: list[Any], *, replace: bool) -> Answer:
    nodes = _kept(call, items, lambda item: catalogue.node(kind, item))
    if replace:
        catalogue.replace_nodes(call.session, kind, call.account.shop, nodes)
    else:
        categories.put(call.session, kind, call.account.shop.id, nodes)
    return Answer(204)


def _id(item: Any) -> str:
    """Observed: some name a product by its whole object."""
    return offers.uid_of(item.get("id") if isinstance(item, dict) else item)


def _kept(call: Call[Access], items: Iterable[Any], read: Callable[[Any], _T]) -> list[_T]:
    """The rows that can be read. The vendor never tells its caller of the others; the notices do."""
    kept: list[_T] = []
    wrong = 0
    for index, item in enumerate(items):
        try:
            kept.append(read(item))
        except ValueError as error:
            wrong += 1
            if wrong <= _NAMED:
                call.breach("wrong value", f"body[{index}]", f"row {index} is left out: {error}")
    if wrong > _NAMED:
        call.notice(f"{wrong - _NAMED} more rows are left out")
    return kept
