"""Which tables a world's file has, by a number in the file, and how an older file is brought up to those of today.

SQLite keeps two numbers in a database's head for its owner: `application_id` says whose it is, `user_version` of which
form. See docs/decisions/0009.
"""

import contextlib
import sqlite3
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from emulator.kernel.columns import Table

if TYPE_CHECKING:
    from sqlalchemy import Column
    from sqlalchemy import Table as CoreTable

    from emulator.kernel.sqlite import SQLiteDatabase
    from emulator.kernel.vendor import Vendor

LAYOUT = 10001
"""MMmmPPnn: the nth layout of the tables that version MM.mm.PP of the emulator brought."""
APPLICATION = 0x454D554C
"""EMUL."""

_MADE = "SELECT name, tbl_name, sql FROM sqlite_master WHERE sql IS NOT NULL ORDER BY name"
_VIRTUAL = "SELECT name FROM sqlite_master WHERE sql LIKE 'CREATE VIRTUAL TABLE%'"
_OF_ROWS = {sqlite3.SQLITE_ERROR, sqlite3.SQLITE_CONSTRAINT}
"""What SQLite says of rows that do not fit, and of steps that do not; all else is the disk's or the file's."""
TAKE_ALONG = (
    ", or take its worlds along: there `emulator snapshot save NAME` and `emulator snapshot export NAME > FILE.yaml`, "
    "here, where nothing is kept yet, `emulator serve --fixture FILE.yaml`, and for each further world "
    "`emulator worlds make NAME --fixture FILE.yaml`"
)
Steps = Mapping[int, tuple[str, ...]]
"""By layout: the SQL that an older file needs before the rows of its tables fit into those of that layout."""


class LayoutError(Exception):
    """Why a file cannot be used or brought up, in one sentence."""


