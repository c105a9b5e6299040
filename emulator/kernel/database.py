"""One world's database: tables, statements compiled once, and the session they run in.

What only one engine understands is here and in `columns`. Statements are SQLAlchemy Core, compiled once and run on
the driver's own cursor: the ORM's unit of work costs several times the request it serves.
"""

import sqlite3
from collections import namedtuple
from collections.abc import Callable, Iterable
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Generic, TypeVar, cast

from sqlalchemy import Dialect, Executable
from sqlalchemy.dialects import sqlite
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.types import TypeEngine
from sqlmodel.sql.expression import Select, SelectOfScalar

from emulator.kernel.columns import Convert, Instant, Json, Table, table_of

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
    "insert_unless_there",
    "prepare",
    "table_of",
]

T = TypeVar("T")


class Prepared(Generic[T]):
    """A statement that is compiled at its first use and then only bound and run.

    A row comes out as a read-only tuple with the columns' names (typed as the table it was selected from),
    a single selected column as its value.
    """

    def __init__(self, build: Callable[[Dialect], Executable], *, columns: list[str] | None = None) -> None:
        self._build = build
        self._columns = columns
        self.sql = ""

    def compile(self, dialect: Dialect) -> None:
        statement = self._build(dialect)
        compiled = statement.compile(  # type: ignore[attr-defined]
            dialect=dialect, column_keys=self._columns, compile_kwargs={"render_postcompile": True}
        )
        self._defaults = _defaults(compiled, self._columns)
        self._binds = [(name, _bind(compiled, name, dialect)) for name in compiled.positiontup or ()]
        self._count = len({name for name, _ in self._binds})
        self._make = _row_maker(statement, dialect)
        self.sql = str(compiled)

    def bind(self, values: dict[str, Any]) -> list[Any]:
        """The values in the order of the statement; raises TypeError where a name is missing or unknown."""
        if len(values) != self._count:
            values = {**self._defaults, **values}
        try:
            bound = [values[name] if convert is None else convert(values[name]) for name, convert in self._binds]
        except KeyError as error:
            raise TypeError(f"{error} is missing among the parameters of: {self.sql}") from None
        if len(values) != self._count:
            raise TypeError(f"{sorted(values)} are more than the parameters of: {self.sql}")
        return bound

    def row(self, raw: Any) -> T:
        return cast(T, self._make(raw))


def prepare(statement: SelectOfScalar[T] | Select[T]) -> Prepared[T]:
    return Prepared(lambda _: statement)


def command(statement: Executable) -> Prepared[Any]:
    """An update or delete: run for its effect."""
    return Prepared(lambda _: statement)


def insert_into(model: type[Table]) -> Prepared[int]:
    """Every column is a parameter, but for a key that the database makes; columns with a default may be left out."""
    return Prepared(lambda dialect: _insert(model, dialect), columns=[column.key for column in _insertable(model)])


def insert_unless_there(model: type[Table], *unique: str) -> Prepared[int]:
    """As `insert_into`; where a row with the same `unique` columns stands, nothing is written and no key comes back."""
    return Prepared(
        lambda dialect: _insert(model, dialect).on_conflict_do_nothing(index_elements=unique),
        columns=[column.key for column in _insertable(model)],
    )


def _insertable(model: type[Table]) -> list[Any]:
    table = table_of(model)
    return [column for column in table.columns if column is not table.autoincrement_column]


def _insert(model: type[Table], dialect: Dialect) -> Any:
    from sqlalchemy.dialects import postgresql

    module: Any = postgresql if dialect.name == "postgresql" else sqlite
    table = table_of(model)
    return module.insert(table).returning(*table.primary_key.columns)


def _defaults(compiled: SQLCompiler, columns: list[str] | None) -> dict[str, Any]:
    values = {name: bind.value for bind, name in compiled.bind_names.items() if not bind.required}
    if columns is None:
        return values
    table = cast(Any, compiled.statement).table
    return {
        column.key: column.default.arg if column.default is not None and column.default.is_scalar else None
        for column in (table.columns[key] for key in columns)
        if column.nullable or (column.default is not None and column.default.is_scalar)
    }


def _bind(compiled: SQLCompiler, name: str, dialect: Dialect) -> Convert | None:
    kind: TypeEngine[Any] = next(bind.type for bind, known in compiled.bind_names.items() if known == name)
    return kind.dialect_impl(dialect).bind_processor(dialect)


