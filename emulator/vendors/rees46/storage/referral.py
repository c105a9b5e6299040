"""Partners of a shop's referral programs, and the codes by which they bring customers."""

from sqlalchemy import BigInteger, UniqueConstraint, bindparam
from sqlmodel import Field, col, select

from emulator.kernel.database import Session, Table, insert_unless_there, prepare


class ReferralPartner(Table, table=True):
    __tablename__ = "rees46_referral_partners"
    __table_args__ = (UniqueConstraint("profile", "program"), UniqueConstraint("shop", "code"))

    id: int = Field(default=None, primary_key=True)
    shop: int = Field(foreign_key="rees46_shops.id")
    profile: int = Field(sa_type=BigInteger)
    program: int
    """The id that the loyalty program's settings give it."""
    identifier: str
    code: str


_ADD = insert_unless_there(ReferralPartner, "profile", "program")
_OF = prepare(
    select(ReferralPartner)
    .where(col(ReferralPartner.profile) == bindparam("profile"))
    .order_by(col(ReferralPartner.program))
)
_WITH_CODE = prepare(
    select(ReferralPartner).where(
        col(ReferralPartner.shop) == bindparam("shop"), col(ReferralPartner.code) == bindparam("code")
    )
)


def add(session: Session, shop: int, profile: int, program: int, identifier: str, code: str) -> None:
    session.first(_ADD, shop=shop, profile=profile, program=program, identifier=identifier, code=code)


def of_profile(session: Session, profile: int) -> list[ReferralPartner]:
    return session.all(_OF, profile=profile)


def with_code(session: Session, shop: int, code: str) -> ReferralPartner | None:
    return session.first(_WITH_CODE, shop=shop, code=code)
