"""Venues with their keys, the people who work there, and the names that partners know them by."""

from typing import Any

from sqlalchemy import UniqueConstraint, bindparam, update
from sqlmodel import Field, col, select

from emulator.kernel.database import Session, Table, command, insert_into, prepare, remember


class Venue(Table, table=True):
    __tablename__ = "reco_venues"

    id: int = Field(default=None, primary_key=True)
    venue_id: str = Field(unique=True)
    name: str
    slug: str = Field(unique=True)
    api_key: str = Field(unique=True)
    sandbox_api_key: str = Field(unique=True)
    sandbox_email: str
    sandbox_mobile: str
    reask_after_days: int | None = None


class Employee(Table, table=True):
    __tablename__ = "reco_employees"
    __table_args__ = (UniqueConstraint("venue", "employee_id"),)

    id: int = Field(default=None, primary_key=True)
    venue: int = Field(foreign_key="reco_venues.id")
    employee_id: str
    name: str
    slug: str


class PartnerMapping(Table, table=True):
    """A partner platform's own id of a venue."""

    __tablename__ = "reco_partner_mappings"
    __table_args__ = (UniqueConstraint("venue", "type", "platform", "platform_id"),)

    id: int = Field(default=None, primary_key=True)
    venue: int = Field(foreign_key="reco_venues.id")
    type: str
    platform: str
    platform_id: str


_ALL = prepare(select(Venue).order_by(col(Venue.id)))
_ONE = prepare(select(Venue).where(col(Venue.id) == bindparam("id")))
_WITH_VENUE_ID = prepare(select(Venue).where(col(Venue.venue_id) == bindparam("venue_id")))
_WITH_SLUG = prepare(select(Venue).where(col(Venue.slug) == bindparam("slug")))
_WITH_KEY = remember(select(Venue).where(col(Venue.api_key) == bindparam("key")))
_WITH_SANDBOX_KEY = remember(select(Venue).where(col(Venue.sandbox_api_key) == bindparam("key")))
_INSERT = insert_into(Venue)
_SET_KEYS = command(
    update(Venue)
    .where(col(Venue.venue_id) == bindparam("venue"))
    .values(api_key=bindparam("new_key"), sandbox_api_key=bindparam("new_sandbox_key"))
)
_INSERT_EMPLOYEE = insert_into(Employee)
_EMPLOYEE = prepare(
    select(Employee).where(
        col(Employee.venue) == bindparam("venue"), col(Employee.employee_id) == bindparam("employee_id")
    )
)
_EMPLOYEES = prepare(select(Employee).where(col(Employee.venue) == bindparam("venue")).order_by(col(Employee.id)))
_INSERT_MAPPING = insert_into(PartnerMapping)
_MAPPINGS = prepare(
    select(PartnerMapping).where(col(PartnerMapping.venue) == bindparam("venue")).order_by(col(PartnerMapping.id))
)
_MAPPING = prepare(
    select(PartnerMapping.id).where(
        col(PartnerMapping.venue) == bindparam("venue"),
        col(PartnerMapping.type) == bindparam("type"),
        col(PartnerMapping.platform) == bindparam("platform"),
        col(PartnerMapping.platform_id) == bindparam("platform_id"),
    )
)


def every(session: Session) -> list[Venue]:
    return session.all(_ALL)


def one(session: Session, number: int) -> Venue:
    return session.one(_ONE, id=number)


def with_venue_id(session: Session, venue_id: str) -> Venue | None:
    return session.first(_WITH_VENUE_ID, venue_id=venue_id)


def with_slug(session: Session, slug: str) -> Venue | None:
    return session.first(_WITH_SLUG, slug=slug)


def with_key(session: Session, key: str, *, sandbox: bool) -> Venue | None:
    return session.recall(_WITH_SANDBOX_KEY if sandbox else _WITH_KEY, key=key)


def add(session: Session, **columns: Any) -> int:
    return session.one(_INSERT, **columns)


def set_keys(session: Session, venue_id: str, *, api_key: str, sandbox_api_key: str) -> None:
    session.run(_SET_KEYS, venue=venue_id, new_key=api_key, new_sandbox_key=sandbox_api_key)


def add_employee(session: Session, *, venue: int, employee_id: str, name: str, slug: str) -> int:
    return session.one(_INSERT_EMPLOYEE, venue=venue, employee_id=employee_id, name=name, slug=slug)


def employee(session: Session, venue: int, employee_id: str) -> Employee | None:
    return session.first(_EMPLOYEE, venue=venue, employee_id=employee_id)


def employees(session: Session, venue: int) -> list[Employee]:
    return session.all(_EMPLOYEES, venue=venue)


def add_mapping(session: Session, *, venue: int, type: str, platform: str, platform_id: str) -> None:
    session.one(_INSERT_MAPPING, venue=venue, type=type, platform=platform, platform_id=platform_id)


def mappings(session: Session, venue: int) -> list[PartnerMapping]:
    return session.all(_MAPPINGS, venue=venue)


def is_mapped(session: Session, venue: int, *, type: str, platform: str, platform_id: str) -> bool:
    return session.first(_MAPPING, venue=venue, type=type, platform=platform, platform_id=platform_id) is not None