def _row_maker(statement: Any, dialect: Dialect) -> Convert:
    if not hasattr(statement, "exported_columns"):
        return tuple
    columns = list(statement.exported_columns)
    converts = [column.type.dialect_impl(dialect).result_processor(dialect, None) for column in columns]
    if len(columns) == 1:
        only = converts[0]
        return (lambda raw: raw[0]) if only is None else (lambda raw: only(raw[0]))
    row = cast(Any, namedtuple("Row", [column.key for column in columns]))
    active = [(index, convert) for index, convert in enumerate(converts) if convert is not None]
    if not active:
        return cast(Convert, row._make)

    def make(raw: Any) -> Any:
        values = list(raw)
        for index, convert in active:
            values[index] = convert(values[index])
        return row._make(values)

    return make


class Session:
    """One transaction in one world: what it reads and writes stands or falls together.

    A `with` block commits at its end and undoes everything on an exception. `now` is the only clock that vendor code
    reads. `request_id` names the journal entry that what happens here comes from.
    """

    __slots__ = ("_connection", "_cursor", "_dialect", "now", "request_id", "world")

    def __init__(
        self, world: "World", database: "SQLiteDatabase", now: datetime, request_id: int | None = None
    ) -> None:
        self.world = world
        self._connection = database.connection
        self._cursor = database.cursor
        self._dialect = database.dialect
        self.now = now
        self.request_id = request_id

    def __enter__(self) -> "Session":
        if self._connection.in_transaction:
            raise RuntimeError("a transaction is open in this world: one unit of work does not start another")
        self._cursor.execute("BEGIN")
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        self._cursor.execute("COMMIT" if kind is None else "ROLLBACK")

    def _execute(self, statement: Prepared[Any], values: dict[str, Any]) -> None:
        if not statement.sql:
            statement.compile(self._dialect)
        self._cursor.execute(statement.sql, statement.bind(values))

    def all(self, statement: Prepared[T], **values: Any) -> list[T]:
        self._execute(statement, values)
        return [statement.row(raw) for raw in self._cursor.fetchall()]

    def first(self, statement: Prepared[T], **values: Any) -> T | None:
        self._execute(statement, values)
        raw = self._cursor.fetchone()
        return None if raw is None else statement.row(raw)

    def one(self, statement: Prepared[T], **values: Any) -> T:
        """The row that is known to be there, an inserted row's key, or an aggregate; LookupError where it is not."""
        self._execute(statement, values)
        raw = self._cursor.fetchone()
        if raw is None:
            raise LookupError(f"no row for {values} in: {statement.sql}")
        return statement.row(raw)

    def run(self, statement: Prepared[Any], **values: Any) -> int:
        """Answers how many rows were touched."""
        self._execute(statement, values)
        return int(self._cursor.rowcount)

    def run_many(self, statement: Prepared[Any], rows: Iterable[dict[str, Any]]) -> None:
        if not statement.sql:
            statement.compile(self._dialect)
        self._cursor.executemany(statement.sql.partition(" RETURNING ")[0], [statement.bind(row) for row in rows])


class SQLiteDatabase:
    """In memory, or one file. Used on one thread only, so one transaction at a time is given by construction."""

    dialect = sqlite.dialect()

    def __init__(self, path: Path | None = None) -> None:
        self.path = path
        self.connection = sqlite3.connect(path or ":memory:", isolation_level=None, check_same_thread=False)
        # Measured: with pages of 1 KiB a commit slows down as the world grows (12 µs at 60,000 rows, here 4), with
        # 4 KiB an empty world takes twice the memory.
        self.connection.execute("PRAGMA page_size=2048")
        if path is not None:
            self.connection.execute("PRAGMA journal_mode=WAL")
            self.connection.execute("PRAGMA synchronous=NORMAL")
        self.cursor = self.connection.cursor()

    def create_tables(self) -> None:
        from sqlalchemy.schema import CreateIndex, CreateTable

        for table in Table.metadata.sorted_tables:
            self.connection.execute(str(CreateTable(table, if_not_exists=True).compile(dialect=self.dialect)))
            for index in table.indexes:
                self.connection.execute(str(CreateIndex(index, if_not_exists=True).compile(dialect=self.dialect)))

    def become_copy_of(self, other: "SQLiteDatabase") -> None:
        other.connection.backup(self.connection)

    def bytes_used(self) -> int:
        pages, size = (self.connection.execute(f"PRAGMA {name}").fetchone()[0] for name in ("page_count", "page_size"))
        return int(pages * size)

    def close(self) -> None:
        self.connection.close()
