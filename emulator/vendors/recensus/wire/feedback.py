"""What Happens Next: the pages behind the links of the e-mail."""

import re
from typing import Any

from emulator.kernel import page
from emulator.kernel.evidence import documented
from emulator.kernel.exchange import Call
from emulator.kernel.http import Answer, html_answer
from emulator.kernel.route import Router
from emulator.vendors.recensus import pages
from emulator.vendors.recensus.behaviour import product_reviews as behaviour
from emulator.vendors.recensus.errors import TooLarge, refusals
from emulator.vendors.recensus.storage import customer_contact as storage
from emulator.vendors.recensus.wire import access

router = Router(access.WIRE, tags=["Feedback"])

_HTML = "text/html"


def _page_answer(description: str, example: str) -> dict[str, Any]:
    return {"description": description, "content": {_HTML: {"example": example}}}


_KEY = re.compile(r"[0-9a-f]{24}")
_NOT_FOUND = _page_answer("The link leads to no purchase", pages.unknown_link())


@router.get(
    "/feedback/{key}",
    answers={200: _page_answer("A form with stars and a text", pages.feedback("Nike Shoes")), 404: _NOT_FOUND},
    evidence=documented("What Happens Next?"),
    admits=access.anyone,
)
def leave_feedback_page(call: Call[Any]) -> Answer:
    """The page to which the e-mail leads: one for each product of the purchase."""
    purchase = _purchase(call)
    if purchase is None:
        return html_answer(pages.unknown_link(), status=404)
    return html_answer(pages.feedback(purchase.title))


@router.post(
    "/feedback/{key}",
    answers={
        200: _page_answer("The review waits to be accepted", pages.thanks("Nike Shoes")),
        400: _page_answer(
            "The form again, with what is wrong",
            pages.feedback("Nike Shoes", text="Great", fault=behaviour.Fault.RATING.value),
        ),
        404: _NOT_FOUND,
        **refusals(TooLarge()),
    },
    evidence=documented("What Happens Next?"),
    admits=access.anyone,
)
def leave_feedback(call: Call[Any]) -> Answer:
    """Takes the form: `rating` (1 to 5), `text` and, if the customer likes, `name`."""
    purchase = _purchase(call)
    if purchase is None:
        return html_answer(pages.unknown_link(), status=404)
    form = page.form(call.request.body)
    rating, text, name = form.get("rating", ""), form.get("text", ""), form.get("name", "")
    stars = int(rating) if rating in {"1", "2", "3", "4", "5"} else 0
    outcome = behaviour.leave_feedback(call.session, purchase, rating=stars, text=text, name=name)
    if isinstance(outcome, behaviour.Fault):
        again = pages.feedback(purchase.title, text=text, name=name, fault=outcome.value)
        return html_answer(again, status=400)
    return html_answer(pages.thanks(purchase.title))


def _purchase(call: Call[Any]) -> storage.Purchase | None:
    key = call.request.path_params["key"]
    return storage.purchase_with_key(call.session, key) if _KEY.fullmatch(key) else None
