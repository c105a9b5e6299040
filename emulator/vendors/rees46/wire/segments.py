"""Segments: put a person into a static segment or remove them, and the segments a person is in."""

from typing import Any

from pydantic import Field, model_validator
from typing_extensions import TypedDict

from emulator.kernel.evidence import documented
from emulator.kernel.exchange import Call
from emulator.kernel.route import Router
from emulator.vendors.rees46.behaviour import people, segments
from emulator.vendors.rees46.wire.access import WIRE, Access
from emulator.vendors.rees46.wire.answers import DONE, SUCCESS, Success, example, refusals
from emulator.vendors.rees46.wire.fields import Identified, Identifier, is_phone

router = Router(WIRE, tags=["Segments"])


class SegmentUser(Identified):
    """Whose segments. `segment` (A or B), which some SDKs add, is the variant of an A/B test, not one of these."""

    @model_validator(mode="before")
    @classmethod
    def phone_under_email(cls, sent: dict[str, Any]) -> dict[str, Any]:
        """Observed: one call of the Android SDK sends the phone under the name `email`."""
        email = sent.get("email")
        if isinstance(email, int) or (isinstance(email, str) and is_phone(email)):
            return {"phone": email, **{name: value for name, value in sent.items() if name != "email"}}
        return sent


# Add user to a segment


class SegmentMember(SegmentUser):
    segment_id: Identifier = Field(description="A static segment's ID, as a string or a number")


@router.post(
    "/segments/add",
    reads=SegmentMember,
    answers={**DONE, **refusals(404)},
    access="device",
    evidence=documented("Segments: Add user to a segment"),
)
def add_user_to_a_segment(call: Call[Access], member: SegmentMember) -> Success:
    """Puts a person into a static segment; whoever is in it already stays in it."""
    shop = call.account.shop
    person = people.identify(call.session, shop, member.identifiers())
    segments.add(call.session, shop, person, member.segment_id)
    return SUCCESS


# Remove user from a segment


@router.post(
    "/segments/remove",
    reads=SegmentMember,
    answers={**DONE, **refusals(404)},
    access="device",
    evidence=documented("Segments: Remove user from a segment"),
)
def remove_user_from_a_segment(call: Call[Access], member: SegmentMember) -> Success:
    """Takes a person out of a static segment; success also where they are not in it."""
    shop = call.account.shop
    person = people.find(call.session, shop, member.identifiers())
    segments.remove(call.session, shop, person, member.segment_id)
    return SUCCESS


# Get user segments


class Segment(TypedDict):
    id: int
    type: str
    """static or dynamic."""


_SEGMENTS = {
    200: example(list[Segment], [{"id": 313, "type": "static"}, {"id": 314, "type": "dynamic"}]),
    **refusals(),
}


@router.get(
    "/segments/get",
    reads=SegmentUser,
    answers=_SEGMENTS,
    access="device",
    evidence=documented("Segments: Get user segments"),
)
def get_user_segments(call: Call[Access], user: SegmentUser) -> list[Segment]:
    """The segments that a person is in, static and dynamic; of somebody unknown, an empty list.

    Without the secret a contact says nothing: nobody reads the segments of an address they have heard of.
    """
    return _segments(call, user)


@router.post(
    "/segments/get",
    reads=SegmentUser,
    answers=_SEGMENTS,
    access="device",
    evidence=documented("Segments: Get user segments, as the vendor's newer documentation has it"),
)
def post_user_segments(call: Call[Access], user: SegmentUser) -> list[Segment]:
    """The same as GET."""
    return _segments(call, user)


def _segments(call: Call[Access], user: SegmentUser) -> list[Segment]:
    identifiers = user.identifiers() if call.account.trusted else {"did": user.did or ""}
    person = people.find(call.session, call.account.shop, identifiers)
    return [{"id": segment.id, "type": segment.type} for segment in segments.of(call.session, person)]
