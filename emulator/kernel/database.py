"""One world's database, and the session in which statements run.

What only one engine understands is here, in `columns` and in `statements`. Statements are run on the driver's own
cursor: the ORM's unit of work costs several times the request it serves.
"""

import sqlite3
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar, cast

from sqlalchemy.dialects import sqlite

from emulator.kernel.columns import Instant, Json, Table, table_of
from emulator.kernel.statements import (
    Prepared,
    command,
    insert_into,
    insert_or_merge,
    insert_unless_there,
    prepare,
    remember,
)

if TYPE_CHECKING:
    from emulator.kernel.world import World

__all__ = [
    "Instant",
    "Json",
    "Prepared",
    "SQLiteDatabase",
    "Session",
    "Table",
    "command",
    "insert_into",
    "insert_or_merge",
    "insert_unless_there",
    "prepare",
    "remember",
    "table_of",
]

T = TypeVar("T")

TOGETHER = 1000
"""How many rows one statement inserts at most: SQLite takes 32,766 values."""


class Session:
    """One transaction in one world: what it reads and writes stands or falls together.

    A `with` block commits at its end and undoes everything on an exception. `now` is the only clock that vendor code
    reads. `request_id` names the journal entry that what happens here comes from.
    """

    __slots__ = ("_connection", "_cursor", "_dialect", "_spoilt", "entry", "now", "request_id", "world")

    def __init__(
        self, world: "World", database: "SQLiteDatabase", now: datetime, request_id: int | None = None
    ) -> None:
        self.world = world
        self._connection = database.connection
        self._cursor = database.cursor
        self._dialect = database.dialect
        self.now = now
        self.request_id = request_id
        self._spoilt = False
        self.entry: dict[str, Any] | None = None
        """The journal's entry that waits for the commit."""

    def __enter__(self) -> "Session":
        if self._connection.in_transaction:
            raise RuntimeError("a transaction is open in this world: one unit of work does not start another")
        self._cursor.execute("BEGIN")
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        committed = False
        try:
            if kind is None:
                self._cursor.execute("COMMIT")
                committed = True
                if self.entry is not None:
                    self.world.keep(self.entry)
        finally:
            if not committed:
                if self._spoilt:
                    self._forget()
                # A commit that failed leaves it open; a full disk may have ended it already.
                if self._connection.in_transaction:
                    self._cursor.execute("ROLLBACK")

    def _forget(self) -> None:
        self._spoilt = True
        self.world.remembered.clear()

    def _execute(self, statement: Prepared[Any], values: dict[str, Any]) -> None:
        if not statement.sql:
            statement.compile(self._dialect)
        self._cursor.execute(statement.sql, statement.bind(values))
        if statement.spoils:
            self._forget()

    def _fetched(self, statement: Prepared[Any]) -> Any:
        """The first row of what was executed, before it is made one of the statement's; None where there is none."""
        if not statement.key_at_hand:
            return self._cursor.fetchone()
        return (self._cursor.lastrowid,) if self._cursor.rowcount > 0 else None

    def all(self, statement: Prepared[T], **values: Any) -> list[T]:
        self._execute(statement, values)
        return [statement.row(raw) for raw in self._cursor.fetchall()]

    def first(self, statement: Prepared[T], **values: Any) -> T | None:
        self._execute(statement, values)
        raw = self._fetched(statement)
        return None if raw is None else statement.row(raw)

    def recall(self, statement: Prepared[T], **values: Any) -> T | None:
        """As `first`, but a row that was found is not read again until a statement of a session changes its table."""
        key = (statement, *values.values())
        remembered = self.world.remembered
        row: T | None = remembered.get(key)
        if row is None:
            row = self.first(statement, **values)
            if row is not None:
                remembered[key] = row
        return row

    def recall_made(self, key: tuple[str, int], make: Callable[[], T]) -> T:
        """As `recall`, for anything that is made of such rows, under a key of its own."""
        if key not in self.world.remembered:
            self.world.remembered[key] = make()
        return cast(T, self.world.remembered[key])

    def one(self, statement: Prepared[T], **values: Any) -> T:
        """The row that is known to be there, an inserted row's key, or an aggregate; LookupError where it is not."""
        self._execute(statement, values)
        raw = self._fetched(statement)
        if raw is None:
            raise LookupError(f"no row for {values} in: {statement.sql}")
        return statement.row(raw)

    def run(self, statement: Prepared[Any], **values: Any) -> int:
        """Answers how many rows were touched; a key that the database makes is not asked for."""
        if not statement.sql:
            statement.compile(self._dialect)
        self._cursor.execute(statement.effect, statement.bind(values))
        if statement.spoils:
            self._forget()
        return int(self._cursor.rowcount)

    def run_many(self, statement: Prepared[Any], rows: Iterable[dict[str, Any]]) -> None:
        if not statement.sql:
            statement.compile(self._dialect)
        self._cursor.executemany(statement.effect, map(statement.bind, rows))
        if statement.spoils:
            self._forget()

    def run_together(self, statement: Prepared[Any], rows: Sequence[dict[str, Any]]) -> None:
        """As `run_many`, many rows to an insert: FTS5 writes what it has at a statement's end, so that is faster."""
        if not statement.sql:
            statement.compile(self._dialect)
        for start in range(0, len(rows), TOGETHER):
            bound = [statement.bind(row) for row in rows[start : start + TOGETHER]]
            self._cursor.execute(statement.for_rows(len(bound)), [*chain.from_iterable(bound)])
        if statement.spoils:
            self._forget()


