"""Orders of the loyalty program, beside those of the chapter "Orders": each with its receipt."""

from datetime import datetime
from typing import Any

from sqlalchemy import BigInteger, UniqueConstraint, bindparam, update
from sqlmodel import Field, col, select

from emulator.kernel.database import Instant, Json, Session, Table, command, insert_unless_there, prepare

CREATED, CONFIRMED, CANCELLED = "created", "confirmed", "cancelled"


class LoyaltyOrder(Table, table=True):
    __tablename__ = "rees46_loyalty_orders"
    __table_args__ = (UniqueConstraint("shop", "order_id"),)

    id: int = Field(default=None, primary_key=True)
    shop: int = Field(foreign_key="rees46_shops.id")
    order_id: str
    profile: int | None = Field(default=None, sa_type=BigInteger, index=True)
    status: str = CREATED
    at: datetime = Field(sa_type=Instant)
    receipt: dict[str, Any] = Field(default_factory=dict, sa_type=Json)
    """As `checkout/details` answers it."""


_ADD = insert_unless_there(LoyaltyOrder, "shop", "order_id")
_WITH_ID = prepare(
    select(LoyaltyOrder).where(
        col(LoyaltyOrder.shop) == bindparam("shop"), col(LoyaltyOrder.order_id) == bindparam("order_id")
    )
)
_OF = prepare(
    select(LoyaltyOrder)
    .where(col(LoyaltyOrder.profile) == bindparam("profile"))
    .order_by(col(LoyaltyOrder.at).desc(), col(LoyaltyOrder.id).desc())
)
_SET = command(
    update(LoyaltyOrder)
    .where(col(LoyaltyOrder.id) == bindparam("number"), col(LoyaltyOrder.status) == bindparam("old_status"))
    .values(
        status=bindparam("new_status"),
        profile=bindparam("new_profile"),
        receipt=bindparam("new_receipt", type_=Json),
    )
)


def add(session: Session, shop: int, order_id: str, profile: int | None, receipt: Any) -> bool:
    """Whether it was added: False where the shop has an order with that number."""
    columns = {"shop": shop, "order_id": order_id, "profile": profile, "receipt": receipt}
    return session.first(_ADD, status=CREATED, at=session.now, **columns) is not None


def with_order_id(session: Session, shop: int, order_id: str) -> LoyaltyOrder | None:
    return session.first(_WITH_ID, shop=shop, order_id=order_id)


def of_profile(session: Session, profile: int) -> list[LoyaltyOrder]:
    """A person's, the newest first."""
    return session.all(_OF, profile=profile)


def change(session: Session, order: LoyaltyOrder, *, status: str, profile: int | None, receipt: Any) -> bool:
    """False where another request has changed its status meanwhile."""
    values = {"new_status": status, "new_profile": profile, "new_receipt": receipt}
    return session.run(_SET, number=order.id, old_status=order.status, **values) == 1
