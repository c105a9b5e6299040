"""Prepaid certificates: what is left on each, and what became of its money."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import Index, UniqueConstraint, bindparam, update
from sqlmodel import Field, col, select

from emulator.kernel.database import Instant, Session, Table, command, insert_into, insert_unless_there, prepare

CREATED, ACTIVE, BLOCKED, DEACTIVATED = "created", "active", "blocked", "deactivated"


class Certificate(Table, table=True):
    __tablename__ = "rees46_certificates"
    __table_args__ = (UniqueConstraint("shop", "code"), Index("rees46_certificates_by_owner", "shop", "owner"))

    id: int = Field(default=None, primary_key=True)
    shop: int = Field(foreign_key="rees46_shops.id")
    pool: str
    """The code of its pool, which the loyalty program has."""
    code: str
    status: str = CREATED
    nominal: float
    balance: float
    owner: str | None = None
    owner_name: str | None = None
    buyer: str | None = None
    created_at: datetime = Field(sa_type=Instant)
    activated_at: datetime | None = Field(default=None, sa_type=Instant)
    deactivated_at: datetime | None = Field(default=None, sa_type=Instant)
    usable_from: date | None = None
    """Where the pool delays it."""
    expires: date | None = None


class CertificateTransaction(Table, table=True):
    __tablename__ = "rees46_certificate_transactions"

    id: int = Field(default=None, primary_key=True)
    certificate: int = Field(foreign_key="rees46_certificates.id", index=True)
    amount: float
    """Below zero what was paid with it, above what was given back."""
    order_id: str
    identifier: str | None = None
    product_id: str


_OF_SHOP = col(Certificate.shop) == bindparam("shop")
_ADD = insert_unless_there(Certificate, "shop", "code")
_WITH_CODE = prepare(select(Certificate).where(_OF_SHOP, col(Certificate.code) == bindparam("code")))
_OF_POOL = prepare(
    select(Certificate).where(_OF_SHOP, col(Certificate.pool) == bindparam("pool")).order_by(col(Certificate.id))
)
_OF_OWNER = prepare(
    select(Certificate).where(_OF_SHOP, col(Certificate.owner) == bindparam("owner")).order_by(col(Certificate.id))
)
_NUMBER = col(Certificate.id) == bindparam("number")
_PAY = command(
    update(Certificate)
    .where(_OF_SHOP, col(Certificate.code) == bindparam("code"), col(Certificate.balance) >= bindparam("amount"))
    .values(balance=Certificate.balance - bindparam("amount"))
)
_LOG = insert_into(CertificateTransaction)
_TRANSACTIONS = prepare(
    select(CertificateTransaction)
    .where(col(CertificateTransaction.certificate) == bindparam("certificate"))
    .order_by(col(CertificateTransaction.id))
)
_SET = command(
    update(Certificate)
    .where(_NUMBER)
    .values(
        status=bindparam("new_status"),
        nominal=bindparam("new_nominal"),
        balance=bindparam("new_balance"),
        owner=bindparam("new_owner"),
        owner_name=bindparam("new_owner_name"),
        activated_at=bindparam("new_activated_at", type_=Instant),
        deactivated_at=bindparam("new_deactivated_at", type_=Instant),
        usable_from=bindparam("new_usable_from"),
        expires=bindparam("new_expires"),
    )
)
_CHANGING = (
    "status",
    "nominal",
    "balance",
    "owner",
    "owner_name",
    "activated_at",
    "deactivated_at",
    "usable_from",
    "expires",
)


def add(session: Session, shop: int, **columns: Any) -> bool:
    """Whether it was added: False where the shop has one with that code."""
    return session.first(_ADD, shop=shop, created_at=session.now, **columns) is not None


def with_code(session: Session, shop: int, code: str) -> Certificate | None:
    return session.first(_WITH_CODE, shop=shop, code=code)


def of_pool(session: Session, shop: int, pool: str) -> list[Certificate]:
    return session.all(_OF_POOL, shop=shop, pool=pool)


def of_owner(session: Session, shop: int, owner: str) -> list[Certificate]:
    return session.all(_OF_OWNER, shop=shop, owner=owner)


def change(session: Session, certificate: Certificate, **columns: Any) -> None:
    """What is not named stays as it is."""
    values = {name: columns.get(name, getattr(certificate, name)) for name in _CHANGING}
    session.run(_SET, number=certificate.id, **{f"new_{name}": value for name, value in values.items()})


def pay(
    session: Session, shop: int, code: str, amount: float, *, order_id: str, identifier: str | None, product: str
) -> bool:
    """Takes money off a certificate, or with a negative amount puts it back; False where there is not enough on it."""
    paid = with_code(session, shop, code) if session.run(_PAY, shop=shop, code=code, amount=amount) == 1 else None
    if paid is None:
        return False
    named = {"order_id": order_id, "identifier": identifier, "product_id": product}
    session.run(_LOG, certificate=paid.id, amount=-amount, **named)
    return True


def transactions(session: Session, certificate: int) -> list[CertificateTransaction]:
    return session.all(_TRANSACTIONS, certificate=certificate)
