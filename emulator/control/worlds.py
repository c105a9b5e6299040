"""Worlds: list, make, look at, drop, put back."""

from contextlib import suppress
from datetime import datetime
from functools import partial
from typing import Any

from fastapi import APIRouter, Request
from typing_extensions import TypedDict

from emulator.control.description import example
from emulator.control.world_form import WorldForm
from emulator.kernel import fixture_document, imports, snapshots, turns
from emulator.kernel.address import Hosts, Place, caught_up
from emulator.kernel.clock import Start, real_now
from emulator.kernel.control import CurrentPlace, Problem, asks
from emulator.kernel.fixtures import FixtureError
from emulator.kernel.folder import UnknownSnapshotError
from emulator.kernel.room import FullError
from emulator.kernel.vendor import Account
from emulator.kernel.world import DEFAULT, World
from emulator.kernel.worlds import UnknownWorldError, WorldExistsError, Worlds

router = APIRouter(tags=["Worlds"])


class Access(TypedDict):
    name: str
    base_urls: dict[str, str]
    credentials: dict[str, list[Account]]


class WorldItem(TypedDict):
    name: str
    fixture: str
    made_at: datetime
    age_seconds: float
    idle_seconds: float
    rows: int
    bytes: int
    strict: bool


class WorldLook(Access, WorldItem):
    pass


class WorldList(TypedDict):
    items: list[WorldItem]
    total: int


class Reset(TypedDict):
    name: str
    status: str


_ACCESS: dict[str, Any] = {
    "name": "t1",
    "base_urls": {"reco": "http://127.0.0.1:4717/~t1/reco"},
    "credentials": {"reco": [{"venue": "123", "api_key": "mJ3n…", "sandbox_api_key": "0bQx…"}]},
}
_ITEM: dict[str, Any] = {
    "name": "t1",
    "fixture": "demo",
    "made_at": "2030-01-31T12:00:00Z",
    "age_seconds": 3.5,
    "idle_seconds": 0.5,
    "rows": 12,
    "bytes": 94208,
    "strict": False,
}


@router.get("/worlds", responses=example({"items": [_ITEM], "total": 1}))
async def list_worlds(place: CurrentPlace) -> WorldList:
    """All worlds of this server, with what each holds."""
    items: list[WorldItem] = []
    for world in place.worlds:
        await world.ready()
        with suppress(UnknownWorldError):  # another process has dropped it just now
            if not world.gone:  # dropped while another was waited for
                items.append(_item(world))
    return {"items": items, "total": len(items)}


@router.post("/worlds", status_code=201, responses=example(_ACCESS, "Made", 201), openapi_extra=asks({"name": "t1"}))
async def make_a_world(request: Request, place: CurrentPlace, form: WorldForm | None = None) -> Access:
    """Makes a world from a fixture, or as a fork; its credentials are fresh and alone lead to it."""
    wanted = form or WorldForm()
    start = _start(wanted)
    if wanted.source is not None:
        with suppress(UnknownWorldError):  # which is refused below, in its order
            await caught_up(partial(place.worlds.get, wanted.source.partition("/")[0]))
    elif start.now is not None and not isinstance(wanted.fixture, dict):
        with suppress(FixtureError):  # the same
            await turns.apart(partial(place.worlds.templates.of, wanted.fixture or place.worlds.fixture, start.now))
    world = _made(place, wanted, start)
    if wanted.strict is not None:
        world.be_strict(wanted.strict, from_start=True)
    return _access(world, request)


@router.get("/worlds/{name}", responses=example({**_ACCESS, **_ITEM}))
async def look_at_a_world(name: str, request: Request, place: CurrentPlace) -> WorldLook:
    """What it holds, where it is and who may come in."""
    world = await _named(place.worlds, name)
    return {**_item(world), **_access(world, request)}


@router.delete("/worlds/{name}", status_code=204)
async def drop_a_world(name: str, place: CurrentPlace) -> None:
    """The world and all in it go; a prefix that is used again makes a new one."""
    await _named(place.worlds, name)
    try:
        place.worlds.drop(name)
    except ValueError as error:
        raise Problem(409, str(error), field="name") from None


