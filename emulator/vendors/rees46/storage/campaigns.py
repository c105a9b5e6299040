"""Campaigns of transactional messages, with their templates."""

from typing import Any

from sqlalchemy import UniqueConstraint, bindparam
from sqlmodel import Field, col, select

from emulator.kernel.database import Json, Session, Table, insert_unless_there, prepare


class Campaign(Table, table=True):
    __tablename__ = "rees46_campaigns"
    __table_args__ = (UniqueConstraint("shop", "code"),)

    id: int = Field(default=None, primary_key=True)
    shop: int = Field(foreign_key="rees46_shops.id")
    code: str
    name: str
    type: str
    """sms or multi."""
    templates: dict[str, Any] = Field(default_factory=dict, sa_type=Json)
    """What is written in Liquid, by channel: mobile_push, web_push, email, sms."""


_INSERT = insert_unless_there(Campaign, "shop", "code")
_WITH_CODE = prepare(
    select(Campaign).where(col(Campaign.shop) == bindparam("shop"), col(Campaign.code) == bindparam("code"))
)


def add(session: Session, **columns: Any) -> int | None:
    """The campaign's id; None where the shop has one with that code."""
    return session.first(_INSERT, **columns)


def with_code(session: Session, shop: int, code: str) -> Campaign | None:
    return session.first(_WITH_CODE, shop=shop, code=code)
