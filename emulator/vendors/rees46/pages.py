"""The pages behind the links in REES46's e-mails. What people typed is escaped here."""

from functools import partial
from html import escape

from emulator.kernel.page import page

_page = partial(page, lang="en")


def _change(action: str, label: str) -> str:
    return f'<form method="post"><button name="action" value="{action}">{label}</button></form>'


def unsubscribed(shop: str, email: str | None) -> str:
    who = f"<strong>{escape(email)}</strong> gets" if email else "You get"
    said = f"<p>{who} no more newsletters from {escape(shop)}.</p>\n<p>A mistake?</p>\n"
    return _page("You are unsubscribed", said + _change("resubscribe", "Re-subscribe"))


def resubscribed(shop: str, email: str | None) -> str:
    who = f"<strong>{escape(email)}</strong> gets" if email else "You get"
    said = f"<p>{who} newsletters from {escape(shop)} again.</p>\n"
    return _page("You are subscribed again", said + _change("unsubscribe", "Unsubscribe"))


def not_resubscribed(email: str | None) -> str:
    said = f"<p>{escape(email or 'Your address')} cannot be subscribed again: it bounced, complained or is blocked.</p>"
    return _page("You stay unsubscribed", said)


def unknown() -> str:
    return _page("This link is not known", "<p>It may have been cut. Please follow the link in the e-mail again.</p>")
