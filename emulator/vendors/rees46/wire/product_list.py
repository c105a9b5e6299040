"""A list of products as a piece of a page: what `html` is."""

from collections.abc import Iterable
from html import escape

from emulator.vendors.rees46.wire.product import ProductObject


def html(title: str, products: Iterable[ProductObject]) -> str:
    """Docs: "HTML-code of the block with products". Assumed: a plain list, "" where there is no product."""
    items = "".join(_item(one) for one in products)
    heading = f'<div class="recommender-block-title">{escape(title)}</div>' if title else ""
    return f'<div class="recommender-block">{heading}<ul>{items}</ul></div>' if items else ""


def _item(product: ProductObject) -> str:
    picture = f'<img src="{escape(product["picture"])}" alt="">'
    name, price = escape(product["name"]), escape(product["price_formatted"])
    return f'<li><a href="{escape(product["url"])}">{picture}<span>{name}</span> <b>{price}</b></a></li>'
