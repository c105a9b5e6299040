"""The session in which statements run in PostgreSQL."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING, Any, TypeVar

from emulator.kernel import journal
from emulator.kernel.database import Session
from emulator.kernel.postgres.database import PostgresDatabase
from emulator.kernel.postgres.dialect import DIALECT
from emulator.kernel.postgres.server import execute
from emulator.kernel.postgres.transaction import DroppedError, Transaction
from emulator.kernel.statements import Prepared

if TYPE_CHECKING:
    from emulator.kernel.postgres.world import SharedWorld

T = TypeVar("T")

_TOLD = frozenset({"world", "due", "faults"})
"""Tables of which each process remembers something."""
NEXT = -1
"""Stands for the number of a request until its transaction has begun."""
UNKNOWN = -1
"""The version of a world of which nothing is known."""
_twins: dict[Prepared[Any], Prepared[Any]] = {}


class PostgresSession(Session):
    """As in SQLite. It waits until no process has a transaction in the world, then sees what they did."""

    __slots__ = ("_at", "_database", "_transaction")

    world: "SharedWorld"
    _cursor: Any

    def __init__(
        self, world: "SharedWorld", database: PostgresDatabase, at: datetime | None, request_id: int | None = None
    ) -> None:
        self.world = world
        self.request_id = request_id
        self.entry: dict[str, Any] | None = None
        self._spoilt = False
        self._database = database
        self._at = at

    def __enter__(self) -> "PostgresSession":
        unit = self._database.unit
        try:
            self._transaction = unit or Transaction(self._database)
        except DroppedError:
            self.world.gone = True
            raise
        self._cursor = self._transaction.cursor
        self.now = self._at or self.world.clock.now()
        if self.request_id == NEXT:
            self.request_id = self._transaction.state.requests + 1
        if unit is not None and unit.database is not self._database:
            execute(unit.connection, self._database.search_path)
        if unit is None and self._database is self.world.database:
            try:
                self.meet()
                if self.request_id is None:
                    journal.trim(self)
            except BaseException:
                self._transaction.undo()
                raise
        return self

    def meet(self) -> None:
        """Forgets what another process has made untrue."""
        state, world = self._transaction.state, self.world
        world.journal_bytes = state.journal_bytes
        world.stands_at(state.requests)
        world.random.stand(state.chance, state.draws)
        if state.version != world.version:
            world.remembered.clear()
            self._database.own = self._database.owned(self._transaction)
            world.know(self)
            world.version = state.version
            self.now = self._at or world.clock.now()

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        if self._database.unit is not None:
            if kind is None and self._transaction.database is not self._database:
                execute(self._transaction.connection, self._transaction.database.search_path)
            return
        committed = False
        try:
            if kind is None:
                self._commit()
                committed = True
        finally:
            if not committed:
                self._transaction.undo()
                if self._spoilt or self._transaction.changed:
                    self.world.remembered.clear()
                    self.world.version = UNKNOWN

    def _commit(self) -> None:
        if self.entry is not None:
            journal.store(self, [self.entry])
        world, transaction = self.world, self._transaction
        ours = self._database is world.database
        after = replace(transaction.state)
        if self.entry is not None:
            after.requests = self.entry["id"]
        if ours:
            after.draws, after.journal_bytes = world.random.draws, world.journal_bytes
        told = transaction.keep(after)
        if ours:
            world.version = after.version
            world.unsaved = world.unsaved and not told

    def _ready(self, statement: Prepared[T]) -> Prepared[T]:
        """The statement as it is compiled for this engine, and the table that it changes as the world's own."""
        twin: Prepared[T] | None = _twins.get(statement)
        if twin is None:
            twin = _twins[statement] = statement.twin()
        if not twin.sql:
            twin.compile(DIALECT)
        if twin.changes is not None:
            if twin.changes not in self._database.own:
                self._database.own_table(self._transaction, twin.changes)
            if twin.changes in _TOLD:
                self._transaction.changed = True
        if twin.spoils:
            self._transaction.changed = True
            self._forget()
        return twin

    def run_many(self, statement: Prepared[Any], rows: Iterable[dict[str, Any]]) -> None:
        ready = self._ready(statement)
        bound = [ready.bind(row) for row in rows]
        if len(bound) == 1:
            self._cursor.execute(ready.effect, bound[0])
        else:
            self._cursor.executemany(ready.effect, bound)

    def run_together(self, statement: Prepared[Any], rows: Sequence[dict[str, Any]]) -> None:
        self.run_many(statement, rows)
