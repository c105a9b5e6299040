"""Each vendor's own description: a FastAPI application that holds its operations and writes its `openapi.json`."""

import warnings
from collections.abc import Sequence
from typing import Any

from fastapi import FastAPI

from emulator import __version__
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
        with warnings.catch_warnings():
            # What pydantic says of FastAPI's own annotation when it completes a model that is built when first needed.
            warnings.filterwarnings("ignore", "The 'alias' attribute with value 'reads'", UserWarning)
            document = written()
        schemas = document.get("components", {}).get("schemas", {})
        for path in document["paths"].values():
            for operation in path.values():
                _without_framework_errors(operation)
                if operation["operationId"] in anywhere:
                    _with_parameters_anywhere(operation, schemas)
        for name in ("HTTPValidationError", "ValidationError"):
            schemas.pop(name, None)
        return document

    app.openapi = described  # type: ignore[method-assign]
    return app


def _without_framework_errors(operation: dict[str, Any]) -> None:
    """No vendor answers FastAPI's own 422, which it adds to every operation with input."""
    answer = operation["responses"].get("422")
    if answer and "HTTPValidationError" in str(answer):
        del operation["responses"]["422"]


def _with_parameters_anywhere(operation: dict[str, Any], schemas: dict[str, Any]) -> None:
    """Describes the body as JSON and as a form, and each of its fields as a parameter of the query that may be left."""
    if "requestBody" not in operation:
        return
    content = operation["requestBody"]["content"]
    written = content["application/json"]["schema"]
    content["application/x-www-form-urlencoded"] = {"schema": written}
    operation["requestBody"]["required"] = False
    schema = schemas[written["$ref"].rpartition("/")[2]] if "$ref" in written else written
    known = {parameter["name"] for parameter in operation.get("parameters", ())}
    operation.setdefault("parameters", []).extend(
        {"name": name, "in": "query", "required": False, "schema": field}
        for name, field in schema.get("properties", {}).items()
        if name not in known
    )
