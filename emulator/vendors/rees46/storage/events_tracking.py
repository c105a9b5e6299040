"""What visitors did, what lies in their carts and among their favourites."""

from datetime import datetime
from typing import Any

from sqlalchemy import BigInteger, Index, bindparam, delete, func, update
from sqlmodel import Field, col, select

from emulator.kernel.database import (
    Instant,
    Json,
    Prepared,
    Session,
    Table,
    command,
    insert_into,
    insert_unless_there,
    prepare,
)


class Event(Table, table=True):
    """One event; one of several products is a row for each. Counters and histories are read from here."""

    __tablename__ = "rees46_events"
    __table_args__ = (
        Index("rees46_events_of", "profile"),
        Index("rees46_events_about", "shop", "product", "at"),
    )

    id: int | None = Field(default=None, primary_key=True)
    shop: int = Field(foreign_key="rees46_shops.id")
    profile: int = Field(foreign_key="rees46_profiles.id", sa_type=BigInteger)
    at: datetime = Field(sa_type=Instant)
    event: str
    did: str | None = None
    sid: str | None = None
    stream: str | None = None
    segment: str | None = None
    recommended_by: str | None = None
    recommended_code: str | None = None
    product: str | None = None
    amount: int | None = None
    price: float | None = None
    details: dict[str, Any] | None = Field(default=None, sa_type=Json)


class CartLine(Table, table=True):
    """A line is told apart by product, line_id and size; "" where none was sent, for a key knows no null."""

    __tablename__ = "rees46_cart_lines"

    profile: int = Field(primary_key=True, sa_type=BigInteger, sa_column_kwargs={"autoincrement": False})
    product: str = Field(primary_key=True)
    line_id: str = Field(primary_key=True)
    fashion_size: str = Field(primary_key=True)
    amount: int
    price: float | None = None
    at: datetime = Field(sa_type=Instant)


class Wish(Table, table=True):
    __tablename__ = "rees46_wishes"

    profile: int = Field(primary_key=True, sa_type=BigInteger, sa_column_kwargs={"autoincrement": False})
    product: str = Field(primary_key=True)
    at: datetime = Field(sa_type=Instant)


_INSERT = insert_into(Event)
_EVENTS = prepare(select(Event).where(col(Event.profile) == bindparam("profile")).order_by(col(Event.id)))
_COUNTS: Any = (
    select(col(Event.event), func.count().label("count"))
    .where(
        col(Event.shop) == bindparam("shop"),
        col(Event.product) == bindparam("product"),
        col(Event.at) > bindparam("since", type_=Instant),
    )
    .group_by(col(Event.event))
)
_COUNTED: Prepared[Any] = prepare(_COUNTS)
_LINE = (
    col(CartLine.profile) == bindparam("of"),
    col(CartLine.product) == bindparam("with_product"),
    col(CartLine.line_id) == bindparam("with_line"),
    col(CartLine.fashion_size) == bindparam("with_size"),
)
_CART = prepare(
    select(CartLine)
    .where(col(CartLine.profile) == bindparam("profile"))
    .order_by(col(CartLine.at), col(CartLine.product), col(CartLine.line_id), col(CartLine.fashion_size))
)
_ADD_LINE = insert_unless_there(CartLine, "profile", "product", "line_id", "fashion_size")
_SET_LINE = command(update(CartLine).where(*_LINE).values(amount=bindparam("to_amount"), price=bindparam("to_price")))
_MORE = command(
    update(CartLine).where(*_LINE).values(amount=CartLine.amount + bindparam("more"), price=bindparam("to_price"))
)
_DROP_PRODUCT = command(
    delete(CartLine).where(col(CartLine.profile) == bindparam("profile"), col(CartLine.product) == bindparam("product"))
)
_EMPTY = command(delete(CartLine).where(col(CartLine.profile) == bindparam("profile")))
_WISHES = prepare(
    select(Wish.product).where(col(Wish.profile) == bindparam("profile")).order_by(col(Wish.at), col(Wish.product))
)
_ADD_WISH = insert_unless_there(Wish, "profile", "product")
_DROP_WISH = command(
    delete(Wish).where(col(Wish.profile) == bindparam("profile"), col(Wish.product) == bindparam("product"))
)
_DROP_WISHES = command(delete(Wish).where(col(Wish.profile) == bindparam("profile")))
_MOVE_EVENTS = command(update(Event).where(col(Event.profile) == bindparam("old")).values(profile=bindparam("new")))


def add_event(session: Session, **columns: Any) -> None:
    session.run(_INSERT, at=session.now, **columns)


def events(session: Session, profile: int) -> list[Event]:
    return session.all(_EVENTS, profile=profile)


def counts(session: Session, shop: int, product: str, *, since: datetime) -> dict[str, int]:
    """How often each event happened to a product."""
    return dict(session.all(_COUNTED, shop=shop, product=product, since=since))


def cart(session: Session, profile: int) -> list[CartLine]:
    return session.all(_CART, profile=profile)


def set_cart_line(
    session: Session, profile: int, key: tuple[str, str, str], *, amount: int, price: float | None, accumulate: bool
) -> None:
    """Puts a line into the cart; one that is there gets the amount, or where it accumulates, that much more."""
    product, line_id, size = key
    columns = {"product": product, "line_id": line_id, "fashion_size": size, "amount": amount, "price": price}
    if session.first(_ADD_LINE, profile=profile, at=session.now, **columns) is not None:
        return
    where = {"of": profile, "with_product": product, "with_line": line_id, "with_size": size, "to_price": price}
    if accumulate:
        session.run(_MORE, more=amount, **where)
    else:
        session.run(_SET_LINE, to_amount=amount, **where)


def drop_from_cart(session: Session, profile: int, product: str) -> None:
    session.run(_DROP_PRODUCT, profile=profile, product=product)


def empty_cart(session: Session, profile: int) -> None:
    session.run(_EMPTY, profile=profile)


def wishes(session: Session, profile: int) -> list[str]:
    return session.all(_WISHES, profile=profile)


def add_wish(session: Session, profile: int, product: str) -> None:
    session.first(_ADD_WISH, profile=profile, product=product, at=session.now)


def drop_wish(session: Session, profile: int, product: str) -> None:
    session.run(_DROP_WISH, profile=profile, product=product)


def drop_wishes(session: Session, profile: int) -> None:
    session.run(_DROP_WISHES, profile=profile)


def move(session: Session, old: int, new: int) -> None:
    """Gives everything here to another person; where both have a cart line or a wish, the other person's stays."""
    session.run(_MOVE_EVENTS, old=old, new=new)
    for line in cart(session, old):
        columns = {name: getattr(line, name) for name in CartLine.model_fields if name != "profile"}
        session.first(_ADD_LINE, profile=new, **columns)
    empty_cart(session, old)
    for product in wishes(session, old):
        add_wish(session, new, product)
    drop_wishes(session, old)
