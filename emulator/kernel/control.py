"""What the control API and the vendors' controls share: the world a call is for, forms, and problem+json errors."""

from collections.abc import AsyncIterator, Mapping
from typing import Annotated, Any

from fastapi import Depends, Path, Request

from emulator.kernel.address import Place
from emulator.kernel.errors import problem
from emulator.kernel.world import World

Number = Annotated[int, Path(ge=-(2**63), lt=2**63)]
"""An id in a path, of no more than a database takes."""


def asks(body: Any) -> dict[str, Any]:
    """FastAPI's `openapi_extra`, for a body that looks like `body`."""
    return {"requestBody": {"content": {"application/json": {"example": body}}}}


def shown(answer: Any, *, status: int = 200, body: Any = None) -> dict[str, Any]:
    """What a route's decorator takes so that its description has an example of its answer, and of its body."""
    described: dict[str, Any] = {"responses": {status: {"content": {"application/json": {"example": answer}}}}}
    if body is not None:
        described["openapi_extra"] = asks(body)
    return described


class Problem(Exception):
    """A refusal of the control API: drawn as problem+json (RFC 9457), with the field that is to blame."""

    def __init__(
        self, status: int, detail: str, *, field: str | None = None, headers: Mapping[str, str] | None = None
    ) -> None:
        super().__init__(detail)
        self.status = status
        self.detail = detail
        self.field = field
        self.headers = dict(headers or {})

    def body(self) -> dict[str, Any]:
        return problem(self.status, self.detail, self.field)


async def _place(request: Request) -> Place:
    place: Place = request.scope["emulator"]
    return place


CurrentPlace = Annotated[Place, Depends(_place)]
"""Where the call leads, with all the worlds of the server."""


async def _world(place: CurrentPlace) -> AsyncIterator[World]:
    world = await place.ready()
    with world.visited():
        yield world


CurrentWorld = Annotated[World, Depends(_world)]
"""The world that the address names; what has become due in it has happened.

A handler that waits for anything lets others in: after it, it asks for its turn again (`await world.turns.come()`).
"""
