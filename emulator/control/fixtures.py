"""States as documents: a snapshot as YAML, and a document put into a world."""

from functools import partial
from typing import Any

from fastapi import APIRouter, Request, Response
from typing_extensions import TypedDict

from emulator.control.description import example
from emulator.control.snapshots import named
from emulator.kernel import fixture_document, imports, snapshots, turns
from emulator.kernel.control import CurrentPlace, Problem
from emulator.kernel.fixtures import FixtureError
from emulator.kernel.world import World

router = APIRouter(tags=["Snapshots"])
# RFC 9512 says application/yaml, but generators of clients read no answer of that type.
YAML = "text/yaml"


class Applied(TypedDict):
    """`rows` is how many rows each vendor has more; `left_out` names the parts that a world that is there ignores."""

    rows: dict[str, int]
    left_out: list[str]


_DOCUMENT = "format: 1\nreco:\n  venues:\n  - {venue: '777', name: Bageri Ett, api_key: bageri-key}\n"
_SENT = {"format": 1, "reco": {"venues": [{"venue": "777", "name": "Bageri Ett", "api_key": "bageri-key"}]}}
_BODY: dict[str, Any] = {
    "requestBody": {
        "required": True,
        "description": "JSON, or the same as YAML, whatever its Content-Type.",
        "content": {
            "application/json": {"schema": {"type": "object"}, "example": _SENT},
        },
    }
}
_YAML: dict[int | str, dict[str, Any]] = {
    200: {"description": "The document", "content": {YAML: {"schema": {"type": "string"}, "example": _DOCUMENT}}}
}


@router.post("/fixtures", responses=example({"rows": {"reco": 1}, "left_out": []}), openapi_extra=_BODY)
async def apply_a_fixture(request: Request, place: CurrentPlace) -> Applied:
    """Puts a document, YAML or JSON, on top of what the world has: all of it, or nothing where anything is wrong.

    Each vendor's part stands under its name, in the form of its fixture file. The world's clock stays as it is.
    """
    content = await request.body()
    read = partial(fixture_document.parse, content, place.worlds.vendors.values())
    large = len(content) > turns.LARGE
    try:
        document = await turns.apart(read) if large else read()
        world = await place.ready()
        apply = partial(imports.apply, world, document)
        rows = await world.alone(apply) if large else apply()
    except FixtureError as error:
        raise Problem(400, str(error), field=error.field) from None
    return {"rows": rows, "left_out": ["clock"] if document.start.now else []}


@router.get("/snapshots/{name}", responses=_YAML, response_class=Response)
async def export_a_snapshot(name: str, place: CurrentPlace) -> Response:
    """The state as a fixture: all that the vendors have stored, the work that is due, and the clock."""
    world = await place.turn()
    named(world, name)
    return Response(await world.alone(partial(_written, world, name)), media_type=YAML)


def _written(world: World, name: str) -> str:
    with snapshots.opened(world, name) as kept:
        return fixture_document.written(kept, f"The snapshot {name} of the world {world.name}")
