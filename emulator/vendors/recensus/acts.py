"""What a customer does with the e-mail after a purchase: what the pages behind its links do."""

from collections.abc import Mapping

from emulator.kernel.acts import Act, Details, Done, Name, NotDoneError, last_segment
from emulator.kernel.database import Session
from emulator.kernel.outbox import Message
from emulator.vendors.recensus import behaviour, storage
from emulator.vendors.recensus.behaviour.product_reviews import Fault
from emulator.vendors.recensus.storage.customer_contact import Purchase

_FIELDS = {Fault.RATING: "stars", Fault.TEXT: "text", Fault.NAME: "name", Fault.TWICE: None}


def of(_: Message) -> Mapping[Name, Act]:
    """Docs: an e-mail asks for feedback; nobody says how to get no more of them."""
    return {"review": _review}


def _review(session: Session, message: Message, details: Details) -> Done:
    name, purchase = _chosen(_asked(session, message), details)
    outcome = behaviour.product_reviews.leave_feedback(
        session, purchase, rating=details.stars, text=details.text, name=details.name or ""
    )
    if isinstance(outcome, Fault):
        raise NotDoneError(outcome.value, field=_FIELDS[outcome])
    return Done(
        did=f"reviewed {purchase.title}: {details.stars} of 5 stars; Recensus has not accepted it yet",
        link=message.links[name],
        made={"review": outcome, "purchase": purchase.id, "product": purchase.product, "state": "pending"},
    )


def _asked(session: Session, message: Message) -> dict[str, Purchase]:
    """The purchase behind each link."""
    found = {
        name: storage.customer_contact.purchase_with_key(session, last_segment(link))
        for name, link in message.links.items()
    }
    return {name: purchase for name, purchase in found.items() if purchase is not None}


def _chosen(asked: dict[str, Purchase], details: Details) -> tuple[str, Purchase]:
    """The one that is meant, which must be said where the e-mail asks about several."""
    links = "the message's links are " + ", ".join(f"{name} ({one.title})" for name, one in asked.items())
    if details.link is not None and details.link not in asked:
        raise NotDoneError(f"there is no link {details.link!r}; {links}", field="link")
    meant = {
        name: purchase
        for name, purchase in asked.items()
        if details.link in (None, name) and details.product in (None, purchase.title, str(purchase.product))
    }
    if len(meant) == 1:
        return next(iter(meant.items()))
    if not meant:
        raise NotDoneError(f"there is no product {details.product!r}; {links}", field="product")
    raise NotDoneError(f"say which of {len(meant)} products is meant; {links}", field="link")
