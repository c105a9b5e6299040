"""Members of a shop's loyalty program."""

from datetime import date, datetime

from sqlalchemy import BigInteger, bindparam, delete, update
from sqlmodel import Field, col, select

from emulator.kernel.database import Instant, Session, Table, command, insert_unless_there, prepare


class LoyaltyMember(Table, table=True):
    __tablename__ = "rees46_loyalty_members"

    profile: int = Field(primary_key=True, sa_type=BigInteger, sa_column_kwargs={"autoincrement": False})
    joined_at: datetime = Field(sa_type=Instant)
    level_name: str | None = None
    """A member on the initial level has none."""
    level_code: str | None = None
    level_expires: date | None = None
    pin: str | None = None
    """The secret part of the member's QR code, from when it was first asked for."""


_JOIN = insert_unless_there(LoyaltyMember, "profile")
_OF = prepare(select(LoyaltyMember).where(col(LoyaltyMember.profile) == bindparam("profile")))
_LEAVE = command(delete(LoyaltyMember).where(col(LoyaltyMember.profile) == bindparam("profile")))
_LEVEL = command(
    update(LoyaltyMember)
    .where(col(LoyaltyMember.profile) == bindparam("of"))
    .values(level_name=bindparam("name"), level_code=bindparam("code"), level_expires=bindparam("until"))
)
_PIN = command(
    update(LoyaltyMember).where(col(LoyaltyMember.profile) == bindparam("of")).values(pin=bindparam("new_pin"))
)


def join(session: Session, profile: int) -> None:
    session.first(_JOIN, profile=profile, joined_at=session.now)


def leave(session: Session, profile: int) -> None:
    session.run(_LEAVE, profile=profile)


def set_level(session: Session, profile: int, *, name: str, code: str, until: date | None) -> None:
    session.run(_LEVEL, of=profile, name=name, code=code, until=until)


def set_pin(session: Session, profile: int, pin: str) -> None:
    session.run(_PIN, of=profile, new_pin=pin)


def member(session: Session, profile: int) -> LoyaltyMember | None:
    return session.first(_OF, profile=profile)
