"""What visitors have searched for, and whether anything was found."""

from datetime import datetime
from typing import Any

from sqlalchemy import BigInteger, Index, bindparam, func, update
from sqlmodel import Field, col, select

from emulator.kernel.database import Instant, Prepared, Session, Table, command, insert_into, prepare


class SearchQuery(Table, table=True):
    """One full search or search event. Nobody's query has no profile."""

    __tablename__ = "rees46_search_queries"
    __table_args__ = (Index("rees46_search_queries_by_day", "shop", "found", "at"),)

    id: int | None = Field(default=None, primary_key=True)
    shop: int = Field(foreign_key="rees46_shops.id")
    profile: int | None = Field(default=None, sa_type=BigInteger, index=True)
    at: datetime = Field(sa_type=Instant)
    query: str
    found: bool


_QUANTITY = func.count().label("quantity")
_INSERT = insert_into(SearchQuery)
_COUNTED: Any = select(SearchQuery.query, _QUANTITY)
_QUERIES: Prepared[Any] = prepare(
    _COUNTED.where(
        col(SearchQuery.shop) == bindparam("shop"),
        col(SearchQuery.found) == bindparam("found"),
        col(SearchQuery.at) >= bindparam("since", type_=Instant),
    )
    .group_by(col(SearchQuery.query))
    .order_by(_QUANTITY.desc(), col(SearchQuery.query))
    .limit(bindparam("limit"))
)
_LATEST: Prepared[str] = prepare(
    select(SearchQuery.query)
    .where(col(SearchQuery.profile) == bindparam("profile"))
    .order_by(col(SearchQuery.id).desc())
    .limit(bindparam("limit"))
)
_MOVE = command(
    update(SearchQuery).where(col(SearchQuery.profile) == bindparam("old")).values(profile=bindparam("new"))
)


def add(session: Session, *, shop: int, profile: int | None, query: str, found: bool) -> None:
    session.one(_INSERT, shop=shop, profile=profile, at=session.now, query=query, found=found)


def counted(session: Session, shop: int, *, found: bool, since: datetime, limit: int) -> list[tuple[str, int]]:
    """Queries with how often they came, the most frequent first."""
    rows = session.all(_QUERIES, shop=shop, found=found, since=since, limit=limit)
    return [(row.query, row.quantity) for row in rows]


def latest(session: Session, profile: int, limit: int) -> list[str]:
    """A person's last queries, the newest first, as often as they came."""
    return session.all(_LATEST, profile=profile, limit=limit)


def move(session: Session, old: int, new: int) -> None:
    session.run(_MOVE, old=old, new=new)
