"""Which products of a cart the loyalty program's settings mean."""

from typing import Any

from emulator.vendors.rees46.behaviour.receipts import Line
from emulator.vendors.rees46.storage.catalogue import Product


def is_any_of(groups: list[dict[str, Any]], line: Line, product: Product | None) -> bool:
    """Docs: groups of products by article, brand, category and price. Assumed: all that a group says has to be met."""
    known = {
        "sku": {line.product_id},
        "brand": {product.brand.casefold()} if product else set(),
        "category": set(product.category_ids) if product else set(),
    }
    return any(
        all(_meets(group[name], own) for name, own in known.items()) and _measures(group, line) for group in groups
    )


def _meets(condition: dict[str, Any], own: set[str]) -> bool:
    wanted = {value.casefold() for value in condition["values"]}
    return not wanted or bool({one.casefold() for one in own} & wanted) is (condition["operator"] == "in")


def _measures(group: dict[str, Any], line: Line) -> bool:
    price, quantity = group["price"], group["quantity"]
    return _compares(line.price, price["operator"], round(price["value"] * 100)) and (
        not quantity["value"] or _compares(line.quantity, quantity["operator"], quantity["value"])
    )


def _compares(amount: int, operator: str, limit: int) -> bool:
    if operator == "equal":
        return amount == limit
    return amount >= limit if operator == "more_than_or_equal_to" else amount <= limit
