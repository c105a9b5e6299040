"""Promo codes: uploaded to a list once, issued once, used once."""

import re
from collections.abc import Sequence

from emulator.kernel.database import Session
from emulator.vendors.rees46.errors import NotFound
from emulator.vendors.rees46.storage import promo_codes
from emulator.vendors.rees46.storage.promo_codes import PromoCodeList
from emulator.vendors.rees46.storage.shops import Shop

_ID = re.compile(r"[1-9][0-9]{0,8}")


def lists(session: Session, shop: Shop) -> list[tuple[PromoCodeList, int]]:
    """Docs: "list of existing promo codes lists with count of available promo codes in each list." """
    return [(found, promo_codes.available(session, found.id)) for found in promo_codes.lists(session, shop)]


def upload(session: Session, shop: Shop, list_id: str, codes: Sequence[str]) -> None:
    """Docs: "All non-unique promo codes will be excluded." and "When promo codes list is empty, method returns 404".

    Assumed: a code that was issued, used or has expired is not unique either, and does not become available again.
    """
    found = _list(session, shop, list_id)
    if not codes:
        raise NotFound("Promo codes list is empty")
    promo_codes.add_codes(session, found.id, codes)


def fetch_for_device(session: Session, shop: Shop, list_id: str, did: str) -> str:
    """Docs: a device is given a unique code. Assumed: the same one until it is used in an order or has expired."""
    found = _list(session, shop, list_id)
    code = promo_codes.held(session, found.id, did)
    if code is not None:
        return code
    promo_codes.lock(session, found.id, did)
    code = promo_codes.held(session, found.id, did)
    if code is not None:
        return code
    promo_code, code = _issue(session, found)
    promo_codes.give(session, found.id, did, promo_code)
    return code


def fetch(session: Session, shop: Shop, list_id: str) -> str:
    """Observed: a server that sends the secret and no device is given a fresh code by each call."""
    return _issue(session, _list(session, shop, list_id))[1]


def delete(session: Session, shop: Shop, list_id: str, codes: Sequence[str]) -> int:
    """Observed (newer documentation): the codes leave the list, sent or not. Assumed: they may be uploaded again."""
    return promo_codes.delete_codes(session, _list(session, shop, list_id).id, codes)


def purge(session: Session, shop: Shop, list_id: str) -> None:
    """Observed (newer documentation): what was not sent to any client leaves the list."""
    promo_codes.delete_unsent(session, _list(session, shop, list_id).id)


def use(session: Session, shop: Shop, profile: int, code: str) -> None:
    """Assumed: a code that stands in an order is used up, whoever it was issued to, even if it never was.

    A text that is no code of the shop is no error: shops have codes of their own, too.
    """
    promo_codes.use(session, shop, code, profile)


def move(session: Session, old: int, new: int) -> None:
    """Assumed: what an anonymous person bought, and with which code, is the known person's from then on."""
    promo_codes.move_uses(session, old, new)


def _issue(session: Session, found: PromoCodeList) -> tuple[int, str]:
    """Docs: "When promo codes list is empty, method returns 404 error." """
    issued = promo_codes.issue(session, found.id)
    if issued is None:
        raise NotFound("Promo codes list is empty")
    return issued


def _list(session: Session, shop: Shop, list_id: str) -> PromoCodeList:
    number = int(list_id) if _ID.fullmatch(list_id) else 0
    found = promo_codes.list_with_id(session, number, shop=shop)
    if found is None:
        raise NotFound("Promo codes list not found")
    return found
