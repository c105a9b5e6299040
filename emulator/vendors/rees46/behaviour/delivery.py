"""A message on its way: the campaign's template of one channel, filled in, put into the outbox, and recorded."""

import re
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass
from html import unescape
from typing import Any

from emulator.kernel import ids, outbox
from emulator.kernel.database import Session
from emulator.vendors.rees46.behaviour import message_links, push_payloads, unsubscribe
from emulator.vendors.rees46.behaviour.liquid import Rendering
from emulator.vendors.rees46.behaviour.push_payloads import Push
from emulator.vendors.rees46.storage import messages, mobile_push_tokens, profiles, subscriptions
from emulator.vendors.rees46.storage.campaigns import Campaign
from emulator.vendors.rees46.storage.mobile_push_tokens import MOBILE, WEB, PushToken
from emulator.vendors.rees46.storage.shops import Shop

CHANNELS = ("mobile_push", "web_push", "email", "sms")
"""Docs: "the cheapest and more efficient way" first. Assumed: pushes cost nothing, an SMS costs most."""
_TAG = re.compile(r"<[^>]*>")
Template = dict[str, Any]


@dataclass(frozen=True, kw_only=True)
class Recipient:
    """A person, and where each channel reaches them: None or nothing where it does not."""

    person: int
    email: str | None
    phone: str | None
    tokens: Sequence[PushToken]
    unsubscribe_url: str
    refuses: Set[str]
    """The channels on which the person wants no such messages, or may not be written to."""

    def is_reached_by(self, channel: str) -> bool:
        if channel in self.refuses:
            return False
        if channel == "email":
            return self.email is not None
        return self.phone is not None if channel == "sms" else bool(self.tokens_of(channel))

    def tokens_of(self, channel: str) -> list[PushToken]:
        platforms = (WEB,) if channel == "web_push" else MOBILE
        return [token for token in self.tokens if token.platform in platforms]


def recipient(
    session: Session, shop: Shop, person: int, identifiers: Mapping[str, str] | None = None, *, type: str
) -> Recipient:
    """An address among the identifiers counts before the profile's main one.

    Assumed: who has never said anything about this kind of campaign gets it; an address that bounced, complained or is
    blacklisted does not.
    """
    known, named = profiles.identifiers(session, person), identifiers or {}
    flags = subscriptions.of(session, person)
    email = named.get("email") or next(iter(known["email"]), None)
    refuses = {channel for channel in CHANNELS if flags[f"{channel}_{type}"] is False}
    if email is not None and subscriptions.statuses(session, shop.id, email):
        refuses.add("email")
    return Recipient(
        person=person,
        email=email,
        phone=named.get("phone") or next(iter(known["phone"]), None),
        tokens=mobile_push_tokens.tokens(session, person),
        unsubscribe_url=unsubscribe.link(session, shop, person),
        refuses=refuses,
    )


@dataclass(frozen=True, kw_only=True)
class Sending:
    """What one request has the vendor send."""

    session: Session
    campaign: Campaign
    recipient: Recipient
    rendering: Rendering
    type: str = "transactional"
    """What the vendor calls this kind of campaign: bulk, chain or transactional."""
    copies: Sequence[str] = ()
    """Further addresses that get the e-mail too."""
    test: bool = False
    """Docs: a test message has no unique code, and nothing is counted of it."""
    product_url: str | None = None
    """Of the product that the message is about."""


def deliver(sending: Sending, channel: str) -> str | None:
    """Sends the message on one channel; answers its unique code, None for a test."""
    session, campaign = sending.session, sending.campaign
    code = None if sending.test else _unused_code(session)
    send = {"email": _email, "sms": _sms, "web_push": _web_push}.get(channel, _mobile_push)
    shown = send(sending, campaign.templates[channel], code)
    if code is not None:
        messages.add(
            session,
            code=code,
            shop=campaign.shop,
            profile=sending.recipient.person,
            campaign_id=campaign.id,
            type=sending.type,
            channel=channel,
            at=session.now,
            **{"links": [], **shown},
        )
    return code


