"""What the control API says of itself at `/_emulator/openapi.json`."""

from typing import Any

from fastapi import FastAPI

from emulator.kernel.errors import PROBLEM
from emulator.kernel.openapi import say_schemas

TEXT = """What a test, a script or a person does with the emulator itself: worlds, time, and a look at what happened.

Every call is for one world: `/_emulator/…` for the default world, `/~name/_emulator/…` for another.
Refusals are `application/problem+json` and name the `field`; unknown keys are refused."""

_PROBLEM = {
    "type": "object",
    "required": ["type", "title", "status", "detail"],
    "properties": {
        "type": {"type": "string"},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "detail": {"type": "string", "description": "What is wrong, in one sentence."},
        "field": {"type": "string", "description": "The field that is to blame."},
    },
}
_REFUSED = {
    "description": "Refused",
    "content": {
        PROBLEM: {
            "schema": {"$ref": "#/components/schemas/Problem"},
            "example": {
                "type": "about:blank",
                "title": "Bad Request",
                "status": 400,
                "detail": "dyas: unknown key",
                "field": "dyas",
            },
        }
    },
}


def example(value: Any, description: str = "Done", status: int = 200) -> dict[int | str, dict[str, Any]]:
    """FastAPI's `responses`, for an answer that looks like `value`."""
    return {status: {"description": description, "content": {"application/json": {"example": value}}}}


def complete(app: FastAPI) -> None:
    """Says how refusals look, in place of FastAPI's own 422, which never leaves."""
    written = app.openapi

    def described() -> dict[str, Any]:
        document = written()
        schemas = document.setdefault("components", {}).setdefault("schemas", {})
        for name in ("HTTPValidationError", "ValidationError"):
            schemas.pop(name, None)
        schemas["Problem"] = _PROBLEM
        for path in document["paths"].values():
            for operation in path.values():
                operation["responses"].pop("422", None)
                say_schemas(operation)
                operation["responses"]["4XX"] = _REFUSED
        return document

    app.openapi = described  # type: ignore[method-assign]
