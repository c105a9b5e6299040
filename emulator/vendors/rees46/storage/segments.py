"""Segments: static ones that calls put people into, dynamic ones with a condition, and who is in which.

A dynamic segment without a condition has the members that the fixture lists.
"""

from collections.abc import Collection
from itertools import compress
from operator import attrgetter
from typing import Any

from sqlalchemy import BigInteger, bindparam, delete, func, update
from sqlmodel import Field, col, select

from emulator.kernel.database import Json, Session, Table, command, insert_unless_there, prepare
from emulator.vendors.rees46.storage import dynamic_segments
from emulator.vendors.rees46.storage.profiles import Profile
from emulator.vendors.rees46.storage.shops import Shop


class Segment(Table, table=True):
    """`id` is the number that API clients know it by; it is one of a kind among all shops."""

    __tablename__ = "rees46_segments"

    id: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    shop: int = Field(foreign_key="rees46_shops.id")
    name: str
    type: str
    """static or dynamic."""
    condition: dict[str, Any] | None = Field(default=None, sa_type=Json)
    """Who is in a dynamic segment, asked again whenever it is read."""


class SegmentMember(Table, table=True):
    """Who is in a segment without a condition."""

    __tablename__ = "rees46_segment_members"

    segment: int = Field(foreign_key="rees46_segments.id", primary_key=True)
    profile: int = Field(foreign_key="rees46_profiles.id", primary_key=True, sa_type=BigInteger, index=True)


_BY_ID = prepare(select(Segment).where(col(Segment.id) == bindparam("id"), col(Segment.shop) == bindparam("shop")))
_LAST_ID = prepare(select(col(Segment.id)).order_by(col(Segment.id).desc()).limit(1))
_ADD = insert_unless_there(Segment, "id")
_CHANGE = command(
    update(Segment)
    .where(col(Segment.id) == bindparam("number"))
    .values(name=bindparam("new_name"), condition=bindparam("new_condition", type_=Json))
)
_FORGET_MEMBERS = command(delete(SegmentMember).where(col(SegmentMember.segment) == bindparam("segment")))
_WITH_NUMBER = prepare(select(Segment).where(col(Segment.id) == bindparam("id")))
_LISTED = prepare(
    select(Segment)
    .join(SegmentMember, col(SegmentMember.segment) == col(Segment.id))
    .where(col(SegmentMember.profile) == bindparam("profile"))
    .order_by(col(Segment.id))
)
_WITH_CONDITION = prepare(
    select(Segment)
    .join(Profile, col(Profile.shop) == col(Segment.shop))
    .where(col(Profile.id) == bindparam("profile"), col(Segment.condition).is_not(None))
)
_OF_SEGMENT = col(SegmentMember.segment) == bindparam("segment")
_MEMBERS = prepare(
    select(SegmentMember.profile)
    .where(_OF_SEGMENT)
    .order_by(col(SegmentMember.profile))
    .limit(bindparam("limit"))
    .offset(bindparam("offset"))
)
_COUNT_MEMBERS = prepare(select(func.count()).select_from(SegmentMember).where(_OF_SEGMENT))
_ADD_MEMBER = insert_unless_there(SegmentMember, "segment", "profile")
_REMOVE_MEMBER = command(
    delete(SegmentMember).where(
        col(SegmentMember.segment) == bindparam("segment"), col(SegmentMember.profile) == bindparam("profile")
    )
)
_REMOVE_EVERYWHERE = command(delete(SegmentMember).where(col(SegmentMember.profile) == bindparam("profile")))


def with_id(session: Session, shop: Shop, segment_id: int) -> Segment | None:
    return session.first(_BY_ID, shop=shop.id, id=segment_id)


def next_id(session: Session) -> int:
    return (session.first(_LAST_ID) or 0) + 1


def with_number(session: Session, segment_id: int) -> Segment | None:
    """The segment of whichever shop."""
    return session.first(_WITH_NUMBER, id=segment_id)


def add(
    session: Session, *, id: int, shop: Shop, name: str, type: str, condition: dict[str, Any] | None = None
) -> bool:
    """Whether it was added: False where a segment has that id."""
    return session.first(_ADD, id=id, shop=shop.id, name=name, type=type, condition=condition) is not None


def change(session: Session, number: int, *, name: str, condition: dict[str, Any] | None) -> None:
    """One with a condition has whoever meets it: those whom the fixture listed are no longer in it."""
    session.run(_CHANGE, number=number, new_name=name, new_condition=condition)
    if condition is not None:
        session.run(_FORGET_MEMBERS, segment=number)


def of_profile(session: Session, profile: int, named: Collection[str] | None = None) -> list[Segment]:
    """The segments that a person is in, or those of them whose ids are named."""
    conditional = [
        one for one in session.all(_WITH_CONDITION, profile=profile) if named is None or str(one.id) in named
    ]
    listed = [one for one in session.all(_LISTED, profile=profile) if named is None or str(one.id) in named]
    if not conditional:
        return listed
    met = dynamic_segments.met(
        session, conditional[0].shop, profile, [one.condition for one in conditional if one.condition is not None]
    )
    return sorted([*listed, *compress(conditional, met)], key=attrgetter("id"))


def members(session: Session, segment: Segment, *, limit: int, offset: int) -> tuple[list[int], int]:
    """Some of the people in a segment, by number, and how many they are."""
    if segment.condition is not None:
        return dynamic_segments.members(session, segment.shop, segment.condition, limit=limit, offset=offset)
    page = session.all(_MEMBERS, segment=segment.id, limit=limit, offset=offset)
    return page, session.one(_COUNT_MEMBERS, segment=segment.id)


def add_member(session: Session, segment: int, profile: int) -> None:
    session.first(_ADD_MEMBER, segment=segment, profile=profile)


def move_members(session: Session, old: int, new: int) -> None:
    for segment in session.all(_LISTED, profile=old):
        add_member(session, segment.id, new)
    session.run(_REMOVE_EVERYWHERE, profile=old)


def remove_member(session: Session, segment: int, profile: int) -> None:
    session.run(_REMOVE_MEMBER, segment=segment, profile=profile)
