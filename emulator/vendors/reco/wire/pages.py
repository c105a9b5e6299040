"""The pages behind the links in messages and reviews. No document shows them; people need them."""

from typing import Any

from emulator.kernel import page
from emulator.kernel.evidence import assumed
from emulator.kernel.exchange import Call
from emulator.kernel.http import Answer, html_answer
from emulator.kernel.route import Router
from emulator.vendors.reco import behaviour, pages, storage
from emulator.vendors.reco.wire.access import WIRE, Access

router = Router(WIRE, tags=["Pages"])

_GRADES = {str(grade): grade for grade in range(1, 6)}


def _described(ok: str, **others: str) -> dict[int | str, dict[str, Any]]:
    """The descriptions of HTML answers, by status."""
    described = {"200": ok, "404": "The link is wrong"} | {status[1:]: what for status, what in others.items()}
    return {
        int(status): {"description": what, "content": {"text/html": {"example": f"<!doctype html>... {what}"}}}
        for status, what in described.items()
    }


# The link to a review


@router.get(
    "/review/{key}",
    answers=_described("The form", _409="The invite is answered already"),
    evidence=assumed("a message has to lead somewhere: the form for the review"),
    key=None,
)
def show_review_form(call: Call[Access]) -> Answer:
    """Asks for stars and a text."""
    invite = behaviour.reviews.invite_behind(call.session, call.request.path_params["key"])
    if invite is None:
        return html_answer(pages.unknown(), status=404)
    venue = storage.venues.one(call.session, invite.venue)
    if behaviour.reviews.is_answered(call.session, invite):
        return html_answer(pages.already_answered(venue), status=409)
    return html_answer(pages.review_form(venue))


@router.post(
    "/review/{key}",
    answers=_described("The review is made", _400="Stars or text are missing", _409="The invite is answered already"),
    evidence=assumed("stars and a text make a review that the venue's reads return; an invite is answered once"),
    key=None,
)
def send_review(call: Call[Access]) -> Answer:
    """Makes a review of the form's `grade` and `text`."""
    invite = behaviour.reviews.invite_behind(call.session, call.request.path_params["key"])
    if invite is None:
        return html_answer(pages.unknown(), status=404)
    venue = storage.venues.one(call.session, invite.venue)
    form = page.form(call.request.body)
    grade, text = form.get("grade", ""), form.get("text", "")
    if grade not in _GRADES or not text.strip():
        problem = "Välj 1 till 5 stjärnor och skriv några ord. / Choose 1 to 5 stars and write a few words."
        return html_answer(pages.review_form(venue, problem=problem, grade=grade, text=text), status=400)
    review = behaviour.reviews.answer(call.session, invite, grade=_GRADES[grade], text=text)
    if review is None:
        return html_answer(pages.already_answered(venue), status=409)
    link = f"{call.session.world.base_url('reco')}/company/{venue.slug}"
    return html_answer(pages.thanks(venue, review, link))


# The link to opt out


@router.get(
    "/opt-out/{key}",
    answers=_described("The question"),
    evidence=assumed("mail scanners follow links, so the link only asks and the button opts out"),
    key=None,
)
def show_opt_out_form(call: Call[Access]) -> Answer:
    """Asks whether the customer really wants no more invites."""
    invite = behaviour.reviews.invite_behind(call.session, call.request.path_params["key"])
    return html_answer(pages.opt_out_form(invite.sent_to) if invite else pages.unknown(), status=200 if invite else 404)


@router.post(
    "/opt-out/{key}",
    answers=_described("The customer is opted out"),
    evidence=assumed("the next invite to this customer, by any venue, fails with code 4"),
    key=None,
)
def opt_out(call: Call[Access]) -> Answer:
    """Opts the customer out of invites from all venues."""
    invite = behaviour.reviews.invite_behind(call.session, call.request.path_params["key"])
    if invite is None:
        return html_answer(pages.unknown(), status=404)
    behaviour.opt_outs.opt_out(call.session, invite.address, sandbox=invite.sandbox)
    return html_answer(pages.opted_out(invite.sent_to))


# The links in reviews


@router.get(
    "/company/{slug}",
    answers=_described("The venue's reviews"),
    evidence=assumed("restfulIdentifier is used as a link: it leads to the venue's reviews for people"),
    key=None,
)
def show_company(call: Call[Access]) -> Answer:
    """Shows a venue's reviews to the world."""
    slug = call.request.path_params["slug"]
    venue = storage.venues.with_slug(call.session, slug) if "\0" not in slug else None
    if venue is None:
        return html_answer(pages.unknown(), status=404)
    reviews = behaviour.reviews.newest_first(call.session, venue, behaviour.reviews.ALL)
    return html_answer(pages.company(venue, reviews))


@router.get(
    "/images/reviewer.svg",
    answers={200: {"description": "The picture", "content": {"image/svg+xml": {"example": pages.REVIEWER}}}},
    evidence=assumed("reviewer.thumbPicture is used as a picture's address"),
    key=None,
)
def show_reviewer(_: Call[Access]) -> Answer:
    """The picture of every reviewer."""
    return Answer(200, pages.REVIEWER.encode(), b"image/svg+xml")
