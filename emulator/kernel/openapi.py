"""Each vendor's own description: a FastAPI application that holds its operations and writes its `openapi.json`."""

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

    def described() -> dict[str, Any]:
        document = written()
        for path in document["paths"].values():
            for operation in path.values():
                _without_framework_errors(operation)
        schemas = document.get("components", {}).get("schemas", {})
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
