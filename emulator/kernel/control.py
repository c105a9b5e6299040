"""What the control API and the vendors' controls share: the world a call is for, forms, and problem+json errors."""

from typing import Annotated, Any

from fastapi import Depends, Request
from pydantic import BaseModel, ConfigDict

from emulator.kernel.address import Place
from emulator.kernel.worlds import World


class Form(BaseModel):
    """The body of a control call; unknown keys are refused."""

    model_config = ConfigDict(extra="forbid")


class Problem(Exception):
    """A refusal of the control API: drawn as problem+json, with the field that is to blame."""

    def __init__(self, status: int, detail: str, *, field: str | None = None) -> None:
        super().__init__(detail)
        self.status = status
        self.detail = detail
        self.field = field

    def body(self) -> dict[str, Any]:
        problem = {"type": "about:blank", "status": self.status, "detail": self.detail}
        return problem if self.field is None else {**problem, "field": self.field}


async def _world(request: Request) -> World:
    place: Place = request.scope["emulator"]
    world = place.world or place.worlds.default
    world.catch_up()
    return world


CurrentWorld = Annotated[World, Depends(_world)]
"""The world that the address names; what has become due in it has happened."""
