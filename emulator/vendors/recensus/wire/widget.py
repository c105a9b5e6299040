"""The widget: the reviews of a product as HTML for the shop's own page."""

from collections.abc import Sequence
from typing import Any

from pydantic import BaseModel, Field

from emulator.kernel.evidence import observed
from emulator.kernel.exchange import Call
from emulator.kernel.http import Answer, html_answer
from emulator.kernel.route import Router
from emulator.vendors.recensus import behaviour, pages
from emulator.vendors.recensus.errors import Forbidden, refusals
from emulator.vendors.recensus.storage import shown_reviews
from emulator.vendors.recensus.storage.merchants import Merchant
from emulator.vendors.recensus.storage.products import ProductReview
from emulator.vendors.recensus.wire import access
from emulator.vendors.recensus.wire.access import query

router = Router(access.WIRE, tags=["Widget"])

_WRONG_HASH = "The hash is not valid for this merchant and product."


class WidgetQuery(BaseModel):
    """What the three generations of clients send; each sends a part of it."""

    mid: str = Field("", description="The merchant id, until the last SDK.")
    merchantId: str = Field("", description="The merchant id, in the last SDK.")
    userId: str = ""
    sku: str = ""
    name: str = ""
    url: str = ""
    brand: str = ""
    mpn: str = ""
    gtin: str = ""
    type: str = ""
    lang: str = ""
    title: str = ""
    info: str = ""
    price: str = ""
    bind: str = ""
    hash: str = Field(
        "", description="MD5 over brand + mpn + gtin, name, or (with merchantId) sku + name, and the shared secret."
    )


def shown_product(call: Call[Merchant]) -> tuple[behaviour.widget.Shown]:
    """The product that the page shows; raises Forbidden where the merchant's secret does not vouch for it."""
    given = query(call.request)
    names = ("sku", "name", "brand", "mpn", "gtin")
    shown = behaviour.widget.Shown(**{name: given.get(name, "") for name in names}, later_names="merchantId" in given)
    merchant = access.merchant(call)
    if merchant is None or not behaviour.widget.is_genuine(shown, given.get("hash", ""), merchant.secret):
        call.notice("this world has no such merchant" if merchant is None else _hashed(shown))
        raise Forbidden(_WRONG_HASH)
    call.account = merchant
    return (shown,)


def _hashed(shown: behaviour.widget.Shown) -> str:
    values = "sku + name" if shown.later_names else "brand + mpn + gtin, or name,"
    return f"hash is the MD5 of {values} + the shared secret, before they are encoded for the URL"


def _answers(description: str, example: str) -> dict[int | str, dict[str, Any]]:
    page = {"description": description, "content": {"text/html": {"example": example}}}
    return {200: page, **refusals(Forbidden(_WRONG_HASH))}


def _reviews(call: Call[Merchant], shown: behaviour.widget.Shown) -> Sequence[ProductReview]:
    return shown_reviews.accepted_reviews(
        call.session, call.account.id, gtin=shown.gtin, mpn=shown.mpn, brand=shown.brand, name=shown.name
    )


@router.get(
    "/widget/api/get",
    reads=WidgetQuery,
    answers=_answers("A fragment for the shop's page", pages.reviews([])),
    evidence=observed("PHP SDK: it embeds the fragment, for search engines, and takes any 2xx for one"),
    admits=shown_product,
)
def widget_fragment(call: Call[Merchant], shown: behaviour.widget.Shown) -> Answer:
    """The accepted reviews of a product as a fragment of HTML."""
    return html_answer(pages.reviews(_reviews(call, shown)))


@router.get(
    "/widget/iframe",
    reads=WidgetQuery,
    answers=_answers("A page of its own", pages.iframe("Nike Shoes", [])),
    evidence=observed("The first generation of the widget: an iframe of this address"),
    admits=shown_product,
)
def widget_iframe(call: Call[Merchant], shown: behaviour.widget.Shown) -> Answer:
    """The accepted reviews of a product as a page for an iframe."""
    return html_answer(pages.iframe(shown.name, _reviews(call, shown)))
