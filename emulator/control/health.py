"""Whether the emulator is there, and ready."""

from fastapi import APIRouter
from typing_extensions import TypedDict

from emulator import __version__
from emulator.control.description import example
from emulator.kernel.control import CurrentPlace, Problem
from emulator.kernel.world import DEFAULT
from emulator.kernel.worlds import UnknownWorldError, Worlds

router = APIRouter(tags=["Health"])


class Health(TypedDict):
    status: str
    version: str
    vendors: list[str]


_EXAMPLE = example({"status": "ok", "version": __version__, "vendors": ["reco", "rees46", "recensus"]})


def _health(worlds: Worlds) -> Health:
    return {"status": "ok", "version": __version__, "vendors": list(worlds.vendors)}


@router.get("/health", responses=_EXAMPLE)
async def health(place: CurrentPlace) -> Health:
    """The server answers."""
    return _health(place.worlds)


@router.get("/ready", responses=_EXAMPLE)
async def ready(place: CurrentPlace) -> Health:
    """The default world has its fixture and its database answers; 503 until then."""
    try:
        world = place.worlds.get(DEFAULT)
        if not world.turns.wanted:  # else it is at work right now, and nobody waits for an answer to this
            with world.transaction():
                pass
        return _health(place.worlds)
    except UnknownWorldError:
        raise Problem(503, "the default world is not there yet") from None
