"""A world that several processes are in: what this one remembers of it is looked at before it is used."""

import asyncio
import contextlib
import math
import time
from collections.abc import Iterator
from datetime import datetime
from typing import TYPE_CHECKING, Any, cast

from emulator.kernel import schedule
from emulator.kernel.database import Session
from emulator.kernel.postgres.chance import SharedRandom
from emulator.kernel.postgres.database import PostgresDatabase
from emulator.kernel.postgres.server import LONG
from emulator.kernel.postgres.session import NEXT, UNKNOWN, PostgresSession
from emulator.kernel.postgres.transaction import DroppedError
from emulator.kernel.postgres.turns import PAUSE, SharedTurns
from emulator.kernel.sqlite import Database
from emulator.kernel.world import World

if TYPE_CHECKING:
    from emulator.kernel.postgres.worlds import SharedWorlds

_SEEN = (
    "version, extract(epoch FROM clock_timestamp() - used_at)::float,"
    f" pg_try_advisory_xact_lock_shared({LONG}, id::int)"
)
LOOK = f"SELECT id, name, base, {_SEEN} FROM emulator.worlds WHERE"
"""Selects what `SharedWorlds.attached` takes."""
_USE = (
    "UPDATE emulator.worlds SET used_at = clock_timestamp() - %s * interval '1 second' WHERE id = %s"
    f" RETURNING id, name, base, {_SEEN}"
)
_FRESH = 0.001
"""For how many seconds the answer to a look is as good as another one: from finding a world to coming into it."""
_NEVER = (-math.inf, 0, True)
_EVERY = 0.1
"""How often, in seconds, who waits for something looks what other processes did."""


class SharedWorld(World):
    database: PostgresDatabase
    worlds: "SharedWorlds"
    random: SharedRandom
    turns: SharedTurns

    def __init__(self, name: str, database: PostgresDatabase, worlds: "SharedWorlds") -> None:
        super().__init__(name, database, worlds)
        self.random = SharedRandom()
        self.turns = SharedTurns(database.server, database.number)
        self.version = UNKNOWN
        """Of which what is remembered here is true."""
        self._seen = _NEVER
        self._used_at = time.perf_counter()
        self.unsaved = False

    @property
    def in_use(self) -> bool:
        return self._guests > 0 or self.turns.busy

    def transaction(self, *, at: datetime | None = None, request_id: int | None = None) -> Session:
        return PostgresSession(self, self.database, at, request_id)

    def session_in(self, database: Database, at: datetime | None = None) -> Session:
        return PostgresSession(self, cast(PostgresDatabase, database), at or self.clock.now())

    @contextlib.contextmanager
    def whole(self, *, new: bool = False) -> Iterator[None]:
        """What is done in the block becomes true for all processes at its end, at once, or not at all."""
        if self.database.unit is not None:
            yield
            return
        try:
            with self.database.as_one() as unit:
                if not new:
                    with PostgresSession(self, self.database, None) as session:
                        session.meet()
                yield
                unit.state.chance, unit.state.draws = self.random.chance, self.random.draws
                unit.state.journal_bytes = self.journal_bytes
                unit.state.requests = self._last_request
            self.version = unit.state.version
        except BaseException:
            self.version = UNKNOWN
            self.remembered.clear()
            raise

    def begin_chance(self) -> None:
        self.random.stand(self.worlds.chance(self.name).getrandbits(62), 0)

    @property
    def used_at(self) -> float:
        return self._used_at

    @used_at.setter
    def used_at(self, moment: float) -> None:
        self._used_at, self.unsaved = moment, True

    def next_request_id(self) -> int:
        """Known when its transaction has begun."""
        return NEXT

    def stands_at(self, requests: int) -> None:
        """So many were ever made."""
        self._last_request = requests

    def seen(self, version: int, idle: float, free: bool) -> None:
        """What its row said just now."""
        now = time.perf_counter()
        if not self.unsaved:
            self._used_at = now - idle
        self._seen = now, version, free

    @property
    def is_free(self) -> bool:
        """Whether no process was at long work here when it was found."""
        return self._seen[2]

    def look(self) -> bool:
        """Learns what other processes did; answers whether none is at long work here."""
        (at, version, free), self._seen = self._seen, _NEVER
        if self.unsaved or time.perf_counter() - at > _FRESH:
            found = self.save_use() if self.unsaved else self.database.ask(f"{LOOK} id = %s", self.database.number)
            if not found:
                self.gone = True
                return True
            ((_, _, _, version, _, free),) = found
        if free and version != self.version:  # else it would wait, and all other worlds with it
            self._meet()
        return free

    def _meet(self) -> None:
        """Learns what other processes did, when none is at long work here."""
        with contextlib.suppress(DroppedError), self.transaction():  # then it is gone
            pass  # it looks, as each does

    def save_use(self) -> list[tuple[Any, ...]]:
        """Tells the other processes when it was used last; answers what its row says."""
        self.unsaved = False
        return self.worlds.server.ask(_USE, max(0.0, time.perf_counter() - self._used_at), self.database.number)

    async def ready(self) -> None:
        await self.turns.come()
        while not self.look():
            await asyncio.sleep(PAUSE)
            await self.turns.come()
        if not self.gone and self.due_at is not None and self.due_at <= (now := self.clock.now()):
            with contextlib.suppress(DroppedError):  # then it is gone
                await self.turns.in_steps(schedule.run_due(self, now))

    def catch_up(self) -> list[schedule.Ran]:
        with contextlib.suppress(DroppedError):  # then it is gone
            return super().catch_up() if self.look() and not self.gone else []
        return []

    def seconds_to_due(self) -> float | None:
        """What another process does here is seen by looking."""
        due = super().seconds_to_due()
        return _EVERY if due is None else min(due, _EVERY)

    def rest(self, like: bytes) -> None:
        """It holds nothing that could be put away."""

    def wake(self) -> None:
        """It is never put away."""

    def rows(self) -> int:
        with self.transaction() as session:
            return sum(self.rows_of(session).values())
