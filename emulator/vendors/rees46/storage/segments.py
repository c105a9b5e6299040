"""Segments: static ones that calls put people into, dynamic ones that the vendor fills, and who is in which."""

from sqlalchemy import BigInteger, bindparam, delete
from sqlmodel import Field, col, select

from emulator.kernel.database import Session, Table, command, insert_unless_there, prepare
from emulator.vendors.rees46.storage.shops import Shop


class Segment(Table, table=True):
    """`id` is the number that API clients know it by; it is one of a kind among all shops."""

    __tablename__ = "rees46_segments"

    id: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    shop: int = Field(foreign_key="rees46_shops.id")
    name: str
    type: str
    """static or dynamic."""


class SegmentMember(Table, table=True):
    __tablename__ = "rees46_segment_members"

    segment: int = Field(foreign_key="rees46_segments.id", primary_key=True)
    profile: int = Field(foreign_key="rees46_profiles.id", primary_key=True, sa_type=BigInteger, index=True)


_BY_ID = prepare(select(Segment).where(col(Segment.id) == bindparam("id"), col(Segment.shop) == bindparam("shop")))
_LAST_ID = prepare(select(col(Segment.id)).order_by(col(Segment.id).desc()).limit(1))
_ADD = insert_unless_there(Segment, "id")
_OF_PROFILE = prepare(
    select(Segment)
    .join(SegmentMember, col(SegmentMember.segment) == col(Segment.id))
    .where(col(SegmentMember.profile) == bindparam("profile"))
    .order_by(col(Segment.id))
)
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


def add(session: Session, *, id: int, shop: Shop, name: str, type: str) -> bool:
    """Whether it was added: False where a segment has that id."""
    return session.first(_ADD, id=id, shop=shop.id, name=name, type=type) is not None


def of_profile(session: Session, profile: int) -> list[Segment]:
    return session.all(_OF_PROFILE, profile=profile)


def add_member(session: Session, segment: int, profile: int) -> None:
    session.first(_ADD_MEMBER, segment=segment, profile=profile)


def move_members(session: Session, old: int, new: int) -> None:
    for segment in of_profile(session, old):
        add_member(session, segment.id, new)
    session.run(_REMOVE_EVERYWHERE, profile=old)


def remove_member(session: Session, segment: int, profile: int) -> None:
    session.run(_REMOVE_MEMBER, segment=segment, profile=profile)
