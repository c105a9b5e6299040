"""Fields of a request that its operation's description does not have."""

import difflib
from collections.abc import Iterator
from functools import cache
from typing import Any

from fastapi.responses import JSONResponse
from pydantic import TypeAdapter
from pydantic.json_schema import GenerateJsonSchema
from typing_extensions import TypedDict

from emulator.kernel.http import unpacked
from emulator.kernel.route import Operation

Schema = dict[str, Any]
_OTHER_NAMES = "x-other-names"
_ANYTHING: Schema = {}


class Undocumented(TypedDict):
    """`nearest` is the documented name that it may be meant for."""

    name: str
    at: str
    nearest: str | None


def other_names(*names: str) -> Any:
    """For a model's field that its reader takes under further names, in the place of `json_schema_extra`."""
    return {_OTHER_NAMES: list(names)}


def undocumented(operation: Operation, method: str, parts: dict[str, Any]) -> list[Undocumented]:
    """Every one in the query and the body. Pages for people, which no client's code calls, are described by none."""
    if operation.response_class is not JSONResponse:
        return []
    whole = _described(operation)
    declared = {one["name"]: _ANYTHING for one in (operation.openapi_extra or {}).get("parameters", ())}
    anywhere, in_query = operation.wire.parameters_anywhere, method in ("GET", "HEAD")
    query = _and(whole if anywhere or in_query else {"type": "object"}, declared)
    found = list(_unknown(parts["query"], query, whole, "query"))
    if operation.reads is not None and (anywhere or not in_query):
        found += _unknown(parts["body"], whole, whole, "body")
    return found


class _EveryName(GenerateJsonSchema):
    """With all the names under which a field is taken, where JSON schema has only the first."""

    def model_field_schema(self, schema: Any) -> Schema:
        return self._with_names(super().model_field_schema(schema), schema)

    def typed_dict_field_schema(self, schema: Any) -> Schema:
        return self._with_names(super().typed_dict_field_schema(schema), schema)

    def _with_names(self, described: Schema, schema: Any) -> Schema:
        alias = schema.get("validation_alias")
        names = [steps[0] for steps in alias if isinstance(steps, list)] if isinstance(alias, list) else []
        return {**described, _OTHER_NAMES: names} if names else described


@cache
def _schema(reads: Any) -> Schema:
    return TypeAdapter(reads).json_schema(schema_generator=_EveryName)


def _described(operation: Operation) -> Schema:
    return {"type": "object"} if operation.reads is None else _schema(operation.reads)


def _and(schema: Schema, declared: dict[str, Schema]) -> Schema:
    return {**schema, "properties": {**schema.get("properties", {}), **declared}}


def _unknown(value: Any, schema: Schema, root: Schema, at: str) -> Iterator[Undocumented]:
    choices = list(_choices(schema, root))
    if any(_takes_anything(choice) for choice in choices):
        return
    if any(choice.get("type") in ("object", "array") for choice in choices):
        value = unpacked(value)
    if isinstance(value, list):
        items = [choice["items"] for choice in choices if choice.get("type") == "array" and "items" in choice]
        for number, inner in enumerate(value if items else ()):
            yield from _unknown(inner, {"anyOf": items}, root, f"{at}[{number}]")
    elif isinstance(value, dict):
        yield from _unknown_names(value, [one for one in choices if one.get("type") == "object"], root, at)


def _unknown_names(value: dict[str, Any], objects: list[Schema], root: Schema, at: str) -> Iterator[Undocumented]:
    known: dict[str, list[Schema]] = {}
    for choice in objects:
        for name, schema in choice.get("properties", {}).items():
            for each in (name, *schema.get(_OTHER_NAMES, ())):
                known.setdefault(each, []).append(schema)
    others = [one["additionalProperties"] for one in objects if isinstance(one.get("additionalProperties"), dict)]
    for name, inner in value.items():
        schemas = known.get(name) or others
        if schemas:
            yield from _unknown(inner, {"anyOf": schemas}, root, f"{at}.{name}")
        elif objects:
            near = difflib.get_close_matches(name, known, 1)
            yield {"name": name, "at": f"{at}.{name}", "nearest": near[0] if near else None}


def _choices(schema: Schema, root: Schema) -> Iterator[Schema]:
    """The schema itself, or all that it may be: references followed, alternatives laid side by side."""
    if "$ref" in schema:
        yield from _choices(root["$defs"][schema["$ref"].rpartition("/")[2]], root)
        return
    alternatives = [one for key in ("anyOf", "oneOf", "allOf") for one in schema.get(key, ())]
    for one in alternatives:
        yield from _choices(one, root)
    if not alternatives:
        yield schema


def _takes_anything(schema: Schema) -> bool:
    """Nothing is said of it, or that it is an object with no names of its own."""
    if "type" not in schema:
        return not {"enum", "const"} & schema.keys()
    free = schema.get("additionalProperties") is True or "additionalProperties" not in schema
    return schema["type"] == "object" and free and "properties" not in schema
