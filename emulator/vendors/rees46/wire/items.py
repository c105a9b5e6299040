"""The products of an event, in every spelling that clients have for them.

Documented: `item_id[0]=1&amount[0]=2`, columns joined by their key. Observed: `items` as a list of objects whose
values may be texts, one `item_id`, a list of ids, and the JS SDK's own names (`products`, `id`, `stock`).
"""

import math
import re
from collections.abc import Iterator
from typing import Any

from emulator.vendors.rees46.behaviour.events_tracking import Item
from emulator.vendors.rees46.errors import Unprocessable
from emulator.vendors.rees46.wire.params import ABSENT, Bag, Numbered, Repeated, unpacked

_ROWS = ("items", "products")
_IDS = ("item_id", "item", "id")
_NAMES = (*_ROWS, *_IDS)
_AMOUNTS = ("amount", "quantity", "count")
_STOCK = ("is_available", "stock")
_COLUMNS = frozenset((*_AMOUNTS, *_STOCK, "price", "line_id", "fashion_size"))
_MORE = _COLUMNS.union(_ROWS)
_PLAIN = re.compile(r"[A-Za-z0-9]{1,255}")
_SCALAR = (str, int, float)
_FALSE = (False, 0, "0", "false", "False", "no", "off")
_TRUE = (True, 1, "1", "true", "True", "yes", "on")


def items(bag: Bag, *, may_be_empty: bool = False) -> list[Item]:
    """The products that were sent, without the rows that cannot be one; raises Unprocessable where none is left.

    Observed: a list that is partly wrong loses its wrong rows; `may_be_empty` lets an empty list clear a whole cart.
    """
    alone = bag.get("item_id")
    if type(alone) is str and _MORE.isdisjoint(bag) and _PLAIN.fullmatch(alone) and alone not in ABSENT:
        return [Item(alone)]  # as nearly every event says it: what follows would come to the same
    name = next((name for name in _NAMES if name in bag), None)
    rows = _rows(bag, name) if name else []
    found = [item for row in rows if (item := _item(row)) is not None]
    if not found and not (may_be_empty and name and not rows):
        raise Unprocessable(f"{name}: no item has a valid id" if rows else "items is missing")
    return found


def _rows(bag: Bag, name: str) -> list[Any]:
    """Each product's fields; what is no object is the id itself."""
    given = _sent(bag[name])
    if name in _ROWS:
        return list(given.values()) if isinstance(given, dict) else given if isinstance(given, list) else []
    columns = {field: _column(_sent(bag[field])) for field in _COLUMNS if field in bag}
    return [
        {
            "id": one,
            **{field: cells.get(str(key)) if isinstance(cells, dict) else cells for field, cells in columns.items()},
        }
        for key, one in _keyed(given)
    ]


def _sent(value: Any) -> Any:
    return value.every if isinstance(value, Repeated) else unpacked(value)


def _keyed(value: Any) -> Iterator[tuple[Any, Any]]:
    if isinstance(value, dict):
        yield from value.items()
    elif isinstance(value, Numbered):
        yield from zip(value.numbers, value, strict=True)
    elif isinstance(value, list):
        yield from enumerate(value)
    elif value not in ABSENT:
        yield 0, value


def _column(value: Any) -> Any:
    """The values of a column by their key; one value alone is meant for every product."""
    return {str(key): one for key, one in _keyed(value)} if isinstance(value, dict | list) else value


def _item(row: Any) -> Item | None:
    """Observed: an id is refused where it is empty, longer than 255, or has a backslash."""
    fields = row if isinstance(row, dict) else {"id": row}
    product = _text(_first(fields, _IDS))
    if product is None or len(product) > 255 or "\\" in product:
        return None
    return Item(
        product=product,
        amount=_amount(_first(fields, _AMOUNTS)),
        price=price(fields.get("price")),
        is_available=_available(_first(fields, _STOCK)),
        line_id=_text(fields.get("line_id")),
        fashion_size=_text(fields.get("fashion_size")),
    )


def _first(row: dict[str, Any], names: tuple[str, ...]) -> Any:
    return next((row[name] for name in names if row.get(name) is not None), None)


def _text(value: Any) -> str | None:
    if isinstance(value, bool) or not isinstance(value, _SCALAR):
        return None
    return str(value).strip() or None


def _amount(value: Any) -> int:
    """Observed: less than 1 becomes 1, more than 1000 becomes 1000. Assumed: what is no number is 1."""
    number = _number(value)
    return 1 if number is None else int(min(max(number, 1), 1000))


def price(value: Any) -> float | None:
    """Observed: a price that is negative or no number is dropped."""
    number = _number(value)
    return number if number is not None and 0 <= number < 1e15 else None


def whole(value: Any) -> int | None:
    """Assumed: a custom event's value that is no whole number is dropped; a part after the point is cut off."""
    number = _number(value)
    if number is None or abs(number) >= 2**63:
        return None
    try:
        return int(value)
    except ValueError:
        return int(number)


def _number(value: Any) -> float | None:
    if isinstance(value, bool) or not isinstance(value, _SCALAR):
        return None
    try:
        number = float(value)
    except (ValueError, OverflowError):
        return None
    return number if math.isfinite(number) else None


def _available(value: Any) -> bool | None:
    if isinstance(value, str | int):
        return True if value in _TRUE else False if value in _FALSE else None
    return None
