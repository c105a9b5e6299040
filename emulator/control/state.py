"""What the vendors have stored, as rows."""

from typing import Annotated, Any

from fastapi import APIRouter, Query
from pydantic import Field
from typing_extensions import TypedDict

from emulator.control import vendors
from emulator.control.description import example
from emulator.kernel import own_secrets, stored
from emulator.kernel.control import CurrentWorld, Problem
from emulator.kernel.form import QueryForm
from emulator.kernel.stored import Stored
from emulator.kernel.world import World

router = APIRouter(tags=["State"])


class Page(QueryForm):
    limit: int = Field(default=100, ge=1, le=10_000)
    offset: int = Field(default=0, ge=0, le=10**12)
    q: str | None = Field(default=None, description="Stands in one of the row's columns, upper and lower case alike.")


class TableItem(TypedDict):
    vendor: str
    table: str
    rows: int


class Tables(TypedDict):
    items: list[TableItem]
    total: int


class Rows(TypedDict):
    items: list[dict[str, Any]]
    total: int


_TABLE = {"vendor": "reco", "table": "opt_outs", "rows": 1}
_ROW = {"sandbox": False, "address": "jane@example.com", "at": "2030-01-31T12:00:00Z"}


@router.get("/state", responses=example({"items": [_TABLE], "total": 1}))
async def list_tables(world: CurrentWorld) -> Tables:
    """Every vendor's tables, with how many rows each has."""
    tables = [table for vendor in world.worlds.vendors.values() for table in stored.tables(vendor)]
    with world.transaction() as session:
        items: list[TableItem] = [
            {"vendor": table.vendor, "table": table.name, "rows": table.count(session)} for table in tables
        ]
    return {"items": items, "total": len(items)}


@router.get("/state/{vendor}/{table}", responses=example({"items": [_ROW], "total": 1}))
async def rows_of_a_table(vendor: str, table: str, page: Annotated[Page, Query()], world: CurrentWorld) -> Rows:
    """A table's rows in the order of their keys; secrets are masked."""
    chosen = _table(world, vendor, table)
    with world.transaction() as session:
        items = chosen.page(session, q=page.q, limit=page.limit, offset=page.offset)
        total = chosen.count(session, q=page.q)
    return {"items": own_secrets.of(world).hide(items), "total": total}


def _table(world: World, vendor: str, table: str) -> Stored:
    tables = {known.name: known for known in stored.tables(vendors.named(world.worlds, vendor))}
    if table not in tables:
        raise Problem(404, f"{vendor} has no table {table!r}: its tables are {', '.join(tables)}", field="table")
    return tables[table]
