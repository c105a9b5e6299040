"""A message on its way: the campaign's template of one channel, filled in, put into the outbox, and recorded."""

import re
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass
from html import escape, unescape
from typing import Any

from emulator.kernel import ids, outbox
from emulator.kernel.database import Session
from emulator.vendors.rees46.behaviour import push_payloads, unsubscribe
from emulator.vendors.rees46.behaviour.liquid import Rendering
from emulator.vendors.rees46.behaviour.push_payloads import Push
from emulator.vendors.rees46.storage import messages, mobile_push_tokens, profiles, subscriptions
from emulator.vendors.rees46.storage.campaigns import Campaign
from emulator.vendors.rees46.storage.mobile_push_tokens import MOBILE, WEB, PushToken
from emulator.vendors.rees46.storage.shops import Shop

CHANNELS = ("mobile_push", "web_push", "email", "sms")
"""Docs: "the cheapest and more efficient way" first. Assumed: pushes cost nothing, an SMS costs most."""
_LINK = re.compile(r"""(<a\b[^>]*?\bhref\s*=\s*)(["'])(https?://[^"'<>\s]+)\2""", re.IGNORECASE)
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
    links = {"unsubscribe": recipient.unsubscribe_url}
    leads_to: list[str] = []
    if code is not None:
        base = f"{sending.session.world.base_url('rees46')}/track/{sending.type}/{code}"
        html, leads_to = _tracked(html, base, untouched=recipient.unsubscribe_url)
        links |= {f"link_{number}": f"{base}/{number}" for number in range(1, len(leads_to) + 1)}
        links["open_pixel"] = f"{base}.png"
    for address in (str(recipient.email), *sending.copies):
        _send(sending, "email", address, subject=subject, text=text, html=html, links=links)
    return {"subject": subject, "links": leads_to}


def _tracked(html: str, base: str, *, untouched: str) -> tuple[str, list[str]]:
    """The e-mail with links that count their clicks and a pixel that tells it was opened; where the links lead."""
    leads_to: list[str] = []

    def counted(found: re.Match[str]) -> str:
        url = unescape(found[3])
        if url == untouched:
            return found[0]
        leads_to.append(url)
        return f"{found[1]}{found[2]}{escape(base)}/{len(leads_to)}{found[2]}"

    with_links = _LINK.sub(counted, html)
    pixel = f'<img src="{escape(base)}.png" width="1" height="1" alt="">'
    before, end, after = with_links.rpartition("</body>")
    return (f"{before}{pixel}{end}{after}" if end else with_links + pixel), leads_to


def _sms(sending: Sending, template: Template, _: str | None) -> dict[str, Any]:
    text = sending.rendering.text(template["text"])
    _send(sending, "sms", str(sending.recipient.phone), text=text)
    return {"body": text}


def _mobile_push(sending: Sending, template: Template, code: str | None) -> dict[str, Any]:
    push = _filled_in(sending, template, code)
    for token in sending.recipient.tokens_of("mobile_push"):
        payload = {"platform": token.platform, "ios": push_payloads.ios(push), "android": push_payloads.android(push)}
        _send(sending, "mobile_push", token.token, subject=push.title, text=push.body, payload=payload)
    return _shown(push)


def _web_push(sending: Sending, template: Template, code: str | None) -> dict[str, Any]:
    push = _filled_in(sending, template, code)
    for token in sending.recipient.tokens_of("web_push"):
        payload = push_payloads.android(push)
        _send(sending, "web_push", token.token, subject=push.title, text=push.body, payload=payload)
    return _shown(push)


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
