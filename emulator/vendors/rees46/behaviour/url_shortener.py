"""Chapter "URL shortener"."""

from dataclasses import dataclass
from datetime import timedelta
from io import BytesIO
from typing import Any, Literal

from emulator.kernel import ids, schedule
from emulator.kernel.database import Session
from emulator.vendors.rees46.errors import NotFound, Unprocessable
from emulator.vendors.rees46.storage import url_shortener as storage
from emulator.vendors.rees46.storage.shops import Shop

DOMAIN = "r46.dev"
LIFETIME = 30
"""Docs: the default, in days."""
LONGEST = 90
_CODE_LENGTH = 8


@dataclass(frozen=True, slots=True)
class Wish:
    """A link to shorten; without a code one is minted."""

    url: str
    lifetime: int = LIFETIME
    code: str | None = None
    domain: str | None = None


def create(session: Session, shop: Shop, wishes: list[Wish]) -> list[str]:
    """The codes, in the order of the wishes.

    Docs: "Link will be deleted after this number of days"; "Min value: 1. Max value: 90". "Every time you set code
    manually, it overrides previous link with the same code."
    """
    codes = [_create(session, shop, wish) for wish in wishes]
    for lifetime in {wish.lifetime for wish in wishes}:
        schedule.later(session, _after(session, lifetime), vendor="rees46", task="delete_expired_links")
    return codes


def _create(session: Session, shop: Shop, wish: Wish) -> str:
    domain = wish.domain or DOMAIN
    if not 1 <= wish.lifetime <= LONGEST:
        raise Unprocessable(f"lifetime must be 1 to {LONGEST} days")
    if domain != DOMAIN and not storage.may_use(session, shop.id, domain):
        raise Unprocessable(f"domain {domain} is not whitelisted")
    until = _after(session, wish.lifetime)
    if wish.code is not None:
        if not storage.add(session, shop.id, domain, wish.code, wish.url, until):
            storage.override(session, shop.id, domain, wish.code, wish.url, until)
        return wish.code
    while True:
        code = ids.alnum(session.world.random, _CODE_LENGTH)
        if storage.add(session, shop.id, domain, code, wish.url, until):
            return code


def _after(session: Session, days: int) -> Any:
    return session.now + timedelta(days=days)


def follow(session: Session, code: str, *, domain: str | None = None) -> str:
    """Where a short link leads."""
    url = storage.url(session, domain or DOMAIN, code)
    if url is None:
        raise NotFound
    return url


def qr_code(session: Session, code: str, kind: Literal["svg", "png"], *, domain: str | None = None) -> bytes:
    """Docs: the service can "generate QR codes for an URL". Assumed: of the short address, at the link's own with an
    ending, because the document names no call for it.
    """
    import segno

    follow(session, code, domain=domain)
    picture = BytesIO()
    segno.make(f"https://{domain or DOMAIN}/{code}", error="m", micro=False).save(picture, kind=kind, scale=8)
    return picture.getvalue()


def delete_expired(session: Session, _: dict[str, Any]) -> str | None:
    """Task: the end of short links."""
    deleted = storage.delete_expired(session)
    return f"deleted {deleted} short link{'s' if deleted > 1 else ''}" if deleted else None
