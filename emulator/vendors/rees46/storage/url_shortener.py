"""Short links, by domain and code, and the domains of their own that shops may use."""

from datetime import datetime

from sqlalchemy import UniqueConstraint, bindparam, delete, update
from sqlmodel import Field, col, select

from emulator.kernel.database import Instant, Session, Table, command, insert_unless_there, prepare


class ShortLink(Table, table=True):
    __tablename__ = "rees46_short_links"
    __table_args__ = (UniqueConstraint("domain", "code"),)

    id: int | None = Field(default=None, primary_key=True)
    shop: int = Field(foreign_key="rees46_shops.id")
    domain: str
    code: str
    url: str
    at: datetime = Field(sa_type=Instant)
    expires_at: datetime = Field(sa_type=Instant, index=True)


class ShortDomain(Table, table=True):
    """A domain that the support team has whitelisted for a shop."""

    __tablename__ = "rees46_short_domains"

    shop: int = Field(foreign_key="rees46_shops.id", primary_key=True)
    domain: str = Field(primary_key=True)


_INSERT = insert_unless_there(ShortLink, "domain", "code")
_OF = (col(ShortLink.domain) == bindparam("at_domain"), col(ShortLink.code) == bindparam("with_code"))
_OVERRIDE = command(
    update(ShortLink)
    .where(*_OF)
    .values(
        shop=bindparam("by"),
        url=bindparam("to"),
        at=bindparam("since", type_=Instant),
        expires_at=bindparam("until", type_=Instant),
    )
)
_URL = prepare(select(ShortLink.url).where(*_OF))
_DELETE_EXPIRED = command(delete(ShortLink).where(col(ShortLink.expires_at) <= bindparam("now", type_=Instant)))
_ADD_DOMAIN = insert_unless_there(ShortDomain, "shop", "domain")
_DOMAIN = prepare(
    select(ShortDomain.domain).where(
        col(ShortDomain.shop) == bindparam("shop"), col(ShortDomain.domain) == bindparam("domain")
    )
)


def add(session: Session, shop: int, domain: str, code: str, url: str, expires_at: datetime) -> bool:
    """False where the code is taken."""
    values = {"url": url, "at": session.now, "expires_at": expires_at}
    return session.first(_INSERT, shop=shop, domain=domain, code=code, **values) is not None


def override(session: Session, shop: int, domain: str, code: str, url: str, expires_at: datetime) -> None:
    """Gives a code that is taken to another link."""
    session.run(_OVERRIDE, at_domain=domain, with_code=code, by=shop, to=url, since=session.now, until=expires_at)


def url(session: Session, domain: str, code: str) -> str | None:
    return session.first(_URL, at_domain=domain, with_code=code)


def delete_expired(session: Session) -> int:
    return session.run(_DELETE_EXPIRED, now=session.now)


def add_domain(session: Session, shop: int, domain: str) -> None:
    session.first(_ADD_DOMAIN, shop=shop, domain=domain)


def may_use(session: Session, shop: int, domain: str) -> bool:
    return session.first(_DOMAIN, shop=shop, domain=domain) is not None
