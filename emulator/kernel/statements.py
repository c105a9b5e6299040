"""Statements: SQLAlchemy Core, compiled once for the engine they run on, then only bound and run."""

from collections import namedtuple
from collections.abc import Callable, Sequence
from operator import itemgetter
from typing import Any, Generic, TypeVar, cast

from sqlalchemy import Boolean, Dialect, Executable, func, literal_column
from sqlalchemy.dialects import sqlite
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.types import TypeEngine
from sqlmodel.sql.expression import Select, SelectOfScalar

from emulator.kernel.columns import Convert, Table, table_of

T = TypeVar("T")


class Prepared(Generic[T]):
    """A statement that is compiled at its first use and then only bound and run.

    A row comes out as a read-only tuple with the columns' names (typed as the table it was selected from),
    a single selected column as its value.
    """

    def __init__(
        self,
        build: Callable[[Dialect], Executable],
        *,
        columns: list[str] | None = None,
        makes_key: bool = False,
        may_spoil: bool = True,
    ) -> None:
        self._build = build
        self._columns = columns
        self._makes_key = makes_key
        self._may_spoil = may_spoil
        self.sql = ""
        self.key_at_hand = False
        """Whether the driver's cursor has the key of the inserted row, which then need not be asked for."""
        self.spoils = False
        """Whether it changes a table of which rows are remembered."""
        self.changes: str | None = None
        """The table that it changes, when it has been compiled."""

    def twin(self) -> "Prepared[T]":
        """The same statement, to be compiled for another engine."""
        return Prepared(self._build, columns=self._columns, makes_key=self._makes_key, may_spoil=self._may_spoil)

    def compile(self, dialect: Dialect) -> None:
        statement = self._build(dialect)
        compiled = statement.compile(  # type: ignore[attr-defined]
            dialect=dialect, column_keys=self._columns, compile_kwargs={"render_postcompile": True}
        )
        names = compiled.positiontup or ()
        converts = [_bind(compiled, name, dialect) for name in names]
        self._defaults = _defaults(compiled, self._columns)
        self._look = _look(names)
        self._converts = [(index, convert) for index, convert in enumerate(converts) if convert is not None]
        self._count = len(set(names))
        self.changes = changed = statement.table.name if statement.is_dml else None  # type: ignore[attr-defined]
        if self._may_spoil and changed is not None:
            self.spoils = changed in _REMEMBERED
            _CHANGING.setdefault(changed, []).append(self)
        self.row: Callable[[Any], T] = _row_maker(statement, dialect)
        sql = str(compiled)
        self.effect = sql.partition(" RETURNING ")[0]
        # RETURNING doubles what an insert costs.
        self.key_at_hand = self._makes_key and dialect.name == "sqlite"
        # The last of all: who sees it, on whatever thread, sees the rest.
        self.sql = self.effect if self.key_at_hand else sql

    def bind(self, values: dict[str, Any]) -> Sequence[Any]:
        """The values in the order of the statement; raises TypeError where a name is missing or unknown."""
        if len(values) != self._count:
            values = {**self._defaults, **values}
        try:
            bound = self._look(values)
        except KeyError as error:
            raise TypeError(f"{error} is missing among the parameters of: {self.sql}") from None
        if len(values) != self._count:
            raise TypeError(f"{sorted(values)} are more than the parameters of: {self.sql}")
        if not self._converts:
            return bound
        converted = list(bound)
        for index, convert in self._converts:
            converted[index] = convert(converted[index])
        return converted

    def for_rows(self, count: int) -> str:
        """The insert with as many rows in its VALUES."""
        row = self.effect.partition(" VALUES ")[2]
        return self.effect + f", {row}" * (count - 1)


def prepare(statement: SelectOfScalar[T] | Select[T]) -> Prepared[T]:
    return Prepared(lambda _: statement)


_REMEMBERED: set[str] = set()
_CHANGING: dict[str, list[Prepared[Any]]] = {}
"""The compiled statements that change each table: a vendor's modules may come to remember it later."""


