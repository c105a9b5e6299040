"""One world: its database, its clock, its chance, and the work that is due in it."""

import contextlib
import time
from collections import deque
from collections.abc import Callable, Generator, Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial
from typing import TYPE_CHECKING, Any, TypeVar, cast

from emulator.kernel import faults, journal, origin, outbox, schedule, stored
from emulator.kernel.clock import Clock, Start
from emulator.kernel.database import Session, SQLiteDatabase
from emulator.kernel.sqlite import Database
from emulator.kernel.turns import Turns
from emulator.kernel.waiting import Waiters

if TYPE_CHECKING:
    from emulator.kernel.worlds import Worlds

T = TypeVar("T")

DEFAULT = "default"


class World:
    """One world. `due_at` is when the earliest work that is due later is due."""

    database: Database

    def __init__(self, name: str, database: Database, worlds: "Worlds") -> None:
        self.name = name
        self.database = database
        self.worlds = worlds
        self.clock = Clock()
        self.random = worlds.chance(name)
        self.turns = Turns()
        self.waiters = Waiters()
        self.due_at: datetime | None = None
        self.credentials: set[tuple[str, str]] = set()
        """Those that its accounts have: vendor and credential."""
        self.journal_bytes = 0
        """Counts towards the limit of bytes."""
        self.unwritten: deque[journal.Record] = deque()
        """The journal's latest entries, where the database is in memory: they are written before anybody looks."""
        self.unwritten_bytes = 0
        """Counts towards what is kept beside the database."""
        self.limits = worlds.journal
        """How much of its journal it keeps."""
        self._beside = self.limits.beside
        self.trimmed_at = 0  # how many requests there were when the journal was trimmed last
        self.strict = False
        """Whether what breaks a vendor's document is refused."""
        self.made_strict = worlds.strict
        """Whether it was so from its start, as it is again after a reset."""
        self.faults = 0
        """How many faults are planned."""
        self.remembered: dict[tuple[Any, ...], Any] = {}
        """Rows by the statement and values that found them, for `Session.recall`."""
        self._last_request = 0
        self.used_at = time.perf_counter()
        """When a request or a control call last came in: by the process's clock, not by the world's."""
        self.gone = False
        """Whether it was dropped: who waited for it looks for its world again."""
        self._guests = 0
        self._rows = 0

    @property
    def in_use(self) -> bool:
        """Whether somebody who came in has not left."""
        return self._guests > 0 or self.turns.wanted > 0

    def idle_seconds(self) -> float:
        """For how long nobody has used it."""
        return 0.0 if self.in_use else max(0.0, time.perf_counter() - self.used_at)

    @contextlib.contextmanager
    def visited(self) -> "Iterator[World]":
        """Somebody is in it for longer than a moment, and when they leave it was used until then."""
        self._guests += 1
        try:
            yield self
        finally:
            self._guests -= 1
            self.used_at = time.perf_counter()

    def open(self) -> None:
        """Reads from the database what the process keeps at hand."""
        self.remembered.clear()
        with self.transaction() as session:
            self.know(session)
            # A message of a request that the journal has forgotten must not seem to come from a later one.
            self._last_request = max(journal.last_id(session), outbox.last_request(session))
            self.journal_bytes = journal.bytes_kept(session)
        self.waiters.wake()

    def know(self, session: Session) -> None:
        """Reads how it was made and how it stands."""
        made = origin.read(session)
        self.trimmed_at = 0
        self.due_at = schedule.next_at(session)
        self.faults = faults.count(session)
        self.fixture = made.fixture
        self.made_at = made.made_at
        self.renewed = made.renewed
        self.start = Start(made.starts_at, made.starts_frozen)
        self.strict, self.made_strict = made.strict, made.made_strict
        self.clock = Clock(timedelta(microseconds=made.offset_us), made.frozen_at)

    def become_copy_of(self, database: Database) -> None:
        """Takes another database's place; what was kept beside its own is forgotten."""
        self.unwritten.clear()
        self.unwritten_bytes = 0
        self.database.become_copy_of(database)

    def take_over(self, database: Database) -> origin.Chance | None:
        """Becomes what a world's database or a snapshot has; answers how a snapshot's chance stood."""
        self.become_copy_of(database)
        with self.session_in(self.database) as session:
            chance = origin.resume(session)
        self.open()
        return chance

    def begin_chance(self) -> None:
        """As when it was made."""
        self.random = self.worlds.chance(self.name)

    async def alone(self, work: Callable[[], T]) -> T:
        """Does long work in the thread, while whoever else comes into the world waits."""
        self.worlds.credentials.learn_first()
        self.wake()
        return await self.turns.alone(partial(self.database.roomy, work))

    def transaction(self, *, at: datetime | None = None, request_id: int | None = None) -> Session:
        """The unit of work, for a `with` block: it commits at the block's end, before any answer leaves.

        Only the work of a request, which has a `request_id`, never looks at the journal.
        """
        if request_id is None or self.unwritten_bytes > self._beside:
            journal.settle(self)
        return Session(self, self.database, at or self.clock.now(), request_id)  # type: ignore[arg-type]  # `SharedWorld` has its own

    def whole(self) -> contextlib.AbstractContextManager[None]:
        """All transactions of the block are one for other processes; here nobody comes in before its end."""
        return contextlib.nullcontext()

    def session_in(self, database: Database, at: datetime | None = None) -> Session:
        """A transaction in its database, or in another that is kept of it."""
        return Session(self, cast(SQLiteDatabase, database), at or self.clock.now())

    @property
    def last_request_id(self) -> int:
        """How many requests were ever made."""
        return self._last_request

    def next_request_id(self) -> int:
        self._last_request += 1
        return self._last_request

    def overdue(self) -> datetime | None:
        """The time now, where something has become due by it."""
        return now if self.due_at is not None and self.due_at <= (now := self.clock.now()) else None

    def must_wait(self) -> bool:
        """Whether somebody else is at work in it, or something that has become due comes first: `ready` waits."""
        return self.turns.wanted > 0 or self.overdue() is not None

    def catch_up(self) -> list[schedule.Ran]:
        """Runs what has become due; every entry into a world comes through here first."""
        now = self.overdue()
        return [] if now is None else [ran for ran in schedule.run_due(self, now) if ran is not None]

    async def ready(self) -> None:
        """Comes back when nobody else is at work here and what has become due has happened, as `catch_up` does."""
        await self.turns.come()
        if (now := self.overdue()) is not None:
            await self.turns.in_steps(schedule.run_due(self, now))

    async def move_clock(self, move: Callable[[Clock], None]) -> list[schedule.Ran]:
        """Runs what becomes due by `move`, alone here while other worlds are answered; raises what `move` raises."""

        def steps() -> Generator[schedule.Ran | None, None, None]:
            self.set_clock(move)
            yield from schedule.run_due(self, self.clock.now())

        return [ran for ran in await self.turns.in_steps(steps()) if ran is not None]

    def keep(self, entry: journal.Record) -> None:
        """Takes the journal's entry of a request whose work is committed."""
        journal.keep(self, entry)

    def settle(self) -> None:
        """Puts all of the world into its database, for those who read that by themselves."""
        journal.settle(self)

    def seconds_to_due(self) -> float | None:
        """In how many real seconds something is due; None where time alone makes nothing happen."""
        if self.due_at is None or self.clock.frozen_at is not None:
            return None
        return max(0.0, (self.due_at - self.clock.now()).total_seconds())

    def be_strict(self, strict: bool, *, from_start: bool = False) -> None:
        """From now on; with `from_start` also after a reset."""
        with self.whole():
            made_strict = strict if from_start else self.made_strict
            if (strict, made_strict) == (self.strict, self.made_strict):
                return
            with self.transaction() as session:
                origin.keep_strict(session, strict, from_start=made_strict)
            if from_start and (beginning := self.worlds.folder.beginning(self.name)) is not None:
                with self.session_in(beginning) as session:
                    origin.keep_strict(session, strict, from_start=strict)
        self.strict, self.made_strict = strict, made_strict

    def set_clock(self, move: Callable[[Clock], None]) -> None:
        """Moves the clock and stores how it stands; where `move` raises it stays as it is."""
        with self.transaction() as session:
            clock = replace(self.clock)  # as it is in the transaction: another process may have moved it before
            move(clock)
            origin.keep_clock(session, clock)
        self.clock = clock
        self.waiters.wake()

    def rest(self, like: bytes) -> None:
        """Gives up what the process keeps at hand, until somebody comes; `like` is what it was once a copy of."""
        self._rows = self.rows()
        self.remembered.clear()
        self.database.rest(like)
        self.worlds.folder.rest(self.name, like)

    def wake(self) -> None:
        """In the loop's thread, for there other worlds may have to rest instead."""
        self.database.wake()

    def rows(self) -> int:
        """How many rows its vendors have stored."""
        if self.database.at_rest:
            return self._rows
        with self.transaction() as session:
            return sum(self.rows_of(session).values())

    def rows_of(self, session: Session) -> dict[str, int]:
        """How many rows each vendor has stored."""
        return {name: sum(one.count(session) for one in stored.tables(of)) for name, of in self.worlds.vendors.items()}

    def base_url(self, vendor: str) -> str:
        """Where the world's people (not its API clients) reach a vendor: the links in messages start so."""
        prefix = "" if self.name == DEFAULT else f"/~{self.name}"
        return f"{self.worlds.public_url}{prefix}/{vendor}"
