"""What people do with messages: received, opened, clicked and so on, whoever tells of it."""

from emulator.kernel.database import Session
from emulator.vendors.rees46.behaviour import people
from emulator.vendors.rees46.errors import NotFound
from emulator.vendors.rees46.storage import messages
from emulator.vendors.rees46.storage.shops import Shop

INVALID = "Code is not valid"


def track(
    session: Session,
    shop: Shop,
    event: str,
    *,
    code: str | None,
    type: str | None,
    did: str | None,
    url: str | None = None,
) -> bool:
    """Whether the shop has sent a message with that code.

    Observed: the apps that show the SDKs track made-up codes, so only a strict shop answers 404 to them.
    """
    message = messages.with_code(session, code) if code is not None else None
    known = code is None or (message is not None and message.shop == shop.id)
    if shop.strict and not known:
        raise NotFound(INVALID)
    if did is not None:
        people.identify(session, shop, {"did": did})
    messages.log(session, shop.id, event, code=code, type=type, did=did, url=url)
    return known


def open_message(session: Session, code: str, type: str) -> bool:
    """Assumed: the pixel of a message nobody sent is a picture all the same, a broken one would show in the e-mail."""
    message = messages.with_code(session, code)
    if message is None:
        return False
    messages.log(session, message.shop, "opened", code=code, type=type)
    return True


def follow_link(session: Session, code: str, type: str, number: str) -> str | None:
    """Where the link leads, None where no message has it.

    Assumed: nobody says how the vendor's own links in e-mails look.
    """
    message = messages.with_code(session, code)
    links = message.links if message is not None else []
    if message is None or not number.isdecimal() or int(number[:9]) not in range(1, len(links) + 1):
        return None
    url = links[int(number) - 1]
    messages.log(session, message.shop, "clicked", code=code, type=type, url=url)
    return url
