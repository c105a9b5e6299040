"""Each status of somebody's bonuses that a shop has uploaded."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from sqlalchemy import BigInteger, bindparam, update
from sqlmodel import Field, col

from emulator.kernel.database import Instant, Json, Session, Table, command, insert_into


class BonusStatus(Table, table=True):
    __tablename__ = "rees46_bonuses"

    id: int | None = Field(default=None, primary_key=True)
    shop: int = Field(foreign_key="rees46_shops.id")
    profile: int = Field(foreign_key="rees46_profiles.id", sa_type=BigInteger, index=True)
    at: datetime = Field(sa_type=Instant)
    status: dict[str, Any] = Field(sa_type=Json)
    """As the document names it: total_balance, event, order_id and so on."""


_ADD = insert_into(BonusStatus)
_MOVE = command(
    update(BonusStatus).where(col(BonusStatus.profile) == bindparam("old")).values(profile=bindparam("new"))
)


def add(session: Session, shop: int, rows: Iterable[tuple[int, dict[str, Any]]]) -> None:
    """Adds each person's status."""
    common = {"shop": shop, "at": session.now}
    session.run_many(_ADD, ({**common, "profile": person, "status": status} for person, status in rows))


def move(session: Session, old: int, new: int) -> None:
    session.run(_MOVE, old=old, new=new)
