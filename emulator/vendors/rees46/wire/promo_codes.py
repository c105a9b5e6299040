"""Promo codes: the shop's lists, upload to one, a unique code for a device, and codes that are withdrawn."""

from typing import Annotated, Any, Literal

from pydantic import AliasChoices, BeforeValidator, Field
from typing_extensions import TypedDict

from emulator.kernel.evidence import documented, observed
from emulator.kernel.exchange import Call
from emulator.kernel.route import Router
from emulator.vendors.rees46.behaviour import people, promo_codes
from emulator.vendors.rees46.wire.access import WIRE, Access
from emulator.vendors.rees46.wire.answers import DONE, SUCCESS, Success, example, refusals, with_success
from emulator.vendors.rees46.wire.fields import Identifier, ShopParams, Texts, Visitor, listed

router = Router(WIRE, tags=["Promo codes"])

ListId = Annotated[str, Field(min_length=1, max_length=255, description="Promo codes list ID")]


# List of promo codes lists


class PromoCodeLists(ShopParams):
    """Observed: all but the credentials is the vendor's newer documentation's."""

    active: bool = Field(default=False, description="Only lists with at least one free code")
    include: Texts | None = Field(default=None, description="IDs of lists: only these")
    exclude: Texts = Field(default_factory=list, description="IDs of lists: not these")
    offset: int = Field(default=0, ge=0, le=10**9)
    limit: int = Field(default=1000, ge=1, le=1000)


class PromoCodeList(TypedDict):
    id: int
    name: str
    available: int


@router.get(
    "/promo_codes",
    reads=PromoCodeLists,
    answers={
        200: example(
            list[PromoCodeList], [{"id": 3184, "name": "Abandoned cart trigger discount codes", "available": 3744}]
        ),
        **with_success(refusals()),
    },
    access="secret",
    evidence=documented("Promo codes: List of promo codes lists"),
)
def list_of_promo_codes_lists(call: Call[Access], wanted: PromoCodeLists) -> list[PromoCodeList]:
    """The shop's lists, each with the number of codes that can still be fetched."""
    found: list[PromoCodeList] = [
        {"id": listed.id, "name": listed.name, "available": available}
        for listed, available in promo_codes.lists(call.session, call.account.shop)
        if (wanted.include is None or str(listed.id) in wanted.include)
        and str(listed.id) not in wanted.exclude
        and (available or not wanted.active)
    ]
    return found[wanted.offset : wanted.offset + wanted.limit]


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
    answers={**DONE, **with_success(refusals(404))},
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


# Delete promo codes, purge a list


class WithdrawnCodes(ShopParams):
    list_id: ListId = Field(validation_alias=AliasChoices("promo_code_list_id", "id"))
    codes: Annotated[list[Identifier], BeforeValidator(_codes)] = Field(description="The codes to delete")


class Withdrawal(TypedDict):
    deleted_count: int
    not_found_count: int


class WithdrawalAnswer(TypedDict):
    status: Literal["success"]
    payload: Withdrawal


@router.operation(
    "/promo_codes/delete",
    ["DELETE"],
    reads=WithdrawnCodes,
    answers={
        200: example(WithdrawalAnswer, {"status": "success", "payload": {"deleted_count": 300, "not_found_count": 15}}),
        **with_success(refusals(404)),
    },
    access="secret",
    evidence=observed("the vendor's newer documentation: Delete promo codes"),
)
def delete_promo_codes(call: Call[Access], withdrawn: WithdrawnCodes) -> WithdrawalAnswer:
    """Deletes codes from a list, whoever has them."""
    codes = dict.fromkeys(withdrawn.codes)
    deleted = promo_codes.delete(call.session, call.account.shop, withdrawn.list_id, list(codes))
    return {"status": "success", "payload": {"deleted_count": deleted, "not_found_count": len(codes) - deleted}}


class PurgedList(ShopParams):
    id: ListId


@router.operation(
    "/promo_codes/purge",
    ["DELETE"],
    reads=PurgedList,
    answers={**DONE, **with_success(refusals(404))},
    access="secret",
    evidence=observed("the vendor's newer documentation: Delete not sent promo codes"),
)
def delete_not_sent_promo_codes(call: Call[Access], purged: PurgedList) -> Success:
    """Deletes the codes of a list that nobody was given."""
    promo_codes.purge(call.session, call.account.shop, purged.id)
    return SUCCESS
