"""The pages that the unsubscribe link of an e-mail leads to."""

from dataclasses import dataclass

from emulator.kernel.database import Session
from emulator.vendors.rees46.behaviour import subscriptions
from emulator.vendors.rees46.storage import messages, shops
from emulator.vendors.rees46.storage import subscriptions as storage
from emulator.vendors.rees46.storage.shops import Shop

CAMPAIGNS = ("email_bulk", "email_chain")


@dataclass(frozen=True, slots=True)
class Reader:
    """Whose link was followed; `email` is None where the address has left the profile."""

    shop: Shop
    person: int
    email: str | None


def link(session: Session, shop: Shop, person: int) -> str:
    """The address that a person's e-mails lead to; always the same for one person."""
    return f"{session.world.base_url('rees46')}/unsubscribe/{storage.key_of(session, shop.id, person)}"


def reader(session: Session, key: str) -> Reader | None:
    found = storage.with_key(session, key)
    if found is None:
        return None
    email = subscriptions.contacts_of(session, found.profile).get("email")
    return Reader(shops.with_number(session, found.shop), found.profile, email)


def unsubscribe(session: Session, reader: Reader, *, ip: str | None, code: str | None = None) -> None:
    """Docs: "User clicked on "unsubscribe" link in email sent by REES46".

    Assumed: that ends bulk and chain campaigns; transactional e-mails answer what the person does. Who has never said
    anything got such e-mails until then, so that is a change. `code` is the message's, whose link was followed.
    """
    message = messages.with_code(session, code) if code is not None else None
    if message is not None and message.shop == reader.shop.id:
        messages.log(session, reader.shop.id, "unsubscribed", type=message.type, code=code)
    wanted = dict.fromkeys(CAMPAIGNS, False)
    subscriptions.manage(session, reader.shop, reader.person, wanted, channel="unsubscribe_page", ip=ip, unsaid=True)


def resubscribe(session: Session, reader: Reader, *, ip: str | None) -> bool:
    """Docs: "User clicked on "re-subscribe" link on REES46's "unsubscribe" page". False where it may not be."""
    wanted = dict.fromkeys(CAMPAIGNS, True)
    return not subscriptions.manage(session, reader.shop, reader.person, wanted, channel="resubscribe_page", ip=ip)
