"""Popups: that one was shown, and how it looks. The popup itself comes with the answer to `/init` or to an event."""

from typing import Any

from pydantic import Field

from emulator.kernel.evidence import observed
from emulator.kernel.exchange import Call
from emulator.kernel.http import Answer
from emulator.kernel.route import Router
from emulator.vendors.rees46.behaviour import people, popups
from emulator.vendors.rees46.wire.access import WIRE, Access
from emulator.vendors.rees46.wire.answers import DONE, SUCCESS, Happened, Success, refusal_alone, refusals
from emulator.vendors.rees46.wire.fields import DID, Identifier, ShopParams

router = Router(WIRE)


class PopupShown(ShopParams):
    did: Identifier | None = Field(default=None, validation_alias=DID, description="Device ID")
    popup: int = Field(default=0, ge=0, lt=2**31, description="The popup's id")


@router.post(
    "/popup/showed",
    reads=PopupShown,
    answers={**DONE, **refusals()},
    access="public",
    evidence=observed("iOS, Android, React Native and JS SDK: popup/showed"),
    tags=("Popups",),
)
def popup_showed(call: Call[Access], shown: PopupShown) -> Success:
    """A popup was shown on the device: it does not come again within a minute."""
    if shown.did is not None:
        people.identify(call.session, call.account.shop, {"did": shown.did})
    popups.show(call.session, call.account.shop, shown.did, shown.popup)
    return SUCCESS


def happened(call: Call[Access], event: str, did: str | None) -> Happened:
    """The answer to an event, with the popup that it brings up on the device."""
    popup = after(call, event, did)
    return {"status": "success", "popup": popup} if popup else {"status": "success"}


def after(call: Call[Access], event: str, did: str | None) -> Any:
    """The popup that the event brings up on the device, or None."""
    shop = call.account.shop
    return popups.after(call.session, shop, did, event) if shop.popups_of_events and did is not None else None


@router.get(
    "/popup_css/{name}.css",
    answers={
        200: {
            "description": "The popup's styles; empty where there are none",
            "content": {"text/css": {"schema": {"type": "string"}, "example": ".popup { color: #333 }"}},
        },
        **refusal_alone(400),
    },
    access="anyone",
    evidence=observed("React Native SDK: popup_css/SHOP_popup_ID.css"),
    tags=("Popups",),
)
def popup_stylesheet(call: Call[Access]) -> Answer:
    """How a popup looks; `name` is the shop_id, `_popup_`, the popup's id."""
    styles = popups.stylesheet(call.session, call.request.path_params["name"])
    return Answer(200, styles.encode(), b"text/css; charset=utf-8")
