"""One-time codes and QR codes of the loyalty program, as the vendor's newer documentation has them."""

from typing import Annotated, Literal

from pydantic import AliasChoices, Field
from typing_extensions import TypedDict

from emulator.kernel.exchange import Call
from emulator.kernel.route import Router
from emulator.vendors.rees46.behaviour import loyalty_otp as behaviour
from emulator.vendors.rees46.wire.access import WIRE, Access
from emulator.vendors.rees46.wire.answers import DONE_NEWLY, Done, example, of_loyalty, refusals, with_success
from emulator.vendors.rees46.wire.fields import Identifier, Phone, ShopParams
from emulator.vendors.rees46.wire.loyalty_bonuses import Member

router = Router(WIRE)

Event = Annotated[str, Field(min_length=1, max_length=255, pattern=r"^[a-z0-9_]+$")]


# Send a one-time code


class Sending(ShopParams):
    identifier: Phone = Field(description="The phone that is to be verified, of anybody")
    event: Event = Field(description="What is to be verified, in a word of your own", examples=["verify_phone"])


@router.post(
    "/loyalty/otp/send",
    reads=Sending,
    answers={**DONE_NEWLY, **with_success(refusals(422))},
    **of_loyalty("Send a one-time code"),
)
def send_one_time_code(call: Call[Access], sending: Sending) -> Done:
    """Sends a code by SMS; the loyalty program names the campaign, which has the code as `{{ code }}`."""
    for notice in behaviour.send(call.session, call.account.shop, sending.identifier, sending.event):
        call.notice(notice)
    return {"success": True}


# Check a one-time code


class Checking(Sending):
    code: Identifier = Field(description="What stood in the message", examples=["33871"])


@router.get(
    "/loyalty/otp/check",
    reads=Checking,
    aliases=("/loyalty/subscriptions/otp/check",),
    answers={**DONE_NEWLY, **with_success(refusals())},
    **of_loyalty("Check a one-time code, whose curl has the longer path"),
)
def check_one_time_code(call: Call[Access], checking: Checking) -> Done:
    """Whether a code is the one that was sent to the phone for that action; it is used up then."""
    behaviour.check(call.session, call.account.shop, checking.identifier, checking.event, checking.code)
    return {"success": True}


# QR code


class QrCode(TypedDict):
    code: str


class QrAnswer(TypedDict):
    success: Literal[True]
    payload: QrCode


@router.post(
    "/loyalty/qr/get",
    reads=Member,
    answers={
        200: example(QrAnswer, {"success": True, "payload": {"code": "10000000002-4821"}}),
        **with_success(refusals()),
    },
    **of_loyalty("Get a QR code"),
)
def get_qr_code(call: Call[Access], of: Member) -> QrAnswer:
    """What an app draws as a QR or bar code, for a till to scan."""
    return {"success": True, "payload": {"code": behaviour.qr(call.session, call.account.shop, of.identifier)}}


class Scanned(ShopParams):
    code: Identifier = Field(
        validation_alias=AliasChoices("code", "identifier"),
        description="What the till has scanned; the documentation's table calls it identifier",
    )


@router.post(
    "/loyalty/qr/check",
    reads=Scanned,
    answers={**DONE_NEWLY, **with_success(refusals())},
    **of_loyalty("Check a QR code"),
)
def check_qr_code(call: Call[Access], scanned: Scanned) -> Done:
    """Whether what was scanned is the code of a member of the loyalty program."""
    behaviour.check_qr(call.session, call.account.shop, scanned.code)
    return {"success": True}
