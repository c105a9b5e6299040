"""Reviews: read by the venue's site, written by those who were invited."""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time

from emulator.kernel.database import Session
from emulator.vendors.reco import storage
from emulator.vendors.reco.behaviour.scheduling import STOCKHOLM
from emulator.vendors.reco.storage.invites import Invite
from emulator.vendors.reco.storage.reviews import MOST, Review
from emulator.vendors.reco.storage.venues import Employee, Venue

_INVITE_KEY = re.compile(r"([0-9]{1,15})-([0-9a-f]{16})")
_DIGITS = re.compile(r"[1-9][0-9]{0,11}")
_LIMIT = re.compile(r"[+-]?[0-9]+")
_EVER = datetime(1, 1, 2, tzinfo=UTC), datetime(9999, 12, 30, tzinfo=UTC)


@dataclass(frozen=True)
class Selection:
    """Which of a venue's reviews are wanted; the days are included, as days in Stockholm."""

    limit: int | None = None
    first_day: date | None = None
    last_day: date | None = None

    def between(self) -> tuple[datetime, datetime]:
        since, until = _EVER
        if self.first_day is not None:
            since = datetime.combine(self.first_day, time.min, STOCKHOLM)
        if self.last_day is not None:
            until = datetime.combine(self.last_day, time.max, STOCKHOLM)
        return since, until


ALL = Selection()


def limit(given: str | None) -> int | None:
    """How many are wanted, None for all of them; raises ValueError for what is no number.

    Observed: the widget's fork sends `limit=-0`, the widget itself 999, and both mean all. Assumed: so do 0, less
    than 0, and nothing.
    """
    if not given:
        return None
    if not _LIMIT.fullmatch(given):
        raise ValueError("the value is not a whole number")
    number = min(int(given[:11]), MOST)
    return number if number > 0 else None


def day(given: str | None) -> date | None:
    """Observed: `from` and `to` as YYYY-MM-DD. Raises ValueError for what is none."""
    if not given:
        return None
    if not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", given):
        raise ValueError("the value is not a date like 2026-01-31")
    try:
        return date.fromisoformat(given)
    except ValueError:
        raise ValueError("the value is no day of the calendar") from None


def newest_first(
    session: Session, venue: Venue, selection: Selection, *, employee: Employee | None = None, sandbox: bool = False
) -> list[Review]:
    """Observed: clients show the list as it comes. Assumed: newest first, and `limit` is honoured."""
    since, until = selection.between()
    return storage.reviews.newest_first(
        session,
        venue.id,
        sandbox=sandbox,
        employee=employee.id if employee else None,
        since=since,
        until=until,
        limit=selection.limit,
    )


def invite_behind(session: Session, key: str) -> Invite | None:
    """The invite whose message has a link with this key."""
    match = _INVITE_KEY.fullmatch(key)
    invite = storage.invites.one(session, int(match[1])) if match else None
    return invite if invite is not None and match is not None and invite.token == match[2] else None


def is_answered(session: Session, invite: Invite) -> bool:
    return storage.reviews.of_invite(session, invite.id) is not None


def screen_name(first_name: str | None, last_name: str | None) -> str:
    """Assumed: first name and initial, as reco.se shows its members."""
    first, last = (first_name or "").strip(), (last_name or "").strip()
    return f"{first} {last[0].upper()}." if first and last else first or "Anonym"


def answer(
    session: Session,
    invite: Invite,
    *,
    grade: int,
    text: str,
    name: str | None = None,
    employee: Employee | None = None,
) -> Review | None:
    """Makes a review of an invite; None where it has one already.

    Assumed: an invite is answered once; a review made in the sandbox is not among the venue's own.
    """
    number = storage.reviews.add(
        session,
        venue=invite.venue,
        sandbox=invite.sandbox,
        employee=employee.id if employee else None,
        invite=invite.id,
        grade=grade,
        text=text.replace("\0", "").strip(),
        screen_name=(name or "").replace("\0", "").strip() or screen_name(invite.first_name, invite.last_name),
        created_at=session.now,
    )
    return None if number is None else storage.reviews.one(session, number)


def employee(session: Session, venue: Venue, employee_id: str) -> Employee | None:
    """Observed: 1956 is how a client names one. Assumed: digits, as a venue's id."""
    return storage.venues.employee(session, venue.id, employee_id) if _DIGITS.fullmatch(employee_id) else None


def employees(session: Session, venue: Venue) -> dict[int, Employee]:
    return {employee.id: employee for employee in storage.venues.employees(session, venue.id)}


def milliseconds(moment: datetime) -> int:
    """Observed: the widgets divide `created` by 1000."""
    return int(moment.timestamp() * 1000)
