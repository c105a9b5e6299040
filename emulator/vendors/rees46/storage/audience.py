"""Many people at once: what an import reads and writes of them, in one statement for each slice."""

from collections.abc import Collection, Iterable
from functools import lru_cache
from typing import Any

from sqlalchemy import bindparam, func
from sqlmodel import col, select

from emulator.kernel.columns import OneOf
from emulator.kernel.database import Json, Prepared, Session, insert_or_merge, insert_unless_there, prepare
from emulator.vendors.rees46.storage import profiles, segments, subscriptions
from emulator.vendors.rees46.storage.profiles import Identifier, Profile
from emulator.vendors.rees46.storage.segments import SegmentMember
from emulator.vendors.rees46.storage.subscriptions import EmailStatus, Subscriptions, Unaddressed

Row = dict[str, Any]

_VALUE_AND_PROFILE: Any = select(Identifier.value, Identifier.profile)
_OWNERS: Prepared[Any] = prepare(
    _VALUE_AND_PROFILE.where(
        col(Identifier.shop) == bindparam("shop"),
        col(Identifier.kind) == bindparam("kind"),
        OneOf(Identifier.value, bindparam("values", type_=Json)),
    )
)
_PROFILES = prepare(select(Profile).where(OneOf(Profile.id, bindparam("numbers", type_=Json))))
_TAKEN = prepare(
    select(func.count())
    .select_from(Profile)
    .where(col(Profile.id) >= bindparam("first"), col(Profile.id) < bindparam("beyond"))
)
_FLAGS = prepare(select(Subscriptions).where(OneOf(Subscriptions.profile, bindparam("numbers", type_=Json))))
_UNADDRESSED = prepare(select(Unaddressed.profile).where(OneOf(Unaddressed.profile, bindparam("numbers", type_=Json))))
_FORBIDDEN = prepare(
    select(EmailStatus.email).where(
        col(EmailStatus.shop) == bindparam("shop"), OneOf(EmailStatus.email, bindparam("emails", type_=Json))
    )
)
_MERGE_PROFILE = insert_or_merge(Profile, "id")
_CLAIM = insert_unless_there(Identifier, "shop", "kind", "value")
_ADD_MEMBER = insert_unless_there(SegmentMember, "segment", "profile")


def owners(session: Session, shop: int, kind: str, values: Collection[str]) -> dict[str, int]:
    """Whom those of the identifiers that are known lead to."""
    if not values:
        return {}
    return {row.value: row.profile for row in session.all(_OWNERS, shop=shop, kind=kind, values=list(values))}


def claim(session: Session, shop: int, found: Iterable[tuple[str, str, int]]) -> None:
    """Gives identifiers (kind, value) that nobody has to people."""
    now = session.now
    rows = (
        {"shop": shop, "kind": kind, "value": value, "profile": number, "at": now}
        for kind, value, number in sorted(found)
    )
    session.run_many(_CLAIM, rows)


def free_numbers(session: Session, count: int) -> range:
    """As many numbers as are needed for new people: in a row, which is what a database stores fastest."""
    while True:
        first = profiles.draw(session)
        if session.one(_TAKEN, first=first, beyond=first + count) == 0:
            return range(first, first + count)


def profiles_of(session: Session, numbers: Collection[int]) -> dict[int, Row]:
    """Every column of the people who are there."""
    found: list[Any] = session.all(_PROFILES, numbers=list(numbers)) if numbers else []
    return {row.id: row._asdict() for row in found}


def save_profiles(session: Session, rows: Iterable[Row]) -> None:
    """Adds people with all of their columns, or changes those who are there."""
    session.run_many(_MERGE_PROFILE, rows)


def flags_of(session: Session, numbers: Collection[int]) -> dict[int, Row]:
    found: list[Any] = session.all(_FLAGS, numbers=list(numbers)) if numbers else []
    return {row.profile: row._asdict() for row in found}


def save_flags(session: Session, rows: Iterable[Row]) -> None:
    """Sets the flags of each row; the others stay."""
    alike: dict[tuple[str, ...], list[Row]] = {}
    for row in rows:
        alike.setdefault(tuple(row), []).append(row)
    for columns, group in alike.items():
        session.run_many(_merge_flags(columns), group)


@lru_cache(64)
def _merge_flags(columns: tuple[str, ...]) -> Prepared[int]:
    """Measured: a statement with all flags takes twice the time of one with those that most imports have."""
    return insert_or_merge(Subscriptions, "profile", columns=columns)


def log(session: Session, rows: Iterable[Row]) -> None:
    session.run_many(subscriptions.LOG, rows)


def unaddressed(session: Session, numbers: Collection[int]) -> set[int]:
    """Those who subscribed to something before their address was known."""
    return set(session.all(_UNADDRESSED, numbers=list(numbers))) if numbers else set()


def wait_for_address(session: Session, numbers: Iterable[int], *, channel: str, ip: str | None) -> None:
    rows = ({"profile": number, "channel": channel, "ip": ip} for number in numbers)
    session.run_many(subscriptions.WAIT_FOR_ADDRESS, rows)


def forbidden(session: Session, shop: int, emails: Collection[str]) -> set[str]:
    """Those of the addresses that bounced, complained or are blacklisted."""
    return set(session.all(_FORBIDDEN, shop=shop, emails=list(emails))) if emails else set()


def add_status(session: Session, shop: int, emails: Iterable[str], status: str) -> None:
    session.run_many(subscriptions.ADD_STATUS, [{"shop": shop, "email": email, "status": status} for email in emails])


def add_members(session: Session, segment: int, numbers: Iterable[int]) -> None:
    session.run_many(_ADD_MEMBER, [{"segment": segment, "profile": number} for number in numbers])


def segment_takes_people(session: Session, shop: Any, number: int) -> bool:
    segment = segments.with_id(session, shop, number)
    return segment is not None and segment.type == "static"
