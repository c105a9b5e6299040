"""What Reco's customer service and a venue's customers would do, mounted at `/_emulator/reco`."""

from typing import Annotated

from fastapi import APIRouter, Query
from pydantic import Field

from emulator.kernel.control import CurrentWorld, Problem, shown
from emulator.kernel.database import Session
from emulator.kernel.form import Form, QueryForm
from emulator.kernel.form_types import PlainText
from emulator.vendors.reco import behaviour, storage
from emulator.vendors.reco.accounts import CustomerForm
from emulator.vendors.reco.back_office import (
    ANSWER,
    INVITE,
    JANE,
    REVIEW,
    ContactedShare,
    InviteItem,
    Invites,
    OptedIn,
    OptedOut,
    OptOutItem,
    OptOuts,
    VenueReview,
)
from emulator.vendors.reco.behaviour.addresses import FIELD
from emulator.vendors.reco.storage.invites import Invite
from emulator.vendors.reco.storage.opt_outs import OptOut
from emulator.vendors.reco.storage.reviews import Review
from emulator.vendors.reco.storage.venues import Employee, Venue

router = APIRouter()

# Opt-outs


@router.get("/opt-outs", **shown({"items": [{**JANE, "at": "2025-03-10T12:00:00Z"}], "total": 1}))
async def opt_outs(world: CurrentWorld) -> OptOuts:
    """Who has opted out, the latest first."""
    with world.transaction() as session:
        items = [_opt_out(one) for one in storage.opt_outs.latest_first(session)]
    return {"items": items, "total": len(items)}


@router.post(
    "/opt-outs",
    status_code=201,
    **shown({**JANE, "opted_out": True}, status=201, body={"email": "jane@example.com"}),
)
async def opt_out(world: CurrentWorld, customer: CustomerForm) -> OptedOut:
    """Opts a customer out: the next invite, by any venue, fails with code 4."""
    with world.transaction() as session:
        behaviour.opt_outs.opt_out(session, customer.address, sandbox=customer.sandbox)
    return {"address": customer.address, "sandbox": customer.sandbox, "opted_out": True}


class CustomerQuery(CustomerForm, QueryForm):
    """The same in a query."""


@router.delete("/opt-outs", **shown({**JANE, "opted_out": False, "removed": True}))
async def opt_in(world: CurrentWorld, customer: Annotated[CustomerQuery, Query()]) -> OptedIn:
    """Takes an opt-out back; `removed` says whether there was one."""
    with world.transaction() as session:
        removed = behaviour.opt_outs.opt_in(session, customer.address, sandbox=customer.sandbox)
    return {"address": customer.address, "sandbox": customer.sandbox, "opted_out": False, "removed": removed}


def _opt_out(one: OptOut) -> OptOutItem:
    return {"address": one.address, "sandbox": one.sandbox, "at": one.at}


# Invites and their reviews


class Answer(Form):
    """What a customer writes."""

    grade: int = Field(ge=1, le=5)
    text: PlainText
    name: PlainText | None = None
    """The screen name; first name and initial of the invite where it is left out."""
    employee: str | None = None
    """The id of the employee who is reviewed."""


class CustomersAnswer(Answer, CustomerForm):
    venue: str


class Latest(QueryForm):
    limit: int = Field(default=100, ge=1, le=1000)


@router.get("/invites", **shown({"items": [INVITE], "total": 1}))
async def invites(world: CurrentWorld, latest: Annotated[Latest, Query()]) -> Invites:
    """The invites that were accepted, the latest first."""
    with world.transaction() as session:
        venues = {venue.id: venue for venue in storage.venues.every(session)}
        found = storage.invites.latest_first(session, limit=latest.limit)
        items = [_invite(session, one, venues[one.venue]) for one in found]
        return {"items": items, "total": storage.invites.count(session)}


