"""Every request with its answer, kept in the world that it was for.

Where the database is a file, an entry is written in its request's own transaction. A world in memory keeps its latest
entries beside its database, and writes them before anybody can look: most of them nobody ever looks at.
"""

from collections import deque
from collections.abc import Collection
from dataclasses import asdict, dataclass
from datetime import datetime
from operator import itemgetter
from typing import TYPE_CHECKING, Any, NamedTuple

from sqlalchemy import Integer, LargeBinary, String, delete, func, or_
from sqlmodel import Field, bindparam, col, select

from emulator.kernel.columns import Holds, unless_none
from emulator.kernel.database import Instant, Json, Prepared, Session, Table, command, insert_into, prepare
from emulator.kernel.http import Answer, Request
from emulator.kernel.notices import KEPT as KEPT_NOTICES
from emulator.kernel.notices import Notice

if TYPE_CHECKING:
    from emulator.kernel.world import World

MOST = 1_000_000
"""How many entries a world can be told to keep at most."""
LISTED = 10_000
"""How many are listed at once at most."""
BODY_KEPT = 256 * 1024
"""How many bytes of a body are kept."""
BYTES_BESIDE = 16 * 1024 * 1024
"""About how many bytes of entries a world in memory keeps beside its database."""
_TRIM_EVERY = 256


