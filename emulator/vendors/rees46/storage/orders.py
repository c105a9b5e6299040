"""Orders with their lines, whether a visitor's purchase made them or the shop imported them."""

from datetime import datetime
from typing import Any

from sqlalchemy import BigInteger, UniqueConstraint, bindparam, delete, update
from sqlmodel import Field, col, select

from emulator.kernel.database import Instant, Json, Session, Table, command, insert_into, insert_unless_there, prepare


class Order(Table, table=True):
    __tablename__ = "rees46_orders"
    __table_args__ = (UniqueConstraint("shop", "order_id"),)

    id: int = Field(default=None, primary_key=True)
    shop: int = Field(foreign_key="rees46_shops.id")
    profile: int = Field(foreign_key="rees46_profiles.id", sa_type=BigInteger, index=True)
    order_id: str | None = None
    """The shop's number; without one the vendor's own is shown, and the order cannot be synced later."""
    value: float
    status: str
    promocode: str | None = None
    details: dict[str, Any] = Field(default_factory=dict, sa_type=Json)
    at: datetime = Field(sa_type=Instant)


class OrderItem(Table, table=True):
    __tablename__ = "rees46_order_items"

    id: int | None = Field(default=None, primary_key=True)
    order: int = Field(foreign_key="rees46_orders.id", index=True)
    product: str
    name: str | None = None
    amount: int
    price: float | None = None
    line_id: str | None = None
    fashion_size: str | None = None


_ADD = insert_unless_there(Order, "shop", "order_id")
_WITH_ORDER_ID = prepare(
    select(Order).where(col(Order.shop) == bindparam("shop"), col(Order.order_id) == bindparam("order_id"))
)
_CLIENT = prepare(
    select(Order.profile).where(col(Order.shop) == bindparam("shop"), col(Order.order_id) == bindparam("order_id"))
)
_OF = prepare(select(Order).where(col(Order.profile) == bindparam("profile")).order_by(col(Order.at), col(Order.id)))
_UPDATE = command(
    update(Order)
    .where(col(Order.id) == bindparam("number"))
    .values(
        value=bindparam("to_value"), promocode=bindparam("to_promocode"), details=bindparam("to_details", type_=Json)
    )
)
_SYNC = command(
    update(Order)
    .where(col(Order.id) == bindparam("number"))
    .values(
        status=bindparam("to_status"),
        value=bindparam("to_value"),
        promocode=bindparam("to_promocode"),
        details=bindparam("to_details", type_=Json),
    )
)
_ADD_ITEM = insert_into(OrderItem)
_ITEMS = prepare(select(OrderItem).where(col(OrderItem.order) == bindparam("order")).order_by(col(OrderItem.id)))
_DROP_ITEMS = command(delete(OrderItem).where(col(OrderItem.order) == bindparam("order_number")))
_MOVE = command(update(Order).where(col(Order.profile) == bindparam("old")).values(profile=bindparam("new")))


def add(session: Session, **columns: Any) -> int | None:
    """The order's number, or None where the shop has an order of that order_id."""
    return session.first(_ADD, **columns)


def with_order_id(session: Session, shop: int, order_id: str) -> Order:
    """The order that is known to be there."""
    return session.one(_WITH_ORDER_ID, shop=shop, order_id=order_id)


def client(session: Session, shop: int, order_id: str) -> int | None:
    """Whose order it is; None where the shop has no such order."""
    return session.first(_CLIENT, shop=shop, order_id=order_id)


def set_order(session: Session, number: int, *, value: float, promocode: str | None, details: dict[str, Any]) -> None:
    session.run(_UPDATE, number=number, to_value=value, to_promocode=promocode, to_details=details)


def sync(
    session: Session, number: int, *, status: str, value: float, promocode: str | None, details: dict[str, Any]
) -> None:
    session.run(_SYNC, number=number, to_status=status, to_value=value, to_promocode=promocode, to_details=details)


def set_items(session: Session, order: int, items: list[dict[str, Any]]) -> None:
    """Replaces the lines of an order."""
    session.run(_DROP_ITEMS, order_number=order)
    session.run_many(_ADD_ITEM, [{"order": order, **item} for item in items])


def of(session: Session, profile: int) -> list[Order]:
    """A person's orders, the oldest first."""
    return session.all(_OF, profile=profile)


def items(session: Session, order: int) -> list[OrderItem]:
    return session.all(_ITEMS, order=order)


def move(session: Session, old: int, new: int) -> None:
    session.run(_MOVE, old=old, new=new)
