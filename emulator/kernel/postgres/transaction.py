"""One transaction in one schema, alone there among all processes."""

import contextlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

import psycopg
from psycopg import pq

from emulator.kernel.postgres.server import LOCK, Server, execute
from emulator.kernel.worlds import UnknownWorldError

if TYPE_CHECKING:
    from emulator.kernel.postgres.database import PostgresDatabase


class DroppedError(UnknownWorldError):
    """The world is no longer there."""


@dataclass
class State:
    """What the world's row says, which all processes share."""

    version: int
    base: int
    chance: int
    draws: int
    journal_bytes: int
    requests: int


class Transaction:
    """Begins when it is made; then it is to be committed or undone."""

    def __init__(self, database: "PostgresDatabase") -> None:
        """Raises DroppedError and UnreachableError."""
        self.database = database
        self.server: Server = database.server
        self.changed = False
        """Whether something changed that processes remember of the world."""
        self._open = True
        if database.entered:
            raise RuntimeError("a transaction is open in this world: one unit of work does not start another")
        self.connection, found = self.server.begin(database.opening)
        database.entered = True
        try:
            if found.ntuples == 0:
                raise DroppedError("the world has been deleted meanwhile")
            self.state = State(*(int(found.get_value(0, column) or 0) for column in range(6)))
            if self.state.base != database.base:
                database.base = self.state.base
                execute(self.connection, database.search_path)
            self.cursor = self.connection.cursor()
        except BaseException:
            self.undo()
            raise

    def keep(self, after: State) -> bool:
        """`after` is what the world's row is to say; answers whether that had to be written."""
        commands = "COMMIT"
        if self.changed:
            after.version += 1
        writes = after != self.state or self.changed
        if writes:
            commands = (
                f"UPDATE emulator.worlds SET version = {after.version}, chance = {after.chance}, draws = {after.draws},"
                f" journal_bytes = {after.journal_bytes}, requests = {after.requests}, used_at = clock_timestamp()"
                f" WHERE id = {self.database.number}; COMMIT"
            )
        try:
            if execute(self.connection, commands).command_status == b"ROLLBACK":
                raise psycopg.errors.InFailedSqlTransaction("a statement before had failed")
        except BaseException:
            self.undo()
            raise
        self._leave()
        return writes

    def undo(self) -> None:
        """What was committed stays."""
        if not self._open:
            return
        with contextlib.suppress(psycopg.Error):
            if self.connection.pgconn.transaction_status != pq.TransactionStatus.IDLE:
                execute(self.connection, "ROLLBACK")
        self._leave()

    def _leave(self) -> None:
        self._open = self.database.entered = False
        self.server.give(self.connection)


def opening(number: int, search_path: str) -> str:
    """The commands with which a transaction in a world begins: its lock first, then what it is to be read from."""
    return (
        f"BEGIN; SELECT pg_advisory_xact_lock({LOCK}, {number}); {search_path};"
        f" SELECT version, base, chance, draws, journal_bytes, requests FROM emulator.worlds WHERE id = {number}"
    )


def making(number: int, name: str, chance: int) -> str:
    """The commands with which the transaction begins that makes a world."""
    return (
        f"BEGIN; SELECT pg_advisory_xact_lock({LOCK}, {number});"
        " INSERT INTO emulator.worlds (id, name, base, chance)"
        f" VALUES ({number}, '{name}', 0, {chance}) RETURNING version, base, chance, draws, journal_bytes, requests"
    )