@router.post("/invites/{number}/review", status_code=201, **shown(REVIEW, status=201, body=ANSWER))
async def review_invite(world: CurrentWorld, number: int, answer: Answer) -> VenueReview:
    """Answers an invite with a review, as the customer would on the page behind the link."""
    with world.transaction() as session:
        invite = storage.invites.one(session, number) if 0 < number < 2**63 else None
        if invite is None:
            raise Problem(404, f"there is no invite {number}", field="number")
        return _answer(session, invite, answer, named="number")


@router.post(
    "/reviews",
    status_code=201,
    **shown(REVIEW, status=201, body={**ANSWER, "venue": "123", "email": "jane@example.com"}),
)
async def review(world: CurrentWorld, answer: CustomersAnswer) -> VenueReview:
    """Answers the latest invite of a venue to a customer."""
    with world.transaction() as session:
        venue = _venue(session, answer.venue)
        invite = storage.invites.last(
            session, venue=venue.id, sandbox=answer.sandbox, channel=answer.channel, address=answer.address
        )
        if invite is None:
            raise Problem(404, f"venue {venue.venue_id} has not invited {answer.address}", field=FIELD[answer.channel])
        return _answer(session, invite, answer, named=FIELD[answer.channel])


def _answer(session: Session, invite: Invite, answer: Answer, *, named: str) -> VenueReview:
    """`named` is the field that says which invite it is."""
    if invite.state != "sent":
        sentence = f"invite {invite.id} is {invite.state}: nobody can answer what was not sent"
        raise Problem(409, sentence, field=named)
    venue = storage.venues.one(session, invite.venue)
    employee = _employee(session, venue, answer.employee)
    review = behaviour.reviews.answer(
        session, invite, grade=answer.grade, text=answer.text, name=answer.name, employee=employee
    )
    if review is None:
        raise Problem(409, f"invite {invite.id} has its review already", field=named)
    return _review(review, venue, employee)


def _employee(session: Session, venue: Venue, employee_id: str | None) -> Employee | None:
    if employee_id is None:
        return None
    employee = behaviour.reviews.employee(session, venue, employee_id)
    if employee is None:
        raise Problem(400, f"venue {venue.venue_id} has no employee with this id", field="employee")
    return employee


def _invite(session: Session, invite: Invite, venue: Venue) -> InviteItem:
    return {
        "id": invite.id,
        "venue": venue.venue_id,
        "sandbox": invite.sandbox,
        "channel": invite.channel,
        "to": invite.sent_to,
        "first_name": invite.first_name,
        "last_name": invite.last_name,
        "metadata": invite.details,
        "state": invite.state,
        "created_at": invite.created_at,
        "send_at": invite.send_at,
        "review": storage.reviews.of_invite(session, invite.id),
    }


def _review(review: Review, venue: Venue, employee: Employee | None) -> VenueReview:
    return {
        "id": review.id,
        "venue": venue.venue_id,
        "invite": review.invite,
        "employee": employee.employee_id if employee else None,
        "sandbox": review.sandbox,
        "grade": review.grade,
        "text": review.text,
        "name": review.screen_name,
        "created_at": review.created_at,
    }


# Contacted share


class ShareQuery(QueryForm):
    sandbox: bool = False


@router.get("/venues/{venue}/contacted-share", **shown({"registered": 4, "invited": 3, "share": 0.75}))
async def contacted_share(world: CurrentWorld, venue: str, of: Annotated[ShareQuery, Query()]) -> ContactedShare:
    """How many customer ids are registered, and how many of them stand in an invite's metadata."""
    with world.transaction() as session:
        found = behaviour.customer_ids.contacted_share(session, _venue(session, venue), sandbox=of.sandbox)
    return {"registered": found.registered, "invited": found.invited, "share": found.share}


def _venue(session: Session, venue_id: str) -> Venue:
    venue = storage.venues.with_venue_id(session, venue_id) if venue_id.isdecimal() else None
    if venue is None:
        raise Problem(404, f"there is no venue {venue_id!r}", field="venue")
    return venue
