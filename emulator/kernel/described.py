"""What an operation's description says of its input: read from the schema that stands in its OpenAPI too."""

import re
from collections.abc import Iterator
from functools import cache
from typing import Any

from pydantic import TypeAdapter, ValidationError
from pydantic.json_schema import GenerateJsonSchema
from typing_extensions import TypedDict

from emulator.kernel.route import Operation

Schema = dict[str, Any]
OTHER_NAMES = "x-other-names"
ANYTHING: Schema = {}
_STEP = re.compile(r"\.([^.\[]+)|\[(\d+)\]")
_LIMITS = {"minimum": "at least", "maximum": "at most", "maxLength": "up to", "minItems": "at least"}


class Wrong(TypedDict):
    """A field that cannot be what it is, why, and what is documented in its place."""

    at: str
    reason: str
    documented: str | None


def other_names(*names: str) -> Any:
    """For a model's field that its reader takes under further names, in the place of `json_schema_extra`."""
    return {OTHER_NAMES: list(names)}


class _EveryName(GenerateJsonSchema):
    """With all the names under which a field is taken, where JSON schema has only the first."""

    def model_field_schema(self, schema: Any) -> Schema:
        return self._with_names(super().model_field_schema(schema), schema)

    def typed_dict_field_schema(self, schema: Any) -> Schema:
        return self._with_names(super().typed_dict_field_schema(schema), schema)

    def _with_names(self, described: Schema, schema: Any) -> Schema:
        alias = schema.get("validation_alias")
        names = [steps[0] for steps in alias if isinstance(steps, list)] if isinstance(alias, list) else []
        return {**described, OTHER_NAMES: names} if names else described


@cache
def _schema(reads: Any) -> Schema:
    return TypeAdapter(reads).json_schema(schema_generator=_EveryName)


def of(operation: Operation) -> Schema:
    """The schema of its input; what it refers to stands in `$defs`."""
    return {"type": "object"} if operation.reads is None else _schema(operation.reads)


def in_query(operation: Operation) -> dict[str, Schema]:
    """The parameters of its query that are described beside its input."""
    declared = (operation.openapi_extra or {}).get("parameters", ())
    return {one["name"]: one.get("schema", ANYTHING) for one in declared if one.get("in") == "query"}


def choices(schema: Schema, root: Schema) -> Iterator[Schema]:
    """The schema itself, or all that it may be: references followed, alternatives laid side by side."""
    if "$ref" in schema:
        yield from choices(root["$defs"][schema["$ref"].rpartition("/")[2]], root)
        return
    alternatives = [one for key in ("anyOf", "oneOf", "allOf") for one in schema.get(key, ())]
    for one in alternatives:
        yield from choices(one, root)
    if not alternatives:
        yield schema


def takes_anything(schema: Schema) -> bool:
    """Nothing is said of it, or that it is an object with no names of its own."""
    if "type" not in schema:
        return not {"enum", "const"} & schema.keys()
    free = schema.get("additionalProperties") is True or "additionalProperties" not in schema
    return schema["type"] == "object" and free and "properties" not in schema


def names(objects: list[Schema]) -> dict[str, list[Schema]]:
    """All the names that the objects have, each with what it may be."""
    known: dict[str, list[Schema]] = {}
    for choice in objects:
        for name, schema in choice.get("properties", {}).items():
            for each in (name, *schema.get(OTHER_NAMES, ())):
                known.setdefault(each, []).append(schema)
    return known


def observed(operation: Operation) -> frozenset[str]:
    """What clients are known to send beside what is described: with any call, or (`observed` of a route) with this."""
    return operation.wire.observed.union(operation.details.get("observed", ()))


def of_field(operation: Operation, at: str) -> str | None:
    """In words, what is said of the field at the place, which is written as `kernel.sent` writes it."""
    part, root = at.partition(".")[0], of(operation)
    if part == "path":
        return "string"
    found = [{**root, "properties": {**root.get("properties", {}), **in_query(operation)}}]
    for name, number in _STEP.findall(at[len(part) :]):
        inner = [one for schema in found for one in choices(schema, root)]
        found = [one["items"] for one in inner if "items" in one] if number else names(inner).get(name, [])
    said = [text for schema in found for one in choices(schema, root) if (text := words(one)) is not None]
    return " or ".join(dict.fromkeys(said)) or None


def words(schema: Schema) -> str | None:
    """A schema without alternatives, in words; None for null, and for one that says nothing."""
    kind = schema.get("type")
    if kind == "null":
        return None
    values = schema.get("enum") or ([schema["const"]] if "const" in schema else [])
    limits = [f"{word} {schema[key]}" for key, word in _LIMITS.items() if key in schema]
    said = [f"one of {', '.join(map(str, values))}"] if values else [str(kind)] if kind else []
    said += [schema["format"]] if "format" in schema else []
    return ", ".join([*said, *limits]) or None


def wrong(operation: Operation, method: str, parts: dict[str, Any]) -> list[Wrong]:
    """Every field of the input that its model refuses."""
    if operation.reads is None:
        return []
    if operation.wire.parameters_anywhere:
        every = {**parts["query"], **(parts["body"] if isinstance(parts["body"], dict) else {}), **parts["path"]}
        part, given = "", {name: value for name, value in every.items() if value not in ("", None)}
    else:
        part = "query" if method in ("GET", "HEAD") else "body"
        given = parts[part]
    try:
        TypeAdapter(operation.reads).validate_python(given)
    except ValidationError as error:
        return [_wrong(operation, part, one, parts) for one in error.errors(include_url=False, include_input=False)]
    return []


def _wrong(operation: Operation, part: str, error: Any, parts: dict[str, Any]) -> Wrong:
    steps = error["loc"]
    first = steps[0] if steps else ""
    part = part or next((one for one in ("query", "path") if first in parts[one]), "body")
    at = part + "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in steps)
    return {
        "at": at,
        "reason": error["msg"].removeprefix("Value error, "),
        "documented": of_field(operation, at),
    }


def example(operation: Operation) -> Any:
    """An input as the description shows it, or None."""
    schema = of(operation)
    return schema["examples"][0] if schema.get("examples") else schema.get("example")
