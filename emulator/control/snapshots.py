"""Named states of a world: save, list, put back, drop."""

from datetime import datetime
from typing import Any

from fastapi import APIRouter
from pydantic import Field
from typing_extensions import TypedDict

from emulator.control.description import example
from emulator.kernel import snapshots
from emulator.kernel.control import CurrentPlace, CurrentWorld, Problem, asks
from emulator.kernel.folder import UnknownSnapshotError
from emulator.kernel.form import Form
from emulator.kernel.snapshots import Snapshot, SnapshotExistsError
from emulator.kernel.world import World

router = APIRouter(tags=["Snapshots"])


class SnapshotForm(Form):
    name: str = Field(description="1 to 63 of a-z, 0-9, - and _.", examples=["paid"])
    replace: bool = Field(default=False, description="Whether one of that name may be there already.")


class SnapshotItem(TypedDict):
    """`now` is what the world's clock showed; `saved_at` is when that was."""

    name: str
    now: datetime
    saved_at: datetime
    rows: int
    bytes: int


class SnapshotList(TypedDict):
    items: list[SnapshotItem]
    total: int


_ITEM: dict[str, Any] = {
    "name": "paid",
    "now": "2030-01-31T12:00:00Z",
    "saved_at": "2026-11-22T09:30:00Z",
    "rows": 5120,
    "bytes": 1654784,
}


@router.post(
    "/snapshots",
    status_code=201,
    responses=example(_ITEM, "Saved", 201),
    openapi_extra=asks({"name": "paid"}),
)
async def save_a_snapshot(form: SnapshotForm, world: CurrentWorld) -> SnapshotItem:
    """Keeps all of the world as it is now: data, credentials, clock, work that is due, how chance stands, outbox,
    planned faults, journal."""
    try:
        return _shown(snapshots.save(world, form.name, replace=form.replace))
    except SnapshotExistsError as error:
        raise Problem(409, str(error), field="name") from None
    except ValueError as error:
        raise Problem(400, str(error), field="name") from None


@router.get("/snapshots", responses=example({"items": [_ITEM], "total": 1}))
async def list_snapshots(world: CurrentWorld) -> SnapshotList:
    """The world's own, by name."""
    items = [_shown(one) for one in snapshots.every(world)]
    return {"items": items, "total": len(items)}


@router.post("/snapshots/{name}/restore", responses=example(_ITEM))
async def restore_a_snapshot(name: str, place: CurrentPlace) -> SnapshotItem:
    """The world is again as it was when the snapshot was saved, and its time goes on from then.

    What happened since never happened: messages, requests, planned faults. The same calls then mint the same ids.
    """
    world = await place.turn()
    found = named(world, name)
    snapshots.restore(world, name)
    return _shown(found)


@router.delete("/snapshots/{name}", status_code=204)
async def drop_a_snapshot(name: str, world: CurrentWorld) -> None:
    """The worlds that were made of it stay."""
    named(world, name)
    snapshots.remove(world, name)


def named(world: World, name: str, *, field: str = "name") -> Snapshot:
    try:
        return snapshots.one(world, name)
    except UnknownSnapshotError as error:
        raise Problem(404, str(error), field=field) from None


def _shown(snapshot: Snapshot) -> SnapshotItem:
    return {
        "name": snapshot.name,
        "now": snapshot.now,
        "saved_at": snapshot.saved_at,
        "rows": snapshot.rows,
        "bytes": snapshot.bytes,
    }
