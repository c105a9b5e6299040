"""Net Promoter Score: what a shop asks, over which channels, and what its clients answered."""

from datetime import datetime
from typing import Annotated

from pydantic import AfterValidator, BeforeValidator, Field
from pydantic.json_schema import WithJsonSchema
from typing_extensions import TypedDict

from emulator.kernel.evidence import documented
from emulator.kernel.exchange import Call
from emulator.kernel.route import Router
from emulator.vendors.rees46.behaviour import nps, people
from emulator.vendors.rees46.errors import BadRequest
from emulator.vendors.rees46.storage import profiles
from emulator.vendors.rees46.wire.access import WIRE, Access
from emulator.vendors.rees46.wire.answers import DONE, SUCCESS, Success, example, refusals
from emulator.vendors.rees46.wire.fields import Identified, Identifier, ShopParams, Text, Visitor

router = Router(WIRE, tags=["Net Promoter Score"])


# NPS categories


class NpsCategory(TypedDict):
    id: int
    code: str
    name: str
    promoter_question: str
    passive_question: str
    detractor_question: str
    promoter_success: str
    passive_success: str
    detractor_success: str


_CATEGORY: NpsCategory = {
    "id": 1,
    "code": "website",
    "name": "Online checkout quality",
    "promoter_question": "Which features do you value/use the most?",
    "passive_question": "How can we improve your experience?",
    "detractor_question": "What was missing or disappointing in your experience with us?",
    "promoter_success": "Thanks for your feedback, Mr. John Smith. It’s great to hear that you’re a fan.",
    "passive_success": "Thanks for your feedback. Our goal is to create the best possible product.",
    "detractor_success": "Thanks for your feedback. We highly value all ideas and suggestions from our customers.",
}


@router.get(
    "/nps/categories",
    reads=Identified,
    answers={200: example(list[NpsCategory], [_CATEGORY]), **refusals()},
    access="public",
    evidence=documented("Net Promoter Score: NPS categories"),
)
def nps_categories(call: Call[Access], user: Identified) -> list[NpsCategory]:
    """What can be rated, with the question after the rate and the thanks; an identifier makes the texts personal."""
    person = people.find(call.session, call.account.shop, user.identifiers())
    name = "" if person is None else _name(call, person)
    return [
        {
            "id": category.id,
            "code": category.code,
            "name": category.name,
            "promoter_question": nps.personalised(category.promoter_question, name),
            "passive_question": nps.personalised(category.passive_question, name),
            "detractor_question": nps.personalised(category.detractor_question, name),
            "promoter_success": nps.personalised(category.promoter_success, name),
            "passive_success": nps.personalised(category.passive_success, name),
            "detractor_success": nps.personalised(category.detractor_success, name),
        }
        for category in nps.categories(call.session, call.account.shop)
    ]


def _name(call: Call[Access], person: int) -> str:
    profile = profiles.profile(call.session, person)
    return nps.salutation(profile.first_name, profile.last_name, profile.gender)


# NPS channels


class NpsChannel(TypedDict):
    id: int
    code: str
    name: str


@router.get(
    "/nps/channels",
    reads=ShopParams,
    answers={
        200: example(list[NpsChannel], [{"id": 1, "code": "website", "name": "Online checkout quality"}]),
        **refusals(),
    },
    access="public",
    evidence=documented("Net Promoter Score: NPS channels"),
)
def nps_channels(call: Call[Access], _: ShopParams) -> list[NpsChannel]:
    """Where reviews can come from."""
    return [
        {"id": channel.id, "code": channel.code, "name": channel.name}
        for channel in nps.channels(call.session, call.account.shop)
    ]


# NPS reviews


def _day(value: str) -> str:
    try:
        return datetime.fromisoformat(value.strip()).date().isoformat()
    except ValueError:
        raise ValueError("is not a date like 2025-12-31") from None


Day = Annotated[str, AfterValidator(_day), WithJsonSchema({"type": "string", "format": "date"})]


class NpsReviews(ShopParams):
    date_from: Day | None = Field(default=None, description="The first day")
    date_to: Day | None = Field(default=None, description="The last day")
    channel: Text | None = Field(default=None, description="Channel code")
    category: Text | None = Field(default=None, description="Category code")


class NpsReview(TypedDict):
    id: int
    channel: str
    category: str
    rate: int
    comment: str | None
    client_id: int


_REVIEW: NpsReview = {
    "id": 1,
    "channel": "email",
    "category": "delivery",
    "rate": 7,
    "comment": "Lorem ipsum",
    "client_id": 1515915625535836508,
}


@router.get(
    "/nps/reviews",
    reads=NpsReviews,
    answers={200: example(list[NpsReview], [_REVIEW]), **refusals()},
    access="secret",
    evidence=documented("Net Promoter Score: NPS reviews"),
)
def nps_reviews(call: Call[Access], filters: NpsReviews) -> list[NpsReview]:
    """The published reviews, the oldest first, at most 1000. `client_id` is a number beyond 2**53."""
    found = nps.reviews(
        call.session,
        call.account.shop,
        date_from=filters.date_from or "",
        date_to=filters.date_to or "",
        channel=filters.channel or "",
        category=filters.category or "",
    )
    return [
        {
            "id": review.id or 0,
            "channel": review.channel,
            "category": review.category,
            "rate": review.rate,
            "comment": review.comment,
            "client_id": review.profile,
        }
        for review in found
    ]


# Save review


# JSON's true is no score, though Python counts it as 1.
Rate = Annotated[int, BeforeValidator(lambda value: None if isinstance(value, bool) else value)]


class NewReview(Visitor):
    """One of did, email, phone, loyalty_id and order_id says whose review it is."""

    channel: Text = Field(description="NPS channel code")
    category: Text = Field(description="NPS process category code")
    rate: Rate = Field(ge=1, le=10, description="Score of the rated process")
    comment: Text | None = Field(default=None, description="Answer to the follow-up question")
    order_id: Identifier | None = Field(default=None, description="The order that the review is about")


@router.post(
    "/nps/create",
    reads=NewReview,
    answers={**DONE, **refusals()},
    access="either",
    evidence=documented("Net Promoter Score: Save review"),
)
def save_review(call: Call[Access], review: NewReview) -> Success:
    """Keeps a review; of the same user, channel, category and day there is one, and the last counts."""
    shop = call.account.shop
    nps.check_survey(call.session, shop, channel=review.channel, category=review.category)
    nps.save_review(
        call.session,
        shop,
        _reviewer(call, review),
        channel=review.channel,
        category=review.category,
        rate=review.rate,
        comment=review.comment,
        order_id=review.order_id,
    )
    return SUCCESS


def _reviewer(call: Call[Access], review: NewReview) -> int:
    """Assumed: an order says who it was only where nothing else does; an unknown one says nothing."""
    identifiers = review.identifiers()
    if identifiers:
        return people.identify(call.session, call.account.shop, identifiers)
    client = nps.client_of_order(call.session, call.account.shop, review.order_id) if review.order_id else None
    if client is None:
        raise BadRequest("Identifier is not valid")
    return client
