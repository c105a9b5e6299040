"""One world's database, and the session in which statements run.

What only one engine understands is in `sqlite`, in `columns` and in `statements`. Statements are run on the driver's
own cursor: the ORM's unit of work costs several times the request it serves.
"""

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from itertools import chain
from typing import TYPE_CHECKING, Any, TypeVar, cast

from emulator.kernel.columns import Instant, Json, Table, table_of
from emulator.kernel.sqlite import SQLiteDatabase
from emulator.kernel.statements import (
    Prepared,
    command,
    insert_if_free,
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
    "UnreachableError",
    "command",
    "insert_if_free",
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


class UnreachableError(OSError):
    """The database that keeps the worlds does not answer."""


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

    def _ready(self, statement: Prepared[T]) -> Prepared[T]:
        """The statement, compiled for this engine; what is remembered of a table that it changes is forgotten."""
        if not statement.sql:
            statement.compile(self._dialect)
        if statement.spoils:
            self._forget()
        return statement

    def _first(self, ready: Prepared[Any], values: dict[str, Any]) -> Any:
        """The first row that it finds, before it is made one of the statement's; None where there is none."""
        self._cursor.execute(ready.sql, ready.bind(values))
        if not ready.key_at_hand:
            return self._cursor.fetchone()
        return (self._cursor.lastrowid,) if self._cursor.rowcount > 0 else None

    def all(self, statement: Prepared[T], **values: Any) -> list[T]:
        ready = self._ready(statement)
        self._cursor.execute(ready.sql, ready.bind(values))
        return [ready.row(raw) for raw in self._cursor.fetchall()]

    def first(self, statement: Prepared[T], **values: Any) -> T | None:
        ready = self._ready(statement)
        raw = self._first(ready, values)
        return None if raw is None else ready.row(raw)

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
        ready = self._ready(statement)
        raw = self._first(ready, values)
        if raw is None:
            raise LookupError(f"no row for {values} in: {ready.sql}")
        return ready.row(raw)

    def run(self, statement: Prepared[Any], **values: Any) -> int:
        """Answers how many rows were touched; a key that the database makes is not asked for."""
        ready = self._ready(statement)
        self._cursor.execute(ready.effect, ready.bind(values))
        return int(self._cursor.rowcount)

    def run_many(self, statement: Prepared[Any], rows: Iterable[dict[str, Any]]) -> None:
        ready = self._ready(statement)
        self._cursor.executemany(ready.effect, map(ready.bind, rows))

    def run_together(self, statement: Prepared[Any], rows: Sequence[dict[str, Any]]) -> None:
        """As `run_many`, many rows to an insert: FTS5 writes what it has at a statement's end, so that is faster."""
        ready = self._ready(statement)
        for start in range(0, len(rows), TOGETHER):
            bound = [ready.bind(row) for row in rows[start : start + TOGETHER]]
            self._cursor.execute(ready.for_rows(len(bound)), [*chain.from_iterable(bound)])
