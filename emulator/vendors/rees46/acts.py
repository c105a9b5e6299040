"""What people do with a shop's messages, and what the mail servers of their addresses do."""

from collections.abc import Mapping

from emulator.kernel.acts import Act, Details, Done, Name, NotDoneError, dead, last_segment
from emulator.kernel.database import Session
from emulator.kernel.outbox import Message
from emulator.vendors.rees46.behaviour import subscriptions, tracking, unsubscribe
from emulator.vendors.rees46.behaviour.unsubscribe import Reader
from emulator.vendors.rees46.storage import messages, shops

_NOT_CLICKED = ("open_pixel", "image", "icon")
_PROCESSING = "email_processing"
"""Docs: the channel of a hard bounce, in the example of the changed subscriptions."""


def of(message: Message) -> Mapping[Name, Act]:
    """A test message has no code, so nothing is counted of it. Assumed: nobody hears of what is done with an SMS."""
    if message.channel == "email":
        tracked: dict[Name, Act] = {"open": _open_email, "click": _click_in_email}
        others: dict[Name, Act] = {"opt_out": _opt_out, "bounce": _bounce, "complain": _complain}
        return {**tracked, **others} if "open_pixel" in message.links else others
    return {"open": _open_push, "click": _click_push} if message.payload and _code_and_type(message)[0] else {}


def _code_and_type(message: Message) -> tuple[str, str]:
    """The unique code and type: of an e-mail they stand in its links, of a push in its payload."""
    if message.channel == "email":
        kind, code = message.links.get("open_pixel", "//").removesuffix(".png").split("/")[-2:]
        return code, kind
    payload = message.payload or {}
    flat = payload.get("android", payload)
    return flat["id"], flat["type"]


def _link(message: Message, details: Details, *, first: bool) -> tuple[str, str | None]:
    """The name and address of the link that is meant: the only one, or the `first`, where none is named."""
    links = {name: link for name, link in message.links.items() if name not in _NOT_CLICKED}
    offered = [name for name in links if name != "unsubscribe"]
    if details.link is not None and details.link in links:
        return details.link, links[details.link]
    if details.link is None and (first or len(offered) == 1):
        return (offered[0], links[offered[0]]) if offered else ("", None)
    known = f"the message's links are {', '.join(links)}" if links else "the message has none"
    wrong = "say which link is meant" if details.link is None else f"there is no link {details.link!r}"
    if details.link in message.links:
        wrong = f"{details.link!r} is a picture, which nobody clicks: to open the message loads it"
        known = known.replace("links", "other links", 1)
    raise NotDoneError(f"{wrong}; {known}", field="link")


# E-mails


def _open_email(session: Session, message: Message, _: Details) -> Done:
    code, kind = _code_and_type(message)
    link = message.links["open_pixel"]
    if not tracking.open_message(session, code, kind):
        dead(link)
    return Done(did="tracked: opened", link=link, made={"code": code, "event": "opened"})


def _click_in_email(session: Session, message: Message, details: Details) -> Done:
    name, link = _link(message, details, first=False)
    if name == "unsubscribe":
        return _opt_out(session, message, details)
    code, kind = _code_and_type(message)
    leads_to = tracking.follow_link(session, code, kind, last_segment(link or ""))
    if leads_to is None:
        dead(str(link))
    return Done(did="tracked: clicked", link=link, leads_to=leads_to, made={"code": code, "event": "clicked"})


def _opt_out(session: Session, message: Message, details: Details) -> Done:
    reader = _reader(session, message)
    code = _code_and_type(message)[0] or None
    unsubscribe.unsubscribe(session, reader, ip=details.ip, code=code)
    return Done(
        did=f"{reader.email or message.to} gets no more newsletters from {reader.shop.name}",
        link=message.links["unsubscribe"],
        made={"email": reader.email, **dict.fromkeys(unsubscribe.CAMPAIGNS, False)},
    )


def _bounce(session: Session, message: Message, details: Details) -> Done:
    """Assumed: an address that is refused for now only stays as it is."""
    if details.kind == "hard":
        return _processed(session, message, "hard_bounced", "has bounced: nothing is sent there any more")
    shop = _reader(session, message).shop
    return _logged(session, message, shop.id, "soft_bounced", "has bounced for now")


def _complain(session: Session, message: Message, _: Details) -> Done:
    return _processed(session, message, "complained", "has complained: nothing is sent there any more")


def _processed(session: Session, message: Message, event: str, said: str) -> Done:
    shop = _reader(session, message).shop
    subscriptions.callback(session, shop, _address(message), event, ip=None, channel=_PROCESSING)
    return _logged(session, message, shop.id, event, said)


def _logged(session: Session, message: Message, shop: int, event: str, said: str) -> Done:
    code, kind = _code_and_type(message)
    if code:
        messages.log(session, shop, event, type=kind, code=code)
    email = _address(message)
    return Done(did=f"{email} {said}", made={"email": email, "code": code or None, "event": event})


def _address(message: Message) -> str:
    return message.to.strip().lower()


def _reader(session: Session, message: Message) -> Reader:
    link = message.links["unsubscribe"]
    return unsubscribe.reader(session, last_segment(link)) or dead(link)


# Pushes


def _open_push(session: Session, message: Message, _: Details) -> Done:
    return _told(session, message, "opened", None)


def _click_push(session: Session, message: Message, details: Details) -> Done:
    """A push may lead to a screen of the app: it is clicked without a link."""
    return _told(session, message, "clicked", _link(message, details, first=True)[1])


def _told(session: Session, message: Message, event: str, link: str | None) -> Done:
    """As the SDK on the device tells of it. Observed: old web clients say what was clicked."""
    code, kind = _code_and_type(message)
    sent = messages.with_code(session, code)
    if sent is None:
        raise NotDoneError(f"there is no message {code} any more")
    url = link if message.channel == "web_push" else None
    tracking.track(session, shops.with_number(session, sent.shop), event, code=code, type=kind, did=None, url=url)
    return Done(did=f"tracked: {event}", link=link, leads_to=link, made={"code": code, "event": event})
