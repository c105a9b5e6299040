"""How a product is written in a feed or in a catalogue import, and what is kept of it.

A feed's offer and an import's item have the same keys here; what cannot be read in an optional one is left out.
"""

import math
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from emulator.kernel.database import Table
from emulator.vendors.rees46.storage.filters import Placement, Supply, Trait

Offer = dict[str, Any]
"""The columns of `storage.catalogue.Product` by name."""

_LONGEST = 255
_TEXTS = ("type_prefix", "brand_picture", "model", "vendor_code", "barcode", "group_id", "description", "promocode")
_URLS = ("url", "deeplink_android", "deeplink_ios", "picture")
_PLAIN = (*_TEXTS, *_URLS)
_ALLOWED = ("discounts", "bonuses_spending", "bonuses_accrual")
_FALSE = ("", "0", "false", "no", "off", "null", "none")


def read(item: Any) -> Offer:
    """Docs (catalogue import): id, name and price are required, the price above zero; raises ValueError for others.

    Observed: what has no link or no category is kept, but neither found, nor recommended, nor mailed about; ids come as
    numbers, prices as texts ("199.0000"), flags as 1.
    """
    item = item if isinstance(item, Mapping) else {}
    uid = uid_of(item.get("id"))
    name, price = text(item.get("name")), number(item.get("price"))
    if not name:
        raise ValueError(f"product {uid}: name is missing")
    if price is None or price <= 0:
        raise ValueError(f"product {uid}: price must be a number above zero")
    oldprice = number(item.get("oldprice", item.get("old_price"))) or 0
    fashion = item.get("fashion")
    category_ids = _texts(item.get("categories")) or _texts(item.get("category_id"))
    return {
        "uid": uid,
        "name": name,
        **{key: text(item[key]) if key in item else "" for key in _PLAIN},
        "brand": text(item.get("brand")) or text(item.get("vendor")),
        "price": price,
        "oldprice": max(oldprice, 0),
        "discount_percent": _percent(item.get("discount_percent")) or discount(price, oldprice),
        "price_margin": _percent(item.get("price_margin")) or 0,
        "price_with_promocode": number(item.get("price_with_promocode")),
        "is_available": flag(item.get("available", True)),
        "ignored": flag(item.get("ignored", False)) or not (category_ids and text(item.get("url"))),
        "stock_quantity": _count(item.get("stock_quantity")),
        "leftovers": text(item.get("leftovers")),
        "is_new": flag(item["is_new"]) if item.get("is_new") is not None else None,
        "rating": min(max(_count(item.get("rating")) or 0, 0), 5),
        **_moment(item.get("date") or item.get("creation_date")),
        "category_ids": category_ids,
        "locations": [place for one in _list(item.get("locations")) if (place := _place(one))],
        "params": _params(item.get("params")),
        "fashion": _fashion(fashion) if isinstance(fashion, Mapping) else {},
        "merchants": _texts(item.get("merchant")),
        "tags": _texts(item.get("tags")),
        "seasonality": [month for one in _list(item.get("seasonality")) if (month := _count(one)) and 1 <= month <= 12],
        "accessories": _texts(item.get("accessories")),
        "forbidden": [name for name in _ALLOWED if not flag(item.get(f"{name}_allowed", True))],
        "feed": 0,
    }


def discount(price: float, oldprice: float) -> int:
    """Docs (catalogue import): the whole part of ((oldprice - price) / oldprice) * 100."""
    return math.floor((oldprice - price) / oldprice * 100) if oldprice > price else 0


def parts(number_of: Mapping[str, int], shop: int, offers: list[Offer]) -> dict[type[Table], list[dict[str, Any]]]:
    """What products are found by, as rows of the tables beside them."""
    found: dict[type[Table], list[dict[str, Any]]] = {Placement: [], Supply: [], Trait: []}
    for offer in offers:
        base = {"shop": shop, "product": number_of[offer["uid"]]}
        found[Placement] += [{**base, "category": uid} for uid in offer["category_ids"]]
        locations = dict.fromkeys(place["location"] for place in offer["locations"])
        found[Supply] += [{**base, "location": uid} for uid in locations]
        found[Trait] += [{**base, **trait} for trait in _traits(offer).values()]
    return found


