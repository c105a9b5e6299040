"""Merchants and their credentials."""

from typing import Any

from sqlalchemy import bindparam, update
from sqlmodel import Field, col, select

from emulator.kernel.database import Session, Table, command, insert_into, prepare


class Merchant(Table, table=True):
    __tablename__ = "recensus_merchants"

    id: int = Field(default=None, primary_key=True)
    merchant: str = Field(unique=True)
    """The merchant id; the widget calls it mid and merchantId."""
    name: str
    token: str
    secret: str
    contact_after_days: int
    content_type_error: int
    strict_seed: bool


_MERCHANTS = prepare(select(Merchant).order_by(col(Merchant.id)))
_BY_ID = prepare(select(Merchant).where(col(Merchant.merchant) == bindparam("merchant_id")))
_ROW = prepare(select(Merchant).where(col(Merchant.id) == bindparam("number")))
_ADD = insert_into(Merchant)
_SET_CREDENTIALS = command(
    update(Merchant)
    .where(col(Merchant.merchant) == bindparam("before"))
    .values(merchant=bindparam("new_merchant"), token=bindparam("new_token"), secret=bindparam("new_secret"))
)


def everyone(session: Session) -> list[Merchant]:
    return session.all(_MERCHANTS)


def merchant(session: Session, merchant_id: str) -> Merchant | None:
    return session.first(_BY_ID, merchant_id=merchant_id)


def merchant_row(session: Session, number: int) -> Merchant:
    return session.one(_ROW, number=number)


def add(session: Session, **columns: Any) -> int:
    return session.one(_ADD, **columns)


def set_credentials(session: Session, before: str, *, merchant: str, token: str, secret: str) -> None:
    session.run(_SET_CREDENTIALS, before=before, new_merchant=merchant, new_token=token, new_secret=secret)
