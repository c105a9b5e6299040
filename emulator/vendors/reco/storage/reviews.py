"""Reviews of venues and of the people who work there."""

from datetime import datetime

from sqlalchemy import bindparam
from sqlmodel import Field, col, select

from emulator.kernel.database import Instant, Prepared, Session, Table, insert_unless_there, prepare

MOST = 2**31 - 1
"""As good as no limit."""


class Review(Table, table=True):
    __tablename__ = "reco_reviews"

    id: int = Field(default=None, primary_key=True)
    venue: int = Field(foreign_key="reco_venues.id", index=True)
    sandbox: bool = False
    employee: int | None = Field(default=None, foreign_key="reco_employees.id")
    invite: int | None = Field(default=None, foreign_key="reco_invites.id", unique=True)
    """None for a review that nobody asked for."""
    grade: int
    text: str
    screen_name: str
    created_at: datetime = Field(sa_type=Instant)


_INSERT = insert_unless_there(Review, "invite")
_ONE = prepare(select(Review).where(col(Review.id) == bindparam("id")))
_OF_INVITE = prepare(select(Review.id).where(col(Review.invite) == bindparam("invite")))
_OF_VENUE = (
    select(Review)
    .where(
        col(Review.venue) == bindparam("venue"),
        col(Review.sandbox) == bindparam("sandbox"),
        col(Review.created_at) >= bindparam("since", type_=Instant),
        col(Review.created_at) <= bindparam("until", type_=Instant),
    )
    .order_by(col(Review.created_at).desc(), col(Review.id).desc())
    .limit(bindparam("limit"))
)
_ALL: Prepared[Review] = prepare(_OF_VENUE)
_OF_EMPLOYEE: Prepared[Review] = prepare(_OF_VENUE.where(col(Review.employee) == bindparam("employee")))


def add(
    session: Session,
    *,
    venue: int,
    grade: int,
    text: str,
    screen_name: str,
    created_at: datetime,
    sandbox: bool = False,
    employee: int | None = None,
    invite: int | None = None,
) -> int | None:
    """The review's id, or None where the invite has its review already."""
    return session.first(
        _INSERT,
        venue=venue,
        sandbox=sandbox,
        employee=employee,
        invite=invite,
        grade=grade,
        text=text,
        screen_name=screen_name,
        created_at=created_at,
    )


def one(session: Session, number: int) -> Review:
    return session.one(_ONE, id=number)


def of_invite(session: Session, invite: int) -> int | None:
    """The id of the review that answers the invite."""
    return session.first(_OF_INVITE, invite=invite)


def newest_first(
    session: Session,
    venue: int,
    *,
    sandbox: bool,
    employee: int | None,
    since: datetime,
    until: datetime,
    limit: int | None,
) -> list[Review]:
    """Between two moments, both included; those of one employee where one is given."""
    values = {"venue": venue, "sandbox": sandbox, "since": since, "until": until, "limit": limit or MOST}
    return session.all(_ALL, **values) if employee is None else session.all(_OF_EMPLOYEE, **values, employee=employee)
