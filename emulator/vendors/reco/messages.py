"""The invites as Reco would send them, in Swedish and English."""

from html import escape
from typing import NamedTuple

from emulator.kernel import outbox
from emulator.kernel.database import Session
from emulator.vendors.reco.storage.venues import Venue

NAMES = ("channel", "sandbox", "sent_to", "first_name", "token")


class Recipient(NamedTuple):
    """Who is invited, as far as a message needs to know."""

    invite_id: int
    channel: str
    sandbox: bool
    sent_to: str
    first_name: str | None
    token: str


def send(session: Session, venue: Venue, recipient: Recipient) -> None:
    """Puts the invite into the outbox.

    The sandbox document: a sandbox key comes with one e-mail and one phone that receive every message.
    """
    base = session.world.base_url("reco")
    key = f"{recipient.invite_id}-{recipient.token}"
    links = {"review": f"{base}/review/{key}", "opt_out": f"{base}/opt-out/{key}"}
    payload = {"sandbox": True, "original_to": recipient.sent_to} if recipient.sandbox else None
    if recipient.channel == "sms":
        to = venue.sandbox_mobile if recipient.sandbox else recipient.sent_to
        text = _sms(venue.name, recipient.first_name, links)
        outbox.send(session, vendor="reco", channel="sms", to=to, text=text, links=links, payload=payload)
        return
    outbox.send(
        session,
        vendor="reco",
        channel="email",
        to=venue.sandbox_email if recipient.sandbox else recipient.sent_to,
        subject=f"{venue.name}: vad tyckte du? / how did they do?",
        text=_text(venue.name, recipient.first_name, links),
        html=_html(escape(venue.name), escape(recipient.first_name or ""), links),
        links=links,
        payload=payload,
    )


def _greeting(word: str, name: str | None) -> str:
    return f"{word} {name}!" if name else f"{word}!"


def _sms(venue: str, name: str | None, links: dict[str, str]) -> str:
    return (
        f"{_greeting('Hej', name)} Vad tyckte du om {venue}? / How did they do? {links['review']} "
        f"Avböj / opt out: {links['opt_out']}"
    )


def _text(venue: str, name: str | None, links: dict[str, str]) -> str:
    return f"""{_greeting("Hej", name)}

Du har nyligen varit kund hos {venue}. Vad tyckte du? Lämna ett omdöme på Reco:
{links["review"]}

Vill du inte få fler förfrågningar från Reco.se? {links["opt_out"]}

--

{_greeting("Hello", name)}

You have recently been a customer of {venue}. How did they do? Write a review on Reco:
{links["review"]}

No more review requests from Reco.se, please: {links["opt_out"]}
"""


def _html(venue: str, name: str, links: dict[str, str]) -> str:
    return f"""<!doctype html>
<html lang="sv">
<meta charset="utf-8">
<title>{venue}</title>
<p>{_greeting("Hej", name)}</p>
<p>Du har nyligen varit kund hos {venue}. Vad tyckte du?
<a href="{links["review"]}">Lämna ett omdöme på Reco</a></p>
<p><a href="{links["opt_out"]}">Jag vill inte få fler förfrågningar från Reco.se</a></p>
<div lang="en">
<p>{_greeting("Hello", name)}</p>
<p>You have recently been a customer of {venue}. How did they do?
<a href="{links["review"]}">Write a review on Reco</a></p>
<p><a href="{links["opt_out"]}">No more review requests from Reco.se, please</a></p>
</div>
</html>
"""
