from typing import Any

import pytest

from emulator.kernel import flat

SCHEMAS = {
    "Item": {"type": "object", "properties": {"id": {"type": "string"}}},
    "Color": {"type": "string", "enum": ["red", "blue"]},
}
COLOR, ITEM = {"$ref": "#/components/schemas/Color"}, {"$ref": "#/components/schemas/Item"}
JSON = {"type": "string", "contentMediaType": "application/json"}


@pytest.mark.parametrize(
    ("field", "written"),
    [
        ({"type": "integer", "minimum": 1}, {"type": "integer", "minimum": 1}),
        ({"type": "array", "items": {"type": "string"}}, {"type": "array", "items": {"type": "string"}}),
        (
            {"anyOf": [{"type": "integer"}, {"type": "null"}], "title": "Age", "default": None},
            {"type": "integer", "title": "Age"},
        ),
        ({"anyOf": [COLOR, {"type": "null"}], "description": "Which"}, {**COLOR, "description": "Which"}),
        (
            {"anyOf": [{"type": "integer"}, {"type": "string"}, {"type": "null"}]},
            {"anyOf": [{"type": "integer"}, {"type": "string"}]},
        ),
        ({"type": "object", "title": "Variables", "default": {}}, {**JSON, "title": "Variables"}),
        ({"type": "array", "items": ITEM, "description": "Bought"}, {**JSON, "description": "Bought"}),
        ({"anyOf": [ITEM, {"type": "null"}]}, JSON),
    ],
)
def test_a_form_has_no_null_and_json_only_as_a_text(field: dict[str, Any], written: dict[str, Any]) -> None:
    assert flat.flat(field, SCHEMAS) == written


def test_a_form_has_the_fields_of_the_body() -> None:
    body = {"title": "Cart", "type": "object", "required": ["items"], "properties": {"items": ITEM, "color": COLOR}}

    assert flat.form("CartForm", body, SCHEMAS) == {
        "title": "CartForm",
        "type": "object",
        "required": ["items"],
        "properties": {"items": JSON, "color": COLOR},
    }
