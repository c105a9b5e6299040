"""What a shop's people and its clients said to each other elsewhere: chats, calls and the like."""

from datetime import datetime
from typing import Any

from sqlalchemy import BigInteger, Integer, UniqueConstraint, bindparam, update
from sqlmodel import Field, col, select

from emulator.kernel.database import Instant, Json, Session, Table, command, insert_into, insert_or_merge, prepare


class ChatReport(Table, table=True):
    """One conversation, by its code."""

    __tablename__ = "rees46_chat_reports"
    __table_args__ = (UniqueConstraint("shop", "code"),)

    id: int | None = Field(default=None, primary_key=True)
    shop: int = Field(foreign_key="rees46_shops.id")
    code: str
    platform: str
    profile: int = Field(foreign_key="rees46_profiles.id", sa_type=BigInteger, index=True)
    at: datetime = Field(sa_type=Instant)
    data: Any = Field(sa_type=Json)


class ClientCall(Table, table=True):
    __tablename__ = "rees46_client_calls"

    id: int | None = Field(default=None, primary_key=True)
    shop: int = Field(foreign_key="rees46_shops.id")
    profile: int = Field(foreign_key="rees46_profiles.id", sa_type=BigInteger, index=True)
    at: datetime = Field(sa_type=Instant)
    channel: str | None = None
    event: str | None = None
    location_id: str | None = None
    call_type: str | None = None
    call_theme: str | None = None
    subject_appeal: str | None = None
    comment: str | None = None
    author_type: str | None = None
    status: str | None = None


FIELDS = tuple(name for name in ClientCall.model_fields if name not in ("id", "shop", "profile", "at"))

_SAVE_CHAT = insert_or_merge(ChatReport, "shop", "code")
_ADD = insert_into(ClientCall)
_LAST = prepare(
    select(ClientCall)
    .where(col(ClientCall.profile) == bindparam("profile", type_=BigInteger))
    .order_by(col(ClientCall.at).desc(), col(ClientCall.id).desc())
    .limit(bindparam("limit", type_=Integer))
)
_ONE = prepare(
    select(ClientCall).where(col(ClientCall.id) == bindparam("number"), col(ClientCall.shop) == bindparam("shop"))
)
_EDIT = command(
    update(ClientCall)
    .where(col(ClientCall.id) == bindparam("number"))
    .values({name: bindparam(f"new_{name}") for name in FIELDS})
)
_MOVE_CALLS = command(
    update(ClientCall).where(col(ClientCall.profile) == bindparam("old")).values(profile=bindparam("new"))
)
_MOVE_CHATS = command(
    update(ChatReport).where(col(ChatReport.profile) == bindparam("old")).values(profile=bindparam("new"))
)


def save_chat(session: Session, *, shop: int, code: str, platform: str, profile: int, data: Any) -> None:
    """The same code again replaces what is known."""
    session.first(_SAVE_CHAT, shop=shop, code=code, platform=platform, profile=profile, data=data, at=session.now)


def add(session: Session, shop: int, profile: int, fields: dict[str, str | None]) -> int:
    return session.one(_ADD, shop=shop, profile=profile, at=session.now, **fields)


def latest(session: Session, profile: int, *, limit: int) -> list[ClientCall]:
    """The newest first."""
    return session.all(_LAST, profile=profile, limit=limit)


def call(session: Session, shop: int, number: int) -> ClientCall | None:
    return session.first(_ONE, shop=shop, number=number)


def edit(session: Session, before: ClientCall, fields: dict[str, str]) -> None:
    """Changes the fields that are given."""
    values = {f"new_{name}": fields.get(name, getattr(before, name)) for name in FIELDS}
    session.run(_EDIT, number=before.id, **values)


def move(session: Session, old: int, new: int) -> None:
    session.run(_MOVE_CALLS, old=old, new=new)
    session.run(_MOVE_CHATS, old=old, new=new)
