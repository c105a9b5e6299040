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

    def described() -> dict[str, Any]:
        with warnings.catch_warnings():
            # What pydantic says of FastAPI's own annotation when it completes a model that is built when first needed.
            warnings.filterwarnings("ignore", "The 'alias' attribute with value 'reads'", UserWarning)
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
