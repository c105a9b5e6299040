"""The e-mail after a purchase, as Recensus would send it."""

from collections.abc import Sequence
from html import escape

from emulator.kernel import outbox
from emulator.kernel.database import Session
from emulator.vendors.recensus.storage.customer_contact import CustomerContactRequest, Purchase
from emulator.vendors.recensus.storage.merchants import Merchant


def send(
    session: Session, merchant: Merchant, contact_request: CustomerContactRequest, purchases: Sequence[Purchase]
) -> None:
    """Docs: "they are prompted to click a link to leave feedback for the products they have purchased"."""
    asked = [(_one_line(purchase.title), feedback_url(session, purchase)) for purchase in purchases]
    shop, name = _one_line(merchant.name), _one_line(contact_request.customer_first_name)
    outbox.send(
        session,
        vendor="recensus",
        channel="email",
        to=contact_request.customer_email,
        subject=f"{name}, how do you like what you bought at {shop}?",
        text=_text(shop, name, asked),
        html=_html(escape(shop), escape(name), asked),
        links={"review" if number == 1 else f"review_{number}": link for number, (_, link) in enumerate(asked, 1)},
    )


def feedback_url(session: Session, purchase: Purchase) -> str:
    return f"{session.world.base_url('recensus')}/feedback/{purchase.feedback_key}"


def _one_line(text: str) -> str:
    """Assumed: a line break in a name must not begin a header of the e-mail, nor a line of its text."""
    return " ".join(text.split())


def _text(merchant: str, name: str, asked: Sequence[tuple[str, str]]) -> str:
    products = "\n".join(f"- {title}\n  {link}" for title, link in asked)
    return f"""Hello {name},

Thank you for your purchase at {merchant}. Would you tell other customers how you like it?

{products}

Your reviews are read by Recensus before they are shown.
"""


def _html(merchant: str, name: str, asked: Sequence[tuple[str, str]]) -> str:
    products = "\n".join(
        f'<li>{escape(title)}: <a href="{escape(link)}">Leave feedback</a></li>' for title, link in asked
    )
    return f"""<!doctype html>
<html lang="en">
<meta charset="utf-8">
<title>{merchant}</title>
<p>Hello {name},</p>
<p>Thank you for your purchase at {merchant}. Would you tell other customers how you like it?</p>
<ul>
{products}
</ul>
<p>Your reviews are read by Recensus before they are shown.</p>
</html>
"""
