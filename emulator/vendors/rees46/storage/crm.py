"""People found by an attribute, many at once."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import bindparam
from sqlmodel import col, select

from emulator.kernel.columns import OneOf
from emulator.kernel.database import Json, Session, prepare
from emulator.vendors.rees46.storage.profiles import Profile

_BORN = prepare(
    select(Profile.id)
    .where(col(Profile.shop) == bindparam("shop"), OneOf(Profile.birthday, bindparam("days", type_=Json)))
    .order_by(col(Profile.created_at), col(Profile.id))
)


def born_on(session: Session, shop: int, days: Sequence[str]) -> list[int]:
    """Everybody whose birthday is one of the days (YYYY-MM-DD)."""
    found: list[Any] = session.all(_BORN, shop=shop, days=list(days))
    return found
