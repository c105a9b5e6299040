"""Draws every refusal of the control API as problem+json: FastAPI's own shapes never leave."""

from collections.abc import Sequence
from typing import Any

from fastapi import FastAPI
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.routing import Match

from emulator.kernel.address import Place
from emulator.kernel.control import Problem
from emulator.kernel.database import UnreachableError
from emulator.kernel.errors import PROBLEM
from emulator.kernel.folder import UnknownSnapshotError
from emulator.kernel.room import FullError
from emulator.kernel.worlds import UnknownWorldError

INTERNAL = Problem(500, "the emulator broke: its log says why")
# Python's JSON reads half a surrogate pair, but nothing can store or send one.
_HALF = "has half a surrogate pair (\\ud800 to \\udfff), which is no character"
HALF = Problem(400, f"the body: {_HALF}")
_WORDS = {
    "extra_forbidden": "unknown key",
    "missing": "is missing",
    "string_unicode": _HALF,
    "model_attributes_type": "should be a JSON object",
    "timezone_aware": "has no time zone: end it with Z or with +01:00, for without one it is no moment",
}


def answer(problem: Problem) -> JSONResponse:
    try:
        return JSONResponse(problem.body(), problem.status, problem.headers, PROBLEM)
    except UnicodeEncodeError:  # its sentence repeats what the client sent
        return answer(HALF)


def install(app: FastAPI) -> None:
    app.add_exception_handler(Problem, _refused)
    app.add_exception_handler(HTTPException, _not_routed)
    app.add_exception_handler(RequestValidationError, _not_valid)
    app.add_exception_handler(UnicodeEncodeError, _half_a_character)
    app.add_exception_handler(FullError, _not_now)
    app.add_exception_handler(UnreachableError, _not_now)
    app.add_exception_handler(UnknownWorldError, _gone)
    app.add_exception_handler(UnknownSnapshotError, _gone)
    app.add_exception_handler(Exception, _broke)


async def _refused(_: Request, error: Any) -> JSONResponse:
    return answer(error)


async def _not_routed(request: Request, error: Any) -> JSONResponse:
    if error.status_code == 405:
        return _not_taken(request, _named(request) or _allowed(request))
    sentences = {
        404: f"there is no call {request.url.path}: /_emulator/docs lists them",
        400: "the body cannot be read as JSON",
    }
    return answer(Problem(error.status_code, sentences.get(error.status_code, error.detail)))


def _not_taken(request: Request, methods: set[str]) -> JSONResponse:
    allowed = {"Allow": ", ".join(sorted(methods))}
    return answer(Problem(405, f"{request.url.path} does not take {request.method}", headers=allowed))


def _allowed(request: Request) -> set[str]:
    """All that the path takes: Starlette names only what its first route does."""
    routes = request.app.router.routes
    methods = ("GET", "POST", "PUT", "PATCH", "DELETE")
    return {m for m in methods if any(r.matches({**request.scope, "method": m})[0] is Match.FULL for r in routes)}


def _named(request: Request) -> set[str]:
    """What the calls take that are called so: where `{id}` stands in another's path it could be any name."""
    paths: dict[str, dict[str, Any]] = request.app.openapi()["paths"]
    place: Place = request.scope["emulator"]
    return {method.upper() for method in paths.get(place.path, ())}


async def _not_valid(request: Request, error: Any) -> JSONResponse:
    wrong = error.errors()
    # `GET /requests/verify` is not for a request that is called "verify".
    named = _named(request) if wrong[0]["loc"][0] == "path" else set()
    return _not_taken(request, named) if named - {request.method} else answer(refusal(wrong))


async def _half_a_character(_: Request, __: Exception) -> JSONResponse:
    return answer(HALF)


async def _not_now(_: Request, error: Exception) -> JSONResponse:
    return answer(Problem(503, str(error)))


async def _gone(_: Request, error: Exception) -> JSONResponse:
    """Another dropped it after it was found."""
    return answer(Problem(404, str(error)))


async def _broke(_: Request, __: Exception) -> JSONResponse:
    return answer(INTERNAL)


def refusal(errors: Sequence[Any]) -> Problem:
    """The first thing that pydantic found; the place is told without "body" or "query" in front.

    A misspelt key comes before the key that is therefore missing.
    """
    first = next((error for error in errors if error["type"] == "extra_forbidden"), errors[0])
    if first["type"] == "json_invalid":
        return Problem(400, f"the body is not JSON: {first['ctx']['error']} at character {first['loc'][-1]}")
    blamed = [first["ctx"]["field"]] if first["type"] == "wrong" else []
    place = ".".join(str(step) for step in (*first["loc"][1:], *blamed))
    reason = _WORDS.get(first["type"], first["msg"]).removeprefix("Value error, ")
    if not place:
        return Problem(400, f"the {first['loc'][0]}: {reason}")
    return Problem(400, f"{place}: {reason}", field=place)
