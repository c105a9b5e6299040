"""The schemas that worlds stand on: each filled once from a fixture's prepared database, and never written again."""

import hashlib
from typing import TYPE_CHECKING, Any
from weakref import WeakKeyDictionary

from sqlalchemy import Boolean

from emulator.kernel.columns import Table
from emulator.kernel.postgres import layout
from emulator.kernel.postgres.server import Connection, execute

if TYPE_CHECKING:
    from emulator.kernel.postgres.server import Server
    from emulator.kernel.sqlite import SQLiteDatabase

_FILLING = 4720
_numbers: "WeakKeyDictionary[SQLiteDatabase, dict[int, int]]" = WeakKeyDictionary()
"""Of prepared databases that are known to be in a server: the number of the schema."""


def of(server: "Server", prepared: "SQLiteDatabase") -> int:
    """The number of the schema that has what a prepared database has; filled by whoever is the first to need it."""
    known = _numbers.setdefault(prepared, {})
    if id(server) not in known or not server.ask("SELECT 1 FROM emulator.templates WHERE id = %s", known[id(server)]):
        known[id(server)] = _found(server, prepared)
    return known[id(server)]


def _found(server: "Server", prepared: "SQLiteDatabase") -> int:
    digest = hashlib.sha256(bytes(prepared.whole())).hexdigest()
    with server.connection() as connection, server.lock(connection, _FILLING, 0):
        found = server.ask("SELECT id FROM emulator.templates WHERE digest = %s", digest)
        if found:
            return int(found[0][0])
        with connection.transaction():
            ((number,),) = connection.execute("SELECT nextval('emulator.numbers')").fetchall()
            execute(connection, f"CREATE SCHEMA w{number}; {layout.search_path(number)}; {'; '.join(layout.tables())}")
            known = {name for (name,) in prepared.connection.execute("SELECT name FROM sqlite_master")}
            for table in Table.metadata.sorted_tables:
                if table.name in known:  # a process may know tables that the one that prepared it did not
                    _fill(connection, table, prepared)
            connection.execute("INSERT INTO emulator.templates VALUES (%s, %s)", [number, digest])
        return int(number)


def _fill(connection: Connection, table: Any, prepared: "SQLiteDatabase") -> None:
    """Both engines store alike, but that one has no booleans."""
    columns = ", ".join(f'"{column.name}"' for column in table.columns)
    flags = [index for index, column in enumerate(table.columns) if isinstance(column.type, Boolean)]
    rows = prepared.connection.execute(f'SELECT {columns} FROM "{table.name}"').fetchall()
    if not rows:
        return
    with connection.cursor().copy(f'COPY "{table.name}" ({columns}) FROM STDIN') as copy:
        for row in rows:
            values = list(row)
            for index in flags:
                values[index] = None if values[index] is None else bool(values[index])
            copy.write_row(values)
