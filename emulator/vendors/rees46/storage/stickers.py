"""Stickers of the loyalty program, each a row: the order that brought it, and the one in which it was used."""

from datetime import datetime
from typing import Any

from sqlalchemy import BigInteger, Index, bindparam, delete, func, update
from sqlmodel import Field, col, select

from emulator.kernel.database import Instant, Prepared, Session, Table, command, insert_into, prepare


class Sticker(Table, table=True):
    __tablename__ = "rees46_stickers"
    __table_args__ = (
        Index("rees46_stickers_of", "profile", "campaign"),
        Index("rees46_stickers_used", "shop", "used_in_order"),
        Index("rees46_stickers_issued", "shop", "issued_by_order"),
    )

    id: int = Field(default=None, primary_key=True)
    shop: int = Field(foreign_key="rees46_shops.id")
    profile: int = Field(sa_type=BigInteger)
    campaign: int
    issued_by_order: str | None = None
    used_in_order: str | None = None
    at: datetime = Field(sa_type=Instant)


_PROFILE = col(Sticker.profile) == bindparam("of_profile")
_SHOP = col(Sticker.shop) == bindparam("of_shop")
_FREE = col(Sticker.used_in_order).is_(None)
_ADD = insert_into(Sticker)
_EVERY = prepare(select(Sticker).where(_PROFILE).order_by(col(Sticker.at).desc(), col(Sticker.id).desc()))
_COUNT: Any = select(Sticker.campaign, func.count(col(Sticker.id)).label("many"))
_BALANCE: Prepared[Any] = prepare(_COUNT.where(_PROFILE, _FREE).group_by(col(Sticker.campaign)))
_USE = command(
    update(Sticker)
    .where(
        col(Sticker.id).in_(
            select(col(Sticker.id))
            .where(_PROFILE, col(Sticker.campaign) == bindparam("of_campaign"), _FREE)
            .order_by(col(Sticker.id))
            .limit(bindparam("many"))
        )
    )
    .values(used_in_order=bindparam("order_id"))
)
_GIVE_BACK = command(
    update(Sticker).where(_SHOP, col(Sticker.used_in_order) == bindparam("order_id")).values(used_in_order=None)
)
_TAKE_BACK = command(delete(Sticker).where(_SHOP, col(Sticker.issued_by_order) == bindparam("order_id"), _FREE))


def give(session: Session, shop: int, profile: int, campaign: int, many: int, order_id: str | None) -> None:
    row = {"shop": shop, "profile": profile, "campaign": campaign, "issued_by_order": order_id, "at": session.now}
    session.run_many(_ADD, [{**row, "used_in_order": None}] * many)


def use(session: Session, profile: int, campaign: int, many: int, order_id: str) -> bool:
    """The oldest ones first; False where there are not as many."""
    return session.run(_USE, of_profile=profile, of_campaign=campaign, many=many, order_id=order_id) == many


def give_back(session: Session, shop: int, order_id: str) -> None:
    """What an order used is free again."""
    session.run(_GIVE_BACK, of_shop=shop, order_id=order_id)


def take_back(session: Session, shop: int, order_id: str) -> None:
    """What an order brought and nobody has used is gone."""
    session.run(_TAKE_BACK, of_shop=shop, order_id=order_id)


def balance(session: Session, profile: int) -> dict[int, int]:
    """How many are free, by the campaign's id."""
    return dict(session.all(_BALANCE, of_profile=profile))


def every(session: Session, profile: int) -> list[Sticker]:
    """A person's, the newest first."""
    return session.all(_EVERY, of_profile=profile)
