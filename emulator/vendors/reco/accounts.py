"""Reco's accounts: a venue with its keys, and all that it starts with."""

from collections.abc import Iterable
from datetime import datetime
from random import Random
from typing import Annotated, Any

from pydantic import BeforeValidator, Field, StringConstraints, model_validator
from typing_extensions import TypedDict

from emulator.kernel import ids
from emulator.kernel.database import Session
from emulator.kernel.form import Form, wrong
from emulator.kernel.form_types import PlainText, as_text
from emulator.kernel.moments import Moment
from emulator.kernel.vendor import Account, TakenError
from emulator.vendors.reco import storage
from emulator.vendors.reco.behaviour.addresses import Channel, normalised
from emulator.vendors.reco.storage.venues import Venue


def _address(channel: Channel, value: Any) -> str:
    address = normalised(value, channel)
    if address is None:
        raise ValueError("this is not an e-mail address" if channel == "email" else "this is not a mobile number")
    return address


Digits = Annotated[str, BeforeValidator(as_text), StringConstraints(pattern=r"^[1-9][0-9]{0,11}$")]
Key = Annotated[str, StringConstraints(pattern=r"^[!-~]+$", max_length=200)]
"""What can stand in a header."""
Slug = Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9-]*$", max_length=200)]
Name = Annotated[str, StringConstraints(pattern=r"^[^\x00]+$")]
Email = Annotated[str, BeforeValidator(lambda value: _address("email", value))]
Mobile = Annotated[str, BeforeValidator(lambda value: _address("sms", value))]


class MappingForm(Form):
    """A partner platform's own id of the venue."""

    type: Name
    platform: Name
    id: Annotated[Name, BeforeValidator(as_text)]


class EmployeeForm(Form):
    id: Digits
    name: Name
    slug: Slug | None = None


class ReviewForm(Form):
    grade: int = Field(ge=1, le=5)
    text: PlainText
    name: Name = "Anonym"
    created: Moment
    employee: Digits | None = None


class VenueForm(Form):
    """A venue as fixtures and the control API give it; what is left out is minted or empty."""

    venue: Digits | None = None
    name: Name | None = None
    slug: Slug | None = None
    api_key: Key | None = None
    sandbox_api_key: Key | None = None
    sandbox_email: Email = "sandbox@emulator.test"
    sandbox_mobile: Mobile = "+46700000000"
    reask_after_days: int | None = Field(default=None, ge=0, le=36_500)
    """After how many days the venue may ask the same customer again; None for never."""
    partner_mappings: list[MappingForm] = Field(default_factory=list)
    employees: list[EmployeeForm] = Field(default_factory=list)
    reviews: list[ReviewForm] = Field(default_factory=list)
    customer_ids: list[Annotated[Name, BeforeValidator(as_text)]] = Field(default_factory=list)

    @model_validator(mode="after")
    def _is_of_one_piece(self) -> "VenueForm":
        known = unique("employees", "employee", [employee.id for employee in self.employees])
        mappings = [(one.type, one.platform, one.id) for one in self.partner_mappings]
        unique("partner_mappings", "partner mapping", mappings)
        unique("sandbox_api_key", "key", [self.api_key, self.sandbox_api_key])
        for review in self.reviews:
            if review.employee is not None and review.employee not in known:
                sentence = f"a review names the employee {review.employee}, who is not among the employees"
                raise wrong("reviews", sentence)
        return self


class OpenedVenue(TypedDict):
    vendor: str
    venue: str
    api_key: str
    sandbox_api_key: str


class CustomerForm(Form):
    """A customer: by e-mail address or by mobile number."""

    email: Email | None = None
    mobile: Mobile | None = None
    sandbox: bool = False

    @model_validator(mode="after")
    def _is_one_customer(self) -> "CustomerForm":
        if (self.email is None) == (self.mobile is None):
            raise wrong("email" if self.email is None else "mobile", "give either email or mobile")
        return self

    @property
    def channel(self) -> Channel:
        return "email" if self.mobile is None else "sms"

    @property
    def address(self) -> str:
        return self.email or self.mobile or ""


def unique(field: str, what: str, given: Iterable[Any]) -> set[Any]:
    seen: set[Any] = set()
    for one in given:
        if one is not None and one in seen:
            raise wrong(field, f"the {what} {one} is given twice")
        seen.add(one)
    return seen


def open_account(session: Session, form: VenueForm) -> Account:
    """Adds a venue; raises ValueError where its id or a key is taken."""
    return _account(storage.venues.one(session, add_venue(session, form)))


def add_venue(session: Session, form: VenueForm) -> int:
    """As `open_account`; answers the number of its row."""
    random = session.world.random
    venue_id = form.venue or ids.number(random, 7)
    api_key, sandbox_api_key = form.api_key or ids.alnum(random, 24), form.sandbox_api_key or ids.alnum(random, 24)
    slug = form.slug or venue_id
    _refuse_taken(session, {"venue": venue_id, "slug": slug, "api_key": api_key, "sandbox_api_key": sandbox_api_key})
    number = storage.venues.add(
        session,
        venue_id=venue_id,
        name=form.name or f"Venue {venue_id}",
        slug=slug,
        api_key=api_key,
        sandbox_api_key=sandbox_api_key,
        sandbox_email=form.sandbox_email,
        sandbox_mobile=form.sandbox_mobile,
        reask_after_days=form.reask_after_days,
    )
    _furnish(session, number, form)
    return number


def _refuse_taken(session: Session, wanted: dict[str, str]) -> None:
    """A key that is one venue's own and another's sandbox key would lead to two worlds' worth of answers."""
    if storage.venues.with_venue_id(session, wanted["venue"]) is not None:
        raise TakenError("venue", f"there is a venue {wanted['venue']!r} already")
    if storage.venues.with_slug(session, wanted["slug"]) is not None:
        raise TakenError("slug", f"there is a venue with the slug {wanted['slug']!r} already")
    for name in ("api_key", "sandbox_api_key"):
        if any(storage.venues.with_key(session, wanted[name], sandbox=sandbox) for sandbox in (False, True)):
            raise TakenError(name, f"the {name} is another venue's already")


def _furnish(session: Session, venue: int, form: VenueForm) -> None:
    for mapping in form.partner_mappings:
        storage.venues.add_mapping(
            session, venue=venue, type=mapping.type, platform=mapping.platform, platform_id=mapping.id
        )
    numbers = {
        one.id: storage.venues.add_employee(
            session, venue=venue, employee_id=one.id, name=one.name, slug=one.slug or one.id
        )
        for one in form.employees
    }
    for review in sorted(form.reviews, key=_when):
        employee = numbers[review.employee] if review.employee else None
        storage.reviews.add(
            session,
            venue=venue,
            employee=employee,
            grade=review.grade,
            text=review.text,
            screen_name=review.name,
            created_at=review.created,
        )
    storage.customer_ids.add_all(session, venue, form.customer_ids, sandbox=False)


def _when(review: ReviewForm) -> datetime:
    return review.created


def _account(venue: Venue) -> Account:
    return {"venue": venue.venue_id, "api_key": venue.api_key, "sandbox_api_key": venue.sandbox_api_key}


def accounts(session: Session) -> list[Account]:
    return [_account(venue) for venue in storage.venues.every(session)]


def fresh(random: Random, account: Account) -> Account:
    return {**account, "api_key": ids.alnum(random, 24), "sandbox_api_key": ids.alnum(random, 24)}


def replace_account(session: Session, before: Account, after: Account) -> None:
    storage.venues.set_keys(
        session, before["venue"], api_key=after["api_key"], sandbox_api_key=after["sandbox_api_key"]
    )
