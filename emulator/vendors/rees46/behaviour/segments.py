"""Who is in which segment."""

import re
from collections.abc import Collection

from emulator.kernel.database import Session
from emulator.vendors.rees46.errors import NotFound
from emulator.vendors.rees46.storage import segments
from emulator.vendors.rees46.storage.segments import Segment
from emulator.vendors.rees46.storage.shops import Shop

_ID = re.compile(r"[1-9][0-9]{0,8}")


def add(session: Session, shop: Shop, profile: int, segment_id: str) -> None:
    """Docs: "This method adds user to a specific static segment." Assumed: a member stays one, and that is success."""
    segments.add_member(session, _static(session, shop, segment_id).id, profile)


def remove(session: Session, shop: Shop, profile: int | None, segment_id: str) -> None:
    """Docs: "This method removes user from a specific static segment." Assumed: nobody and a non-member are success."""
    segment = _static(session, shop, segment_id)
    if profile is not None:
        segments.remove_member(session, segment.id, profile)


def of(session: Session, profile: int | None, named: Collection[str] | None = None) -> list[Segment]:
    """Docs: "The method returns an array of segments of the current user." Assumed: of somebody unknown, none.

    Assumed: who meets a dynamic segment's condition now is in it; the vendor recounts them from time to time.
    """
    return [] if profile is None else segments.of_profile(session, profile, named)


def move(session: Session, old: int, new: int) -> None:
    """Assumed: a device that becomes another person's brings the segments of its anonymous time."""
    segments.move_members(session, old, new)


def _static(session: Session, shop: Shop, segment_id: str) -> Segment:
    """Assumed: 404 for a segment that the shop has not, and for a dynamic one, whose condition says who is in it.

    Observed: the id comes as a string or an integer, so it is compared as it is written.
    """
    segment = segments.with_id(session, shop, int(segment_id)) if _ID.fullmatch(segment_id) else None
    if segment is None:
        raise NotFound("Segment not found")
    if segment.type != "static":
        raise NotFound("Segment is not static")
    return segment
