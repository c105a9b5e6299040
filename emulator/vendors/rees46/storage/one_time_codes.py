"""One-time passwords that were sent and not used yet: one for each phone and action."""

from datetime import datetime

from sqlalchemy import UniqueConstraint, bindparam, delete
from sqlmodel import Field, col

from emulator.kernel.database import Instant, Session, Table, command, insert_unless_there


class OneTimeCode(Table, table=True):
    __tablename__ = "rees46_one_time_codes"
    __table_args__ = (UniqueConstraint("shop", "phone", "event"),)

    id: int = Field(default=None, primary_key=True)
    shop: int = Field(foreign_key="rees46_shops.id")
    phone: str
    event: str
    """The action that is to be verified, in the shop's own word."""
    code: str
    good_until: datetime = Field(sa_type=Instant)


_OF = (
    col(OneTimeCode.shop) == bindparam("of_shop"),
    col(OneTimeCode.phone) == bindparam("of_phone"),
    col(OneTimeCode.event) == bindparam("of_event"),
)
_ADD = insert_unless_there(OneTimeCode, "shop", "phone", "event")
_FORGET = command(delete(OneTimeCode).where(*_OF))
_USE = command(
    delete(OneTimeCode).where(
        *_OF,
        col(OneTimeCode.code) == bindparam("the_code"),
        col(OneTimeCode.good_until) > bindparam("now", type_=Instant),
    )
)


def put(session: Session, shop: int, phone: str, event: str, *, code: str, good_until: datetime) -> None:
    """Replaces the one before it."""
    session.run(_FORGET, of_shop=shop, of_phone=phone, of_event=event)
    session.first(_ADD, shop=shop, phone=phone, event=event, code=code, good_until=good_until)


def use(session: Session, shop: int, phone: str, event: str, code: str) -> bool:
    """Whether it was the right one and in time; it is gone then."""
    return session.run(_USE, of_shop=shop, of_phone=phone, of_event=event, the_code=code, now=session.now) == 1