def _traits(offer: Offer) -> dict[tuple[str, str, str], dict[str, Any]]:
    """Docs (catalogue import): a param with `searchable` false is no filter, one with a unit is a range."""
    fashion = offer["fashion"]
    named = [
        ("param", param["name"], value, param["priority"], number(value) if param["unit"] else None)
        for param in offer["params"]
        if param["searchable"]
        for value in param["values"]
    ]
    named += [("color", "", color["color"], 0, None) for color in fashion.get("colors", ())]
    named += [("size", "", size, 0, None) for size in fashion.get("sizes", ())]
    named += [("merchant", "", merchant, 0, None) for merchant in offer["merchants"]]
    return {
        (kind, name[:_LONGEST], value[:_LONGEST]): {
            "kind": kind,
            "name": name[:_LONGEST],
            "value": value[:_LONGEST],
            "priority": priority,
            "number": amount,
        }
        for kind, name, value, priority, amount in named
    }


def uid_of(value: Any) -> str:
    """The shop's own id of a product, category or location; raises ValueError."""
    uid = text(value)
    if not uid or len(uid) > _LONGEST:
        raise ValueError(f"id must be a text or a number of 1 to {_LONGEST} characters")
    return uid


def text(value: Any) -> str:
    if isinstance(value, str):
        return value.replace("\0", "").strip()
    return str(value) if isinstance(value, int | float) and not isinstance(value, bool) else ""


def number(value: Any) -> float | None:
    """Observed: "1 299,50" is a price too."""
    if value is None or isinstance(value, bool) or not isinstance(value, str | int | float):
        return None
    try:
        found = float(
            value.replace(" ", "").replace("\u00a0", "").replace(",", ".") if isinstance(value, str) else value
        )
    except (ValueError, OverflowError):
        return None
    return found if abs(found) < 1e15 else None


def flag(value: Any) -> bool:
    return value.strip().lower() not in _FALSE if isinstance(value, str) else bool(value)


def _count(value: Any) -> int | None:
    found = number(value)
    return int(found) if found is not None and abs(found) < 2**31 else None


def _percent(value: Any) -> int | None:
    found = _count(value)
    return min(max(found, 0), 100) if found is not None else None


def _moment(value: Any) -> dict[str, datetime]:
    try:
        found = datetime.fromisoformat(value) if isinstance(value, str) else None
        return {"added_at": found.astimezone(UTC) if found.tzinfo else found.replace(tzinfo=UTC)} if found else {}
    except (ValueError, OverflowError):
        return {}


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [] if value in (None, "") else [value]


def _texts(value: Any) -> list[str]:
    """Each once; observed: a comma between them where they come as one text."""
    given = value.split(",") if isinstance(value, str) else _list(value)
    return list(dict.fromkeys(found for one in given if (found := text(one)[:_LONGEST])))


def _place(value: Any) -> dict[str, Any] | None:
    given = value if isinstance(value, Mapping) else {"location": value}
    uid = text(given.get("location", given.get("id")))[:_LONGEST]
    amounts = {"price": number(given.get("price")), "oldprice": number(given.get("oldprice"))}
    return {"location": uid, **amounts, "stock_quantity": _count(given.get("stock_quantity"))} if uid else None


def _params(given: Any) -> list[dict[str, Any]]:
    """Docs (catalogue import): a param without a name is left out. In a feed each value is an element of its own."""
    found: dict[str, dict[str, Any]] = {}
    for one in _list(given):
        name = text(one.get("name")) if isinstance(one, Mapping) else ""
        if not name:
            continue
        about = {
            "unit": text(one.get("unit")),
            "priority": _count(one.get("priority")) or 0,
            "searchable": flag(one.get("searchable", True)),
        }
        param = found.setdefault(name, {"name": name, "values": [], **about})
        values = (text(value) for value in _list(one.get("value", one.get("values"))))
        param["values"] += [value for value in values if value and value not in param["values"]]
    return [param for param in found.values() if param["values"]]


def _fashion(given: Mapping[str, Any]) -> dict[str, Any]:
    colors = [
        {"color": text(color), "picture": text(one.get("picture"))}
        for one in (one if isinstance(one, Mapping) else {"color": one} for one in _list(given.get("colors")))
        if text(color := one.get("color"))
    ]
    plain = {key: text(given.get(key)) for key in ("gender", "type", "feature")}
    return {**plain, "sizes": _texts(given.get("sizes")), "colors": colors}
