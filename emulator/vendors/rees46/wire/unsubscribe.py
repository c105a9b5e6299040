"""The pages that the unsubscribe link of an e-mail leads to. No document shows them; people need them."""

from typing import Any

from pydantic import Field

from emulator.kernel.evidence import assumed
from emulator.kernel.exchange import Call
from emulator.kernel.http import Answer, html_answer
from emulator.kernel.route import Router
from emulator.vendors.rees46 import pages
from emulator.vendors.rees46.behaviour import unsubscribe
from emulator.vendors.rees46.errors import BadRequest
from emulator.vendors.rees46.wire.access import WIRE, Access
from emulator.vendors.rees46.wire.fields import Params, Text

router = Router(WIRE)


class FollowedLink(Params):
    code: Text | None = Field(default=None, description="The unique code of the message that has the link")


class SentForm(FollowedLink):
    """The page's form."""

    action: Text | None = Field(default=None, description="resubscribe, or else the person is unsubscribed")


def _page(description: str, html: str) -> dict[str, Any]:
    return {"description": description, "content": {"text/html": {"example": html}}}


_SHOP, _EMAIL = "Northwind Outdoor", "jane@example.com"
_OTHERS = {
    400: {
        "description": "Malformed UTF-8",
        # Not as a `model`: FastAPI would describe a page's refusals as pages too.
        "content": {
            "application/json": {"schema": {"$ref": "#/components/schemas/Error"}, "example": BadRequest().body()}
        },
    },
    404: _page("Nobody has that link", pages.unknown()),
}


@router.get(
    "/unsubscribe/{key}",
    reads=FollowedLink,
    answers={200: _page("Who followed the link is unsubscribed", pages.unsubscribed(_SHOP, _EMAIL)), **_OTHERS},
    access="anyone",
    evidence=assumed("the document names the page and says that the click on the link unsubscribes"),
    tags=("Subscriptions",),
)
def unsubscribe_page(call: Call[Access], followed: FollowedLink) -> Answer:
    """Unsubscribes from bulk and chain e-mails, and offers to subscribe again."""
    reader = _reader(call)
    if reader is None:
        return html_answer(pages.unknown(), status=404)
    if call.request.method != "HEAD":
        unsubscribe.unsubscribe(call.session, reader, ip=call.request.client_ip, code=_code(followed))
    return html_answer(pages.unsubscribed(reader.shop.name, reader.email))


@router.post(
    "/unsubscribe/{key}",
    reads=SentForm,
    answers={200: _page("The change is made", pages.resubscribed(_SHOP, _EMAIL)), **_OTHERS},
    access="anyone",
    evidence=assumed(
        "the document names the page's re-subscribe link; mail programs post here for one-click (RFC 8058)"
    ),
    tags=("Subscriptions",),
)
def resubscribe_page(call: Call[Access], followed: SentForm) -> Answer:
    """Subscribes again where `action` is `resubscribe`, else unsubscribes."""
    reader = _reader(call)
    if reader is None:
        return html_answer(pages.unknown(), status=404)
    ip = call.request.client_ip
    if followed.action != "resubscribe":
        unsubscribe.unsubscribe(call.session, reader, ip=ip, code=_code(followed))
        return html_answer(pages.unsubscribed(reader.shop.name, reader.email))
    if not unsubscribe.resubscribe(call.session, reader, ip=ip):
        return html_answer(pages.not_resubscribed(reader.email))
    return html_answer(pages.resubscribed(reader.shop.name, reader.email))


def _reader(call: Call[Access]) -> unsubscribe.Reader | None:
    key = call.request.path_params["key"]
    return unsubscribe.reader(call.session, key) if "\0" not in key else None


def _code(followed: FollowedLink) -> str | None:
    return followed.code if followed.code and "\0" not in followed.code else None
