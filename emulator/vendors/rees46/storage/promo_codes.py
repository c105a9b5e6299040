"""Lists of promo codes, each code's way from available to used, and which device holds which code."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from sqlalchemy import BigInteger, Index, UniqueConstraint, bindparam, delete, func, or_, update
from sqlmodel import Field, col, select

from emulator.kernel.database import Instant, Prepared, Session, Table, command, insert_unless_there, prepare
from emulator.vendors.rees46.storage.shops import Shop

AVAILABLE, ISSUED, USED, EXPIRED = "available", "issued", "used", "expired"


class PromoCodeList(Table, table=True):
    """`id` is the number that API clients know it by; it is one of a kind among all shops."""

    __tablename__ = "rees46_promo_code_lists"

    id: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    shop: int = Field(foreign_key="rees46_shops.id", index=True)
    name: str


class PromoCode(Table, table=True):
    __tablename__ = "rees46_promo_codes"
    __table_args__ = (UniqueConstraint("list", "code"), Index("rees46_promo_codes_next", "list", "state", "id"))

    id: int | None = Field(default=None, primary_key=True)
    list: int = Field(foreign_key="rees46_promo_code_lists.id")
    code: str
    state: str = AVAILABLE
    issued_at: datetime | None = Field(default=None, sa_type=Instant)
    used_at: datetime | None = Field(default=None, sa_type=Instant)
    used_by: int | None = Field(default=None, sa_type=BigInteger)
    """The profile whose order it was used in."""


class PromoCodeHolder(Table, table=True):
    """The code that a device was given last from a list. Its row is also the lock that a device's fetches wait for."""

    __tablename__ = "rees46_promo_code_holders"

    list: int = Field(foreign_key="rees46_promo_code_lists.id", primary_key=True)
    did: str = Field(primary_key=True)
    promo_code: int | None = Field(default=None, foreign_key="rees46_promo_codes.id")
    asked_at: datetime = Field(sa_type=Instant)


_LIST = prepare(
    select(PromoCodeList).where(col(PromoCodeList.id) == bindparam("id"), col(PromoCodeList.shop) == bindparam("shop"))
)
_LIST_ANYWHERE = prepare(select(PromoCodeList).where(col(PromoCodeList.id) == bindparam("id")))
_LAST_LIST_ID = prepare(select(col(PromoCodeList.id)).order_by(col(PromoCodeList.id).desc()).limit(1))
_ADD_LIST = insert_unless_there(PromoCodeList, "id")
_LISTS = prepare(
    select(PromoCodeList).where(col(PromoCodeList.shop) == bindparam("shop")).order_by(col(PromoCodeList.id))
)
_AVAILABLE = prepare(
    select(func.count(col(PromoCode.id))).where(
        col(PromoCode.list) == bindparam("list"), col(PromoCode.state) == AVAILABLE
    )
)
_ADD_CODE = insert_unless_there(PromoCode, "list", "code")
# Two clients at once never get one code: on SQLite transactions take turns, on PostgreSQL each skips the row that
# the other has locked (SQLite's dialect leaves that clause out).
_ISSUE = command(
    update(PromoCode)
    .where(
        col(PromoCode.id)
        == select(col(PromoCode.id))
        .where(col(PromoCode.list) == bindparam("of_list"), col(PromoCode.state) == AVAILABLE)
        .order_by(col(PromoCode.id))
        .limit(1)
        .with_for_update(skip_locked=True)
        .scalar_subquery()
    )
    .values(state=ISSUED, issued_at=bindparam("now", type_=Instant))
    .returning(col(PromoCode.id), col(PromoCode.code))
)
_HELD = prepare(
    select(col(PromoCode.code))
    .join(PromoCodeHolder, col(PromoCodeHolder.promo_code) == col(PromoCode.id))
    .where(
        col(PromoCodeHolder.list) == bindparam("list"),
        col(PromoCodeHolder.did) == bindparam("did"),
        col(PromoCode.state) == ISSUED,
    )
)
_ADD_HOLDER = insert_unless_there(PromoCodeHolder, "list", "did")
_HOLDS = col(PromoCodeHolder.list) == bindparam("of_list"), col(PromoCodeHolder.did) == bindparam("device")
_LOCK_HOLDER = command(update(PromoCodeHolder).where(*_HOLDS).values(asked_at=bindparam("now", type_=Instant)))
_GIVE = command(update(PromoCodeHolder).where(*_HOLDS).values(promo_code=bindparam("given")))
_USE = command(
    update(PromoCode)
    .where(
        col(PromoCode.code) == bindparam("the_code"),
        col(PromoCode.state) != USED,
        col(PromoCode.list).in_(select(col(PromoCodeList.id)).where(col(PromoCodeList.shop) == bindparam("shop"))),
    )
    .values(state=USED, used_at=bindparam("now", type_=Instant), used_by=bindparam("profile"))
)
_GIVE_BACK = command(
    update(PromoCode)
    .where(
        col(PromoCode.code) == bindparam("the_code"),
        col(PromoCode.state) == USED,
        col(PromoCode.list).in_(select(col(PromoCodeList.id)).where(col(PromoCodeList.shop) == bindparam("shop"))),
    )
    .values(state=ISSUED, used_at=None, used_by=None)
)
_STATE: Prepared[Any] = prepare(
    select(col(PromoCode.state)).where(
        col(PromoCode.list) == bindparam("list"), col(PromoCode.code) == bindparam("code")
    )
)
_MOVE_USES = command(
    update(PromoCode).where(col(PromoCode.used_by) == bindparam("old")).values(used_by=bindparam("new"))
)
_EXPIRE = command(
    update(PromoCode)
    .where(
        col(PromoCode.list) == bindparam("of_list"),
        or_(col(PromoCode.state) == AVAILABLE, col(PromoCode.state) == ISSUED),
    )
    .values(state=EXPIRED)
)
_NAMED = col(PromoCode.list) == bindparam("of_list"), col(PromoCode.code) == bindparam("the_code")
_LET_GO = command(
    update(PromoCodeHolder)
    .where(col(PromoCodeHolder.promo_code).in_(select(col(PromoCode.id)).where(*_NAMED)))
    .values(promo_code=None)
)
_DELETE = command(delete(PromoCode).where(*_NAMED))
_DELETE_UNSENT = command(
    delete(PromoCode).where(
        col(PromoCode.list) == bindparam("of_list"),
        col(PromoCode.issued_at).is_(None),
        col(PromoCode.used_at).is_(None),
    )
)


