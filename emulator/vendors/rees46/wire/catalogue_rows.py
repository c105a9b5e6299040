"""How the rows of a catalogue import are described: what a shop may write of a product, a category and a location.

Each row is judged by itself when it is read, so a wrong one does not lose the others; what is described here is what a
row should be, and numbers and flags may come as text.
"""

from typing import Annotated, Any

from pydantic import BeforeValidator
from pydantic.json_schema import WithJsonSchema

from emulator.vendors.rees46.wire.fields import objects

Schema = dict[str, Any]

_TEXT: Schema = {"type": "string"}
_ID: Schema = {"anyOf": [{"type": "string"}, {"type": "integer"}]}
_NUMBER: Schema = {"anyOf": [{"type": "number"}, {"type": "string"}]}
_FLAG: Schema = {"anyOf": [{"type": "boolean"}, {"type": "integer"}, {"type": "string"}]}
_IDS: Schema = {"type": "array", "items": _ID}
_TEXTS: Schema = {"type": "array", "items": _TEXT}


def _said(schema: Schema, description: str) -> Schema:
    return {**schema, "description": description}


def _listed(title: str, **properties: Schema) -> Schema:
    return {"type": "array", "items": {"title": title, "type": "object", "properties": properties}}


_FASHION: Schema = {
    "title": "ImportedFashion",
    "type": "object",
    "properties": {
        "gender": _said(_TEXT, "m or f"),
        "type": _TEXT,
        "feature": _said(_TEXT, "adult or child"),
        "sizes": _TEXTS,
        "colors": _listed("ImportedColor", color=_TEXT, picture=_TEXT),
    },
}
_PRODUCT: Schema = {
    "title": "ImportedProduct",
    "type": "object",
    "examples": [
        {"id": "6335", "name": "Bicycle", "price": 13000, "url": "https://shop.example/6335", "categories": ["17"]}
    ],
    "required": ["id", "name", "price"],
    "properties": {
        "id": _said(_ID, "The shop's own id of the product, up to 255 characters"),
        "name": _TEXT,
        "price": _said(_NUMBER, "Above zero"),
        "oldprice": _said(_NUMBER, "The price before a discount"),
        "discount_percent": _said(_NUMBER, "Reckoned from both prices where it is left out"),
        "price_margin": _said(_NUMBER, "0 to 100"),
        "price_with_promocode": _NUMBER,
        "promocode": _TEXT,
        "currency": _said(_TEXT, "Nothing uses it: the shop has one"),
        "available": _said(_FLAG, "In stock unless it is said otherwise"),
        "discounts_allowed": _said(_FLAG, "Whether the loyalty program may discount it; yes unless it is forbidden"),
        "bonuses_spending_allowed": _said(_FLAG, "Whether bonuses may pay for it"),
        "bonuses_accrual_allowed": _said(_FLAG, "Whether it brings bonuses"),
        "ignored": _said(_FLAG, "Never recommended"),
        "stock_quantity": _NUMBER,
        "leftovers": _said(_TEXT, "one, few or lots"),
        "url": _TEXT,
        "picture": _TEXT,
        "deeplink_android": _TEXT,
        "deeplink_ios": _TEXT,
        "categories": _said(_IDS, "Ids of its categories"),
        "locations": _listed(
            "ImportedStock",
            location=_ID,
            price=_NUMBER,
            oldprice=_NUMBER,
            stock_quantity=_NUMBER,
            delivery_types=_said({"type": "object"}, "Days by kind of delivery, which nothing uses"),
        ),
        "brand": _TEXT,
        "brand_picture": _TEXT,
        "type_prefix": _TEXT,
        "model": _TEXT,
        "vendor_code": _TEXT,
        "barcode": _TEXT,
        "group_id": _said(_ID, "Variants of one product share it"),
        "description": _TEXT,
        "is_new": _FLAG,
        "rating": _said(_NUMBER, "0 to 5"),
        "date": _said(_TEXT, "When it was added, in ISO 8601"),
        "params": _listed(
            "ImportedParam",
            name=_TEXT,
            value={"anyOf": [_TEXT, {"type": "array", "items": _NUMBER}]},
            unit=_TEXT,
            priority=_NUMBER,
            searchable=_FLAG,
        ),
        "fashion": _FASHION,
        "merchant": {"anyOf": [_TEXT, _TEXTS]},
        "tags": _TEXTS,
        "seasonality": _said({"type": "array", "items": {"type": "integer"}}, "Months, 1 to 12"),
        "accessories": _said(_IDS, "Ids of what goes with it"),
    },
}
_CATEGORY: Schema = {
    "title": "ImportedCategory",
    "type": "object",
    "examples": [{"id": "17", "name": "Bicycles", "parent": "1"}],
    "required": ["id", "name"],
    "properties": {
        "id": _ID,
        "name": _TEXT,
        "parent": _said(_ID, "Id of the category that it stands in; none for a root"),
        "url": _TEXT,
        "alias": _TEXT,
    },
}
_LOCATION: Schema = {
    "title": "ImportedLocation",
    "type": "object",
    "examples": [{"id": "msk", "name": "Moscow", "type": "city"}],
    "required": ["id", "name"],
    "properties": {
        "id": _ID,
        "name": _TEXT,
        "parent": _said(_ID, "Id of the location that it stands in"),
        "type": _said(_TEXT, "store, city and so on"),
        "group": _said(_TEXT, "Nothing uses it"),
    },
}


def _rows(schema: Schema) -> Any:
    described = WithJsonSchema({"type": "array", "items": schema})
    return Annotated[list[Any], BeforeValidator(objects), described]


Products = _rows(_PRODUCT)
Categories = _rows(_CATEGORY)
Locations = _rows(_LOCATION)
Ids = _rows({**_ID, "examples": ["6335"]})
ProductsOrIds = _rows({"anyOf": [_PRODUCT, *_ID["anyOf"]]})
