"""The database server: connections to it, and what all worlds in it stand on."""

import contextlib
from collections.abc import Callable, Iterator
from typing import Any, TypeVar, cast
from weakref import WeakKeyDictionary

import psycopg
from psycopg import pq

from emulator.kernel.database import UnreachableError
from emulator.kernel.postgres import dialect, layout
from emulator.kernel.sqlite import SQLiteDatabase

T = TypeVar("T")
Connection = psycopg.Connection[tuple[Any, ...]]

LOCK = 4717
"""The first number of a world's lock, which each of its transactions holds; the second is the world's."""
LONG = 4718
"""The first number of the lock that long work in a world holds."""
MAKING = 4719
"""The first number of the lock that a process holds until it has the default world."""
_SETUP = 4721
STANDING = 4722
"""The first number of the lock that a transaction holds which makes something stand on a template; the second is
the template's."""

_DRIVER = "postgresql+psycopg://"


def execute(connection: Connection, commands: str) -> pq.abc.PGresult:
    """Runs commands, `;` between, in one round trip; answers what the last one found."""
    result = connection.pgconn.exec_(commands.encode())
    if result.status not in {pq.ExecStatus.COMMAND_OK, pq.ExecStatus.TUPLES_OK}:
        raise psycopg.errors.error_from_result(result)
    return result


class Server:
    """As many connections as are used at once; a transaction takes one and gives it back."""

    def __init__(self, url: str) -> None:
        """Raises OSError where it cannot be reached, or what is in it is not for this version."""
        self._url = url.replace(_DRIVER, "postgresql://", 1)
        self._free: list[Connection] = []
        self.filled: WeakKeyDictionary[SQLiteDatabase, int] = WeakKeyDictionary()
        """Of prepared databases that were in it when this process looked last: the number of the schema."""
        self.lasts: Callable[[SQLiteDatabase], bool] = lambda _: False
        """Whether a prepared database is one that worlds are made of again and again."""
        try:
            with self.connection() as connection, self.lock(connection, _SETUP, 0):
                layout.prepare(connection)
        except BaseException as error:
            self.close()
            if isinstance(error, psycopg.Error):
                raise OSError(f"the database cannot be used: {_sentence(error)}") from None
            raise

    def take(self) -> Connection:
        try:
            return self._free.pop()
        except IndexError:
            connection = psycopg.connect(self._url, autocommit=True, prepare_threshold=None, connect_timeout=10)
            dialect.adapt(connection)
            return connection

    def give(self, connection: Connection) -> None:
        """One that is broken, or was left in the middle of something, is of no use to the next."""
        if connection.pgconn.transaction_status == pq.TransactionStatus.IDLE:
            self._free.append(connection)
        else:
            connection.close()

    @contextlib.contextmanager
    def connection(self) -> Iterator[Connection]:
        connection = self.take()
        try:
            yield connection
        finally:
            self.give(connection)

    def begin(self, commands: str) -> tuple[Connection, pq.abc.PGresult]:
        """A connection on which the commands were run, the first of them; raises UnreachableError."""
        return self._with_one(lambda connection: execute(connection, commands))

    def ask(self, statement: str, *values: Any) -> list[tuple[Any, ...]]:
        """Runs one statement by itself; answers its rows. Raises UnreachableError."""

        def asked(connection: Connection) -> list[tuple[Any, ...]]:
            cursor = connection.execute(cast(Any, statement), values)
            return cursor.fetchall() if cursor.description is not None else []

        connection, found = self._with_one(asked)
        self.give(connection)
        return found

    def _with_one(self, work: Callable[[Connection], T]) -> tuple[Connection, T]:
        """The first work on a connection, and once more on a new one where the server was made anew meanwhile."""
        try:
            connection = self.take()
            try:
                return connection, work(connection)
            except psycopg.OperationalError:
                self.give(connection)
                if connection.pgconn.status != pq.ConnStatus.BAD:
                    raise
            except BaseException:
                self.give(connection)
                raise
            self.close()  # the others have gone with it
            connection = self.take()
            try:
                return connection, work(connection)
            except BaseException:
                self.give(connection)
                raise
        except psycopg.OperationalError as error:
            raise UnreachableError(f"the database cannot be used: {_sentence(error)}") from error

    @contextlib.contextmanager
    def lock(self, connection: Connection, kind: int, number: int) -> Iterator[None]:
        """Held beyond transactions, by this connection."""
        execute(connection, f"SELECT pg_advisory_lock({kind}, {number})")
        try:
            yield
        finally:
            with contextlib.suppress(psycopg.OperationalError):  # a connection that is broken has let go of it
                execute(connection, f"SELECT pg_advisory_unlock({kind}, {number})")

    def close(self) -> None:
        while self._free:
            self._free.pop().close()


def _sentence(error: psycopg.Error) -> str:
    return " ".join(str(error).split()) or type(error).__name__