def remember(statement: SelectOfScalar[T] | Select[T]) -> Prepared[T]:
    """For `Session.recall`: rows that every request asks for and that seldom change."""
    for table in statement.get_final_froms():
        name = cast(Any, table).name
        _REMEMBERED.add(name)
        for changing in _CHANGING.get(name, ()):
            changing.spoils = True
    return prepare(statement)


def command(statement: Executable, *, may_spoil: bool = True) -> Prepared[Any]:
    """An update or delete: run for its effect. One that sets no column that is remembered `may_spoil` nothing."""
    return Prepared(lambda _: statement, may_spoil=may_spoil)


def insert_into(model: type[Table]) -> Prepared[int]:
    """Every column is a parameter, but for a key that the database makes; columns with a default may be left out."""
    return Prepared(
        lambda dialect: _insert(model, dialect),
        columns=[column.key for column in _insertable(model)],
        makes_key=_makes_key(model),
    )


def insert_unless_there(model: type[Table], *unique: str) -> Prepared[int]:
    """As `insert_into`; where a row with the same `unique` columns stands, nothing is written and no key comes back."""
    return Prepared(
        lambda dialect: _insert(model, dialect).on_conflict_do_nothing(index_elements=unique),
        columns=[column.key for column in _insertable(model)],
        makes_key=_makes_key(model),
    )


def insert_if_free(model: type[Table], *, with_key: bool) -> Prepared[int]:
    """As `insert_into`; where a row stands in its way, whatever unique columns say so, nothing is written.

    With the key a row is stored under a number that is known to be free.
    """
    columns = list(table_of(model).columns) if with_key else _insertable(model)
    return Prepared(
        lambda dialect: _insert(model, dialect, with_key=with_key).on_conflict_do_nothing(),
        columns=[column.key for column in columns],
        makes_key=_makes_key(model),
    )


def insert_or_merge(model: type[Table], *unique: str, columns: Sequence[str] = ()) -> Prepared[int]:
    """As `insert_into`; where a row with the same `unique` columns stands, it takes over all that is not None.

    With `columns` the statement has only those: the others stay, or are null.
    """
    chosen = [column.key for column in _insertable(model) if not columns or column.key in columns]

    def build(dialect: Dialect) -> Executable:
        table = table_of(model)
        insert = _insert(model, dialect)
        names = [name for name in chosen if name not in unique]
        taken = {name: func.coalesce(insert.excluded[name], table.c[name]) for name in names}
        return cast(Executable, insert.on_conflict_do_update(index_elements=unique, set_=taken))

    return Prepared(build, columns=chosen)


def _insertable(model: type[Table]) -> list[Any]:
    table = table_of(model)
    return [column for column in table.columns if column is not table.autoincrement_column]


def _makes_key(model: type[Table]) -> bool:
    return table_of(model).autoincrement_column is not None


def _insert(model: type[Table], dialect: Dialect, *, with_key: bool = False) -> Any:
    table = table_of(model)
    key = table.autoincrement_column
    if dialect.name != "postgresql":
        return sqlite.insert(table).returning(*table.primary_key.columns)
    from sqlalchemy.dialects import postgresql  # a start need not load it

    insert = postgresql.insert(table).returning(*table.primary_key.columns)
    if key is None or with_key:
        return insert
    # As SQLite numbers its rows: a sequence would leave gaps. Nobody else writes in this world meanwhile.
    following = f'(SELECT coalesce(max("{key.name}"), 0) + 1 FROM "{table.name}")'  # noqa: S608 (names)
    return insert.values({key.name: literal_column(following)})


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


def _look(names: Sequence[str]) -> Callable[[dict[str, Any]], tuple[Any, ...]]:
    """Takes the values of the names; `itemgetter` is the fastest that does, but one name alone it does not wrap."""
    if len(names) > 1:
        return itemgetter(*names)
    return lambda values: tuple(values[name] for name in names)


def _bind(compiled: SQLCompiler, name: str, dialect: Dialect) -> Convert | None:
    kind: TypeEngine[Any] = next(bind.type for bind, known in compiled.bind_names.items() if known == name)
    if isinstance(kind, Boolean):
        return None  # every driver takes Python's own
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
