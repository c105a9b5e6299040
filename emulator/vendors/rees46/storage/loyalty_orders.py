"""Orders of the loyalty program, beside those of the chapter "Orders": each with its receipt."""

from datetime import datetime
from typing import Any

from sqlalchemy import BigInteger, Index, UniqueConstraint, bindparam, update
from sqlmodel import Field, col, select

from emulator.kernel.database import Instant, Json, Session, Table, command, insert_unless_there, prepare

CREATED, CONFIRMED, CANCELLED = "created", "confirmed", "cancelled"


class LoyaltyOrder(Table, table=True):
    __tablename__ = "rees46_loyalty_orders"
    __table_args__ = (
        UniqueConstraint("shop", "order_id"),
        Index("rees46_loyalty_orders_by_identifier", "shop", "identifier"),
    )

    id: int = Field(default=None, primary_key=True)
    shop: int = Field(foreign_key="rees46_shops.id")
    order_id: str
    profile: int | None = Field(default=None, sa_type=BigInteger, index=True)
    identifier: str | None = None
    """The buyer's phone, of a member or not."""
    subscription: str | None = None
    status: str = CREATED
    at: datetime = Field(sa_type=Instant)
    receipt: dict[str, Any] = Field(default_factory=dict, sa_type=Json)
    """As `checkout/details` answers it."""
    offers: dict[str, float] = Field(default_factory=dict, sa_type=Json)
    """What each promotion has saved, by its id."""


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
_OF_IDENTIFIER = prepare(
    select(LoyaltyOrder)
    .where(col(LoyaltyOrder.shop) == bindparam("shop"), col(LoyaltyOrder.identifier) == bindparam("identifier"))
    .order_by(col(LoyaltyOrder.at).desc(), col(LoyaltyOrder.id).desc())
)
_SET = command(
    update(LoyaltyOrder)
    .where(col(LoyaltyOrder.id) == bindparam("number"), col(LoyaltyOrder.status) == bindparam("old_status"))
    .values(
        status=bindparam("new_status"),
        profile=bindparam("new_profile"),
        identifier=bindparam("new_identifier"),
        subscription=bindparam("new_subscription"),
        receipt=bindparam("new_receipt", type_=Json),
        offers=bindparam("new_offers", type_=Json),
    )
)
_CHANGING = ("status", "profile", "identifier", "subscription", "receipt", "offers")


def add(session: Session, shop: int, order_id: str, **columns: Any) -> bool:
    """Whether it was added: False where the shop has an order with that number."""
    values = {"status": CREATED, "at": session.now, "offers": {}, **columns}
    return session.first(_ADD, shop=shop, order_id=order_id, **values) is not None


def with_order_id(session: Session, shop: int, order_id: str) -> LoyaltyOrder | None:
    return session.first(_WITH_ID, shop=shop, order_id=order_id)


def of_profile(session: Session, profile: int) -> list[LoyaltyOrder]:
    """A person's, the newest first."""
    return session.all(_OF, profile=profile)


def of_identifier(session: Session, shop: int, identifier: str) -> list[LoyaltyOrder]:
    """Those that a phone stands in, the newest first."""
    return session.all(_OF_IDENTIFIER, shop=shop, identifier=identifier)


def change(session: Session, order: LoyaltyOrder, **columns: Any) -> bool:
    """What is not named stays as it is. False where another request has changed its status meanwhile."""
    values = {f"new_{name}": columns.get(name, getattr(order, name)) for name in _CHANGING}
    return session.run(_SET, number=order.id, old_status=order.status, **values) == 1
