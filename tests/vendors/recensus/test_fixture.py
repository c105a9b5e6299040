"""The form of a merchant's products in a fixture."""

import pytest
from pydantic import ValidationError

from emulator.vendors.recensus import fixture


@pytest.mark.parametrize(
    "product",
    [
        {},
        {"gtin": "0"},
        {"mpn": "Cool Beans"},
        {"brand": "Nike", "mpn": "0"},
        {"gtin": "7" * 256},
        {"gtin": "7", "title": ""},
        {"gtin": "7", "title": "\0"},
    ],
)
def test_a_fixtures_products_are_identified_as_requests_must(product: dict[str, str]) -> None:
    with pytest.raises(ValidationError):
        fixture.ProductForm.model_validate({"title": "Nike Shoes", **product})