def list_with_id(session: Session, list_id: int, *, shop: Shop | None = None) -> PromoCodeList | None:
    """In one shop, or wherever it is."""
    if shop is None:
        return session.first(_LIST_ANYWHERE, id=list_id)
    return session.first(_LIST, id=list_id, shop=shop.id)


def next_list_id(session: Session) -> int:
    return (session.first(_LAST_LIST_ID) or 0) + 1


def add_list(session: Session, *, id: int, shop: Shop, name: str) -> bool:
    """Whether it was added: False where a list has that id."""
    return session.first(_ADD_LIST, id=id, shop=shop.id, name=name) is not None


def lists(session: Session, shop: Shop) -> list[PromoCodeList]:
    return session.all(_LISTS, shop=shop.id)


def available(session: Session, list_id: int) -> int:
    """How many codes of the list can still be issued."""
    return session.one(_AVAILABLE, list=list_id)


def add_codes(session: Session, list_id: int, codes: Iterable[str]) -> None:
    """Leaves out what the list has already, whatever has become of it."""
    session.run_many(_ADD_CODE, ({"list": list_id, "code": code} for code in codes))


def issue(session: Session, list_id: int) -> tuple[int, str] | None:
    """The next available code's key and text, no longer available; None where the list is exhausted."""
    return session.first(_ISSUE, of_list=list_id, now=session.now)


def held(session: Session, list_id: int, did: str) -> str | None:
    """The unused code that the device has of this list."""
    return session.first(_HELD, list=list_id, did=did)


def lock(session: Session, list_id: int, did: str) -> None:
    """Makes the other fetches of this device and list wait for this transaction's end."""
    session.first(_ADD_HOLDER, list=list_id, did=did, asked_at=session.now)
    session.run(_LOCK_HOLDER, of_list=list_id, device=did, now=session.now)


def give(session: Session, list_id: int, did: str, promo_code: int) -> None:
    session.run(_GIVE, of_list=list_id, device=did, given=promo_code)


def usable(session: Session, list_id: int, code: str) -> bool:
    """Whether the list has the code, not used and not expired."""
    return session.first(_STATE, list=list_id, code=code) in (AVAILABLE, ISSUED)


def give_back(session: Session, shop: Shop, code: str) -> None:
    """What was used can be used again by who has it; nobody else is given it."""
    session.run(_GIVE_BACK, shop=shop.id, the_code=code)


def use(session: Session, shop: Shop, code: str, profile: int | None) -> int:
    """How many codes were used up: one text may stand in several of the shop's lists."""
    return session.run(_USE, shop=shop.id, the_code=code, profile=profile, now=session.now)


def move_uses(session: Session, old: int, new: int) -> None:
    session.run(_MOVE_USES, old=old, new=new)


def expire(session: Session, list_id: int) -> int:
    return session.run(_EXPIRE, of_list=list_id)


def delete_codes(session: Session, list_id: int, codes: Iterable[str]) -> int:
    """How many of them the list had; no device holds them any longer."""
    deleted = 0
    for code in codes:
        session.run(_LET_GO, of_list=list_id, the_code=code)
        deleted += session.run(_DELETE, of_list=list_id, the_code=code)
    return deleted


def delete_unsent(session: Session, list_id: int) -> None:
    """What was neither issued nor used."""
    session.run(_DELETE_UNSENT, of_list=list_id)
