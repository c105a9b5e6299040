"""A database of SQLite: in memory or one file, at hand or at rest."""

import sqlite3
from collections.abc import Callable
from functools import cached_property
from pathlib import Path
from typing import Any, Protocol, TypeVar

from sqlalchemy.dialects import sqlite

from emulator.kernel import image, layout
from emulator.kernel.columns import Table

T = TypeVar("T")


def _lower(value: object) -> str | None:
    return None if value is None else str(value).lower()


class Database(Protocol):
    """What the kernel asks of a database, whatever engine it is of."""

    path: Path | None
    on_waking: Callable[[], None]

    @property
    def at_rest(self) -> bool: ...
    def wake(self) -> None: ...
    def rest(self, like: bytes) -> None: ...
    def become_copy_of(self, other: Any) -> None: ...
    def roomy(self, work: Callable[[], T]) -> T: ...
    def bytes_used(self) -> int: ...
    def close(self) -> None: ...


class SQLiteDatabase:
    """In memory, or one file. Used by one thread at a time (`turns`), so there is never a second transaction in it.

    SQLite lets what is in memory grow to 1 GiB; a file may grow further.
    """

    dialect = sqlite.dialect()

    def __init__(self, path: Path | None = None) -> None:
        self.path = path
        self.on_waking: Callable[[], None] = lambda: None
        """Called before it is at hand again after a rest."""
        self._rests_on: image.Image | None = None
        self._like: bytes | None = None
        """What it was compared with when it rested last."""
        self._connect()

    @cached_property
    def connection(self) -> sqlite3.Connection:
        """Made anew where it was at rest; else it is at hand."""
        self.on_waking()
        connection = self._connected()
        if self._rests_on is not None:
            connection.deserialize(self._rests_on.whole())
            self._rests_on = None
        return connection

    @cached_property
    def cursor(self) -> sqlite3.Cursor:
        return self.connection.cursor()

    @property
    def at_rest(self) -> bool:
        return "connection" not in self.__dict__

    def rest(self, like: bytes) -> None:
        """Until it is asked for again only the pages are kept in which it is not like another database, or its file."""
        if self.at_rest:
            return
        if self.path is None:
            self._rests_on = image.of(self.connection.serialize(), like)
        self._like = like
        self.connection.close()
        del self.connection
        self.__dict__.pop("cursor", None)  # which nobody may have asked for

    def wake(self) -> None:
        """Is at hand from now on, if it was at rest."""
        _ = self.connection

    def rest_again(self) -> None:
        """As it did before somebody looked into it, if it did."""
        if self._like is not None:
            self.rest(self._like)

    def whole(self) -> bytes | bytearray:
        """All that it has, as one piece."""
        return self.connection.serialize() if self._rests_on is None else self._rests_on.whole()

    def _connect(self) -> None:
        self.connection = self._connected()
        self.cursor = self.connection.cursor()

    def _connected(self) -> sqlite3.Connection:
        # SQLite's own `:memory:` goes through all pages that were ever written at each commit: with 60,000 rows that
        # was 17 µs of 36. A file system in memory has no such list: 9 µs, however many rows there are.
        connection = sqlite3.connect(
            "file:world?vfs=memdb" if self.path is None else self.path,
            uri=self.path is None,
            isolation_level=None,
            check_same_thread=False,
            cached_statements=512,
        )
        connection.execute(f"PRAGMA page_size={image.PAGE}")
        if self.path is None:
            connection.execute("PRAGMA journal_mode=MEMORY")
            # Nobody else can reach it, so it need not look at each transaction whether somebody has changed it.
            connection.execute("PRAGMA locking_mode=EXCLUSIVE")
        else:
            connection.execute("PRAGMA journal_mode=WAL")
            connection.execute("PRAGMA synchronous=NORMAL")
            # 64 MB: what changes often is put in its place once. After every 4 MB, as SQLite does by itself, it took a
            # quarter of the requests, and more of a world with a million events, where less is changed twice.
            connection.execute("PRAGMA wal_autocheckpoint=16000")
            # Of a world with 100,000 products a search reads more pages than the 2 MB that SQLite keeps at hand; but
            # with more at hand each commit is dearer: of a million events' world it took half the requests.
            connection.execute("PRAGMA mmap_size=1073741824")
        # SQLite's own knows the letters of ASCII only, so "Åhléns" was never equal to what Python lowers.
        connection.create_function("lower", 1, _lower, deterministic=True)
        return connection

    def create_tables(self) -> None:
        from sqlalchemy.schema import CreateIndex, CreateTable

        for table in Table.metadata.sorted_tables:
            self.connection.execute(str(CreateTable(table, if_not_exists=True).compile(dialect=self.dialect)))
            for index in table.indexes:
                self.connection.execute(str(CreateIndex(index, if_not_exists=True).compile(dialect=self.dialect)))
            if "fulltext" in table.info:
                for statement in table.info["fulltext"].create():
                    self.connection.execute(statement)
        layout.mark(self.connection)

    def become_copy_of(self, other: Any) -> None:
        """Takes over all that another has, in a time that does not depend on what was here."""
        if self.path is None:
            # Not on the connection that was used: its full-text index goes on reading what is no longer there, and the
            # next search ended the process.
            whole = other.whole()
            self.close()
            self._rests_on = None
            self._connect()
            self.connection.deserialize(whole)
        else:
            other.connection.backup(self.connection)

    def roomy(self, work: Callable[[], T]) -> T:
        """Does long work with more pages at hand than are good for small ones."""
        self.connection.execute("PRAGMA cache_size=-65536")
        try:
            return work()
        finally:
            self.connection.execute("PRAGMA cache_size=-2000")

    def bytes_used(self) -> int:
        if self._rests_on is not None:
            return self._rests_on.length
        if self.at_rest and self.path is not None:
            return self.path.stat().st_size
        pages, size = (self.connection.execute(f"PRAGMA {name}").fetchone()[0] for name in ("page_count", "page_size"))
        return int(pages * size)

    def close(self) -> None:
        if not self.at_rest:
            self.connection.close()
