"""Every request with its answer, kept in the world that it was for."""

from datetime import datetime
from typing import Any

from sqlalchemy import delete, func
from sqlmodel import Field, bindparam, col, select

from emulator.kernel.database import Instant, Json, Session, Table, command, insert_into, prepare
from emulator.kernel.http import Answer, Request

KEPT = 10_000
"""How many entries a world keeps: the oldest go first."""
BODY_KEPT = 256 * 1024
"""How many bytes of a body are kept."""
_TRIM_EVERY = 256


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
    notices: list[str] | None = Field(default=None, sa_type=Json)


_INSERT = insert_into(Entry)
_TRIM = command(delete(Entry).where(col(Entry.id) <= bindparam("last")))
_ONE = prepare(select(Entry).where(col(Entry.id) == bindparam("id")))
_LATEST = prepare(select(Entry).order_by(col(Entry.id).desc()))
_LAST_ID = prepare(select(func.coalesce(func.max(Entry.id), 0)))


def _pack(headers: Any) -> bytes:
    return b"\n".join(name + b": " + value for name, value in headers)


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
    notices: list[str],
) -> None:
    number = session.request_id or 0
    session.one(
        _INSERT,
        id=number,
        at=session.now,
        vendor=vendor,
        operation=operation,
        method=request.method,
        url=request.url,
        path=request.path,
        status=answer.status,
        duration_ms=duration_ms,
        request_headers=_pack(request.scope["headers"]),
        request_body=request.body[:BODY_KEPT],
        answer_headers=_pack(answer.wire_headers()),
        answer_body=answer.body[:BODY_KEPT],
        notices=notices or None,
    )
    if number % _TRIM_EVERY == 0:
        session.run(_TRIM, last=number - KEPT)


def entry(session: Session, number: int) -> Entry | None:
    return session.first(_ONE, id=number)


def latest_first(session: Session) -> list[Entry]:
    return session.all(_LATEST)


def last_id(session: Session) -> int:
    return session.one(_LAST_ID)
