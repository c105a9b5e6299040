"""Fields of a request that its operation's description does not have."""

import difflib
from collections.abc import Iterator
from typing import Any

from fastapi.responses import JSONResponse
from typing_extensions import TypedDict

from emulator.kernel import described
from emulator.kernel.described import Schema, choices
from emulator.kernel.http import unpacked
from emulator.kernel.route import Operation


class Undocumented(TypedDict):
    """`nearest` is the documented name that it may be meant for."""

    name: str
    at: str
    nearest: str | None


def undocumented(operation: Operation, method: str, parts: dict[str, Any]) -> list[Undocumented]:
    """Every one in the query and the body. Pages for people, which no client's code calls, are described by none."""
    if operation.response_class is not JSONResponse:
        return []
    whole = described.of(operation)
    declared = {one["name"]: described.ANYTHING for one in (operation.openapi_extra or {}).get("parameters", ())}
    anywhere, in_query = operation.wire.parameters_anywhere, method in ("GET", "HEAD")
    query = _and(whole if anywhere or in_query else {"type": "object"}, declared)
    found = list(_unknown(parts["query"], query, whole, "query"))
    if operation.reads is not None and (anywhere or not in_query):
        found += _unknown(parts["body"], whole, whole, "body")
    return found


def _and(schema: Schema, declared: dict[str, Schema]) -> Schema:
    return {**schema, "properties": {**schema.get("properties", {}), **declared}}


def _unknown(value: Any, schema: Schema, root: Schema, at: str) -> Iterator[Undocumented]:
    possible = list(choices(schema, root))
    if any(described.takes_anything(choice) for choice in possible):
        return
    if any(choice.get("type") in ("object", "array") for choice in possible):
        value = unpacked(value)
    if isinstance(value, list):
        items = [choice["items"] for choice in possible if choice.get("type") == "array" and "items" in choice]
        for number, inner in enumerate(value if items else ()):
            yield from _unknown(inner, {"anyOf": items}, root, f"{at}[{number}]")
    elif isinstance(value, dict):
        yield from _unknown_names(value, [one for one in possible if one.get("type") == "object"], root, at)


def _unknown_names(value: dict[str, Any], objects: list[Schema], root: Schema, at: str) -> Iterator[Undocumented]:
    known = described.names(objects)
    others = [one["additionalProperties"] for one in objects if isinstance(one.get("additionalProperties"), dict)]
    for name, inner in value.items():
        schemas = known.get(name) or others
        if schemas:
            yield from _unknown(inner, {"anyOf": schemas}, root, f"{at}.{name}")
        elif objects:
            near = difflib.get_close_matches(name, known, 1)
            yield {"name": name, "at": f"{at}.{name}", "nearest": near[0] if near else None}
