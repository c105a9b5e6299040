"""Chapters "Multi-messaging" and "SMS messaging": one message to one person, on the channel that reaches them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

from emulator.kernel.database import Session
from emulator.vendors.rees46.behaviour import delivery, people
from emulator.vendors.rees46.behaviour.delivery import Recipient, Sending
from emulator.vendors.rees46.behaviour.liquid import Rendering
from emulator.vendors.rees46.errors import NotFound, Unprocessable
from emulator.vendors.rees46.storage import campaigns, profiles
from emulator.vendors.rees46.storage.shops import Shop


@dataclass(frozen=True, kw_only=True)
class Order:
    """What is to be sent, and to whom."""

    code: str
    """The campaign's."""
    identifiers: Mapping[str, str]
    variables: Mapping[str, Any] = field(default_factory=dict)
    send_everywhere: bool = False
    copies: Sequence[str] = ()
    test: bool = False


@dataclass(frozen=True)
class Sent:
    """The first message's code, where one was sent, and what there is to say beside the answer."""

    code: str | None
    notices: Sequence[str]


def send(session: Session, shop: Shop, order: Order, *, type: Literal["sms", "multi"] | None = None) -> Sent:
    """Docs: "the platform automatically chooses the cheapest and more efficient way to deliver"; `send_everywhere`:
    "Send to all channels, except SMS".

    Assumed: without a recipient it is 422; somebody whom no channel reaches is no error; a person whom nobody knows
    gets a profile.
    """
    if not order.identifiers:
        raise Unprocessable("One of identifiers must present in request: email or phone")
    campaign = campaigns.with_code(session, shop.id, order.code)
    if campaign is None or type not in (None, campaign.type):
        raise NotFound("Campaign not found")
    person = people.identify(session, shop, order.identifiers)
    recipient = delivery.recipient(session, shop, person, order.identifiers, type="transactional")
    rendering = Rendering({**_known(session, person, recipient), **order.variables}, session.now)
    sending = Sending(
        session=session,
        campaign=campaign,
        recipient=recipient,
        rendering=rendering,
        copies=order.copies,
        test=order.test,
    )
    codes = [delivery.deliver(sending, channel) for channel in _channels(sending, everywhere=order.send_everywhere)]
    unreached = [] if codes else [f"none of the channels of the campaign {order.code} reaches this person"]
    return Sent(codes[0] if codes else None, [*unreached, *rendering.problems])


def _channels(sending: Sending, *, everywhere: bool) -> list[str]:
    templates = sending.campaign.templates
    reaching = [
        channel for channel in delivery.CHANNELS if channel in templates and sending.recipient.is_reached_by(channel)
    ]
    return [channel for channel in reaching if channel != "sms"] if everywhere else reaching[:1]


def _known(session: Session, person: int, recipient: Recipient) -> dict[str, Any]:
    """Assumed: what the profile knows of the person fills in what the request's variables do not name."""
    profile = profiles.profile(session, person)
    return {
        **profile.custom_properties,
        "first_name": profile.first_name,
        "last_name": profile.last_name,
        "email": recipient.email,
        "phone": recipient.phone,
        "unsubscribe_url": recipient.unsubscribe_url,
    }
