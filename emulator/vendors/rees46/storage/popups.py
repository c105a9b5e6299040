"""Popups, and which device has seen which."""

from datetime import datetime
from typing import Any

from sqlalchemy import Index, UniqueConstraint, bindparam, exists, func, update
from sqlmodel import Field, col, select

from emulator.kernel.database import Instant, Json, Session, Table, command, insert_into, insert_unless_there, prepare
from emulator.vendors.rees46.storage.shops import Shop


class Popup(Table, table=True):
    __tablename__ = "rees46_popups"
    __table_args__ = (UniqueConstraint("shop", "number"),)

    id: int = Field(default=None, primary_key=True)
    shop: int = Field(foreign_key="rees46_shops.id")
    number: int
    """What clients know it by."""
    active: bool = False
    event: str | None = None
    """What the visitor does when it comes; None at the start."""
    target_screens: list[str] = Field(default_factory=list, sa_type=Json)
    """The app's screens that it comes on at the start; none is every one."""
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
    select(Popup)
    .where(
        col(Popup.shop) == bindparam("shop"),
        col(Popup.active),
        func.coalesce(Popup.event, "") == bindparam("event"),
    )
    .order_by(col(Popup.number))
)
_WITH_NUMBER = prepare(
    select(Popup).where(col(Popup.shop) == bindparam("shop"), col(Popup.number) == bindparam("number"))
)
_SWITCH = command(
    update(Popup)
    .where(col(Popup.shop) == bindparam("of_shop"), col(Popup.number) == bindparam("with_number"))
    .values(active=bindparam("on"), event=bindparam("to_event"), target_screens=bindparam("screens", type_=Json))
)
_NOTE = command(
    update(Shop)
    .where(col(Shop.id) == bindparam("shop"))
    .values(
        popups_of_events=exists().where(
            col(Popup.shop) == bindparam("shop"), col(Popup.active), col(Popup.event).is_not(None)
        )
    )
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
    added = session.first(_ADD, **columns) is not None
    session.run(_NOTE, shop=columns["shop"])
    return added


def active(session: Session, shop: int, event: str | None) -> list[Popup]:
    """Those that come when a visitor does this, or at the start."""
    return session.all(_ACTIVE, shop=shop, event=event or "")


def with_number(session: Session, shop: int, number: int) -> Popup | None:
    return session.first(_WITH_NUMBER, shop=shop, number=number)


def switch(session: Session, before: Popup, *, on: bool, event: str | None, screens: list[str]) -> None:
    session.run(_SWITCH, of_shop=before.shop, with_number=before.number, on=on, to_event=event, screens=screens)
    session.run(_NOTE, shop=before.shop)


def show(session: Session, shop: int, did: str | None, number: int) -> None:
    session.one(_SHOW, shop=shop, did=did, number=number, at=session.now)


def seen(session: Session, shop: int, did: str, *, since: datetime) -> set[int]:
    """The numbers of the popups that a device has shown after that moment."""
    return set(session.all(_SEEN, shop=shop, did=did, since=since))
