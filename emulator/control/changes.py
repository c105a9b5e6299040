"""What happened to the vendors' rows between two snapshots, or since one."""

from functools import partial
from typing import Annotated, Any

from fastapi import APIRouter, Query
from pydantic import Field
from typing_extensions import TypedDict

from emulator.control.description import example
from emulator.control.snapshots import named
from emulator.kernel import changes, own_secrets, snapshots
from emulator.kernel.changes import Changes
from emulator.kernel.control import CurrentPlace
from emulator.kernel.form import QueryForm
from emulator.kernel.world import World

router = APIRouter(tags=["State"])


class Until(QueryForm):
    to: str | None = Field(default=None, description="Another snapshot; else the world as it is now.")
    limit: int = Field(default=100, ge=0, le=10_000, description="How many rows of a kind are shown of each table.")


class ChangedColumn(TypedDict):
    before: Any
    after: Any


class ChangedRow(TypedDict):
    key: dict[str, Any]
    columns: dict[str, ChangedColumn]


class Counts(TypedDict):
    added: int
    removed: int
    changed: int


class ChangedTable(TypedDict):
    """`counts` counts all rows, also those beyond the limit."""

    vendor: str
    table: str
    counts: Counts
    added: list[dict[str, Any]]
    removed: list[dict[str, Any]]
    changed: list[ChangedRow]


class ChangedTables(TypedDict):
    items: list[ChangedTable]
    total: int


_TABLE: dict[str, Any] = {
    "vendor": "reco",
    "table": "invites",
    "counts": {"added": 0, "removed": 0, "changed": 1},
    "added": [],
    "removed": [],
    "changed": [{"key": {"id": 1}, "columns": {"state": {"before": "scheduled", "after": "sent"}}}],
}


@router.get("/snapshots/{name}/changes", responses=example({"items": [_TABLE], "total": 1}))
async def changes_since_a_snapshot(name: str, until: Annotated[Until, Query()], place: CurrentPlace) -> ChangedTables:
    """The tables in which rows came, went or changed since; the rows with their columns before and after."""
    world = await place.ready()
    named(world, name)
    if until.to is not None:
        named(world, until.to, field="to")
    found = await world.alone(partial(_between, world, name, until.to))
    own = own_secrets.of(world)
    return {"items": [own.hide(_shown(one, until.limit)) for one in found], "total": len(found)}


def _between(world: World, name: str, to: str | None) -> list[Changes]:
    if to == name:
        return []
    with snapshots.opened(world, name) as before:
        if to is None:
            return changes.between(before, world)
        with snapshots.opened(world, to) as after:
            return changes.between(before, after)


def _shown(found: Changes, limit: int) -> ChangedTable:
    changed: list[ChangedRow] = [
        {"key": key, "columns": {name: {"before": old, "after": new} for name, (old, new) in columns.items()}}
        for key, columns in found.changed[:limit]
    ]
    return {
        "vendor": found.table.vendor,
        "table": found.table.name,
        "counts": {"added": len(found.added), "removed": len(found.removed), "changed": len(found.changed)},
        "added": found.added[:limit],
        "removed": found.removed[:limit],
        "changed": changed,
    }
