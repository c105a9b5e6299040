"""Work that is due later: a row with a time, run in order, each at its own time, when the world's clock reaches it.

Nothing ticks in the background. Whoever enters a world first runs what has become due there, so no one can see a
world in which something that was due has not happened.
"""

import logging
from collections.abc import Callable, Generator
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import delete, func
from sqlmodel import Field, bindparam, col, select

from emulator.kernel.database import Instant, Json, Session, Table, command, insert_into, prepare

if TYPE_CHECKING:
    from emulator.kernel.world import World

Task = Callable[[Session, dict[str, Any]], str | None]
"""Does what was due and says in a few words what it did, or None where nothing was left to do."""

logger = logging.getLogger("emulator")


class Due(Table, table=True):
    __tablename__ = "due"

    id: int | None = Field(default=None, primary_key=True)
    at: datetime = Field(sa_type=Instant, index=True)
    vendor: str
    task: str
    details: dict[str, Any] = Field(default_factory=dict, sa_type=Json)
    request_id: int | None = None


@dataclass(frozen=True)
class Ran:
    at: datetime
    vendor: str
    what: str


_INSERT = insert_into(Due)
_NEXT = prepare(
    select(Due).where(col(Due.at) <= bindparam("until", type_=Instant)).order_by(col(Due.at), col(Due.id)).limit(100)
)
_NEXT_AT = prepare(select(func.min(Due.at, type_=Instant)))
_DELETE = command(delete(Due).where(col(Due.id) == bindparam("id")))


def later(session: Session, at: datetime, *, vendor: str, task: str, **details: Any) -> None:
    """Has the vendor's `task` run at `at`, but not before now; `details` must be JSON."""
    at = max(at, session.now)
    session.one(_INSERT, at=at, vendor=vendor, task=task, details=details, request_id=session.request_id)
    due_at = session.world.due_at
    if due_at is None or at < due_at:
        session.world.due_at = at
        session.world.waiters.wake()


def run_due(world: "World", until: datetime) -> Generator[Ran | None, None, None]:
    """Runs all that is due by `until`, and what that schedules, in order: one at each step, each in a transaction at
    its own time. A step answers None where nothing was left to do.
    """
    while world.due_at is not None and world.due_at <= until:
        with world.transaction() as session:
            found = session.all(_NEXT, until=until)
        try:
            world.due_at = None
            for due in found:
                if world.due_at is not None and world.due_at < due.at:
                    break  # what was scheduled just now comes first
                what = _run(world, due)
                yield None if what is None else Ran(due.at, due.vendor, what)
        finally:
            world.due_at = until  # where even this look fails, the next who comes in looks again
            with world.transaction() as session:
                world.due_at = session.one(_NEXT_AT)


def _run(world: "World", due: Due) -> str | None:
    """A task that breaks is dropped, with its traceback in the log, so that it cannot hold up the world for good."""
    try:
        with world.transaction(at=due.at, request_id=due.request_id) as session:
            if not session.run(_DELETE, id=due.id):
                return None  # a task before it called it off
            return world.worlds.vendor(due.vendor).tasks[due.task](session, due.details)
    except Exception:
        logger.exception("%s: the scheduled task %s%s broke and is dropped", due.vendor, due.task, due.details)
        with world.transaction() as session:
            session.run(_DELETE, id=due.id)
        return f"{due.task} broke; the server's log says why"


def next_at(session: Session) -> datetime | None:
    return session.one(_NEXT_AT)
