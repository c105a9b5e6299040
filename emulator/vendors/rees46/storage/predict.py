"""What a prediction is made from: how often a person did what, lately."""

from collections import Counter
from datetime import datetime

from sqlalchemy import BigInteger, String, bindparam
from sqlmodel import col, select

from emulator.kernel.columns import unless_none
from emulator.kernel.database import Instant, Session, prepare
from emulator.vendors.rees46.storage.events_tracking import Event

_EVENTS = prepare(
    select(col(Event.event))
    .where(
        col(Event.profile) == bindparam("profile", type_=BigInteger),
        col(Event.at) > bindparam("since", type_=Instant),
        unless_none("product", String(), lambda product: col(Event.product) == product),
    )
    .limit(10_000)
)


def counts(session: Session, profile: int, *, since: datetime, product: str | None) -> Counter[str]:
    """A person's events after that moment by their name, of one product where it is given."""
    return Counter(session.all(_EVENTS, profile=profile, since=since, product=product))
