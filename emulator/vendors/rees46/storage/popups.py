"""Popups, and which device has seen which."""

from datetime import datetime
from typing import Any

from sqlalchemy import Index, UniqueConstraint, bindparam, update
from sqlmodel import Field, col, select

from emulator.kernel.database import Instant, Json, Session, Table, command, insert_into, insert_unless_there, prepare


class Popup(Table, table=True):
    __tablename__ = "rees46_popups"
    __table_args__ = (UniqueConstraint("shop", "number"),)

    id: int = Field(default=None, primary_key=True)
    shop: int = Field(foreign_key="rees46_shops.id")
    number: int
    """What clients know it by."""
    active: bool = False
    channels: list[str] = Field(default_factory=list, sa_type=Json)
    position: str = "centered"
    delay: int = 0
    html: str = ""
    css: str = ""
    components: dict[str, Any] = Field(default_factory=dict, sa_type=Json)
    popup_actions: dict[str, Any] = Field(default_factory=dict, sa_type=Json)
    web_push_system: bool = False


class PopupShow(Table, table=True):
    __tablename__ = "rees46_popup_shows"
    __table_args__ = (Index("rees46_popup_shows_of", "shop", "did", "number"),)

    id: int | None = Field(default=None, primary_key=True)
    shop: int = Field(foreign_key="rees46_shops.id")
    did: str | None = None
    number: int
    at: datetime = Field(sa_type=Instant)


_ADD = insert_unless_there(Popup, "shop", "number")
_ACTIVE = prepare(
    select(Popup).where(col(Popup.shop) == bindparam("shop"), col(Popup.active)).order_by(col(Popup.number))
)
_WITH_NUMBER = prepare(
    select(Popup).where(col(Popup.shop) == bindparam("shop"), col(Popup.number) == bindparam("number"))
)
_SWITCH = command(
    update(Popup)
    .where(col(Popup.shop) == bindparam("of_shop"), col(Popup.number) == bindparam("with_number"))
    .values(active=bindparam("on"))
)
_SHOW = insert_into(PopupShow)
_SEEN = prepare(
    select(PopupShow.number).where(
        col(PopupShow.shop) == bindparam("shop"),
        col(PopupShow.did) == bindparam("did"),
        col(PopupShow.at) > bindparam("since", type_=Instant),
    )
)


def add(session: Session, **columns: Any) -> bool:
    """False where the shop has a popup of that number."""
    return session.first(_ADD, **columns) is not None


def active(session: Session, shop: int) -> list[Popup]:
    return session.all(_ACTIVE, shop=shop)


def with_number(session: Session, shop: int, number: int) -> Popup | None:
    return session.first(_WITH_NUMBER, shop=shop, number=number)


def switch(session: Session, shop: int, number: int, *, on: bool) -> bool:
    """False where there is no such popup."""
    return session.run(_SWITCH, of_shop=shop, with_number=number, on=on) > 0


def show(session: Session, shop: int, did: str | None, number: int) -> None:
    session.one(_SHOW, shop=shop, did=did, number=number, at=session.now)


def seen(session: Session, shop: int, did: str, *, since: datetime) -> set[int]:
    """The numbers of the popups that a device has shown after that moment."""
    return set(session.all(_SEEN, shop=shop, did=did, since=since))