def _lower(value: object) -> str | None:
    return None if value is None else str(value).lower()


class SQLiteDatabase:
    """In memory, or one file. Used by one thread at a time (`turns`), so there is never a second transaction in it.

    SQLite lets what is in memory grow to 1 GiB; a file may grow further.
    """

    dialect = sqlite.dialect()

    def __init__(self, path: Path | None = None) -> None:
        self.path = path
        self._connect()

    def _connect(self) -> None:
        # SQLite's own `:memory:` goes through all pages that were ever written at each commit: with 60,000 rows that
        # was 17 µs of 36. A file system in memory has no such list: 9 µs, however many rows there are.
        self.connection = sqlite3.connect(
            "file:world?vfs=memdb" if self.path is None else self.path,
            uri=self.path is None,
            isolation_level=None,
            check_same_thread=False,
            cached_statements=512,
        )
        # Measured: with 4 KiB an empty world takes twice the memory, smaller ones are slower.
        self.connection.execute("PRAGMA page_size=2048")
        if self.path is None:
            self.connection.execute("PRAGMA journal_mode=MEMORY")
        else:
            self.connection.execute("PRAGMA journal_mode=WAL")
            self.connection.execute("PRAGMA synchronous=NORMAL")
            # Of a world with 100,000 products a search reads more pages than the 2 MB that SQLite keeps at hand; but
            # with more at hand each commit is dearer: of a million events' world it took half the requests.
            self.connection.execute("PRAGMA mmap_size=1073741824")
        # SQLite's own knows the letters of ASCII only, so "Åhléns" was never equal to what Python lowers.
        self.connection.create_function("lower", 1, _lower, deterministic=True)
        self.cursor = self.connection.cursor()

    def create_tables(self) -> None:
        from sqlalchemy.schema import CreateIndex, CreateTable

        for table in Table.metadata.sorted_tables:
            self.connection.execute(str(CreateTable(table, if_not_exists=True).compile(dialect=self.dialect)))
            for index in table.indexes:
                self.connection.execute(str(CreateIndex(index, if_not_exists=True).compile(dialect=self.dialect)))
            if "fulltext" in table.info:
                for statement in table.info["fulltext"].create():
                    self.connection.execute(statement)

    def become_copy_of(self, other: "SQLiteDatabase") -> None:
        """Takes over all that another has, in a time that does not depend on what was here."""
        if self.path is None:
            # Not on the connection that was used: its full-text index goes on reading what is no longer there, and the
            # next search ended the process.
            image = other.connection.serialize()
            self.connection.close()
            self._connect()
            self.connection.deserialize(image)
        else:
            other.connection.backup(self.connection)

    def roomy(self, work: Callable[[], T]) -> T:
        """Does long work with more pages at hand than are good for small ones."""
        self.connection.execute("PRAGMA cache_size=-65536")
        try:
            return work()
        finally:
            self.connection.execute("PRAGMA cache_size=-2000")

    def bytes_used(self) -> int:
        pages, size = (self.connection.execute(f"PRAGMA {name}").fetchone()[0] for name in ("page_count", "page_size"))
        return int(pages * size)

    def close(self) -> None:
        self.connection.close()
