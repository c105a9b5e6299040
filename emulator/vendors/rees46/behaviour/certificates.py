"""Prepaid certificates of the loyalty program: made from a pool, activated, blocked, ended."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any, Literal

from emulator.kernel import ids
from emulator.kernel.database import Session
from emulator.vendors.rees46.behaviour.loyalty_bonuses import member
from emulator.vendors.rees46.errors import BadRequest, Unprocessable
from emulator.vendors.rees46.storage import certificates as storage
from emulator.vendors.rees46.storage import loyalty_program
from emulator.vendors.rees46.storage.certificates import ACTIVE, BLOCKED, CREATED, DEACTIVATED, Certificate
from emulator.vendors.rees46.storage.loyalty_program import Pool
from emulator.vendors.rees46.storage.shops import Shop

Event = Literal["created", "activated", "deactivated"]


def pools(session: Session, shop: Shop) -> dict[str, Pool]:
    return {pool["code"]: pool for pool in loyalty_program.of(session, shop.id).get("certificate_pools", [])}


def pool(session: Session, shop: Shop, code: str) -> Pool:
    found = pools(session, shop).get(code)
    if found is None:
        raise BadRequest("Code is not valid")
    return found


def create(session: Session, shop: Shop, of: Pool, *, buyer: str, nominal: float | None) -> Certificate:
    """Docs: a certificate is not active yet. Assumed: its code is the pool's and eight characters.

    Assumed: whoever buys one is a member; a pool that is not active sells none (422).
    """
    member(session, shop, buyer)
    if of["status"] != "active":
        raise Unprocessable("The pool of certificates is not active")
    worth = _nominal(of, nominal)
    code = f"{of['code']}-{ids.alnum(session.world.random, 8).lower()}"
    if not storage.add(session, shop.id, pool=of["code"], code=code, nominal=worth, balance=worth, buyer=buyer):
        return create(session, shop, of, buyer=buyer, nominal=nominal)
    return known(session, shop, code)


def _nominal(of: Pool, wanted: float | None) -> float:
    """Docs: `nominal` is for pools whose certificates may be worth anything up to a maximum."""
    if wanted is None or not of["flexible_nominal"]:
        return of["nominal"]
    if not 0 < wanted <= of["max_flexible_nominal"]:
        raise BadRequest(f"nominal: must be above 0 and at most {of['max_flexible_nominal']:g}")
    return wanted


def known(session: Session, shop: Shop, code: str) -> Certificate:
    """Docs: "Code is not valid"."""
    found = storage.with_code(session, shop.id, code)
    if found is None:
        raise BadRequest("Code is not valid")
    return found


def activate(
    session: Session, shop: Shop, code: str, *, nominal: float | None, owner: str | None, owner_name: str | None
) -> Certificate:
    """Docs: it works at once, or after as many days as its pool says. Assumed: its days until it expires begin then."""
    found = _in_state(session, shop, code, CREATED)
    of = pool(session, shop, found.pool)
    today = session.now.date()
    begins = today + timedelta(days=of["activation_delay"])
    worth = found.nominal if nominal is None else _nominal(of, nominal)
    storage.change(
        session,
        found,
        status=ACTIVE,
        nominal=worth,
        balance=worth,
        owner=owner or (found.buyer if of["personal"] else None),
        owner_name=owner_name,
        activated_at=session.now,
        usable_from=begins if of["activation_delay"] else None,
        expires=begins + timedelta(days=of["expiration_days"]) if of["expiration_days"] else None,
    )
    return known(session, shop, code)


def block(session: Session, shop: Shop, code: str) -> Certificate:
    """Docs: nothing can be paid with it for the time being."""
    storage.change(session, _in_state(session, shop, code, ACTIVE), status=BLOCKED)
    return known(session, shop, code)


def unblock(session: Session, shop: Shop, code: str) -> Certificate:
    storage.change(session, _in_state(session, shop, code, BLOCKED), status=ACTIVE)
    return known(session, shop, code)


def deactivate(session: Session, shop: Shop, code: str) -> Certificate:
    """Docs: for ever."""
    found = _in_state(session, shop, code, CREATED, ACTIVE, BLOCKED)
    storage.change(session, found, status=DEACTIVATED, deactivated_at=session.now)
    return known(session, shop, code)


def _in_state(session: Session, shop: Shop, code: str, *states: str) -> Certificate:
    """Assumed: a certificate in another state is a 422 that says which."""
    found = known(session, shop, code)
    if found.status not in states:
        raise Unprocessable(f"Certificate is {found.status}")
    return found


def usable(certificate: Certificate, today: date) -> bool:
    return (
        certificate.status == ACTIVE
        and (certificate.usable_from is None or certificate.usable_from <= today)
        and (certificate.expires is None or today < certificate.expires)
    )


def within(certificates: Iterable[Certificate], event: Event, first: date, last: date) -> list[Certificate]:
    """Docs: those to whom the event has happened from one day to another."""

    def when(one: Certificate) -> Any:
        return {"created": one.created_at, "activated": one.activated_at, "deactivated": one.deactivated_at}[event]

    return [one for one in certificates if when(one) is not None and first <= when(one).date() <= last]
