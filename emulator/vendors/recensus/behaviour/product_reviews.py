"""Product reviews: left by customers, shown once Recensus has accepted them."""

from enum import Enum
from typing import Literal

from emulator.kernel.database import Session
from emulator.vendors.recensus.storage import products
from emulator.vendors.recensus.storage.customer_contact import Purchase

Decision = Literal["accepted", "refused"]
TEXT_LIMIT = 5000
NAME_LIMIT = 100


class Fault(Enum):
    """Why feedback is not taken, in a sentence for the customer."""

    RATING = "Give one to five stars."
    TEXT = f"Write a few words, at most {TEXT_LIMIT} characters."
    NAME = f"Give a name of at most {NAME_LIMIT} characters."
    TWICE = "You have left feedback on this purchase already."


def leave_feedback(session: Session, purchase: Purchase, *, rating: int, text: str, name: str) -> int | Fault:
    """The id of the review, which waits to be accepted, or what is wrong with it.

    Docs: reviews are shown "shortly afterwards subject to validation". Assumed: a purchase is reviewed once.
    """
    fault = _fault(rating, text, name)
    if fault is not None:
        return fault
    number = products.add_feedback(
        session,
        product=purchase.product,
        purchase=purchase.id,
        rating=rating,
        text=text.strip(),
        name=name.strip() or "Anonymous",
        state="pending",
        created_at=session.now,
    )
    return Fault.TWICE if number is None else number


def _fault(rating: int, text: str, name: str) -> Fault | None:
    """Assumed: stars and a text are both needed; a name is not."""
    if not 1 <= rating <= 5:
        return Fault.RATING
    if not 0 < len(text.strip()) <= TEXT_LIMIT or "\0" in text:
        return Fault.TEXT
    if len(name.strip()) > NAME_LIMIT or "\0" in name:
        return Fault.NAME
    return None


def decide(session: Session, number: int, decision: Decision) -> products.ProductReview | None:
    """Docs: "subject to validation". Assumed: a decision may be taken back by the other one."""
    products.set_review_state(session, number, decision)
    return products.review(session, number)
