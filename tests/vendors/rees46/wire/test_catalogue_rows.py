"""Every field that a catalogue import describes is kept."""

from typing import Any

import httpx
import jsonschema

from tests.vendors.rees46.calls import S2S, SHOP, rows

WHOLE: dict[str, Any] = {
    "id": "6335",
    "name": "Bicycle",
    "price": "13000.0000",
    "oldprice": 16000,
    "discount_percent": 18,
    "price_margin": 20,
    "price_with_promocode": 12500,
    "promocode": "SPRING",
    "currency": "RUB",
    "available": 1,
    "ignored": False,
    "stock_quantity": 4,
    "leftovers": "few",
    "url": "https://shop.example/6335",
    "picture": "https://shop.example/6335.jpg",
    "deeplink_android": "shop://6335",
    "deeplink_ios": "shop://6335",
    "categories": ["146"],
    "locations": [{"location": "msk", "price": 12900, "oldprice": 16000, "stock_quantity": 2}],
    "brand": "Trailhead",
    "brand_picture": "https://shop.example/trailhead.png",
    "type_prefix": "Mountain bicycle",
    "model": "T1",
    "vendor_code": "T-1",
    "barcode": "4006381333931",
    "group_id": "T",
    "description": "Rolls.",
    "is_new": True,
    "rating": 5,
    "date": "2025-03-01T00:00:00Z",
    "params": [{"name": "Wheel", "value": ["28"], "unit": "inch", "priority": 1, "searchable": True}],
    "fashion": {
        "gender": "f",
        "type": "sport",
        "feature": "adult",
        "sizes": ["M"],
        "colors": [{"color": "red", "picture": "https://shop.example/red.jpg"}],
    },
    "merchant": ["Wheels Ltd"],
    "tags": ["spring"],
    "seasonality": [4, 5],
    "accessories": ["37"],
    "discounts_allowed": False,
    "bonuses_spending_allowed": 0,
    "bonuses_accrual_allowed": "false",
}


def described(rees46: httpx.Client, path: str, method: str, name: str) -> dict[str, Any]:
    """The schema of a row, with what it refers to."""
    document = rees46.get("openapi.json").json()
    body = document["paths"][path][method]["requestBody"]["content"]["application/json"]["schema"]
    whole = document["components"]["schemas"][body["$ref"].rpartition("/")[2]]
    row = whole["properties"][name]["items"]
    named = document["components"]["schemas"][row["$ref"].rpartition("/")[2]] if "$ref" in row else row
    return {**named, "components": document["components"]}


def test_a_product_is_described_with_every_field_that_is_kept(rees46: httpx.Client, control: httpx.Client) -> None:
    schema = described(rees46, "/import/products", "put", "items")
    jsonschema.validate(WHOLE, schema)

    answer = rees46.put("import/products", json={**S2S, "items": [WHOLE]})

    elsewhere = ("id", "available", "categories", "currency", "date", "merchant", "url")
    kept = [name for name in WHOLE if name not in elsewhere and not name.endswith("_allowed")]
    columns = rows(control, "products", *kept, uid="6335")[0]
    assert answer.status_code == 204
    assert "x-emulator-notice" not in answer.headers
    assert set(schema["properties"]) == set(WHOLE)
    assert all(value not in (None, "", [], {}) for name, value in zip(kept, columns, strict=True) if name != "ignored")
    assert rows(control, "products", "forbidden", uid="6335") == [
        (["discounts", "bonuses_spending", "bonuses_accrual"],)
    ]


def test_a_category_and_a_location_are_described(rees46: httpx.Client) -> None:
    category = {"id": 9, "name": "Bicycles", "parent": "1", "url": "https://shop.example/9", "alias": "bicycles"}
    location = {"id": "oslo", "name": "Oslo", "parent": "no", "type": "city"}
    jsonschema.validate(category, described(rees46, "/import/categories", "put", "categories"))
    jsonschema.validate(location, described(rees46, "/import/locations", "put", "locations"))

    imported = rees46.put("import/categories", json={**S2S, "categories": [category]})
    imported_places = rees46.put("import/locations", json={**S2S, "locations": [location]})

    found = rees46.get("category/bicycles", params={"shop_id": SHOP})
    assert (imported.status_code, imported_places.status_code) == (204, 204)
    assert found.json()["categories"][0]["name"] == "Bicycles"


def test_one_of_posted_rows_is_a_product_or_an_id(rees46: httpx.Client) -> None:
    schema = described(rees46, "/import/products", "post", "items")

    for row in (WHOLE, "37", 37):
        jsonschema.validate(row, schema)
