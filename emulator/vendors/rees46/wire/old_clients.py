"""What server clients, shop modules and web pages of earlier years call."""

from typing import Any, Literal

from pydantic import AliasChoices, Field
from typing_extensions import TypedDict

from emulator.kernel.evidence import observed
from emulator.kernel.exchange import Call
from emulator.kernel.http import Answer
from emulator.kernel.route import Router
from emulator.vendors.rees46.behaviour import old_clients
from emulator.vendors.rees46.wire.access import WIRE, Access
from emulator.vendors.rees46.wire.answers import DONE, SUCCESS, Success, example, refusal_alone, refusals
from emulator.vendors.rees46.wire.fields import DID, Email, Identifier, Object, ShopParams, Text

router = Router(WIRE)

_TAGS: dict[str, Any] = {"tags": ("Old clients",)}


@router.get(
    "/generate_ssid",
    answers={
        200: {
            "description": "A bare UUID",
            "content": {
                "text/plain": {"schema": {"type": "string"}, "example": "0f8fad5b-d9cb-469f-a165-70867728950e"}
            },
        },
        **refusal_alone(400),
    },
    access="anyone",
    evidence=observed("PHP and JS client of old: generate_ssid"),
    **_TAGS,
)
def generate_ssid(call: Call[Any]) -> Answer:
    """A new device identifier, which clients of earlier years ask for before anything else."""
    return Answer(200, old_clients.generate_ssid(call.session).encode(), b"text/plain; charset=utf-8")


class Checked(ShopParams):
    shop_secret: Text | None = Field(default=None, validation_alias=AliasChoices("shop_secret", "secret"))


class CheckAnswer(TypedDict):
    key: Literal["correct"]
    secret: Literal["correct", "invalid", "skip"]


@router.get(
    "/check",
    reads=Checked,
    answers={200: example(CheckAnswer, {"key": "correct", "secret": "correct"}), **refusals()},
    access="public",
    evidence=observed("modules of shop systems: check"),
    **_TAGS,
)
def check_credentials(call: Call[Access], checked: Checked) -> CheckAnswer:
    """Whether the credentials that a shop's owner has typed are right; a wrong key is refused."""
    secret = checked.shop_secret or call.request.header("x-shop-secret")
    return {"key": "correct", "secret": old_clients.check(call.account.shop, secret)}


# Web pushes


class WebPushSubscription(ShopParams):
    """The browser's subscription, whole or its endpoint alone."""

    did: Identifier = Field(validation_alias=DID, description="Device ID")
    subscription: Object | None = Field(default=None, description="endpoint and keys, as the browser has them")
    endpoint: Text | None = Field(default=None, validation_alias=AliasChoices("endpoint", "token"))

    def address(self) -> str | None:
        whole = (self.subscription or {}).get("endpoint")
        return self.endpoint or (whole[:4096] if isinstance(whole, str) else None) or None


@router.post(
    "/web_push_subscriptions",
    reads=WebPushSubscription,
    answers={**DONE, **refusals()},
    access="public",
    evidence=observed("JS SDK: web_push_subscriptions"),
    **_TAGS,
)
def create_web_push_subscription(call: Call[Access], subscription: WebPushSubscription) -> Success:
    """A visitor has allowed web pushes in this browser."""
    address = subscription.address()
    if address is None:
        call.notice("the subscription has no endpoint, so no web push will reach this browser")
    else:
        old_clients.subscribe_browser(call.session, call.account.shop, subscription.did, address)
    return SUCCESS


# E-mails and attributes


class CollectedEmail(ShopParams):
    did: Identifier = Field(validation_alias=DID, description="Device ID")
    email: Email | None = Field(default=None, validation_alias=AliasChoices("email", "user_email"))
    declined: bool = Field(default=False, description="The visitor has closed the form")


@router.post(
    "/subscriptions/create",
    reads=CollectedEmail,
    answers={**DONE, **refusals()},
    access="public",
    evidence=observed("JS SDK of old: subscriptions/create"),
    **_TAGS,
)
def create_subscription(call: Call[Access], collected: CollectedEmail) -> Success:
    """A visitor has left an e-mail address in the form that collects them, or has declined to."""
    identifiers = {"did": collected.did} | ({"email": collected.email} if collected.email else {})
    old_clients.collect_email(
        call.session, call.account.shop, identifiers, declined=collected.declined, ip=call.request.client_ip
    )
    return SUCCESS


class PushAttributes(ShopParams):
    did: Identifier = Field(validation_alias=DID, description="Device ID")
    attributes: Object = Field(default_factory=dict, description="What is known of the visitor")


@router.post(
    "/push_attributes",
    reads=PushAttributes,
    answers={**DONE, **refusals()},
    access="public",
    evidence=observed("JS and PHP client of old: push_attributes"),
    **_TAGS,
)
def push_attributes(call: Call[Access], sent: PushAttributes) -> Success:
    """What a shop knows of its visitor; it is among the profile's custom properties."""
    old_clients.push_attributes(call.session, call.account.shop, {"did": sent.did}, sent.attributes)
    return SUCCESS
