"""Register customer ids, and the share of them that was asked."""

from dataclasses import dataclass
from math import isfinite
from typing import Any

from emulator.kernel.database import Session
from emulator.vendors.reco import storage
from emulator.vendors.reco.storage.venues import Venue


@dataclass(frozen=True)
class Share:
    """Docs: "so that Reco can later on measure how my of your clients have been contacted about writing reviews"."""

    registered: int
    invited: int

    @property
    def share(self) -> float | None:
        return self.invited / self.registered if self.registered else None


def customer_id(given: Any) -> str | None:
    """An id as it is stored, or None for what is none.

    Assumed: shops number their orders, so numbers are ids too; their digits are kept.
    """
    if isinstance(given, float) and not isfinite(given):  # 1e999 can be written in JSON, and is no number
        return None
    if isinstance(given, int | float) and not isinstance(given, bool):
        return str(given)
    return given if isinstance(given, str) and given.strip() and "\0" not in given else None


def register(session: Session, venue: Venue, customer_ids: list[str], *, sandbox: bool) -> None:
    """Docs: "Register customer ids". Assumed: an id that is registered again is no error and counts once."""
    storage.customer_ids.add_all(session, venue.id, customer_ids, sandbox=sandbox)


def contacted_share(session: Session, venue: Venue, *, sandbox: bool) -> Share:
    """Docs: the ids are who could have been asked; invites whose metadata has a `customerId` say who was."""
    return Share(
        storage.customer_ids.registered(session, venue.id, sandbox=sandbox),
        storage.customer_ids.invited(session, venue.id, sandbox=sandbox),
    )
