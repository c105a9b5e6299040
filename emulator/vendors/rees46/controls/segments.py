"""Segments in a shop's back office: made, changed, and looked into."""

from typing import Annotated, Any, NotRequired

from fastapi import APIRouter, Path, Query
from pydantic import Field
from typing_extensions import TypedDict

from emulator.kernel.control import CurrentWorld, Problem, shown
from emulator.kernel.form import Form, QueryForm
from emulator.vendors.rees46.controls.shops import shop_of
from emulator.vendors.rees46.fixture.conditions import StoredCondition, stored
from emulator.vendors.rees46.fixture.segments import Kind
from emulator.vendors.rees46.storage import profiles, segments

router = APIRouter()


class NewSegment(Kind):
    """Without an id it gets the next number."""

    shop_id: str
    id: Annotated[int, Field(ge=1, le=999_999_999)] | None = None
    name: str = Field(min_length=1, max_length=255)


class MadeSegment(TypedDict):
    id: int
    name: str
    type: str
    condition: NotRequired[dict[str, Any]]


_SHOES = {"events": {"event": "view", "category": "3", "within_days": 7}}
_VIP: dict[str, Any] = {"id": 316, "name": "Looked at shoes", "type": "dynamic", "condition": _SHOES}


@router.post(
    "/segments",
    status_code=201,
    **shown(_VIP, status=201, body={"shop_id": "DvLWN2ZTMZ", "name": "Looked at shoes", "condition": _SHOES}),
)
async def make_segment(world: CurrentWorld, form: NewSegment) -> MadeSegment:
    """A static segment with nobody in it, or a dynamic one with everybody who meets its condition."""
    columns = form.columns()
    with world.transaction() as session:
        shop = shop_of(session, form.shop_id)
        number = form.id or segments.next_id(session)
        if not segments.add(session, id=number, shop=shop, name=form.name, **columns):
            raise Problem(409, f"there is a segment {number} already", field="id")
    return _shown(number, form.name, columns["type"], columns["condition"])


def _shown(number: int, name: str, type: str, condition: dict[str, Any] | None) -> MadeSegment:
    made: MadeSegment = {"id": number, "name": name, "type": type}
    return {**made, "condition": condition} if condition else made


class SegmentChange(Form):
    """What is left out stays as it is. A condition is of a dynamic segment alone, and none can be taken from it."""

    name: Annotated[str, Field(min_length=1, max_length=255)] | None = None
    condition: StoredCondition | None = None


@router.patch("/segments/{id}", **shown({**_VIP, "name": "Shoes, last week"}, body={"name": "Shoes, last week"}))
async def change_segment(
    world: CurrentWorld, id: Annotated[int, Path(ge=1, le=999_999_999)], change: SegmentChange
) -> MadeSegment:
    """Another name, another condition: who meets it now is in the segment at once, and nobody else."""
    with world.transaction() as session:
        segment = segments.with_number(session, id)
        if segment is None:
            raise Problem(404, f"there is no segment {id} in this world", field="id")
        if change.condition is not None and segment.type == "static":
            raise Problem(400, "condition: a static segment has no condition", field="condition")
        name = change.name or segment.name
        condition = stored(change.condition) if change.condition is not None else segment.condition
        segments.change(session, id, name=name, condition=condition)
    return _shown(id, name, segment.type, condition)


class Page(QueryForm):
    limit: int = Field(default=100, ge=1, le=10_000)
    offset: int = Field(default=0, ge=0, le=2**31 - 1)


class Member(TypedDict):
    """Who is in a segment: of each kind of identifier the main one."""

    client_id: int
    email: str | None
    phone: str | None
    external_id: str | None
    loyalty_id: str | None
    did: str | None


class Members(TypedDict):
    items: list[Member]
    total: int


_JANE = {
    "client_id": 1515915625535836509,
    "email": "jane.doe@example.com",
    "phone": "10000000002",
    "external_id": "100501",
    "loyalty_id": "L010101",
    "did": "gN7WW9zXpM",
}


@router.get("/segments/{id}/members", **shown({"items": [_JANE], "total": 1}))
async def list_members_of_a_segment(
    world: CurrentWorld, id: Annotated[int, Path(ge=1, le=999_999_999)], page: Annotated[Page, Query()]
) -> Members:
    """Who is in the segment now, a dynamic one too, by client_id."""
    with world.transaction() as session:
        segment = segments.with_number(session, id)
        if segment is None:
            raise Problem(404, f"there is no segment {id} in this world", field="id")
        people, total = segments.members(session, segment, limit=page.limit, offset=page.offset)
        known = profiles.main_identifiers(session, people)
    return {"items": [_member(number, known[number]) for number in people], "total": total}


def _member(number: int, main: dict[str, str]) -> Member:
    return {
        "client_id": number,
        "email": main.get("email"),
        "phone": main.get("phone"),
        "external_id": main.get("external_id"),
        "loyalty_id": main.get("loyalty_id"),
        "did": main.get("did"),
    }
