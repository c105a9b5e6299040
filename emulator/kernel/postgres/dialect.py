"""How PostgreSQL is spoken to, so that it stores, compares and counts as SQLite does."""

from typing import Any

import psycopg
from psycopg.adapt import Buffer, Loader
from psycopg.types.numeric import Int8Dumper
from psycopg.types.string import StrDumperUnknown
from sqlalchemy import Boolean, Float, LargeBinary, String
from sqlalchemy.dialects.postgresql.base import PGDDLCompiler, PGTypeCompiler
from sqlalchemy.dialects.postgresql.psycopg import PGCompiler_psycopg, PGDialect_psycopg

_MARK = "\ufdd0"
"""A code point that is no character, kept for such use: it and the next one stand for what cannot be kept as it is."""
_NUL, _MARK_ITSELF = f"{_MARK}\ufdd1", f"{_MARK}\ufdd2"
"""Of U+0000, which no text of PostgreSQL has, and of a mark that was sent."""


class _Types(PGTypeCompiler):
    def visit_INTEGER(self, type_: Any, **kw: Any) -> str:  # noqa: ARG002, N802 (as SQLAlchemy calls it)
        return "BIGINT"

    def visit_VARCHAR(self, type_: Any, **kw: Any) -> str:  # noqa: ARG002, N802
        return "TEXT"

    def visit_null(self, type_: Any, **kw: Any) -> str:  # noqa: ARG002
        """What a function gives of which SQLAlchemy knows no type: `lower`, so a text."""
        return "TEXT"


class _Statements(PGCompiler_psycopg):
    def visit_cast(self, cast: Any, **kwargs: Any) -> str:
        """A text that is made here sorts as those do that are stored."""
        written: str = super().visit_cast(cast, **kwargs)  # type: ignore[no-untyped-call]
        return f'({written} COLLATE "C")' if isinstance(cast.type, String) else written


class _Tables(PGDDLCompiler):
    def get_column_specification(self, column: Any, **kwargs: Any) -> str:  # noqa: ARG002
        """Numbers come from the statements that insert, as SQLite gives them: a sequence would leave gaps."""
        kind = self.dialect.type_compiler_instance.process(column.type)
        # By code point, as SQLite and Python order texts.
        collated = ' COLLATE "C"' if kind == "TEXT" else ""
        default = self.get_column_default_string(column)
        null = "" if column.nullable else " NOT NULL"
        return f"{self.preparer.format_column(column)} {kind}{collated}{f' DEFAULT {default}' if default else ''}{null}"


class _Float(Float[Any]):
    render_bind_cast = True

    def result_processor(self, dialect: Any, coltype: object) -> None:
        """The driver gives a float."""


class _Flag(Boolean):
    render_bind_cast = True


class _Bytes(LargeBinary):
    render_bind_cast = True


class Dialect(PGDialect_psycopg):
    supports_statement_cache = True
    type_compiler_cls = _Types
    ddl_compiler = _Tables
    statement_compiler = _Statements
    colspecs = {**PGDialect_psycopg.colspecs, Float: _Float, Boolean: _Flag, LargeBinary: _Bytes}  # noqa: RUF012 (as SQLAlchemy has it)


DIALECT = Dialect(paramstyle="format")  # type: ignore[no-untyped-call]


class _Text(StrDumperUnknown):
    def dump(self, obj: str) -> Buffer | None:
        if "\0" in obj or _MARK in obj:
            obj = obj.replace(_MARK, _MARK_ITSELF).replace("\0", _NUL)
        return super().dump(obj)


class _TextBack(Loader):
    def load(self, data: Buffer) -> str:
        found = str(data, "utf-8")
        return found.replace(_NUL, "\0").replace(_MARK_ITSELF, _MARK) if _MARK in found else found


class _Sum(Loader):
    """A sum or a mean of whole numbers is a decimal here; SQLite gives a whole number or a float."""

    def load(self, data: Buffer) -> int | float:
        found = bytes(data)
        return int(found) if found.lstrip(b"-").isdigit() else float(found)


def adapt(connection: psycopg.Connection[Any]) -> None:
    adapters = connection.adapters
    adapters.register_dumper(str, _Text)
    # One type for all numbers, so one prepared statement.
    adapters.register_dumper(int, Int8Dumper)
    for name in ("text", "varchar"):
        adapters.register_loader(name, _TextBack)
    adapters.register_loader("numeric", _Sum)
