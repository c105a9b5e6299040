"""The product as every chapter answers it: search, recommendations, orders, lists and `products/get` alike.

Observed: Android's decoder needs every key, iOS takes a value of another type for none, so all keys are always there
and of one type: ids are texts, `price` has no cents, `image_url_resized` is an object of texts.
"""

from collections.abc import Iterable
from typing import Any, cast
from urllib.parse import quote, urlencode, urlsplit, urlunsplit

from typing_extensions import TypedDict

from emulator.kernel.database import Session
from emulator.vendors.rees46.storage import categories
from emulator.vendors.rees46.storage.catalogue import Product
from emulator.vendors.rees46.storage.categories import Category
from emulator.vendors.rees46.storage.shops import Shop
from emulator.vendors.rees46.wire import category

SIZES = ("120", "140", "160", "180", "200", "220", "310", "520")
ORIGINAL = "original"


class ParamObject(TypedDict):
    key: str
    values: list[str]


class ProductObject(TypedDict):
    id: str
    _id: str
    uniqid: str
    group_id: str
    name: str
    description: str
    brand: str
    model: str
    vendor_code: str
    barcode: str
    url: str
    url_handle: str
    deeplink_android: str
    deeplink_ios: str
    picture: str
    image_url: str
    image_url_handle: str
    image_url_resized: dict[str, str]
    category_ids: list[str]
    categories: list[category.CategoryObject]
    location_ids: list[str]
    currency: str
    price: int
    price_full: float
    price_formatted: str
    price_full_formatted: str
    oldprice: int
    oldprice_full: float
    oldprice_formatted: str
    oldprice_full_formatted: str
    old_price: str
    discount: int
    discount_percent: int
    discount_formatted: str
    promocode: str
    price_with_promocode_formatted: str
    is_available: bool
    is_new: bool | None
    ignored: bool
    stock_quantity: int | None
    quantity: int
    leftovers: str
    rating: int
    sales_rate: int
    relative_sales_rate: float
    params: list[ParamObject]
    fashion_original_sizes: list[str]
    fashion_sizes: list[str]
    fashion_colors: list[str]
    fashion_gender: str
    fashion_feature: str


def shown(
    session: Session,
    shop: Shop,
    products: Iterable[Product],
    base_url: str,
    *,
    recommended_by: str | None = None,
    recommended_code: str | None = None,
    image_size: str | None = None,
) -> list[ProductObject]:
    """The products in the order given. `base_url` is where this vendor is reached: it serves the pictures.

    Docs: urls get `recommended_by` and `recommended_code`, from which the client's later events tell their source.
    """
    rows = list(products)
    tree = categories.tree(session, shop.id)
    source = {"recommended_by": recommended_by, "recommended_code": recommended_code}
    return [_product(shop, row, tree, base_url, source, image_size) for row in rows]


def _product(
    shop: Shop,
    row: Product,
    tree: dict[str, Category],
    base_url: str,
    source: dict[str, str | None],
    image_size: str | None,
) -> ProductObject:
    placed = list({node.uid: node for uid in row.category_ids for node in categories.path(tree, uid)}.values())
    found = {
        "id": row.uid,
        "_id": row.uid,
        "uniqid": row.uid,
        "group_id": row.group_id,
        "name": row.name,
        "description": row.description,
        "brand": row.brand,
        "model": row.model,
        "vendor_code": row.vendor_code,
        "barcode": row.barcode,
        "url": _with_source(row.url, source),
        "url_handle": category.handle(row.url),
        "deeplink_android": row.deeplink_android,
        "deeplink_ios": row.deeplink_ios,
        "category_ids": [node.uid for node in placed] or row.category_ids,
        "categories": [category.shown(tree, node) for node in placed],
        "location_ids": [place["location"] for place in row.locations],
        "is_available": row.is_available,
        "is_new": row.is_new,
        "ignored": row.ignored,
        "stock_quantity": row.stock_quantity,
        "quantity": row.stock_quantity or 0,
        "leftovers": _leftovers(row),
        **_qualities(row),
        **_prices(row, shop.currency),
        **_pictures(row, shop.shop_id, base_url, image_size),
    }
    return cast(ProductObject, found)


def _qualities(row: Product) -> dict[str, Any]:
    sizes = row.fashion.get("sizes", [])
    return {
        "rating": row.rating,
        "sales_rate": row.sales_rate,
        "relative_sales_rate": float(row.sales_rate),
        "params": [{"key": param["name"], "values": param["values"]} for param in row.params],
        "fashion_original_sizes": sizes,
        "fashion_sizes": sizes,
        "fashion_colors": [color["color"] for color in row.fashion.get("colors", [])],
        "fashion_gender": row.fashion.get("gender", ""),
        "fashion_feature": row.fashion.get("feature", ""),
    }


def _prices(row: Product, currency: str) -> dict[str, Any]:
    old = row.oldprice if row.oldprice > row.price else 0
    with_code = row.price_with_promocode
    return {
        "currency": currency,
        "price": int(row.price),
        "price_full": float(row.price),
        "price_formatted": money(row.price, currency),
        "price_full_formatted": money(row.price, currency, cents=True),
        "oldprice": int(old),
        "oldprice_full": float(old),
        "oldprice_formatted": money(old, currency) if old else "",
        "oldprice_full_formatted": money(old, currency, cents=True) if old else "",
        "old_price": str(int(old)),
        "discount": row.discount_percent,
        "discount_percent": row.discount_percent,
        "discount_formatted": f"{row.discount_percent}%" if row.discount_percent else "",
        "promocode": row.promocode,
        "price_with_promocode_formatted": money(with_code, currency) if with_code else "",
    }


def _pictures(row: Product, shop_id: str, base_url: str, size: str | None) -> dict[str, Any]:
    """Docs: `picture` is the "picture URL in the REES46 storage". Assumed: `image_url` is the shop's own url."""
    stored = {name: picture_url(base_url, shop_id, name, row.uid) for name in (*SIZES, ORIGINAL)}
    own = row.picture if row.picture.startswith(("http://", "https://")) else stored[ORIGINAL]
    picture = stored.get(size or ORIGINAL, stored[ORIGINAL])
    return {"picture": picture, "image_url": own, "image_url_handle": category.handle(own), "image_url_resized": stored}


def picture_url(base_url: str, shop_id: str, size: str, uid: str) -> str:
    return f"{base_url}/pictures/{quote(shop_id, safe='')}/{size}/{quote(uid, safe='')}.png"


def money(amount: float, currency: str, *, cents: bool = False) -> str:
    """Observed: "10 760 ₽", and with cents "10 760.00 ₽"."""
    plain = f"{amount:,.2f}" if cents else f"{int(amount):,}"
    return f"{plain.replace(',', ' ')} {currency}"


def _with_source(url: str, source: dict[str, str | None]) -> str:
    added = urlencode({name: value for name, value in source.items() if value})
    if not added or not url:
        return url
    try:
        parts = urlsplit(url)
    except ValueError:
        return url
    return urlunsplit(parts._replace(query=f"{parts.query}&{added}" if parts.query else added))


def _leftovers(row: Product) -> str:
    """Docs (product feed): `one`, `few` up to ten, `lot` from ten on. Observed: answers say `lots`."""
    if row.leftovers in ("one", "few"):
        return row.leftovers
    quantity = row.stock_quantity
    if row.leftovers or quantity is None or quantity >= 10:
        return "lots"
    return "few" if quantity > 1 else "one"
