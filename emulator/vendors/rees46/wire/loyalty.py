"""Membership of the loyalty program, as the vendor's newer documentation has it."""

from datetime import date
from typing import Any, Literal

from pydantic import AliasChoices, Field
from typing_extensions import TypedDict

from emulator.kernel.evidence import observed
from emulator.kernel.exchange import Call
from emulator.kernel.route import Router
from emulator.vendors.rees46.behaviour import loyalty
from emulator.vendors.rees46.wire.access import WIRE, Access
from emulator.vendors.rees46.wire.answers import example, refusals, with_success
from emulator.vendors.rees46.wire.fields import Email, Phone, ShopParams, Text

router = Router(WIRE)

_ABOUT: dict[str, Any] = {"access": "secret", "tags": ("Loyalty",)}


# Join loyalty program


class LoyaltyJoin(ShopParams):
    phone: Phone = Field(description="User's phone number")
    email: Email | None = None
    first_name: Text | None = None
    last_name: Text | None = None
    gender: Literal["m", "f"] | None = None
    birthday: date | None = None


class JoinedMember(TypedDict):
    message: str
    identifier: str


class JoinAnswer(TypedDict):
    status: Literal["success"]
    payload: JoinedMember


_REGISTERED = "Member is registered successfully"


@router.post(
    "/loyalty/members/join",
    reads=LoyaltyJoin,
    answers={
        200: example(
            JoinAnswer, {"status": "success", "payload": {"message": _REGISTERED, "identifier": "10000000001"}}
        ),
        **refusals(),
    },
    evidence=observed("Android, iOS and React Native SDK; the vendor's newer documentation: Join loyalty program"),
    **_ABOUT,
)
def join_loyalty_program(call: Call[Access], joining: LoyaltyJoin) -> JoinAnswer:
    """Registers a user as a member of the shop's loyalty program."""
    contacts = joining.model_dump(include={"phone", "email"}, exclude_none=True)
    attributes = joining.model_dump(include={"first_name", "last_name", "gender", "birthday"}, exclude_none=True)
    loyalty.join(call.session, call.account.shop, contacts, attributes)
    return {"status": "success", "payload": {"message": _REGISTERED, "identifier": joining.phone}}


# Membership status


class MemberOf(ShopParams):
    identifier: Phone = Field(description="User's phone number")


class LoyaltyLevel(TypedDict):
    name: str | None
    code: str | None
    expiration_date: str | None


class Membership(TypedDict):
    member: bool
    level: LoyaltyLevel


class MembershipAnswer(TypedDict):
    status: Literal["success"]
    payload: Membership


_GOLD = {"name": "Gold", "code": "level_gold", "expiration_date": "2028-01-01"}


@router.get(
    "/loyalty/members/status",
    reads=MemberOf,
    answers={
        200: example(MembershipAnswer, {"status": "success", "payload": {"member": True, "level": _GOLD}}),
        **refusals(),
    },
    evidence=observed("Android, iOS and React Native SDK; the vendor's newer documentation: Membership status"),
    **_ABOUT,
)
def membership_status(call: Call[Access], of: MemberOf) -> MembershipAnswer:
    """Whether a user is a member, and on which level: on the first one it is all null."""
    member = loyalty.member(call.session, call.account.shop, of.identifier)
    level: LoyaltyLevel = {
        "name": member.level_name if member else None,
        "code": member.level_code if member else None,
        "expiration_date": member.level_expires.isoformat() if member and member.level_expires else None,
    }
    return {"status": "success", "payload": {"member": member is not None, "level": level}}


# Leave loyalty program


class Leaving(ShopParams):
    phone: Phone = Field(
        validation_alias=AliasChoices("phone", "identifier"), description="User's phone number; also as identifier"
    )


class Left(TypedDict):
    success: Literal[True]
    payload: None


@router.operation(
    "/loyalty/members/destroy",
    ["DELETE"],
    reads=Leaving,
    answers={200: example(Left, {"success": True, "payload": None}), **with_success(refusals())},
    evidence=observed("the vendor's newer documentation: Leave loyalty program"),
    **_ABOUT,
)
def leave_loyalty_program(call: Call[Access], leaving: Leaving) -> Left:
    """Ends a membership and its level; bonuses stay."""
    loyalty.leave(call.session, call.account.shop, leaving.phone)
    return {"success": True, "payload": None}
