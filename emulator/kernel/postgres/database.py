"""One world's schema, or a snapshot's: the tables that it has written to, over those of a template."""

import contextlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, TypeVar, cast

from emulator.kernel.folder import UnknownSnapshotError
from emulator.kernel.postgres import layout, templates, transaction
from emulator.kernel.postgres.dialect import DIALECT
from emulator.kernel.postgres.server import LOCK, Server, execute
from emulator.kernel.postgres.transaction import DroppedError, Transaction
from emulator.kernel.sqlite import SQLiteDatabase

T = TypeVar("T")

_SIZE = """
SELECT coalesce(sum(pg_total_relation_size(oid)), 0)::bigint FROM (
    SELECT DISTINCT ON (relname) pg_class.oid FROM pg_class
    JOIN unnest(ARRAY[%s, %s]) WITH ORDINALITY AS path(name, place) ON to_regnamespace(name) = relnamespace
    WHERE relkind = 'r' ORDER BY relname, place
) AS tables
"""


class PostgresDatabase:
    """In the schema `w` and its number. `own` are its own tables, as far as this process knows."""

    dialect = DIALECT
    path: Path | None = None  # who asks means a file: an entry of the journal is written with its transaction
    at_rest = True  # in this process there is nothing of it that could be put away

    def __init__(
        self,
        server: Server,
        number: int,
        base: int = 0,
        *,
        kept_of: "PostgresDatabase | None" = None,
        making: tuple[str, int] | None = None,
    ) -> None:
        """`kept_of` says of which world it is kept, in whose transactions alone it is written and read; `making`, that
        its first transaction makes the world, with this name and chance."""
        self.server = server
        self.on_waking: Callable[[], None] = lambda: None
        self.number = number
        self.own: set[str] = set()
        self.is_kept = kept_of is not None
        self._making = making
        self.base = base
        self.entered = False
        """Whether this process has a transaction in it."""
        self.unit: Transaction | None = None if kept_of is None else kept_of.unit
        """In which all transactions take part while it is open."""

    @property
    def base(self) -> int:
        """The number of the template."""
        return self._base

    @base.setter
    def base(self, number: int) -> None:
        self._base = number
        self.search_path = layout.search_path(self.number, *([number] if number else []))
        if self._making is not None:
            self.opening = transaction.making(self.number, *self._making)
            self._making = None
        else:
            self.opening = transaction.opening(self.number, self.search_path)

    @contextlib.contextmanager
    def as_one(self) -> Iterator[Transaction]:
        """All transactions of the block are one, which others see when it ends, or not at all."""
        if self.unit is not None:
            yield self.unit
            return
        self.unit = unit = Transaction(self)
        try:
            yield unit
        except BaseException:
            self.unit = None
            unit.undo()
            raise
        self.unit = None
        unit.changed = True
        unit.keep(unit.state)

    def owned(self, transaction: Transaction) -> set[str]:
        """Which tables are its own."""
        found = transaction.cursor.execute(
            "SELECT relname FROM pg_class JOIN pg_namespace AS names ON names.oid = relnamespace"
            " WHERE nspname = %s AND relkind = 'r'",
            [f"w{self.number}"],
        )
        return {name for (name,) in found.fetchall()}

    def own_table(self, transaction: Transaction, name: str) -> None:
        """Before the first statement that changes a table of the template: from now on it is its own."""
        if name not in self.owned(transaction):
            self._copy(transaction, name, self.base)
            transaction.changed = True  # where it is undone, it is asked anew which are
        self.own.add(name)

    def become_copy_of(self, other: Any) -> None:
        """Takes over all that another has: a template with what is its own on top of it."""
        with self.as_one() as unit:
            execute(
                unit.connection,
                f"DROP SCHEMA IF EXISTS w{self.number} CASCADE; CREATE SCHEMA w{self.number}",
            )
            if isinstance(other, SQLiteDatabase):
                self.base, names = templates.stand_on(unit, other), set[str]()
            else:
                self.base, names = other.held(unit), other.owned(unit)
            execute(unit.connection, self.search_path)
            for name in sorted(names):
                self._copy(unit, name, other.number)
            place = "kept" if self.is_kept else "worlds"
            unit.cursor.execute(f"UPDATE emulator.{place} SET base = %s WHERE id = %s", [self.base, self.number])
            self.own = names
            execute(unit.connection, unit.database.search_path)

    def _copy(self, transaction: Transaction, name: str, source: int) -> None:
        copied = layout.copy(name, f"w{source}", kept=self.is_kept)
        execute(transaction.connection, "; ".join(copied))

    def held(self, transaction: Transaction) -> int:
        """Its base as it is now; until the transaction ends nobody changes or drops it.

        Raises DroppedError, or UnknownSnapshotError.
        """
        base = "SELECT base FROM emulator"
        if self.is_kept:
            look = f"{base}.kept WHERE id = {self.number} FOR SHARE"
        else:
            look = f"SELECT pg_advisory_xact_lock({LOCK}, {self.number}); {base}.worlds WHERE id = {self.number}"
        found = execute(transaction.connection, look)
        if found.ntuples == 0:
            gone = UnknownSnapshotError if self.is_kept else DroppedError
            raise gone("what it was to be made of has been deleted meanwhile")
        return int(found.get_value(0, 0) or 0)

    def ask(self, statement: str, *values: Any) -> list[tuple[Any, ...]]:
        """Runs one statement that is not about its own tables: by itself, or as part of what is done as one."""
        if self.unit is None:
            return self.server.ask(statement, *values)
        cursor = self.unit.cursor.execute(cast(Any, statement), values)
        return cursor.fetchall() if cursor.description is not None else []

    def wake(self) -> None:
        """It is always at hand."""

    def rest(self, like: bytes) -> None:
        """Nothing of it is at hand."""

    def roomy(self, work: Callable[[], T]) -> T:
        return work()

    def bytes_used(self) -> int:
        """Of its own tables, and of those of the template that it reads."""
        ((found,),) = self.ask(_SIZE, f"w{self.number}", f"w{self.base}")
        return int(found)

    def close(self) -> None:
        """Its connections are the server's."""
