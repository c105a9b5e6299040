"""Promo codes: the shop's lists, upload to one, and a unique code for a device."""

from typing import Annotated, Any

from pydantic import BeforeValidator, Field
from typing_extensions import TypedDict

from emulator.kernel.evidence import documented
from emulator.kernel.exchange import Call
from emulator.kernel.route import Router
from emulator.vendors.rees46.behaviour import people, promo_codes
from emulator.vendors.rees46.wire.access import WIRE, Access
from emulator.vendors.rees46.wire.answers import DONE, SUCCESS, Success, example, refusals
from emulator.vendors.rees46.wire.fields import Identifier, ShopParams, Visitor, listed

router = Router(WIRE, tags=["Promo codes"])

ListId = Annotated[str, Field(min_length=1, max_length=255, description="Promo codes list ID")]


# List of promo codes lists


class PromoCodeList(TypedDict):
    id: int
    name: str
    available: int


@router.get(
    "/promo_codes",
    reads=ShopParams,
    answers={
        200: example(
            list[PromoCodeList], [{"id": 3184, "name": "Abandoned cart trigger discount codes", "available": 3744}]
        ),
        **refusals(),
    },
    access="secret",
    evidence=documented("Promo codes: List of promo codes lists"),
)
def list_of_promo_codes_lists(call: Call[Access], _: ShopParams) -> list[PromoCodeList]:
    """The shop's lists, each with the number of codes that can still be fetched."""
    return [
        {"id": found.id, "name": found.name, "available": available}
        for found, available in promo_codes.lists(call.session, call.account.shop)
    ]


# Upload promo codes


def _codes(value: Any) -> Any:
    codes = listed(value)
    if not isinstance(codes, list):
        return codes
    stripped = [code.strip() if isinstance(code, str) else code for code in codes]
    return [code for code in stripped if code not in ("", None)]


class PromoCodes(ShopParams):
    id: ListId
    codes: Annotated[list[Identifier], BeforeValidator(_codes)] = Field(
        default_factory=list, description="List of promo codes"
    )


@router.post(
    "/promo_codes",
    reads=PromoCodes,
    answers={**DONE, **refusals(404)},
    access="secret",
    evidence=documented("Promo codes: Upload promo codes"),
)
def upload_promo_codes(call: Call[Access], upload: PromoCodes) -> Success:
    """Adds codes to a list; those that it has or ever had are left out."""
    promo_codes.upload(call.session, call.account.shop, upload.id, upload.codes)
    return SUCCESS


# Fetch promo code


class PromoCodeRequest(Visitor):
    id: ListId


class PromoCode(TypedDict):
    code: str


@router.get(
    "/promo_codes/fetch",
    reads=PromoCodeRequest,
    answers={200: example(PromoCode, {"code": "UNIQUE_CODE"}), **refusals(404)},
    access="either",
    evidence=documented("Promo codes: Fetch promo code"),
)
def fetch_promo_code(call: Call[Access], fetch: PromoCodeRequest) -> PromoCode:
    """A unique code: for a device the same one until it is used in an order, with the secret alone a fresh one."""
    shop = call.account.shop
    if fetch.did is None:
        return {"code": promo_codes.fetch(call.session, shop, fetch.id)}
    people.identify(call.session, shop, fetch.identifiers())
    return {"code": promo_codes.fetch_for_device(call.session, shop, fetch.id, fetch.did)}
