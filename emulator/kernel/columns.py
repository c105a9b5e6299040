"""What columns are made of, alike on every engine, and conditions on them."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any, cast

from pydantic_core import from_json, to_json
from sqlalchemy import Boolean, ColumnElement, Dialect, Float, String, bindparam, or_
from sqlalchemy import Table as CoreTable
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.orm import registry
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.types import TypeEngine, UserDefinedType
from sqlmodel import SQLModel
from sqlmodel.main import SQLModelConfig  # type: ignore[attr-defined]  # it is not listed, but it is the only one

Convert = Callable[[Any], Any]
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MICROSECOND = timedelta(microseconds=1)


class Table(SQLModel, registry=registry()):
    """The base of every table; a registry of its own leaves a host process's SQLModel tables alone."""

    # Nothing is validated through a table, so pydantic need not build what would do it: half the time of its class.
    model_config = SQLModelConfig(defer_build=True)


class Instant(UserDefinedType[datetime]):
    """A moment, stored as whole microseconds since 1970 UTC, read as an aware datetime: alike on every engine."""

    cache_ok = True
    render_bind_cast = True  # PostgreSQL asks of what type a parameter is

    def get_col_spec(self, **_: Any) -> str:
        return "BIGINT"

    def bind_processor(self, dialect: Dialect) -> Convert:  # noqa: ARG002
        return lambda value: None if value is None else (value - EPOCH) // MICROSECOND

    def result_processor(self, dialect: Dialect, coltype: object) -> Convert:  # noqa: ARG002
        return lambda value: None if value is None else EPOCH + timedelta(microseconds=value)


class Json(UserDefinedType[Any]):
    """A JSON value, stored as text; None is NULL."""

    cache_ok = True
    render_bind_cast = True

    def get_col_spec(self, **_: Any) -> str:
        return "TEXT"

    def bind_processor(self, dialect: Dialect) -> Convert:  # noqa: ARG002
        return lambda value: None if value is None else to_json(value).decode()

    def result_processor(self, dialect: Dialect, coltype: object) -> Convert:  # noqa: ARG002
        return lambda value: None if value is None else from_json(value)


def table_of(model: type[Table]) -> CoreTable:
    return cast(CoreTable, model.__table__)  # type: ignore[attr-defined]


def unless_none(name: str, kind: TypeEngine[Any], condition: Callable[[Any], Any]) -> Any:
    """The condition on a parameter, which everything meets where the parameter is None."""
    given = bindparam(name, type_=kind)
    return or_(given.is_(None), condition(given))


class Holds(ColumnElement[bool]):
    """Whether a text or binary column holds the needle, exactly as it is written; both of one type."""

    type = Boolean()
    inherit_cache = False

    def __init__(self, column: Any, needle: Any) -> None:
        self.column = column
        self.needle = needle


@compiles(Holds, "sqlite")
def _holds_in_sqlite(element: Holds, compiler: SQLCompiler, **kw: Any) -> str:
    return f"(instr({compiler.process(element.column, **kw)}, {compiler.process(element.needle, **kw)}) > 0)"


@compiles(Holds)
def _holds(element: Holds, compiler: SQLCompiler, **kw: Any) -> str:
    return f"(position({compiler.process(element.needle, **kw)} IN {compiler.process(element.column, **kw)}) > 0)"


class OneOf(ColumnElement[bool]):
    """Whether a column's value stands in a list, which is one parameter: `bindparam("ids", type_=Json)`."""

    type = Boolean()
    inherit_cache = False
    _is_implicitly_boolean = True  # else SQLite is asked whether it equals 1, for which no index is used

    def __init__(self, column: Any, values: Any) -> None:
        self.column = column
        self.values = values


@compiles(OneOf, "sqlite")
def _one_of_in_sqlite(element: OneOf, compiler: SQLCompiler, **kw: Any) -> str:
    values = compiler.process(element.values, **kw)
    return f"({compiler.process(element.column, **kw)} IN (SELECT value FROM json_each({values})))"  # noqa: S608 (names and a placeholder, no value)


@compiles(OneOf)
def _one_of(element: OneOf, compiler: SQLCompiler, **kw: Any) -> str:
    values = f"json_array_elements_text(CAST({compiler.process(element.values, **kw)} AS JSON))"
    kind = element.column.type.compile(compiler.dialect)
    return f"({compiler.process(element.column, **kw)} IN (SELECT CAST({values} AS {kind})))"


class JsonText(ColumnElement[Any]):
    """The text, number or boolean (true, false) under a key of a JSON object, as text; else NULL."""

    type: TypeEngine[Any] = String()
    inherit_cache = False

    def __init__(self, column: Any, key: Any) -> None:
        self.column = column
        self.key_value = key


class JsonNumber(JsonText):
    """The number under a key of a JSON object, which may be written as a text ("39.5"); else NULL."""

    type = Float()


def _under_key(element: JsonText, compiler: SQLCompiler, column: str, value: str, **kw: Any) -> str:
    objects, key = column % compiler.process(element.column, **kw), compiler.process(element.key_value, **kw)
    return f"(SELECT {value} FROM json_each({objects}) WHERE key = {key})"  # noqa: S608 (names and a placeholder, no value)


@compiles(JsonText, "sqlite")
def _json_text_in_sqlite(element: JsonText, compiler: SQLCompiler, **kw: Any) -> str:
    value = "CASE WHEN type IN ('true', 'false') THEN type ELSE CAST(atom AS TEXT) END"
    return _under_key(element, compiler, "%s", value, **kw)


@compiles(JsonText)
def _json_text(element: JsonText, compiler: SQLCompiler, **kw: Any) -> str:
    value = "CASE WHEN json_typeof(value) NOT IN ('object', 'array') THEN value #>> '{}' END"
    return _under_key(element, compiler, "CAST(%s AS JSON)", value, **kw)


@compiles(JsonNumber, "sqlite")
def _json_number_in_sqlite(element: JsonNumber, compiler: SQLCompiler, **kw: Any) -> str:
    digits = "(atom GLOB '[0-9]*' OR atom GLOB '-[0-9]*') AND substr(atom, 2) NOT GLOB '*[^0-9.]*'"
    number = f"{digits} AND atom GLOB '*[0-9]' AND atom NOT LIKE '%.%.%' AND length(atom) <= 30"
    cases = f"WHEN type IN ('integer', 'real') THEN atom WHEN type = 'text' AND {number} THEN CAST(atom AS REAL)"
    return _under_key(element, compiler, "%s", f"CASE {cases} END", **kw)


@compiles(JsonNumber)
def _json_number(element: JsonNumber, compiler: SQLCompiler, **kw: Any) -> str:
    text = "value #>> '{}'"
    number = f"{text} ~ '^-?[0-9]+([.][0-9]+)?$' AND length({text}) <= 30"
    return _under_key(element, compiler, "CAST(%s AS JSON)", f"CASE WHEN {number} THEN CAST({text} AS FLOAT) END", **kw)
