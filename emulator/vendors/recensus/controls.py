"""What Recensus' own people and its merchants' customers would do."""

from datetime import datetime
from typing import Annotated, Any

from fastapi import APIRouter, Path
from typing_extensions import TypedDict

from emulator.kernel.control import CurrentWorld, Problem, shown
from emulator.kernel.database import Session
from emulator.kernel.form import Form
from emulator.kernel.form_types import PlainText
from emulator.kernel.world import World
from emulator.vendors.recensus import behaviour, messages, storage
from emulator.vendors.recensus.behaviour.product_reviews import Decision, Fault
from emulator.vendors.recensus.storage.customer_contact import CustomerContactRequest
from emulator.vendors.recensus.storage.products import ProductReview

router = APIRouter()

_FIELDS = {Fault.RATING: "rating", Fault.TEXT: "text", Fault.NAME: "name", Fault.TWICE: "purchase"}
_LARGEST = 2**31 - 1


class ReviewItem(TypedDict):
    id: int
    product: int
    purchase: int | None
    rating: int
    text: str
    name: str
    state: str
    created_at: datetime


class PurchaseItem(TypedDict):
    id: int
    product: int
    title: str
    lang: str
    url: str | None
    quantity: str
    feedback: str


class ContactRequestItem(TypedDict):
    id: int
    merchant: str
    customer_first_name: str
    customer_last_name: str
    customer_email: str
    purchase_date: str
    state: str
    created_at: datetime
    contact_at: datetime
    purchases: list[PurchaseItem]


class Reviews(TypedDict):
    items: list[ReviewItem]
    total: int


class ContactRequests(TypedDict):
    items: list[ContactRequestItem]
    total: int


class Feedback(Form):
    """What a customer says about a purchase."""

    purchase: int
    rating: int
    text: PlainText
    name: PlainText = ""


_REVIEW = {
    "id": 7,
    "product": 1,
    "purchase": 99,
    "rating": 5,
    "text": "Light, and they still look new.",
    "name": "Ben",
    "state": "pending",
    "created_at": "2012-12-20T12:00:00Z",
}
_FEEDBACK = {"purchase": 99, "rating": 5, "text": "Light, and they still look new.", "name": "Ben"}
_CONTACT_REQUEST = {
    "id": 50,
    "merchant": "1",
    "customer_first_name": "Ben",
    "customer_last_name": "Waine",
    "customer_email": "ben@recensus.com",
    "purchase_date": "2012-12-12T16:00:00+0000",
    "state": "pending",
    "created_at": "2012-12-12T16:00:05Z",
    "contact_at": "2012-12-19T16:00:00Z",
    "purchases": [
        {
            "id": 99,
            "product": 1,
            "title": "Nike Shoes",
            "lang": "en",
            "url": None,
            "quantity": "2",
            "feedback": "http://127.0.0.1:4717/recensus/feedback/413a486c3928972b92aac167",
        }
    ],
}


@router.get("/customer-contact-requests", **shown({"items": [_CONTACT_REQUEST], "total": 1}))
async def customer_contact_requests(world: CurrentWorld) -> ContactRequests:
    """Every request, whether its e-mail was sent, and where each purchase's feedback is left."""
    with world.transaction() as session:
        items = [_contact_request(session, one) for one in storage.customer_contact.contact_requests(session)]
    return {"items": items, "total": len(items)}


@router.get("/reviews", **shown({"items": [_REVIEW], "total": 1}))
async def reviews(world: CurrentWorld) -> Reviews:
    """Every product review, with what was decided about it."""
    with world.transaction() as session:
        items = [_review(one) for one in storage.products.reviews(session)]
    return {"items": items, "total": len(items)}


@router.post("/reviews", status_code=201, **shown(_REVIEW, status=201, body=_FEEDBACK))
async def leave_feedback(world: CurrentWorld, feedback: Feedback) -> ReviewItem:
    """A customer leaves feedback on a purchase; the review waits to be accepted."""
    with world.transaction() as session:
        known = 0 < feedback.purchase <= _LARGEST
        purchase = storage.customer_contact.purchase(session, feedback.purchase) if known else None
        if purchase is None:
            raise Problem(404, f"there is no purchase {feedback.purchase}", field="purchase")
        outcome = behaviour.product_reviews.leave_feedback(
            session, purchase, rating=feedback.rating, text=feedback.text, name=feedback.name
        )
        if isinstance(outcome, Fault):
            raise Problem(409 if outcome is Fault.TWICE else 400, outcome.value, field=_FIELDS[outcome])
        return _review(_known_review(session, outcome))


ReviewId = Annotated[int, Path(ge=1, le=_LARGEST)]


@router.post("/reviews/{id}/accept", **shown({**_REVIEW, "state": "accepted"}))
async def accept_review(world: CurrentWorld, id: ReviewId) -> ReviewItem:
    """The review is shown by the widget from now on."""
    return _decide(world, id, "accepted")


@router.post("/reviews/{id}/refuse", **shown({**_REVIEW, "state": "refused"}))
async def refuse_review(world: CurrentWorld, id: ReviewId) -> ReviewItem:
    """The review is not shown, or no longer."""
    return _decide(world, id, "refused")


def _decide(world: World, number: int, decision: Decision) -> ReviewItem:
    with world.transaction() as session:
        behaviour.product_reviews.decide(session, number, decision)
        return _review(_known_review(session, number))


def _known_review(session: Session, number: int) -> ProductReview:
    review = storage.products.review(session, number)
    if review is None:
        raise Problem(404, f"there is no review {number}", field="id")
    return review


def _review(review: Any) -> ReviewItem:
    return {
        "id": review.id,
        "product": review.product,
        "purchase": review.purchase,
        "rating": review.rating,
        "text": review.text,
        "name": review.name,
        "state": review.state,
        "created_at": review.created_at,
    }


def _contact_request(session: Session, kept: CustomerContactRequest) -> ContactRequestItem:
    number = kept.id
    return {
        "id": number,
        "merchant": storage.merchants.merchant_row(session, kept.merchant).merchant,
        "customer_first_name": kept.customer_first_name,
        "customer_last_name": kept.customer_last_name,
        "customer_email": kept.customer_email,
        "purchase_date": kept.purchase_date,
        "state": kept.state,
        "created_at": kept.created_at,
        "contact_at": kept.contact_at,
        "purchases": [
            {
                "id": purchase.id,
                "product": purchase.product,
                "title": purchase.title,
                "lang": purchase.lang,
                "url": purchase.url,
                "quantity": purchase.quantity,
                "feedback": messages.feedback_url(session, purchase),
            }
            for purchase, _ in storage.customer_contact.purchases(session, number)
        ],
    }
