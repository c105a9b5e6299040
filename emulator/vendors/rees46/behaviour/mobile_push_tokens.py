"""Chapter "Mobile push tokens"."""

from collections.abc import Mapping

from emulator.kernel import ids
from emulator.kernel.database import Session
from emulator.vendors.rees46.behaviour import people
from emulator.vendors.rees46.storage import mobile_push_tokens as storage
from emulator.vendors.rees46.storage import profiles
from emulator.vendors.rees46.storage.shops import Shop


def create(
    session: Session,
    shop: Shop,
    identifiers: Mapping[str, str],
    *,
    platform: str,
    token: str,
    push_provider: str | None = None,
) -> None:
    """Docs: "creates new token for the user, identified by did parameter".

    Assumed: SDKs send it at each start, so a device has one for each platform, and a token that another device sends
    has moved there (an app that was installed again has a new did, but its old token).
    """
    people.identify(session, shop, identifiers)
    storage.save(session, shop.id, did=identifiers["did"], platform=platform, token=token, push_provider=push_provider)


def import_token(session: Session, shop: Shop, person: int, *, platform: str, token: str) -> None:
    """Observed (newer documentation): a row of an audience import may have a token.

    Assumed: a device that has it already stays; else it is the person's main device, and who has none gets one.
    """
    if any((known.platform, known.token) == (platform, token) for known in storage.tokens(session, person)):
        return
    did = next(iter(profiles.identifiers(session, person)["did"]), None)
    while did is None:
        made = ids.alnum(session.world.random, 10)
        did = made if profiles.claim(session, shop.id, "did", made, person) else None
    storage.save(session, shop.id, did=did, platform=platform, token=token, push_provider=None)