@router.post("/reset", responses=example({"name": "t1", "status": "ok"}))
async def reset(place: CurrentPlace) -> Reset:
    """This world is again what it was made from: data, clock, journal and outbox; its credentials stay."""
    world = await place.turn()
    try:
        place.worlds.reset(world)
    except FixtureError as error:
        raise Problem(409, f"the world stays as it is, for it cannot be made again: {error}") from None
    return {"name": world.name, "status": "ok"}


def _start(form: WorldForm) -> Start:
    for name in ("now", "frozen"):
        if form.source is not None and getattr(form, name) is not None:
            raise Problem(400, f"{name}: a fork has the clock of what it is forked from", field=name)
    try:
        return Start(form.now, bool(form.frozen))
    except ValueError as error:
        raise Problem(400, str(error), field="now") from None


def _made(place: Place, form: WorldForm, start: Start) -> World:
    worlds = place.worlds
    name = form.name if form.name is not None else _minted(worlds)
    if form.source is not None and form.fixture is not None:
        raise Problem(400, "fixture: a fork has the fixture of the world it is forked from", field="fixture")
    try:
        if form.source is not None:
            return _forked(place, form.source, name)
        if isinstance(form.fixture, dict):
            document = fixture_document.check(form.fixture, worlds.vendors.values())
            return imports.make(worlds, name, document, start=start if start.now else None)
        return worlds.make(name, fixture=form.fixture, start=start)
    except (UnknownWorldError, UnknownSnapshotError) as error:
        raise Problem(404, str(error), field="from") from None
    except WorldExistsError as error:
        raise Problem(409, str(error), field="name") from None
    except FixtureError as error:
        field = "fixture" if error.field is None or isinstance(form.fixture, str) else f"fixture.{error.field}"
        raise Problem(400, str(error), field=field) from None
    except FullError as error:
        raise Problem(503, str(error)) from None
    except ValueError as error:
        raise Problem(400, str(error), field="name") from None


def _minted(worlds: Worlds) -> str:
    """A name that no world has; with a seed the same ones in the same order."""
    while True:
        name = f"w-{worlds.names.getrandbits(48):012x}"
        if all(world.name != name for world in worlds):
            return name


def _forked(place: Place, source: str, name: str) -> World:
    """A plain name is always a world's, so that none can mean two things."""
    world, slash, snapshot = source.partition("/")
    if slash:
        return snapshots.fork(place.worlds.get(world), snapshot, name)
    try:
        return place.worlds.fork(place.worlds.get(world), name)
    except UnknownWorldError as error:
        here = place.name or DEFAULT
        if source in place.worlds.folder.snapshots(here):
            raise UnknownWorldError(f"{error}: the snapshot of that name is {here}/{source}") from None
        raise


async def _named(worlds: Worlds, name: str) -> World:
    try:
        return await caught_up(partial(worlds.get, name))
    except UnknownWorldError as error:
        raise Problem(404, str(error), field="name") from None


def _item(world: World) -> WorldItem:
    return {
        "name": world.name,
        "fixture": world.fixture,
        "made_at": world.made_at,
        "age_seconds": (real_now() - world.made_at).total_seconds(),
        "idle_seconds": world.idle_seconds(),
        "rows": world.rows(),
        "bytes": world.database.bytes_used(),
        "strict": world.strict,
    }


def _access(world: World, request: Request) -> Access:
    vendors = world.worlds.vendors
    host = request.headers.get("host", "")
    hosts = Hosts(vendors.hosts(), ())
    # Under a vendor's own host a path cannot name another vendor.
    outside = world.worlds.public_url if hosts.meaning(host)[1] or not host else f"{request.url.scheme}://{host}"
    prefix = "" if world.name == DEFAULT else f"/~{world.name}"
    return {
        "name": world.name,
        "base_urls": {name: f"{outside}{prefix}/{name}" for name in vendors},
        "credentials": world.worlds.accounts(world),
    }
