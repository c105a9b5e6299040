"""Sliders: collections of banners."""

from typing import Any

from sqlalchemy import UniqueConstraint, bindparam
from sqlmodel import Field, col, select

from emulator.kernel.database import Json, Session, Table, insert_unless_there, prepare


class Slider(Table, table=True):
    __tablename__ = "rees46_sliders"
    __table_args__ = (UniqueConstraint("shop", "code"),)

    id: int = Field(default=None, primary_key=True)
    shop: int = Field(foreign_key="rees46_shops.id")
    code: str
    width: int
    height: int
    banners: list[dict[str, Any]] = Field(default_factory=list, sa_type=Json)


_ADD = insert_unless_there(Slider, "shop", "code")
_WITH_CODE = prepare(select(Slider).where(col(Slider.shop) == bindparam("shop"), col(Slider.code) == bindparam("code")))


def add(session: Session, **columns: Any) -> bool:
    """False where the shop has a slider with that code."""
    return session.first(_ADD, **columns) is not None


def with_code(session: Session, shop: int, code: str) -> Slider | None:
    return session.first(_WITH_CODE, shop=shop, code=code)
