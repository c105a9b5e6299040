"""What all worlds of a database stand on, in the schema `emulator`, and the tables of one world.

Each world, template and snapshot is a schema of its own: `w` and its number.
"""

import hashlib
from collections.abc import Iterable
from functools import cache
from typing import TYPE_CHECKING, Any, cast

from sqlalchemy.schema import CreateIndex, CreateTable

from emulator import __version__
from emulator.kernel.columns import Table
from emulator.kernel.layout import TAKE_ALONG
from emulator.kernel.postgres import lexemes
from emulator.kernel.postgres.dialect import DIALECT

if TYPE_CHECKING:
    import psycopg

SHARED = "emulator"

_TABLES = """
CREATE SEQUENCE emulator.numbers;
CREATE TABLE emulator.made (layout text NOT NULL);
CREATE TABLE emulator.templates (
    id bigint PRIMARY KEY,
    digest text NOT NULL UNIQUE,
    lasts_since timestamptz
);
CREATE TABLE emulator.worlds (
    id bigint PRIMARY KEY,
    name text COLLATE "C" NOT NULL UNIQUE,
    base bigint NOT NULL,
    version bigint NOT NULL DEFAULT 0,
    chance bigint NOT NULL,
    draws bigint NOT NULL DEFAULT 0,
    journal_bytes bigint NOT NULL DEFAULT 0,
    requests bigint NOT NULL DEFAULT 0,
    used_at timestamptz NOT NULL DEFAULT clock_timestamp()
) WITH (fillfactor = 50);
CREATE TABLE emulator.kept (
    id bigint PRIMARY KEY,
    world bigint NOT NULL REFERENCES emulator.worlds ON DELETE CASCADE,
    snapshot text COLLATE "C" NOT NULL,
    base bigint NOT NULL,
    UNIQUE (world, snapshot)
);
CREATE TABLE emulator.credentials (
    vendor text NOT NULL,
    credential text NOT NULL,
    world bigint NOT NULL REFERENCES emulator.worlds ON DELETE CASCADE,
    PRIMARY KEY (vendor, credential, world)
);
CREATE INDEX ON emulator.credentials (world);
"""

_LOWER = """
CREATE FUNCTION emulator.lower(text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT
AS $$
    SELECT pg_catalog.lower(
        regexp_replace(
            replace($1 COLLATE "{collation}", '\u0130', '\u0069\u0307'),
            '(?<=[[:alpha:]])\u03a3(?![[:alpha:]])', '\u03c2', 'g'
        )
    ) COLLATE "C"
$$;
"""
"""Its namesake knows the letters of ASCII only where texts sort by code point. Not every collation knows, as Python
does, that a capital i with a dot keeps it, and that a sigma is another one at the end of a word."""
_COLLATIONS = ("pg_c_utf8", "C.utf8", "C.UTF-8", "und-x-icu", "en_US.utf8")


def prepare(connection: "psycopg.Connection[Any]") -> None:
    """Lays the schema where there is none; raises OSError where the tables that are there are others.

    They stay as they are: other servers may be at work in them.
    """
    made = tuple(tables())
    wanted = hashlib.sha256("\n".join((_TABLES, _LOWER, lexemes.FUNCTIONS, *made)).encode()).hexdigest()[:16]
    run = connection.execute
    if run("SELECT 1 FROM pg_namespace WHERE nspname = 'emulator'").fetchone() is not None:
        if run("SELECT to_regclass('emulator.made')").fetchone() == (None,):
            raise OSError("its schema `emulator` is another program's: give the emulator a database of its own")
        if run("SELECT layout FROM emulator.made").fetchone() != (wanted,):
            noted = run("SELECT obj_description('emulator'::regnamespace, 'pg_namespace')").fetchall()
            made_by = noted[0][0] or "another version of the emulator"
            raise OSError(
                f"it has the tables of {made_by}, and emulator {__version__} has others: serve it "
                f"with the version that made it, give this one an empty database{TAKE_ALONG}"
            )
        return
    if run("SHOW server_encoding").fetchone() != ("UTF8",):
        raise OSError("the database cannot keep every text: make it with ENCODING 'UTF8'")
    found = run("SELECT collname FROM pg_collation WHERE collname = ANY(%s)", [list(_COLLATIONS)]).fetchall()
    known = {name for (name,) in found}
    collation = next((name for name in _COLLATIONS if name in known), "C")
    with connection.transaction():
        run("CREATE SCHEMA emulator")
        run(f"COMMENT ON SCHEMA emulator IS 'emulator {__version__}'")
        for commands in (_TABLES, _LOWER.format(collation=collation), lexemes.FUNCTIONS):
            run(cast(Any, commands))
        run("INSERT INTO emulator.made VALUES (%s)", [wanted])


def tables() -> Iterable[str]:
    """The statements that make a world's tables, in the first schema of the search path."""
    for table in Table.metadata.sorted_tables:
        index = table.info.get("fulltext")
        yield _created(table)
        yield from _indexes(table)
        if index is not None:
            yield from (lexemes.columns(index), *lexemes.indexes(index))


def copy(name: str, source: str, *, kept: bool) -> Iterable[str]:
    """The statements that make one table there, with what it has in the schema `source`.

    All but the rows' keys is indexed when the rows are there, as is faster; what is only `kept`, to be copied again,
    is not. What a text is found by is copied like the rest: to compute it would take longer than all else.
    """
    table = Table.metadata.tables[name]
    index = table.info.get("fulltext")
    yield _created(table)
    if index is not None:
        yield lexemes.columns(index)
    yield f'INSERT INTO "{name}" TABLE {source}."{name}"'
    if not kept:
        yield from _indexes(table)
        if index is not None:
            yield from lexemes.indexes(index)


@cache
def _created(table: Any) -> str:
    """Without foreign keys: SQLite does not look at them either."""
    return str(CreateTable(table, include_foreign_key_constraints=[]).compile(dialect=DIALECT)).strip()


@cache
def _indexes(table: Any) -> tuple[str, ...]:
    in_order = sorted(table.indexes, key=lambda one: str(one.name))
    return tuple(str(CreateIndex(index).compile(dialect=DIALECT)) for index in in_order)


def search_path(*numbers: int) -> str:
    """The schemas of these numbers, the first where tables are made; `emulator` has functions for all."""
    return f"SET LOCAL search_path TO {', '.join(f'w{number}' for number in numbers)}, {SHARED}, pg_catalog"
