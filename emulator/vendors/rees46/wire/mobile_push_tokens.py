"""Chapter "Mobile push tokens"."""

from typing import Annotated, Literal

from pydantic import Field

from emulator.kernel.evidence import documented
from emulator.kernel.exchange import Call
from emulator.kernel.route import Router
from emulator.vendors.rees46.behaviour import mobile_push_tokens
from emulator.vendors.rees46.wire.access import A_DEVICE, WIRE, Access
from emulator.vendors.rees46.wire.answers import DONE, SUCCESS, Success, refusals
from emulator.vendors.rees46.wire.fields import DID, Identified, Identifier

router = Router(WIRE)

PushToken = Annotated[str, Field(min_length=1, max_length=4096)]


# Create new token


class MobilePushToken(Identified):
    did: Identifier = Field(validation_alias=DID, description="Device ID. You get it from init method in SDK.")
    platform: Literal["ios", "android", "ios_firebase"] = Field(description="Identifies platform: ios or android")
    token: PushToken = Field(description="Unique mobile push token from iOS or Android.")
    push_provider: Literal["firebase", "huawei"] | None = Field(
        default=None, description="Whose push service the token is of, on Android"
    )


@router.post(
    "/mobile_push_tokens",
    reads=MobilePushToken,
    expects=(A_DEVICE, "platform", "token"),
    answers={**DONE, **refusals(422)},
    access="device",
    events=True,
    evidence=documented("Mobile push tokens: Create new token"),
    tags=("Mobile push tokens",),
)
def create_new_token(call: Call[Access], token: MobilePushToken) -> Success:
    """Creates a new token for the user, identified by did. The document shows `{}`; SDKs wait for the status."""
    mobile_push_tokens.create(
        call.session,
        call.account.shop,
        token.identifiers(),
        platform=token.platform,
        token=token.token,
        push_provider=token.push_provider,
    )
    return SUCCESS
