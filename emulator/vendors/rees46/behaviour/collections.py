"""Collections of products, as the vendor's newer documentation has them."""

from collections.abc import Sequence
from dataclasses import dataclass

from emulator.kernel.database import Session
from emulator.vendors.rees46.errors import NotFound
from emulator.vendors.rees46.storage import catalogue, categories
from emulator.vendors.rees46.storage import collections as storage
from emulator.vendors.rees46.storage.catalogue import Product
from emulator.vendors.rees46.storage.shops import Shop


@dataclass(frozen=True)
class Collected:
    name: str
    products: list[Product]


def collection(session: Session, shop: Shop, code: str, *, locations: Sequence[str] = ()) -> Collected:
    """Observed: a list "from the dashboard" by its id.

    Assumed: in the order in which the shop put it together, without what is out of stock or not at the location; an
    id that the shop has not is 404.
    """
    found = storage.with_code(session, shop.id, code)
    if found is None:
        raise NotFound("Collection not found")
    places = set(categories.with_descendants(categories.locations(session, shop.id), list(locations)))
    products = [
        product for product in catalogue.with_uids(session, shop.id, found.products) if _is_had(product, places)
    ]
    return Collected(found.name, products)


def _is_had(product: Product, places: set[str]) -> bool:
    there = not places or any(place["location"] in places for place in product.locations)
    return product.is_available and not product.ignored and there