def version_of(layout: int) -> str:
    """The version of the emulator that brought it."""
    return ".".join(str(layout // place % 100) for place in (1_000_000, 10_000, 100))


def is_of_today(file: Path) -> bool:
    """Whether its head says so, and nothing waits beside it to be written into it: SQLite need not open it.

    Raises OSError where it cannot be read or written.
    """
    beside = file.with_name(f"{file.name}-wal")
    with file.open("rb+") as opened:
        head = opened.read(72)
    return head[60:64] == LAYOUT.to_bytes(4) and head[68:] == APPLICATION.to_bytes(4) and not beside.exists()


def steps(vendors: "Iterable[Vendor]") -> Steps:
    """Of all vendors; they are loaded by it, so their tables are known."""
    found: dict[int, tuple[str, ...]] = {}
    for vendor in vendors:
        for number, statements in vendor.steps.items():
            found[number] = (*found.get(number, ()), *statements)
    return found


def mark(connection: sqlite3.Connection) -> None:
    """Puts the numbers into it, as part of the transaction that is open."""
    connection.execute(f"PRAGMA application_id={APPLICATION}")
    connection.execute(f"PRAGMA user_version={LAYOUT}")


def read(connection: sqlite3.Connection) -> int | None:
    """The number of the layout, 0 for a file of before there were numbers; None where no world was completed in it.

    Raises LayoutError for what is of a newer emulator, or of none.
    """
    application, found = _pragma(connection, "application_id"), _pragma(connection, "user_version")
    if application == APPLICATION and found > LAYOUT:
        raise LayoutError(
            f"it has layout {found}, of emulator {version_of(found)}, and this one knows none after {LAYOUT}: "
            f"serve the folder with {version_of(found)} or newer{TAKE_ALONG}"
        )
    tables = {of for _, of, _ in connection.execute(_MADE)}
    if not tables and application in {0, APPLICATION}:
        return None
    if application not in {0, APPLICATION} or "world" not in tables:
        raise LayoutError("it is another program's database: move it to another folder")
    return found if connection.execute("SELECT 1 FROM world").fetchone() else None


def bring_up(database: "SQLiteDatabase", steps: Steps, *, keep: bool) -> None:
    """All in one transaction, which without `keep` is a rehearsal; raises LayoutError, and leaves all as it was.

    What is new is empty or has its default. Nothing goes that holds something.
    """
    run = database.connection.execute
    found = _pragma(database.connection, "user_version")
    try:
        run("BEGIN IMMEDIATE")
        for statement in (sql for number in sorted(steps) if number > found for sql in steps[number]):
            run(statement)
        _refit(database)
        mark(database.connection)
        run("COMMIT" if keep else "ROLLBACK")
    except (sqlite3.Error, LayoutError) as error:
        if isinstance(error, sqlite3.Error) and error.sqlite_errorcode & 0xFF not in _OF_ROWS:
            raise
        before = f"it has layout {found}, of emulator {version_of(found)}" if found else "it is older than layouts"
        raise LayoutError(
            f"{before}, and cannot be brought up to {LAYOUT}: {error}; "
            f"serve the folder with the version that made it{TAKE_ALONG}"
        ) from None
    finally:
        if database.connection.in_transaction:
            run("ROLLBACK")


def _refit(database: "SQLiteDatabase") -> None:
    connection, run = database.connection, database.connection.execute
    with contextlib.closing(type(database)()) as fresh:
        fresh.create_tables()
        if connection.execute(_MADE).fetchall() == fresh.connection.execute(_MADE).fetchall():
            return
        found, wanted = _tables(connection), _tables(fresh.connection)
    for name in sorted(found.keys() - wanted.keys()):
        _refuse_rows(connection, f'"{name}"', f"what {name} holds has no place in the tables of today")
        run(f'DROP TABLE "{name}"')
    for name in sorted(wanted.keys() - found.keys()):
        source = Table.metadata.tables[name].info.get("made_of")
        if source in found:
            _refuse_rows(connection, f'"{source}"', f"{name} is made of what {source} holds, and would be empty")
    # What is searched by its words fills its index when it is put back.
    searched = [table.name for table in Table.metadata.sorted_tables if "fulltext" in table.info]
    moved = [name for name in wanted if name in found and (found[name] != wanted[name] or name in searched)]
    for name in moved:
        run(f'CREATE TEMP TABLE "before_{name}" AS SELECT * FROM main."{name}"')  # noqa: S608 (names)
        run(f'DROP TABLE main."{name}"')
    database.create_tables()
    for name in moved:
        _put_back(connection, Table.metadata.tables[name])
        run(f'DROP TABLE temp."before_{name}"')


def _tables(connection: sqlite3.Connection) -> dict[str, list[tuple[str, str]]]:
    """Of each table what it consists of, its indexes and triggers too. Its indexes of words go: they are made anew."""
    for (name,) in connection.execute(_VIRTUAL).fetchall():
        connection.execute(f'DROP TABLE "{name}"')
    found: dict[str, list[tuple[str, str]]] = {}
    for name, of, sql in connection.execute(_MADE):
        found.setdefault(of, []).append((name, sql))
    return found


def _put_back(connection: sqlite3.Connection, table: "CoreTable") -> None:
    before = f'temp."before_{table.name}"'
    there = [row[1] for row in connection.execute(f'PRAGMA temp.table_info("before_{table.name}")')]
    for name in there:
        if name not in table.columns:
            what = f"what {table.name}.{name} holds has no place in the tables of today"
            _refuse_rows(connection, f'{before} WHERE "{name}" IS NOT NULL', what)
    new = {column.name: _default(column) for column in table.columns if column.name not in there}
    values = {name: value for name, value in new.items() if value is not None}
    kept = [column.name for column in table.columns if column.name in there]
    columns = ", ".join(f'"{name}"' for name in (*kept, *values))
    chosen = ", ".join((*(f'"{name}"' for name in kept), *("?" for _ in values)))
    insert = f'INSERT INTO main."{table.name}" ({columns}) SELECT {chosen} FROM {before} ORDER BY rowid'  # noqa: S608
    connection.execute(insert, [*values.values()])


def _default(column: "Column[Any]") -> Any:
    """As it is stored in a row of which nobody says what this column has."""
    if column.default is None:
        return None
    from emulator.kernel.sqlite import SQLiteDatabase

    made: Any = column.default
    value = made.arg if made.is_scalar else made.arg(None)
    bind = column.type.dialect_impl(SQLiteDatabase.dialect).bind_processor(SQLiteDatabase.dialect)
    return value if bind is None else bind(value)


def _refuse_rows(connection: sqlite3.Connection, those: str, sentence: str) -> None:
    if connection.execute(f"SELECT 1 FROM {those} LIMIT 1").fetchone():  # noqa: S608 (names)
        raise LayoutError(sentence)


def _pragma(connection: sqlite3.Connection, name: str) -> int:
    (found,) = connection.execute(f"PRAGMA {name}").fetchone()
    return int(found)
