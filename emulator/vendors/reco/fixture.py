"""The form of `fixtures/<name>/reco.yaml`, read and written."""

from typing import Annotated, Any

from pydantic import Field, PlainValidator, model_validator

from emulator.kernel import schedule
from emulator.kernel.database import Session
from emulator.kernel.form import Form
from emulator.kernel.moments import Moment
from emulator.kernel.records import Named, Records
from emulator.vendors.reco import storage
from emulator.vendors.reco.accounts import CustomerForm, VenueForm, add_venue, unique
from emulator.vendors.reco.storage.customer_ids import CustomerId
from emulator.vendors.reco.storage.invites import Invite
from emulator.vendors.reco.storage.opt_outs import OptOut
from emulator.vendors.reco.storage.reviews import Review
from emulator.vendors.reco.storage.venues import Employee, Venue

RECORDS = Records(
    (Invite, Review, CustomerId),
    prefix="reco_",
    owner="venue",
    beside=(Employee,),
    named={"reviews.employee": Named(Employee, "employee_id")},
)
"""What a venue has asked and was answered."""


class FixtureVenue(VenueForm):
    """`records` are rows as an export writes them; reviews and customer ids written by hand stand beside them."""

    records: Annotated[Any, PlainValidator(RECORDS.read)] = None


class FixtureCustomer(CustomerForm):
    at: Moment | None = None


class Document(Form):
    venues: list[FixtureVenue] = Field(default_factory=list)
    opt_outs: list[FixtureCustomer] = Field(default_factory=list)

    @model_validator(mode="after")
    def _has_no_doubles(self) -> "Document":
        unique("venues", "venue", [venue.venue for venue in self.venues])
        unique("venues", "slug", [venue.slug for venue in self.venues])
        unique("venues", "key", [key for venue in self.venues for key in (venue.api_key, venue.sandbox_api_key)])
        return self


def load(session: Session, document: Document) -> None:
    for form in document.venues:
        number = add_venue(session, form)
        if form.records is not None:
            RECORDS.load(session, number, form.records, of=f"venue {form.venue}")
            _schedule(session, number)
    for customer in document.opt_outs:
        storage.opt_outs.add(session, customer.address, sandbox=customer.sandbox, at=customer.at)


def _schedule(session: Session, venue: int) -> None:
    """What had not been sent is sent when it is due."""
    for invite in storage.invites.scheduled(session, venue):
        schedule.later(session, invite.send_at, vendor="reco", task="send_invite", invite_id=invite.id)


def dump(session: Session) -> dict[str, Any]:
    opt_outs = [_opt_out(one) for one in storage.opt_outs.latest_first(session)]
    return {"venues": [_venue(session, venue) for venue in storage.venues.every(session)], "opt_outs": opt_outs[::-1]}


def _venue(session: Session, venue: Venue) -> dict[str, Any]:
    number = venue.id
    columns = {name: getattr(venue, name) for name in VenueForm.model_fields if hasattr(venue, name)}
    form = {
        "venue": venue.venue_id,
        **{name: value for name, value in columns.items() if value is not None},
        "partner_mappings": [
            {"type": one.type, "platform": one.platform, "id": one.platform_id}
            for one in storage.venues.mappings(session, number)
        ],
        "employees": [
            {"id": one.employee_id, "name": one.name, "slug": one.slug}
            for one in storage.venues.employees(session, number)
        ],
        "records": RECORDS.dump(session, number),
    }
    return {name: value for name, value in form.items() if value or name == "reask_after_days"}


def _opt_out(one: OptOut) -> dict[str, Any]:
    sandbox = {"sandbox": True} if one.sandbox else {}
    return {"email" if "@" in one.address else "mobile": one.address, **sandbox, "at": one.at}