def _unused_code(session: Session) -> str:
    while True:
        code = ids.alnum(session.world.random, 12)
        if messages.with_code(session, code) is None:
            return code


def _email(sending: Sending, template: Template, code: str | None) -> dict[str, Any]:
    rendering, recipient = sending.rendering, sending.recipient
    subject, html = rendering.text(template["subject"]), rendering.html(template["html"])
    text = rendering.text(template["text"]) if template.get("text") else unescape(_TAG.sub("", html)).strip()
    plain = recipient.unsubscribe_url
    links = {"unsubscribe": plain}
    leads_to: list[str] = []
    if code is not None:
        base = f"{sending.session.world.base_url('rees46')}/track/{sending.type}/{code}"
        links["unsubscribe"] = f"{plain}?code={code}"
        html, leads_to = message_links.tracked(html, base, unsubscribe=(plain, links["unsubscribe"]))
        text = text.replace(plain, links["unsubscribe"])
        names = message_links.named(leads_to, product=sending.product_url)
        links |= {name: f"{base}/{number}" for number, name in enumerate(names, 1)}
        links["open_pixel"] = f"{base}.png"
    for address in (str(recipient.email), *sending.copies):
        _send(sending, "email", address, subject=subject, text=text, html=html, links=links)
    return {"subject": subject, "links": leads_to}


def _sms(sending: Sending, template: Template, _: str | None) -> dict[str, Any]:
    text = sending.rendering.text(template["text"])
    links = message_links.named(message_links.in_text(text), product=sending.product_url)
    _send(sending, "sms", str(sending.recipient.phone), text=text, links=links)
    return {"body": text}


def _mobile_push(sending: Sending, template: Template, code: str | None) -> dict[str, Any]:
    push = _filled_in(sending, template, code)
    for token in sending.recipient.tokens_of("mobile_push"):
        payload = {"platform": token.platform, "ios": push_payloads.ios(push), "android": push_payloads.android(push)}
        _send_push(sending, "mobile_push", token, push, payload)
    return _shown(push)


def _web_push(sending: Sending, template: Template, code: str | None) -> dict[str, Any]:
    push = _filled_in(sending, template, code)
    for token in sending.recipient.tokens_of("web_push"):
        _send_push(sending, "web_push", token, push, push_payloads.android(push))
    return _shown(push)


def _send_push(
    sending: Sending, channel: outbox.Channel, token: PushToken, push: Push, payload: dict[str, Any]
) -> None:
    leads_to = [url for url in (push.url, (push.event or {}).get("uri")) if url and url.startswith(("http:", "https:"))]
    links = message_links.named(leads_to[:1], product=sending.product_url)
    links |= {f"button_{number}": action["url"] for number, action in enumerate(push.actions, 1)}
    links |= {name: url for name, url in (("image", push.image), ("icon", push.icon)) if url}
    _send(sending, channel, token.token, subject=push.title, text=push.body, payload=payload, links=links)


def _filled_in(sending: Sending, template: Template, code: str | None) -> Push:
    rendering = sending.rendering
    texts = {name: rendering.text(source) for name, source in template.items() if isinstance(source, str)}
    event = template.get("event")
    return Push(
        type=sending.type,
        id=code or "",
        event={**event, "uri": rendering.text(event["uri"])} if event else None,
        actions=[
            {name: rendering.text(source) for name, source in action.items()} for action in template.get("actions", [])
        ],
        **texts,
    )


def _shown(push: Push) -> dict[str, Any]:
    return {"subject": push.title, "body": push.body, "url": push.url, "icon": push.icon, "picture": push.image}


def _send(sending: Sending, channel: outbox.Channel, to: str, **message: Any) -> None:
    outbox.send(sending.session, vendor="rees46", channel=channel, to=to, **message)
