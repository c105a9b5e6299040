"""Rows of tables as the part of a fixture that nobody writes from nothing: what people did, as it was stored.

A row has the columns that `GET /_emulator/state` shows, without its owner's and without those that have their default.
Its key is a label within the document, which other rows refer to: it is kept where all of its table's are free, else
all of them are minted anew and the references follow.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from types import MappingProxyType
from typing import Any

from pydantic import BaseModel, create_model
from sqlalchemy import and_, true
from sqlmodel import bindparam, col, select

from emulator.kernel.columns import OneOf
from emulator.kernel.database import Json, Prepared, Session, Table, insert_if_free, prepare, table_of
from emulator.kernel.form import Form
from emulator.kernel.form_types import checked

Row = dict[str, Any]


@dataclass(frozen=True)
class Named:
    """A column that the document fills with what people call the row it refers to."""

    table: type[Table]
    column: str


class Part:
    """One table of the records."""

    def __init__(self, model: type[Table], name: str, refers: Mapping[str, type[Table]], scope: Any) -> None:
        self.model = model
        self.name = name
        self.refers = refers
        table = table_of(model)
        self.columns = [column.key for column in table.columns]
        key = table.autoincrement_column
        self.key = None if key is None else key.key
        self._rows = prepare(select(model).where(scope).order_by(*table.primary_key.columns))
        self._insert = insert_if_free(model, with_key=False)
        if self.key is not None:
            numbers: Any = getattr(model, self.key)
            self._insert_as = insert_if_free(model, with_key=True)
            self._taken = prepare(select(numbers).where(OneOf(numbers, bindparam("ids", type_=Json))).limit(1))

    def rows(self, session: Session, owner: int) -> list[Any]:
        return session.all(self._rows, owner=owner)

    def put(self, session: Session, rows: Sequence[Row]) -> dict[int, int]:
        """Stores rows; answers what became of each label. Raises ValueError for a row that is there already."""
        labels = [row[self.key] for row in rows if row[self.key] is not None] if self.key else []
        if len(set(labels)) < len(labels):
            raise ValueError(f"records.{self.name}: an {self.key} stands twice")
        free = not labels or session.first(self._taken, ids=labels) is None
        became: dict[int, int] = {}
        # A row without a label takes the next number that is free, which must not be the label of one after it.
        for index, row in sorted(enumerate(rows), key=lambda at: at[1].get(self.key or "") is None):
            label = row.get(self.key or "")
            if self.key is None or (label is not None and free):
                added = session.first(self._insert_as if self.key else self._insert, **row)
            else:
                added = session.first(self._insert, **{name: row[name] for name in row if name != self.key})
            if added is None:
                raise ValueError(f"records.{self.name}.{index}: is there already")
            if label is not None:
                became[label] = added
        return became


class Records:
    """The records of one owner, a shop for one: `owner` is the column that says whose a row is.

    A table without that column belongs to whom the row belongs that it refers to, which may be one of the tables
    `beside`: the document has them elsewhere. `refers` gives the table that a column of that name refers to where no
    foreign key does, `named` the columns that are written as names, `where` which rows of a table are written.
    """

    def __init__(
        self,
        tables: Sequence[type[Table]],
        *,
        prefix: str,
        owner: str,
        beside: Sequence[type[Table]] = (),
        refers: Mapping[str, type[Table]] = MappingProxyType({}),
        named: Mapping[str, Named] = MappingProxyType({}),
        where: Mapping[type[Table], Any] = MappingProxyType({}),
    ) -> None:
        self._owner = owner
        self._named = named
        self._refers = refers
        self._where = where
        self._by_table = {table_of(model).name: model for model in (*tables, *beside)}
        self._prefix = prefix
        self.tables = tuple(tables)

    @cached_property
    def parts(self) -> list[Part]:
        """Those that are referred to come first."""
        ordered: dict[type[Table], Part] = {}

        def add(model: type[Table]) -> None:
            if model in ordered or model not in self.tables:
                return
            refers = self._references(model)
            for target in refers.values():
                if target is not model:
                    add(target)
            name = table_of(model).name.removeprefix(self._prefix)
            ordered[model] = Part(model, name, refers, and_(self.scope(model), self._where.get(model, true())))

        for model in self.tables:
            add(model)
        return list(ordered.values())

    def scope(self, model: type[Table]) -> Any:
        """The condition that a row is the owner's."""
        if self._owner in table_of(model).columns:
            return col(getattr(model, self._owner)) == bindparam("owner")
        column, target = next(iter(self._references(model).items()))
        return col(getattr(model, column)).in_(select(_key(target)).where(self.scope(target)))

    def _references(self, model: type[Table]) -> dict[str, type[Table]]:
        found: dict[str, type[Table]] = {}
        for column in table_of(model).columns:
            foreign = next(iter(column.foreign_keys), None)
            target = self._by_table.get(foreign.column.table.name) if foreign else self._refers.get(column.key)
            if target is not None and column.key != self._owner:
                found[column.key] = target
        return found

    @cached_property
    def form(self) -> type[BaseModel]:
        """What checks the records of a document; made when it is first needed, for it takes a while."""
        lists: dict[str, Any] = {part.name: (list[self._form_of(part)], []) for part in self.parts}  # type: ignore[misc]
        return create_model("Records", __base__=Form, **lists)

    def read(self, given: Any) -> BaseModel:
        """For a document's form: `Annotated[Any, PlainValidator(RECORDS.read)]`."""
        return self.form.model_validate(given)

    def _form_of(self, part: Part) -> type[BaseModel]:
        fields: dict[str, Any] = {}
        for name in part.columns:
            if name == self._owner:
                continue
            kind, default = checked(part.model, name)
            if f"{part.name}.{name}" in self._named:
                kind = kind | str
            fields[name] = (kind | None, None) if name == part.key else (kind, default)
        return create_model(part.model.__name__, __base__=Form, **fields)

    def dump(self, session: Session, owner: int) -> dict[str, list[Row]]:
        """Tables without rows are left out."""
        dumped = {part.name: self._dump(session, part, owner) for part in self.parts}
        return {name: rows for name, rows in dumped.items() if rows}

    def _dump(self, session: Session, part: Part, owner: int) -> list[Row]:
        names = self._names(session, part, owner)
        defaults = {name: checked(part.model, name)[1] for name in part.columns if name != self._owner}
        found = []
        for row in part.rows(session, owner):
            values = {name: getattr(row, name) for name in defaults}
            for column, known in names.items():
                values[column] = known.get(values[column], values[column])
            found.append({name: value for name, value in values.items() if not _is_default(value, defaults[name])})
        return found

    def _names(self, session: Session, part: Part, owner: int) -> dict[str, dict[Any, str]]:
        """For each column that is written as a name: the names by number."""
        found: dict[str, dict[Any, str]] = {}
        for column in part.columns:
            named = self._named.get(f"{part.name}.{column}")
            if named is not None:
                rows: list[Any] = session.all(self._all_of(named.table), owner=owner)
                found[column] = {row.id: getattr(row, named.column) for row in rows}
        return found

    def _all_of(self, model: type[Table]) -> Prepared[Any]:
        return prepare(select(model).where(self.scope(model)))

    def load(self, session: Session, owner: int, records: BaseModel, *, of: str) -> None:
        """Raises ValueError, which names the owner as `of`, for a row that is there already or refers to none."""
        try:
            self._load(session, owner, records)
        except ValueError as error:
            raise ValueError(f"{of}: {error}") from None

    def _load(self, session: Session, owner: int, records: BaseModel) -> None:
        became: dict[type[Table], dict[int, int]] = {}
        for part in self.parts:
            rows = [dict(row) for row in getattr(records, part.name)]
            if not rows:
                continue
            self._refer(session, part, owner, rows, became)
            if self._owner in part.columns:
                rows = [{self._owner: owner, **row} for row in rows]
            became[part.model] = part.put(session, rows)

    def _refer(
        self, session: Session, part: Part, owner: int, rows: list[Row], became: dict[type[Table], dict[int, int]]
    ) -> None:
        names = self._names(session, part, owner)
        for column, target in part.refers.items():
            numbers = became.get(target)
            if numbers is None or table_of(target).autoincrement_column is None:
                numbers = self._there(session, target, owner)
            known: dict[Any, Any] = {**numbers, **{name: number for number, name in names.pop(column, {}).items()}}
            _replace(part, column, rows, known)
        for column, by_number in names.items():
            # What has lost what it refers to keeps its number: nothing says that there ever was such a row.
            known = {name: number for number, name in by_number.items()}
            _replace(part, column, rows, known, unless=int)

    def _there(self, session: Session, model: type[Table], owner: int) -> dict[Any, Any]:
        keys = session.all(prepare(select(_key(model)).where(self.scope(model))), owner=owner)
        return {key: key for key in keys}


def _replace(part: Part, column: str, rows: list[Row], known: Mapping[Any, Any], *, unless: type | None = None) -> None:
    for index, row in enumerate(rows):
        value = row[column]
        if value is None or (unless is not None and isinstance(value, unless)):
            continue
        if value not in known:
            raise ValueError(f"records.{part.name}.{index}.{column}: there is no {value!r}")
        row[column] = known[value]


def _key(model: type[Table]) -> Any:
    return getattr(model, next(iter(table_of(model).primary_key.columns)).key)


def _is_default(value: Any, default: Any) -> bool:
    return default is not ... and value == default and type(value) is type(default)
