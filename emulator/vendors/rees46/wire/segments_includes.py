"""Whether a person is in a segment. No chapter of the document has it; the vendor's newer documentation does."""

from pydantic import AliasChoices, Field

from emulator.kernel.evidence import observed
from emulator.kernel.exchange import Call
from emulator.kernel.route import Router
from emulator.vendors.rees46.behaviour import people, segments
from emulator.vendors.rees46.errors import BadRequest
from emulator.vendors.rees46.wire.access import WIRE, Access
from emulator.vendors.rees46.wire.answers import example, refusals
from emulator.vendors.rees46.wire.fields import Identifier, Texts
from emulator.vendors.rees46.wire.segments import SegmentUser

router = Router(WIRE)


class SegmentsIncludes(SegmentUser):
    segment_id: Identifier | None = Field(default=None, description="A segment's ID, as a string or a number")
    segment_ids: Texts = Field(
        default_factory=list,
        validation_alias=AliasChoices("segment_ids", "ids"),
        description="Several of them: one is enough",
    )


@router.post(
    "/segments/includes",
    reads=SegmentsIncludes,
    answers={200: example(bool, True), **refusals()},
    access="device",
    evidence=observed("The vendor's newer documentation"),
    tags=("Segments",),
)
def segments_include_user(call: Call[Access], asked: SegmentsIncludes) -> bool:
    """Whether the person is in the segment, or in one of several; a segment that nobody knows has nobody in it."""
    named = {*asked.segment_ids, *([asked.segment_id] if asked.segment_id is not None else [])}
    if not named:
        raise BadRequest("segment_id is missing")
    person = people.find(call.session, call.account.shop, asked.identifiers())
    return bool(segments.of(call.session, person, named))
