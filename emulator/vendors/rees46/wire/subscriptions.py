"""Chapter "Subscriptions"."""

from typing import Literal

from pydantic import Field
from typing_extensions import TypedDict

from emulator.kernel.evidence import documented
from emulator.kernel.exchange import Call
from emulator.kernel.http import Request
from emulator.kernel.route import Router
from emulator.vendors.rees46.behaviour import people, subscriptions
from emulator.vendors.rees46.wire.access import WIRE, Access
from emulator.vendors.rees46.wire.answers import DONE, HAPPENED, SUCCESS, Happened, Success, example, refusals
from emulator.vendors.rees46.wire.fields import Day, Email, Identified, Phone, ShopParams, Text
from emulator.vendors.rees46.wire.flags import Flags
from emulator.vendors.rees46.wire.popups import happened

router = Router(WIRE)

_MOBILE = ("REES46", "ReactNative", "CFNetwork")
"""Observed: how the User-Agent of the Android, React Native and iOS SDKs can be told."""


# Manage subscriptions


class ManagedSubscriptions(Identified, Flags):
    """Whose subscriptions, and which of them change."""


@router.post(
    "/subscriptions/manage",
    reads=ManagedSubscriptions,
    answers={**HAPPENED, **refusals(422)},
    access="device",
    nobody=422,
    evidence=documented("Subscriptions: Manage subscriptions"),
    tags=("Subscriptions",),
)
def manage_subscriptions(call: Call[Access], managed: ManagedSubscriptions) -> Happened:
    """Changes a user's subscription to channels and kinds of campaigns; what is not sent stays as it is."""
    shop = call.account.shop
    person = people.identify(call.session, shop, managed.identifiers())
    contacts = {"email": managed.email, "sms": managed.phone}
    refused = subscriptions.manage(
        call.session,
        shop,
        person,
        managed.flags(),
        channel="api" if call.account.trusted else _sdk(call.request, managed.stream),
        contacts={channel: contact for channel, contact in contacts.items() if contact is not None},
        ip=call.request.client_ip,
    )
    if refused:
        call.notice(f"{', '.join(refused)}: the address has bounced, complained or is blacklisted, so it stays off")
    return happened(call, "subscriptions/manage", managed.did)


def _sdk(request: Request, stream: str | None) -> str:
    """Observed: without the secret it is an SDK that calls, on the web or in an app."""
    agent = request.header("user-agent") or ""
    mobile = stream in {"ios", "android"} or any(word in agent for word in _MOBILE)
    return "mobile_sdk" if mobile else "js_sdk"


# System operations: unsubscribe, complaint, hard bounce and blacklist


class MarkedEmail(ShopParams):
    email: Email
    event: Literal["hard_bounced", "complained", "blacklisted", "unsubscribed"] = Field(description="Event to process")


@router.post(
    "/subscriptions/callback",
    reads=MarkedEmail,
    answers={**DONE, **refusals()},
    access="secret",
    evidence=documented("Subscriptions: System operations: unsubscribe, complaint, hard bounce and blacklist"),
    tags=("Subscriptions",),
)
def mark_email(call: Call[Access], callback: MarkedEmail) -> Success:
    """Marks an e-mail as bounced, complained, blacklisted or unsubscribed."""
    ip = call.request.client_ip
    subscriptions.callback(call.session, call.account.shop, callback.email, callback.event, ip=ip)
    return SUCCESS


# Check subscription status


class SubscriptionStatus(TypedDict):
    """Observed: beside the twelve documented flags there are those of further channels."""

    email_bulk: bool
    email_chain: bool
    email_transactional: bool
    email_invalid: bool
    email_blacklisted: bool
    email_bounced: bool
    email_suppressed: bool
    web_push: bool
    mobile_push: bool
    sms_bulk: bool
    sms_chain: bool
    sms_transactional: bool
    exists: bool
    email_confirmed: bool
    web_push_bulk: bool
    web_push_chain: bool
    web_push_transactional: bool
    mobile_push_bulk: bool
    mobile_push_chain: bool
    mobile_push_transactional: bool
    telegram_bulk: bool
    telegram_chain: bool
    telegram_transactional: bool
    whatsapp_bulk: bool
    whatsapp_chain: bool
    whatsapp_transactional: bool
    max_bulk: bool
    max_chain: bool
    max_transactional: bool
    wallet_bulk: bool


_NAMES = tuple(SubscriptionStatus.__annotations__)
_STATUS = dict.fromkeys(_NAMES, False) | {"email_bulk": True, "email_chain": True, "exists": True}


@router.get(
    "/subscriptions/check",
    reads=Identified,
    answers={200: example(SubscriptionStatus, _STATUS), **refusals(422)},
    access="device",
    nobody=422,
    evidence=documented("Subscriptions: Check subscription status"),
    tags=("Subscriptions",),
)
def check_subscription_status(call: Call[Access], user: Identified) -> SubscriptionStatus:
    """Checks an e-mail's or phone's subscriptions; of somebody unknown all is false."""
    person = people.find(call.session, call.account.shop, user.identifiers())
    found = subscriptions.check(call.session, call.account.shop, person, email=user.email)
    return {name: found[name] for name in _NAMES}  # type: ignore[return-value]  # the names are the type's own


# Changed subscriptions list


class Changes(ShopParams):
    event: Literal["subscribe", "unsubscribe", "hard_bounced", "complained", "blacklisted"] | None = None
    channel: Text | None = Field(default=None, description="Such as api, js_sdk, import or unsubscribe_page")
    first: Day | None = Field(default=None, validation_alias="from", description="The first day, by default yesterday")
    last: Day | None = Field(default=None, validation_alias="to", description="The last day, by default today")
    email: Email | None = None
    phone: Phone | None = None
    offset: int = Field(default=0, ge=0, le=10**9)
    limit: int = Field(default=20000, ge=1, le=20000)


class SubscriptionChange(TypedDict):
    contact_type: str
    contact: str
    campaign_type: str
    event: str
    channel: str
    datetime: str
    ip: str | None


_PHONES = ("sms", "whatsapp", "max")
_CHANGE: SubscriptionChange = {
    "contact_type": "email",
    "contact": "email1@example.com",
    "campaign_type": "chain",
    "event": "subscribe",
    "channel": "popup",
    "datetime": "2020-09-24 14:42:36",
    "ip": "192.168.0.1",
}


@router.get(
    "/subscriptions/changes",
    reads=Changes,
    answers={200: example(list[SubscriptionChange], [_CHANGE]), **refusals()},
    access="secret",
    evidence=documented("Subscriptions: Changed subscriptions list"),
    tags=("Subscriptions",),
)
def changed_subscriptions_list(call: Call[Access], wanted: Changes) -> list[SubscriptionChange]:
    """Who changed a subscription in a range of days, the earliest first."""
    filters = wanted.model_dump(include={"first", "last", "offset", "limit", "event", "channel", "email", "phone"})
    return [
        {
            "contact_type": row.contact_type,
            "contact": f"+{row.contact}" if row.contact_type in _PHONES else row.contact,
            "campaign_type": campaign_type,
            "event": row.event,
            "channel": row.channel,
            "datetime": f"{row.at:%Y-%m-%d %H:%M:%S}",
            "ip": row.ip,
        }
        for row, campaign_type in subscriptions.changes(call.session, call.account.shop, **filters)
    ]
