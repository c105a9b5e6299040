"""What a REES46 shop does in its back office: publish NPS reviews, make segments, campaigns and promo
code lists, expire codes.
"""

from typing import Annotated

from fastapi import APIRouter, Path
from pydantic import Field
from typing_extensions import TypedDict

from emulator.kernel.control import CurrentWorld, Problem, shown
from emulator.kernel.form import Form
from emulator.vendors.rees46.controls import catalogue, loyalty, segments
from emulator.vendors.rees46.controls.shops import shop_of
from emulator.vendors.rees46.fixture.campaigns import CampaignForm, add_campaign
from emulator.vendors.rees46.storage import nps, popups, promo_codes, shops

router = APIRouter()
router.include_router(catalogue.router)
router.include_router(segments.router)
router.include_router(loyalty.router)
STREAMS = ("/feed",)

Number = Annotated[int, Field(ge=1, le=999_999_999)]
Name = Annotated[str, Field(min_length=1, max_length=255)]
Code = Annotated[str, Field(min_length=1, max_length=255)]


# Shops


class Rules(Form):
    """What is left out stays as it is; null takes the limit away."""

    strict: bool | None = None
    active: bool | None = None
    requests_per_minute: int | None = Field(default=None, ge=1, le=1_000_000)


class ShopRules(TypedDict):
    shop_id: str
    strict: bool
    active: bool
    requests_per_minute: int | None


_RULES = {"strict": True, "active": True, "requests_per_minute": 600}


@router.patch("/shops/{shop_id}", **shown({"shop_id": "DvLWN2ZTMZ", **_RULES}, body=_RULES))
async def set_rules_of_a_shop(world: CurrentWorld, shop_id: str, rules: Rules) -> ShopRules:
    """Whether the acceptance matrix of `/push` is kept, whether the shop is active, how often it may call."""
    with world.transaction() as session:
        shop = shop_of(session, shop_id)
        limited = "requests_per_minute" in rules.model_fields_set
        strict = shop.strict if rules.strict is None else rules.strict
        active = shop.active if rules.active is None else rules.active
        limit = rules.requests_per_minute if limited else shop.requests_per_minute
        shops.set_rules(session, shop.id, strict=strict, active=active, requests_per_minute=limit)
    return {"shop_id": shop_id, "strict": strict, "active": active, "requests_per_minute": limit}


# Net Promoter Score


class Publication(TypedDict):
    id: int
    published: bool


def _set_published(world: CurrentWorld, review_id: int, published: bool) -> Publication:
    with world.transaction() as session:
        if not nps.set_published(session, review_id, published):
            raise Problem(404, f"there is no NPS review {review_id} in this world", field="id")
    return {"id": review_id, "published": published}


@router.post("/nps/reviews/{id}/publish", **shown({"id": 1, "published": True}))
async def publish_nps_review(world: CurrentWorld, id: Annotated[int, Path(ge=1, le=2**31 - 1)]) -> Publication:
    """`GET /nps/reviews` shows the review again."""
    return _set_published(world, id, published=True)


@router.post("/nps/reviews/{id}/unpublish", **shown({"id": 1, "published": False}))
async def unpublish_nps_review(world: CurrentWorld, id: Annotated[int, Path(ge=1, le=2**31 - 1)]) -> Publication:
    """`GET /nps/reviews` no longer shows the review."""
    return _set_published(world, id, published=False)


# Promo codes


class PromoCodeListForm(Form):
    """Without an id it gets the next number."""

    shop_id: str
    id: Number | None = None
    name: Name
    codes: list[Code] = Field(default_factory=list)


class MadePromoCodeList(TypedDict):
    id: int
    name: str
    available: int


_CODES = {"shop_id": "DvLWN2ZTMZ", "name": "Birthday codes", "codes": ["HAPPY-1", "HAPPY-2"]}


@router.post(
    "/promo_codes",
    status_code=201,
    **shown({"id": 3191, "name": "Birthday codes", "available": 2}, status=201, body=_CODES),
)
async def make_promo_code_list(world: CurrentWorld, form: PromoCodeListForm) -> MadePromoCodeList:
    """A new list; a code that is given twice is in it once."""
    with world.transaction() as session:
        shop = shop_of(session, form.shop_id)
        number = form.id or promo_codes.next_list_id(session)
        if not promo_codes.add_list(session, id=number, shop=shop, name=form.name):
            raise Problem(409, f"there is a promo code list {number} already", field="id")
        promo_codes.add_codes(session, number, form.codes)
    return {"id": number, "name": form.name, "available": len(set(form.codes))}


class Expired(TypedDict):
    expired: int


@router.post("/promo_codes/{list_id}/expire", **shown({"expired": 3}))
async def expire_promo_codes(world: CurrentWorld, list_id: Annotated[int, Path(ge=1, le=2**31 - 1)]) -> Expired:
    """Every code of the list that was not used yet is no longer valid: neither issued again nor shown as available."""
    with world.transaction() as session:
        if promo_codes.list_with_id(session, list_id) is None:
            raise Problem(404, f"there is no promo code list {list_id} in this world", field="list_id")
        return {"expired": promo_codes.expire(session, list_id)}


# Multi-messaging


class NewCampaignForm(CampaignForm):
    shop_id: str


class MadeCampaign(TypedDict):
    id: int
    code: str


_CAMPAIGN = {
    "shop_id": "DvLWN2ZTMZ",
    "code": "order_ready",
    "type": "sms",
    "sms": {"text": "Your order {{ order_id }} waits for you."},
}


@router.post("/campaigns", status_code=201, **shown({"id": 12, "code": "order_ready"}, status=201, body=_CAMPAIGN))
async def make_campaign(world: CurrentWorld, form: NewCampaignForm) -> MadeCampaign:
    """A new transactional campaign, with a Liquid template for each channel it has."""
    with world.transaction() as session:
        number = add_campaign(session, shop_of(session, form.shop_id), form)
        if number is None:
            raise Problem(409, f"there is a campaign with the code {form.code!r} already", field="code")
    return {"id": number, "code": form.code}


# Popups


class PopupSwitch(Form):
    """`event` is what it waits for from now on, null the start; `target_screens` are the app's screens it is for."""

    shop_id: str
    active: bool
    event: Code | None = None
    target_screens: list[Code] | None = None


class SwitchedPopup(TypedDict):
    id: int
    active: bool
    event: str | None
    target_screens: list[str]


_SWITCH = {"active": True, "event": "view", "target_screens": ["product"]}


@router.patch("/popups/{id}", **shown({"id": 1, **_SWITCH}, body={"shop_id": "DvLWN2ZTMZ", **_SWITCH}))
async def switch_a_popup(
    world: CurrentWorld, id: Annotated[int, Path(ge=1, le=2**31 - 1)], switch: PopupSwitch
) -> SwitchedPopup:
    """Whether the popup is handed out: with `init`, or with the answer to its event."""
    with world.transaction() as session:
        popup = popups.with_number(session, shop_of(session, switch.shop_id).id, id)
        if popup is None:
            raise Problem(404, f"there is no popup {id} in this shop", field="id")
        event = switch.event if "event" in switch.model_fields_set else popup.event
        screens = popup.target_screens if switch.target_screens is None else switch.target_screens
        popups.switch(session, popup, on=switch.active, event=event, screens=screens)
    return {"id": id, "active": switch.active, "event": event, "target_screens": screens}
