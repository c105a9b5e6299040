"""What of a product is searched: kept up to date with the catalogue and its tree of categories."""

from collections.abc import Iterable, Mapping
from typing import Any

from emulator.kernel import fulltext
from emulator.kernel.database import Session
from emulator.vendors.rees46.behaviour.offers import Offer
from emulator.vendors.rees46.storage import catalogue, categories
from emulator.vendors.rees46.storage import search_texts as storage
from emulator.vendors.rees46.storage.categories import Category
from emulator.vendors.rees46.storage.shops import Shop

_SLICE = 250


def write(session: Session, shop: Shop, offers: Mapping[int, Offer]) -> None:
    """Sets what products, by number, are found by. Assumed: also the names of all categories above their own."""
    tree = categories.with_ancestors(session, shop.id, {uid for one in offers.values() for uid in one["category_ids"]})
    rows = [{"product": number, "shop": shop.id, **_texts(one, tree)} for number, one in offers.items()]
    storage.replace(session, rows)
    storage.stand(session, [_standing(shop, number, one) for number, one in offers.items()])


def renew(session: Session, shop: Shop, changed: Iterable[str]) -> None:
    """The same for every product in or beneath categories that have another name or another place."""
    beneath = categories.with_descendants(categories.categories(session, shop.id), changed)
    numbers = storage.placed(session, shop.id, beneath) if beneath else []
    for start in range(0, len(numbers), _SLICE):
        products = catalogue.with_ids(session, numbers[start : start + _SLICE])
        write(session, shop, {row.id: {name: getattr(row, name) for name in catalogue.WRITTEN} for row in products})


def _texts(offer: Offer, tree: dict[str, Category]) -> dict[str, str]:
    placed = {node.uid: node.name for uid in offer["category_ids"] for node in categories.path(tree, uid)}
    params = [text for param in offer["params"] for text in (param["name"], *param["values"])]
    fashion = offer["fashion"]
    worn = [*(color["color"] for color in fashion.get("colors", ())), *fashion.get("sizes", ())]
    return {
        "name": " ".join(fulltext.words(offer["name"])),
        "brand": offer["brand"],
        "categories": _joined([*placed.values(), offer["type_prefix"]]),
        "model": _joined([offer["model"], offer["vendor_code"], offer["barcode"]]),
        "params": _joined([*params, *worn, *offer["tags"]]),
        "description": offer["description"],
    }


def _standing(shop: Shop, number: int, offer: Offer) -> dict[str, Any]:
    said = {name: offer[name] for name in ("is_available", "ignored", "group_id")}
    return {"product": number, "shop": shop.id, **said}


def _joined(texts: Iterable[str]) -> str:
    return "\n".join(text for text in texts if text)
