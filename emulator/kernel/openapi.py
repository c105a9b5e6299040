"""Each vendor's own description: a FastAPI application that holds its operations and writes its `openapi.json`.

What FastAPI writes is made whole here, so that a client can be generated from it: every content has a schema, every
schema of which a generator makes a class has a name of its own.
"""

import warnings
from collections.abc import Iterator, Sequence
from typing import Any

from fastapi import FastAPI

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
    anywhere = {operation.operation_id for operation in operations if operation.wire.parameters_anywhere}

    def described() -> dict[str, Any]:
        if app.openapi_schema is None:
            with warnings.catch_warnings():
                # What pydantic says of FastAPI's own annotation when it completes a model that is built when needed.
                warnings.filterwarnings("ignore", "The 'alias' attribute with value 'reads'", UserWarning)
                _complete(written(), anywhere)
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


def _complete(document: dict[str, Any], anywhere: set[str | None]) -> None:
    schemas = document.setdefault("components", {}).setdefault("schemas", {})
    _name_enumerations(schemas)
    for operation in operations_of(document):
        _without_framework_errors(operation)
        say_schemas(operation)
        _name_answers(operation, schemas)
        for parameter in operation.get("parameters", ()):
            if parameter["in"] == "query":
                parameter["schema"] = flat.flat(parameter["schema"], schemas)
        if operation["operationId"] in anywhere and "requestBody" in operation:
            _with_parameters_anywhere(operation, schemas)
    for name in ("HTTPValidationError", "ValidationError"):
        schemas.pop(name, None)


def _name_answers(operation: dict[str, Any], schemas: dict[str, Schema]) -> None:
    """An object that is described in its place gets a name, once for all operations."""
    for answer in operation["responses"].values():
        for content in answer.get("content", {}).values():
            schema = content.get("schema", {})
            if "title" in schema and "properties" in schema:
                schemas[schema["title"]] = schema
                content["schema"] = {"$ref": f"#/components/schemas/{schema['title']}"}


def _name_enumerations(schemas: dict[str, Schema]) -> None:
    """A field's words get a name, under which its JSON, its form and its query share them."""
    for model, schema in list(schemas.items()):
        for name, field in schema.get("properties", {}).items():
            choices = field.get("anyOf", [])
            words = next((one for one in [field, *choices] if len(one.get("enum", ())) > 1), None)
            if words is None:
                continue
            called = model + field.get("title", name).replace(" ", "")
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
