"""The venue's reviews, as the widgets on companies' sites read them: no document speaks of it, clients do."""

from collections.abc import Mapping
from datetime import date
from typing import Annotated, Any, Literal, NotRequired

from pydantic import BaseModel, BeforeValidator, Field
from typing_extensions import TypedDict

from emulator.kernel.evidence import observed
from emulator.kernel.exchange import Call
from emulator.kernel.route import Router
from emulator.vendors.reco import behaviour
from emulator.vendors.reco.behaviour.reviews import ALL, Selection
from emulator.vendors.reco.errors import NotFound
from emulator.vendors.reco.storage.reviews import Review
from emulator.vendors.reco.storage.venues import Employee, Venue
from emulator.vendors.reco.wire.access import KEY_IN_HEADER, READ_REFUSALS, WIRE, Access, answered

router = Router(WIRE, tags=["Reviews"])


class Reviewer(TypedDict):
    id: int
    screenName: str
    thumbPicture: str


class VenueMeta(TypedDict):
    venueIdentifier: str


class EmployeeMeta(TypedDict):
    employeeIdentifier: str
    employeeName: str


class OneReview(TypedDict):
    """Observed: old clients read `grade`, new ones `rating`; it is one number. `created` is in milliseconds."""

    id: int
    text: str
    grade: int
    rating: int
    created: int
    reviewer: Reviewer
    venueMeta: VenueMeta
    employeeMeta: NotRequired[EmployeeMeta]


class Reviews(TypedDict):
    """Observed: the v3 reader looks for `status` here, and a fork of the widget drops the first key of the object:
    `reviews` must never be it.
    """

    status: Literal[200]
    id: int
    name: str
    restfulIdentifier: str
    reviews: list[OneReview]


REVIEWS_EXAMPLE: dict[str, Any] = {
    "status": 200,
    "id": 123,
    "name": "Kafé Exempel",
    "restfulIdentifier": "http://127.0.0.1:4717/reco/company/kafe-exempel",
    "reviews": [
        {
            "id": 1,
            "text": "Trevlig personal och stans bästa kanelbulle.",
            "grade": 5,
            "rating": 5,
            "created": 1792490400000,
            "reviewer": {
                "id": 1,
                "screenName": "Anna L.",
                "thumbPicture": "http://127.0.0.1:4717/reco/images/reviewer.svg",
            },
            "venueMeta": {"venueIdentifier": "kafe-exempel"},
            "employeeMeta": {"employeeIdentifier": "maria-ek", "employeeName": "Maria Ek"},
        }
    ],
}
ANSWERS = {**answered(Reviews, REVIEWS_EXAMPLE), **READ_REFUSALS}


class Limited(BaseModel):
    """What the widget of 2012 asks with."""

    apiKey: str = Field(examples=["3x3mp3l"])
    limit: Annotated[int | None, BeforeValidator(behaviour.reviews.limit)] = None

    def selection(self) -> Selection:
        return Selection(self.limit)


class Selected(Limited):
    """What the widgets since 2015 ask with; both days are included."""

    first_day: Annotated[date | None, BeforeValidator(behaviour.reviews.day)] = Field(default=None, alias="from")
    last_day: Annotated[date | None, BeforeValidator(behaviour.reviews.day)] = Field(default=None, alias="to")

    def selection(self) -> Selection:
        return Selection(self.limit, self.first_day, self.last_day)


@router.get(
    "/venue/{venue_id}/reviews",
    reads=Selected,
    answers=ANSWERS,
    evidence=observed("the review widget 0.3 and its fork of 2016"),
    key="query",
)
def read_venue_reviews(call: Call[Access], selected: Selected) -> Reviews:
    """The venue's reviews, newest first; a limit of 0 or -0 is none."""
    return read_reviews(call, selected.selection())


@router.get(
    "/venue/{venue_id}/employee/{employee_id}/reviews",
    reads=Selected,
    answers=ANSWERS,
    evidence=observed("the fork of 2016 of the review widget"),
    key="query",
)
def read_employee_reviews(call: Call[Access], selected: Selected) -> Reviews:
    """The reviews of one of the venue's employees, newest first."""
    employee = behaviour.reviews.employee(call.session, call.account.venue, call.request.path_params["employee_id"])
    if employee is None:
        raise NotFound
    return read_reviews(call, selected.selection(), employee)


@router.get(
    "/seam/resource/restv1/company/{venue_id}",
    reads=Limited,
    answers=ANSWERS,
    evidence=observed("the review widget of 2012"),
    key="query",
)
def read_company(call: Call[Access], limited: Limited) -> Reviews:
    """The venue with its reviews, newest first, at the address of 2012."""
    return read_reviews(call, limited.selection())


@router.get(
    "/v3/venue/{venue_id}/reviews",
    answers=ANSWERS,
    evidence=observed("the v3 review reader of 2023"),
    openapi=KEY_IN_HEADER,
)
def read_v3_reviews(call: Call[Access]) -> Reviews:
    """All reviews of the venue, newest first: the reader makes its average of all that it gets."""
    return read_reviews(call)


def read_reviews(call: Call[Access], selection: Selection = ALL, employee: Employee | None = None) -> Reviews:
    venue, session = call.account.venue, call.session
    base = session.world.base_url("reco")
    reviews = behaviour.reviews.newest_first(session, venue, selection, employee=employee, sandbox=call.account.sandbox)
    employees = behaviour.reviews.employees(session, venue)
    return {
        "status": 200,
        "id": int(venue.venue_id),
        "name": venue.name,
        "restfulIdentifier": f"{base}/company/{venue.slug}",
        "reviews": [_drawn(review, venue, employees, base) for review in reviews],
    }


def _drawn(review: Review, venue: Venue, employees: Mapping[int, Employee], base: str) -> OneReview:
    drawn: OneReview = {
        "id": review.id,
        "text": review.text,
        "grade": review.grade,
        "rating": review.grade,
        "created": behaviour.reviews.milliseconds(review.created_at),
        "reviewer": {
            "id": review.id,
            "screenName": review.screen_name,
            "thumbPicture": f"{base}/images/reviewer.svg",
        },
        "venueMeta": {"venueIdentifier": venue.slug},
    }
    if review.employee is not None:
        employee = employees[review.employee]
        drawn["employeeMeta"] = {"employeeIdentifier": employee.slug, "employeeName": employee.name}
    return drawn
