"""What is different between two states of a world: rows that came, that went, and columns that changed."""

from dataclasses import dataclass
from typing import Any

from emulator.kernel import stored
from emulator.kernel.stored import Stored
from emulator.kernel.world import World

Row = dict[str, Any]


@dataclass(frozen=True)
class Changes:
    """Of one table. `changed` has, for each row, its key and its columns' values before and after."""

    table: Stored
    added: list[Row]
    removed: list[Row]
    changed: list[tuple[Row, dict[str, tuple[Any, Any]]]]


def between(before: World, after: World) -> list[Changes]:
    """Of the tables that are not the same, secrets masked."""
    found = []
    for vendor in before.worlds.vendors.values():
        for table in stored.tables(vendor):
            # One after the other: of a snapshot and its world at once, one would be read where the other is.
            with before.transaction() as session:
                old = table.rows(session)
            with after.transaction() as session:
                new = table.rows(session)
            changes = _of(table, old, new)
            if changes.added or changes.removed or changes.changed:
                found.append(changes)
    return found


def _of(table: Stored, old: dict[tuple[Any, ...], Row], new: dict[tuple[Any, ...], Row]) -> Changes:
    changed = [
        (table.key(row), _columns(table, old[key], row)) for key, row in new.items() if key in old and old[key] != row
    ]
    return Changes(
        table,
        added=[table.shown(row) for key, row in new.items() if key not in old],
        removed=[table.shown(row) for key, row in old.items() if key not in new],
        changed=changed,
    )


def _columns(table: Stored, old: Row, new: Row) -> dict[str, tuple[Any, Any]]:
    names = [name for name in new if old[name] != new[name]]
    before, after = (table.shown({name: row[name] for name in names}) for row in (old, new))
    return {name: (before[name], after[name]) for name in names}
