"""What server clients, shop modules and web pages of earlier years call."""

from collections.abc import Mapping
from hmac import compare_digest
from typing import Any, Literal
from uuid import UUID

from emulator.kernel.database import Session
from emulator.vendors.rees46.behaviour import people, subscriptions
from emulator.vendors.rees46.storage import mobile_push_tokens, profiles
from emulator.vendors.rees46.storage.shops import Shop

CAMPAIGNS = ("email_bulk", "email_chain", "email_transactional")


def generate_ssid(session: Session) -> str:
    """Observed: a bare UUID, which is registered when a client first sends it."""
    return str(UUID(int=session.world.random.getrandbits(128), version=4))


def check(shop: Shop, secret: str | None) -> Literal["correct", "invalid", "skip"]:
    """Observed: what modules are told of the secret that their owner has typed, or has not."""
    if secret is None:
        return "skip"
    return "correct" if compare_digest(secret.encode(errors="replace"), shop.shop_secret.encode()) else "invalid"


def subscribe_browser(session: Session, shop: Shop, did: str, endpoint: str) -> None:
    """Observed: a browser's subscription to web pushes; its endpoint is where they go."""
    people.identify(session, shop, {"did": did})
    mobile_push_tokens.save(
        session, shop.id, did=did, platform=mobile_push_tokens.WEB, token=endpoint, push_provider=None
    )


def collect_email(
    session: Session, shop: Shop, identifiers: Mapping[str, str], *, declined: bool, ip: str | None
) -> None:
    """Observed: what the form that collects e-mails sends. Assumed: who leaves an address wants every campaign."""
    person = people.identify(session, shop, identifiers)
    if "email" in identifiers:
        wanted = dict.fromkeys(CAMPAIGNS, not declined)
        subscriptions.manage(
            session, shop, person, wanted, channel="js_sdk", contacts={"email": identifiers["email"]}, ip=ip
        )


def push_attributes(
    session: Session, shop: Shop, identifiers: Mapping[str, str], attributes: Mapping[str, Any]
) -> None:
    """Observed: what a shop's module knows of its visitor. Assumed: custom properties; the others stay."""
    person = people.identify(session, shop, identifiers)
    before = profiles.profile(session, person)
    profiles.save(session, before, custom_properties={**before.custom_properties, **attributes})
