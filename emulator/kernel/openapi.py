"""Each vendor's own description: a FastAPI application that holds its operations and writes its `openapi.json`.

What FastAPI writes is made whole here, so that a client can be generated from it: every content has a schema, every
schema of which a generator makes a class has a name of its own.
"""

import warnings
from collections.abc import Iterator, Sequence
from copy import deepcopy
from typing import Any

from fastapi import FastAPI
from pydantic import AliasChoices

from emulator import __version__
from emulator.kernel import flat
from emulator.kernel.flat import Schema
from emulator.kernel.route import Operation
from emulator.kernel.vendor import Vendor


def application(vendor: Vendor, operations: Sequence[Operation]) -> FastAPI:
    app = FastAPI(
        title=f"{vendor.title} (emulated)",
        version=__version__,
        redoc_url=None,
        redirect_slashes=False,
        openapi_url="/openapi.json",
    )
    app.router.routes.extend(operations)
    written = app.openapi

    def described() -> dict[str, Any]:
        if app.openapi_schema is None:
            with warnings.catch_warnings():
                # What pydantic says of FastAPI's own annotation when it completes a model that is built when needed.
                warnings.filterwarnings("ignore", "The 'alias' attribute with value 'reads'", UserWarning)
                _complete(written(), {operation.operation_id or "": operation for operation in operations})
        return app.openapi_schema or {}

    app.openapi = described  # type: ignore[method-assign]
    return app


def operations_of(document: dict[str, Any]) -> Iterator[dict[str, Any]]:
    for path in document["paths"].values():
        yield from path.values()


def say_schemas(operation: dict[str, Any]) -> None:
    """A page is text and a picture bytes, which FastAPI does not say."""
    for answer in operation["responses"].values():
        for content_type, content in answer.get("content", {}).items():
            if not content_type.endswith("json"):
                text = content_type.startswith("text/")
                content.setdefault("schema", {"type": "string"} if text else {"type": "string", "format": "binary"})


def _complete(document: dict[str, Any], routes: dict[str, Operation]) -> None:
    schemas = document.setdefault("components", {}).setdefault("schemas", {})
    _name_objects(schemas)
    _name_enumerations(schemas)
    for operation in operations_of(document):
        route = routes[operation["operationId"]]
        _without_framework_errors(operation)
        say_schemas(operation)
        _name_answers(operation, schemas)
        _say_once(operation)
        _show_nulls(operation, route)
        for parameter in operation.get("parameters", ()):
            if parameter["in"] == "query":
                parameter["schema"] = flat.flat(parameter["schema"], schemas)
        if route.reads is not None:
            _name_aliases(operation, route.reads, schemas)
        if route.wire.parameters_anywhere and "requestBody" in operation:
            _with_parameters_anywhere(operation, schemas)
    for name in ("HTTPValidationError", "ValidationError"):
        schemas.pop(name, None)


def _show_nulls(operation: dict[str, Any], route: Operation) -> None:
    """FastAPI leaves null out of everything, of examples too."""
    for status, answer in route.responses.items():
        for content_type, content in answer.get("content", {}).items():
            if "example" in content:
                operation["responses"][str(status)]["content"][content_type]["example"] = content["example"]


def _say_once(operation: dict[str, Any]) -> None:
    """What the path says needs no saying in the query."""
    parameters = operation.get("parameters", [])
    in_path = {parameter["name"] for parameter in parameters if parameter["in"] == "path"}
    parameters[:] = [one for one in parameters if one["in"] == "path" or one["name"] not in in_path]


def _name_objects(schemas: dict[str, Schema]) -> None:
    """An object that is described within another by hand gets a name."""

    def walk(value: Any) -> None:
        for key, inner in list(value.items() if isinstance(value, dict) else enumerate(value)):
            if isinstance(inner, dict | list):
                walk(inner)
            if isinstance(inner, dict) and isinstance(inner.get("title"), str) and "properties" in inner:
                value[key] = _named(inner, schemas)

    for name in list(schemas):
        schemas[name] = deepcopy(schemas[name])  # what a module has written by hand stays as it is
        walk(schemas[name])


def _named(schema: Schema, schemas: dict[str, Schema]) -> Schema:
    name = schema["title"]
    if schemas.setdefault(name, schema) != schema:
        raise ValueError(f"two schemas are called {name}")
    return {"$ref": f"#/components/schemas/{name}"}


def _name_aliases(operation: dict[str, Any], reads: Any, schemas: dict[str, Schema]) -> None:
    """Says under which other names a parameter is taken."""
    fields = {parameter["name"]: parameter for parameter in operation.get("parameters", ())}
    if "requestBody" in operation:
        body = operation["requestBody"]["content"]["application/json"]["schema"]
        fields |= schemas[body["$ref"].rpartition("/")[2]].get("properties", {})
    for field in reads.model_fields.values():
        if isinstance(field.validation_alias, AliasChoices):
            name, *others = map(str, field.validation_alias.choices)
            said = f"{field.description or ''}; also as {' or '.join(others)}".removeprefix("; ")
            fields[name]["description"] = said[0].upper() + said[1:]


def _name_answers(operation: dict[str, Any], schemas: dict[str, Schema]) -> None:
    """An object that is described in its place gets a name, once for all operations."""
    for answer in operation["responses"].values():
        for content in answer.get("content", {}).values():
            schema = content.get("schema", {})
            if "title" in schema and "properties" in schema:
                content["schema"] = _named(schema, schemas)


def _name_enumerations(schemas: dict[str, Schema]) -> None:
    """A field's words get a name, under which its JSON, its form and its query share them."""
    for model, schema in list(schemas.items()):
        for name, field in schema.get("properties", {}).items():
            choices = field.get("anyOf", [])
            words = next((one for one in [field, *choices] if len(one.get("enum", ())) > 1), None)
            if words is None:
                continue
            called = model + field.get("title", name.title()).replace(" ", "").replace("_", "")
            schemas[called] = {"title": called, "type": words["type"], "enum": words["enum"]}
            reference = {"$ref": f"#/components/schemas/{called}"}
            if words is field:
                del field["enum"], field["type"]
                field.update(reference)
            else:
                choices[choices.index(words)] = reference


def _without_framework_errors(operation: dict[str, Any]) -> None:
    """No vendor answers FastAPI's own 422, which it adds to every operation with input."""
    answer = operation["responses"].get("422")
    if answer and "HTTPValidationError" in str(answer):
        del operation["responses"]["422"]


def _with_parameters_anywhere(operation: dict[str, Any], schemas: dict[str, Schema]) -> None:
    """Describes the body as JSON and as a form, and each of its fields as a parameter of the query that may be left."""
    body = operation["requestBody"]
    body["required"] = False
    name = body["content"]["application/json"]["schema"]["$ref"].rpartition("/")[2]
    schemas[f"{name}Form"] = form = flat.form(f"{name}Form", schemas[name], schemas)
    body["content"]["application/x-www-form-urlencoded"] = {"schema": {"$ref": f"#/components/schemas/{name}Form"}}
    known = {parameter["name"] for parameter in operation.get("parameters", ())}
    operation.setdefault("parameters", []).extend(
        {"name": name, "in": "query", "required": False, "schema": field}
        for name, field in form["properties"].items()
        if name not in known
    )
