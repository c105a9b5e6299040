"""The schemas that worlds stand on: each filled once from a fixture's prepared database, and never written again."""

import contextlib
import hashlib
from typing import TYPE_CHECKING, Any

import psycopg
from sqlalchemy import Boolean

from emulator.kernel.columns import Table
from emulator.kernel.postgres import layout
from emulator.kernel.postgres.server import STANDING, Connection, Server, execute

if TYPE_CHECKING:
    from emulator.kernel.postgres.transaction import Transaction
    from emulator.kernel.sqlite import SQLiteDatabase

_FILLING = 4720

_UNUSED = """
FROM emulator.templates WHERE NOT EXISTS (SELECT FROM emulator.worlds WHERE base = templates.id)
AND NOT EXISTS (SELECT FROM emulator.kept WHERE base = templates.id)
AND (lasts_since IS NULL OR (%s AND lasts_since < clock_timestamp() - interval '1 day'))
"""
"""A fixture that is loaded today is another tomorrow; one that is loaded at a time of its own is one world's."""


def stand_on(transaction: "Transaction", prepared: "SQLiteDatabase") -> int:
    """The number of the schema that has what a prepared database has; filled by whoever is the first to need it.

    It is there until the transaction ends, and then for as long as a world or a snapshot names it.
    """
    server = transaction.server
    while True:
        number = server.filled.get(prepared) or _found(server, prepared)
        execute(transaction.connection, f"SELECT pg_advisory_xact_lock_shared({STANDING}, {number})")
        there = f"SELECT 1 FROM emulator.templates WHERE id = {number}"
        if execute(transaction.connection, there).ntuples:
            server.filled[prepared] = number
            return number
        server.filled.pop(prepared, None)


def drop_unused(server: Server, *, outdated: bool = False) -> None:
    """Drops those that nothing stands on, but for what all worlds of a fixture are made from, if not `outdated`."""
    # One that cannot be dropped now goes another time.
    with contextlib.suppress(psycopg.Error), server.connection() as connection:
        for (number,) in connection.execute(f"SELECT id {_UNUSED} ORDER BY id", [outdated]).fetchall():
            with connection.transaction():
                alone = execute(connection, f"SELECT pg_try_advisory_xact_lock({STANDING}, {number})").get_value(0, 0)
                # Looked at once more: now that nobody is about to stand on it.
                if alone == b"t" and connection.execute(f"DELETE {_UNUSED} AND id = {number}", [outdated]).rowcount:
                    execute(connection, f"DROP SCHEMA w{number} CASCADE")


def _found(server: Server, prepared: "SQLiteDatabase") -> int:
    digest = hashlib.sha256(bytes(prepared.whole())).hexdigest()
    with server.connection() as connection, server.lock(connection, _FILLING, 0):
        since = "CASE WHEN %s THEN clock_timestamp() END"
        found = server.ask(
            f"UPDATE emulator.templates SET lasts_since = coalesce({since}, lasts_since)"
            " WHERE digest = %s RETURNING id",
            server.lasts(prepared),
            digest,
        )
        if found:
            return int(found[0][0])
        with connection.transaction():
            ((number,),) = connection.execute("SELECT nextval('emulator.numbers')").fetchall()
            execute(connection, f"CREATE SCHEMA w{number}; {layout.search_path(number)}; {'; '.join(layout.tables())}")
            known = {name for (name,) in prepared.connection.execute("SELECT name FROM sqlite_master")}
            for table in Table.metadata.sorted_tables:
                if table.name in known:  # a process may know tables that the one that prepared it did not
                    _fill(connection, table, prepared)
            connection.execute(
                f"INSERT INTO emulator.templates VALUES (%s, %s, {since})", [number, digest, server.lasts(prepared)]
            )
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
