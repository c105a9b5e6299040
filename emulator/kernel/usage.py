"""What a world's journal says of how the vendors were used, counted where the entries are."""

from typing import Any

from sqlalchemy import Integer, func, select
from sqlmodel import bindparam

from emulator.kernel.columns import table_of
from emulator.kernel.database import Prepared, Session, prepare
from emulator.kernel.journal import Entry

_journal = table_of(Entry).c


def _prepared(statement: Any) -> Prepared[Any]:
    return prepare(statement)


_BY_STATUS = _prepared(
    select(_journal.operation, _journal.status, func.count().label("used"), func.max(_journal.id).label("example"))
    .where(_journal.operation.is_not(None))
    .group_by(_journal.operation, _journal.status)
    .order_by(_journal.operation, _journal.status)
)
_UNKNOWN = _prepared(
    select(
        _journal.vendor,
        _journal.method,
        _journal.path,
        _journal.status,
        func.count().label("used"),
        func.max(_journal.id).label("example"),
    )
    .where(_journal.operation.is_(None))
    .group_by(_journal.vendor, _journal.method, _journal.path, _journal.status)
    .order_by(func.max(_journal.id).desc())
    .limit(bindparam("limit", type_=Integer))
)
_NOTICED = _prepared(
    select(_journal.id, _journal.vendor, _journal.operation, _journal.notices)
    .where(_journal.notices.is_not(None))
    .order_by(_journal.id.desc())
)
_WINDOW = _prepared(
    select(
        func.count().label("requests"),
        func.min(_journal.id).label("first"),
        func.max(_journal.id).label("last"),
        func.min(_journal.at).label("since"),
    )
)


def window(session: Session) -> Any:
    """Which requests the journal still has, for it is bounded: how many, the first, the last, and since when."""
    return session.one(_WINDOW)


def by_status(session: Session) -> list[Any]:
    """How often each operation answered each status, with the latest request that it did for."""
    return session.all(_BY_STATUS)


def unknown(session: Session, *, limit: int) -> list[Any]:
    """Paths and methods that no vendor has, the latest first."""
    return session.all(_UNKNOWN, limit=limit)


def noticed(session: Session) -> list[Any]:
    """Every entry that has notices, the latest first."""
    return session.all(_NOTICED)
