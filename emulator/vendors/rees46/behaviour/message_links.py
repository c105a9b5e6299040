"""The links in a message: named for who looks at it, and in e-mails made to tell who followed them."""

import re
from collections.abc import Iterable
from html import escape, unescape

_LINK = re.compile(r"""(<a\b[^>]*?\bhref\s*=\s*)(["'])(https?://[^"'<>\s]+)\2""", re.IGNORECASE)
_IN_TEXT = re.compile(r"https?://[^\s<>\"']*[^\s<>\"'.,:;!?)\]]", re.IGNORECASE)


def named(urls: Iterable[str], *, product: str | None) -> dict[str, str]:
    """Assumed: link_1, link_2 and so on by their place; the one to the message's own product is `product`."""
    found: dict[str, str] = {}
    for place, url in enumerate(urls, 1):
        about_product = product is not None and url == product
        found["product" if about_product and "product" not in found else f"link_{place}"] = url
    return found


def in_text(text: str) -> list[str]:
    """Assumed: an SMS has its links as they are, without the full stop or bracket after them."""
    return _IN_TEXT.findall(text)


def tracked(html: str, base: str, *, unsubscribe: tuple[str, str]) -> tuple[str, list[str]]:
    """The e-mail with links that count their clicks and a pixel that tells it was opened; where the links lead.

    Assumed: the unsubscribe link stays one, but says from which message it was followed: the second in place of the
    first.
    """
    leads_to: list[str] = []

    def counted(found: re.Match[str]) -> str:
        url = unescape(found[3])
        if url == unsubscribe[0]:
            return f"{found[1]}{found[2]}{escape(unsubscribe[1])}{found[2]}"
        leads_to.append(url)
        return f"{found[1]}{found[2]}{escape(base)}/{len(leads_to)}{found[2]}"

    with_links = _LINK.sub(counted, html)
    pixel = f'<img src="{escape(base)}.png" width="1" height="1" alt="">'
    before, end, after = with_links.rpartition("</body>")
    return (f"{before}{pixel}{end}{after}" if end else with_links + pixel), leads_to
