"""How a JSON object's fields look as a form or in a query, where there is no null and everything is text or a list."""

from typing import Any

Schema = dict[str, Any]


def flat(field: Schema, schemas: dict[str, Schema]) -> Schema:
    """The schema of one field there: without null; what JSON writes with braces is that JSON, as a text."""
    about = {key: field[key] for key in ("title", "description", "default") if field.get(key) is not None}
    if _has_braces(field, schemas):
        about.pop("default", None)
        return {"type": "string", "contentMediaType": "application/json", **about}
    choices = [choice for choice in field.get("anyOf", ()) if choice.get("type") != "null"]
    if len(choices) == 1:
        return {**choices[0], **about}
    return {**field, "anyOf": choices} if choices else field


def form(name: str, schema: Schema, schemas: dict[str, Schema]) -> Schema:
    """The schema of a form with the fields of a JSON body."""
    fields = {key: flat(field, schemas) for key, field in schema.get("properties", {}).items()}
    return {**schema, "title": name, "properties": fields}


def _has_braces(field: Schema, schemas: dict[str, Schema]) -> bool:
    if "$ref" in field:
        return _has_braces(schemas[field["$ref"].rpartition("/")[2]], schemas)
    inner = [*field.get("anyOf", ()), *([field["items"]] if "items" in field else [])]
    return field.get("type") == "object" or any(_has_braces(one, schemas) for one in inner)
