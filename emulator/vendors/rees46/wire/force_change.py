"""Chapter "User's profile": an identifier that is changed by force."""

from typing import Any

from pydantic import Field

from emulator.kernel.evidence import documented, observed
from emulator.kernel.exchange import Call
from emulator.kernel.route import Router
from emulator.vendors.rees46.behaviour import users_profile
from emulator.vendors.rees46.errors import BadRequest
from emulator.vendors.rees46.wire.access import WIRE, Access
from emulator.vendors.rees46.wire.answers import DONE, SUCCESS, Success, refusals
from emulator.vendors.rees46.wire.fields import Email, Identifier, Phone, ShopParams

router = Router(WIRE)

_FALSE = (False, 0, "0", "false", "no", "off")
_ABOUT: dict[str, Any] = {"access": "secret", "answers": {**DONE, **refusals(404)}, "tags": ("User's profile",)}


class Change(ShopParams):
    i_understand_what_i_am_doing: Any = Field(description="Any true value", json_schema_extra={"examples": ["true"]})


# Force change email


class ChangeOfEmail(Change):
    old_email: Email
    new_email: Email


@router.post("/profile/force_change_email", reads=ChangeOfEmail, evidence=documented("Force change email"), **_ABOUT)
def force_change_email(call: Call[Access], change: ChangeOfEmail) -> Success:
    """Gives a person another e-mail, and takes it from whoever had it."""
    return _change(call, change, "email", change.old_email, change.new_email)


# Force change phone and id, as the vendor's newer documentation has them


class ChangeOfPhone(Change):
    old_phone: Phone
    new_phone: Phone


@router.post(
    "/profile/force_change_phone",
    reads=ChangeOfPhone,
    evidence=observed("the vendor's newer documentation: Force change phone"),
    **_ABOUT,
)
def force_change_phone(call: Call[Access], change: ChangeOfPhone) -> Success:
    """Gives a person another phone, and takes it from whoever had it."""
    return _change(call, change, "phone", change.old_phone, change.new_phone)


class ChangeOfId(Change):
    old_external_id: Identifier
    new_external_id: Identifier


@router.post(
    "/profile/force_change_id",
    reads=ChangeOfId,
    evidence=observed("the vendor's newer documentation: change of a profile's external_id"),
    **_ABOUT,
)
def force_change_id(call: Call[Access], change: ChangeOfId) -> Success:
    """Gives a person another id of the shop, and takes it from whoever had it."""
    return _change(call, change, "external_id", change.old_external_id, change.new_external_id)


def _change(call: Call[Access], change: Change, kind: str, old: str, new: str) -> Success:
    sure = change.i_understand_what_i_am_doing
    if (sure.lower() if isinstance(sure, str) else sure) in _FALSE:
        raise BadRequest("i_understand_what_i_am_doing must be true")
    users_profile.force_change(call.session, call.account.shop, kind, old=old, new=new)
    return SUCCESS