class Limits(NamedTuple):
    """What a world keeps of its journal: the oldest entries go first."""

    requests: int = 10_000
    """How many entries, never fewer, unless they are large."""
    bytes: int = 64 * 1024 * 1024
    """About how many bytes: where bodies or headers are large, older entries go before their time."""

    @property
    def beside(self) -> int:
        """About how many bytes of entries a world in memory keeps beside its database."""
        return min(BYTES_BESIDE, self.bytes)

    @property
    def slack(self) -> int:
        """So many entries more than it keeps a world may have until somebody looks: they go together."""
        return min(_TRIM_EVERY, 1 + self.requests // 10)


Record = dict[str, Any]
"""An entry's columns before it is written."""


class Entry(Table, table=True):
    __tablename__ = "journal"

    id: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    at: datetime = Field(sa_type=Instant)
    vendor: str
    operation: str | None = None
    method: str
    url: str
    path: str
    status: int
    duration_ms: float
    request_headers: bytes
    request_body: bytes
    answer_headers: bytes
    answer_body: bytes
    notices: list[Any] | None = Field(default=None, sa_type=Json)


_INSERT = insert_into(Entry)
_last = select(func.max(Entry.id)).correlate(None).scalar_subquery()
_TRIM = command(delete(Entry).where(col(Entry.id) <= _last - bindparam("kept", type_=Integer)))
_ONE = prepare(select(Entry).where(col(Entry.id) == bindparam("id")))
_CLEAR = command(delete(Entry))
_COUNT_ALL: Prepared[int] = prepare(select(func.count()).select_from(Entry))
_LARGE = ("url", "request_headers", "request_body", "answer_headers", "answer_body")
_large = itemgetter(*_LARGE)
_SIZE: Any = sum(func.length(getattr(Entry, name)) for name in _LARGE)
_BYTES: Prepared[int] = prepare(select(func.coalesce(func.sum(_SIZE), 0)))
_LAST_ID = prepare(select(func.coalesce(func.max(Entry.id), 0)))


@dataclass(frozen=True, kw_only=True)
class Filter:
    """Which entries are asked for: those that meet all that is given."""

    vendor: str | None = None
    operation: str | None = None
    status: int | None = None
    text: str | None = None
    """Stands, as it is written here, in the URL, or in headers or body of the request or the answer."""
    since: datetime | None = None


def _matching(statement: Any) -> Any:
    url, raw = bindparam("text", type_=String), bindparam("raw", type_=LargeBinary)
    columns = (Entry.request_headers, Entry.request_body, Entry.answer_headers, Entry.answer_body)
    return statement.where(
        unless_none("vendor", String(), lambda vendor: col(Entry.vendor) == vendor),
        unless_none("operation", String(), lambda operation: col(Entry.operation) == operation),
        unless_none("status", Integer(), lambda status: col(Entry.status) == status),
        unless_none("since", Instant(), lambda since: col(Entry.at) >= since),
        or_(url.is_(None), Holds(col(Entry.url), url), *(Holds(col(column), raw) for column in columns)),
    )


_LATEST = prepare(_matching(select(Entry)).order_by(col(Entry.id).desc()).limit(bindparam("limit", type_=Integer)))
_COUNT: Prepared[int] = prepare(_matching(select(func.count()).select_from(Entry)))


def _pack(headers: Any) -> bytes:
    return b"\n".join(map(b": ".join, headers))


def unpack(headers: bytes) -> list[tuple[str, str]]:
    lines = (line.partition(": ") for line in headers.decode("latin-1").split("\n") if line)
    return [(name, value) for name, _, value in lines]


def write(
    session: Session,
    request: Request,
    answer: Answer,
    *,
    vendor: str,
    operation: str | None,
    duration_ms: float,
    notices: list[Notice],
) -> None:
    entry = {
        "id": session.request_id or 0,
        "at": session.now,
        "vendor": vendor,
        "operation": operation,
        "method": request.method,
        "url": request.url,
        "path": request.path,
        "status": answer.status,
        "duration_ms": duration_ms,
        "request_headers": _pack(request.scope["headers"]),
        "request_body": request.body[:BODY_KEPT],
        "answer_headers": _pack(answer.wire_headers()),
        "answer_body": answer.body[:BODY_KEPT],
        "notices": notices[:KEPT_NOTICES] if notices else None,
    }
    if session.world.database.path is None:
        session.entry = entry
    else:
        store(session, [entry])


def settle(world: "World") -> None:
    """Writes what a world in memory has kept beside its database, and lets go of what it keeps no longer."""
    if not world.unwritten:
        if _has_surplus(world):
            with world.session_in(world.database) as session:
                trim(session)
        return
    entries, world.unwritten, world.unwritten_bytes = world.unwritten, deque(), 0
    with world.session_in(world.database, entries[-1]["at"]) as session:
        store(session, entries)
        trim(session)


def trim(session: Session) -> None:
    """Before anybody looks: nobody sees more than the world keeps."""
    world = session.world
    if _has_surplus(world):
        session.run(_TRIM, kept=world.limits.requests)
        world.trimmed_at = world.last_request_id


def _has_surplus(world: "World") -> bool:
    """Whether there may be entries that it keeps no longer."""
    return world.limits.requests < world.last_request_id != world.trimmed_at


def keep(world: "World", entry: Record) -> None:
    """Keeps an entry beside the database; what would be trimmed there is let go here."""
    unwritten = world.unwritten
    unwritten.append(entry)
    world.unwritten_bytes += _size(entry)
    if len(unwritten) > world.limits.requests:
        world.unwritten_bytes -= _size(unwritten.popleft())


def _size(entry: Record) -> int:
    return sum(map(len, _large(entry)))


def store(session: Session, entries: Collection[Record]) -> None:
    session.run_many(_INSERT, entries)
    world, last = session.world, max(entry["id"] for entry in entries)
    limits = world.limits
    world.journal_bytes += sum(map(_size, entries))
    if last // limits.slack != (last - len(entries)) // limits.slack:
        session.run(_TRIM, kept=limits.requests)
    if world.journal_bytes > limits.bytes:
        world.journal_bytes = bytes_kept(session)  # what went for its age has not been taken off
    while world.journal_bytes > limits.bytes and (kept := session.one(_COUNT_ALL)) > 1:
        session.run(_TRIM, kept=kept // 2)
        world.journal_bytes = bytes_kept(session)


def entry(session: Session, number: int) -> Entry | None:
    return session.first(_ONE, id=number)


def latest_first(session: Session, filter: Filter, *, limit: int) -> list[Entry]:
    return session.all(_LATEST, **_values(filter), limit=limit)


def count(session: Session, filter: Filter) -> int:
    return session.one(_COUNT, **_values(filter))


def _values(filter: Filter) -> dict[str, Any]:
    return {**asdict(filter), "raw": None if filter.text is None else filter.text.encode()}


def clear(session: Session) -> None:
    session.run(_CLEAR)
    session.world.journal_bytes = 0


def bytes_kept(session: Session) -> int:
    """What counts towards the limit of bytes."""
    return session.one(_BYTES)


def last_id(session: Session) -> int:
    return session.one(_LAST_ID)
