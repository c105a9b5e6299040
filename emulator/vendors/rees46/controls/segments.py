"""Segments in a shop's back office: made, and looked into."""

from typing import Annotated, Any, NotRequired

from fastapi import APIRouter, Path, Query
from pydantic import Field
from typing_extensions import TypedDict

from emulator.kernel.control import CurrentWorld, Form, Problem
from emulator.vendors.rees46.controls.shops import shop_of
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


@router.post("/segments", status_code=201)
async def make_segment(world: CurrentWorld, form: NewSegment) -> MadeSegment:
    """A static segment with nobody in it, or a dynamic one with everybody who meets its condition."""
    columns = form.columns()
    with world.transaction() as session:
        shop = shop_of(session, form.shop_id)
        number = form.id or segments.next_id(session)
        if not segments.add(session, id=number, shop=shop, name=form.name, **columns):
            raise Problem(409, f"there is a segment {number} already", field="id")
    made: MadeSegment = {"id": number, "name": form.name, "type": columns["type"]}
    return {**made, "condition": columns["condition"]} if columns["condition"] else made


class Page(Form):
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


@router.get("/segments/{id}/members")
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
