"""Reco's fixture document and accounts: a venue with its keys."""

from random import Random

from pydantic import BaseModel, ConfigDict

from emulator.kernel import ids
from emulator.kernel.database import Session
from emulator.kernel.vendor import Account
from emulator.vendors.reco import storage


class Form(BaseModel):
    model_config = ConfigDict(extra="forbid")


class VenueForm(Form):
    """A venue as fixtures and the control API give it."""

    venue: str
    name: str
    slug: str = ""
    api_key: str
    sandbox_api_key: str | None = None


class Document(Form):
    venues: list[VenueForm] = []


def load(session: Session, document: Document) -> None:
    for form in document.venues:
        open_account(session, form)


def open_account(session: Session, form: VenueForm) -> Account:
    """Adds a venue; raises ValueError where its id or a key is taken."""
    storage.add_venue(
        session,
        venue_id=form.venue,
        name=form.name,
        slug=form.slug or form.venue,
        api_key=form.api_key,
        sandbox_api_key=form.sandbox_api_key,
    )
    return next(account for account in accounts(session) if account["venue"] == form.venue)


def accounts(session: Session) -> list[Account]:
    return [
        {"venue": venue.venue_id, "api_key": venue.api_key, "sandbox_api_key": venue.sandbox_api_key}
        for venue in storage.venues(session)
    ]


def fresh(random: Random, account: Account) -> Account:
    return {**account, "api_key": ids.alnum(random, 24), "sandbox_api_key": ids.alnum(random, 24)}


def replace_account(session: Session, before: Account, after: Account) -> None:
    storage.set_keys(session, before["venue"], api_key=after["api_key"], sandbox_api_key=after["sandbox_api_key"])
