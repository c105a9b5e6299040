"""Referral programs, as the vendor's newer documentation has them."""

from typing import Literal

from pydantic import Field
from typing_extensions import TypedDict

from emulator.kernel.exchange import Call
from emulator.kernel.route import Router
from emulator.vendors.rees46.behaviour import referral as behaviour
from emulator.vendors.rees46.wire.access import WIRE, Access
from emulator.vendors.rees46.wire.answers import example, of_loyalty, refusals, with_success
from emulator.vendors.rees46.wire.loyalty_bonuses import Member

router = Router(WIRE)


class JoiningReferral(Member):
    id: int = Field(ge=1, lt=2**31, description="The referral program's number", examples=[1])


class PartnerCode(TypedDict):
    message: str
    code: str


class PartnerCodeAnswer(TypedDict):
    success: Literal[True]
    payload: PartnerCode


@router.post(
    "/loyalty/referral/join",
    reads=JoiningReferral,
    answers={
        200: example(PartnerCodeAnswer, {"success": True, "payload": {"message": "Success", "code": "K7M-WQA-3ZT"}}),
        **with_success(refusals(404)),
    },
    **of_loyalty("Join a referral program"),
)
def join_referral_program(call: Call[Access], joining: JoiningReferral) -> PartnerCodeAnswer:
    """Makes a member a partner, whose code brings new customers."""
    code = behaviour.join(call.session, call.account.shop, joining.identifier, joining.id)
    return {"success": True, "payload": {"message": "Success", "code": code}}


class ProgramCode(TypedDict):
    referral_program_id: int
    code: str
    description: str | None


class PartnerCodes(TypedDict):
    message: str
    codes: list[ProgramCode]


class PartnerCodesAnswer(TypedDict):
    success: Literal[True]
    payload: PartnerCodes


_CODES = [{"referral_program_id": 1, "code": "K7M-WQA-3ZT", "description": "Bring a friend"}]


@router.get(
    "/loyalty/referral/code",
    reads=Member,
    answers={
        200: example(PartnerCodesAnswer, {"success": True, "payload": {"message": "Success", "codes": _CODES}}),
        **with_success(refusals()),
    },
    **of_loyalty("Codes of a referral partner, whose curl has this path, its heading another call's"),
)
def referral_codes(call: Call[Access], of: Member) -> PartnerCodesAnswer:
    """A partner's codes in all programs that are active."""
    codes: list[ProgramCode] = [
        {"referral_program_id": one.program, "code": one.code, "description": program["description"]}
        for one, program in behaviour.codes(call.session, call.account.shop, of.identifier)
    ]
    return {"success": True, "payload": {"message": "Success", "codes": codes}}
