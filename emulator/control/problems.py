"""Draws every refusal of the control API as problem+json: FastAPI's own shapes never leave."""

from collections.abc import Sequence
from typing import Any

from fastapi import FastAPI
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.routing import Match

from emulator.kernel.control import Problem
from emulator.kernel.room import FullError

MEDIA_TYPE = "application/problem+json"
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
        return JSONResponse(problem.body(), problem.status, problem.headers, MEDIA_TYPE)
    except UnicodeEncodeError:  # its sentence repeats what the client sent
        return answer(HALF)


def install(app: FastAPI) -> None:
    app.add_exception_handler(Problem, _refused)
    app.add_exception_handler(HTTPException, _not_routed)
    app.add_exception_handler(RequestValidationError, _not_valid)
    app.add_exception_handler(UnicodeEncodeError, _half_a_character)
    app.add_exception_handler(FullError, _full)
    app.add_exception_handler(Exception, _broke)


async def _refused(_: Request, error: Any) -> JSONResponse:
    return answer(error)


async def _not_routed(request: Request, error: Any) -> JSONResponse:
    sentences = {
        404: f"there is no call {request.url.path}: /_emulator/docs lists them",
        405: f"{request.url.path} does not take {request.method}",
        400: "the body cannot be read as JSON",
    }
    headers = {"Allow": _allowed(request)} if error.status_code == 405 else {}
    return answer(Problem(error.status_code, sentences.get(error.status_code, error.detail), headers=headers))


def _allowed(request: Request) -> str:
    """All that the path takes: Starlette names only what its first route does."""
    methods = {"GET", "POST", "PUT", "PATCH", "DELETE"}
    router = request.app.router
    fits = (
        m for m in methods if any(r.matches({**request.scope, "method": m})[0] is Match.FULL for r in router.routes)
    )
    return ", ".join(sorted(fits))


async def _not_valid(_: Request, error: Any) -> JSONResponse:
    return answer(refusal(error.errors()))


async def _half_a_character(_: Request, __: Exception) -> JSONResponse:
    return answer(HALF)


async def _full(_: Request, error: Exception) -> JSONResponse:
    return answer(Problem(503, str(error)))


async def _broke(_: Request, __: Exception) -> JSONResponse:
    return answer(INTERNAL)


def refusal(errors: Sequence[Any]) -> Problem:
    """The first thing that pydantic found; the place is told without "body" or "query" in front.

    A misspelt key comes before the key that is therefore missing.
    """
    first = next((error for error in errors if error["type"] == "extra_forbidden"), errors[0])
    if first["type"] == "json_invalid":
        return Problem(400, f"the body is not JSON: {first['ctx']['error']} at character {first['loc'][-1]}")
    place = ".".join(str(step) for step in first["loc"][1:])
    reason = _WORDS.get(first["type"], first["msg"]).removeprefix("Value error, ")
    if not place:
        return Problem(400, f"the {first['loc'][0]}: {reason}")
    return Problem(400, f"{place}: {reason}", field=place)
