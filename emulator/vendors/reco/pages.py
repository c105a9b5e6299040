"""The pages behind the links in Reco's messages, as HTML. What people typed is escaped here, and nowhere else."""

from collections.abc import Sequence
from functools import partial
from html import escape

from emulator.kernel.page import page
from emulator.vendors.reco.storage.reviews import Review
from emulator.vendors.reco.storage.venues import Venue

_page = partial(page, lang="sv")


def _stars(grade: int) -> str:
    return f'<span role="img" aria-label="{grade} av 5">{"★" * grade}{"☆" * (5 - grade)}</span>'


def _both(swedish: str, english: str) -> str:
    return f'<p>{escape(swedish)}</p>\n<p lang="en">{escape(english)}</p>'


def review_form(venue: Venue, *, problem: str = "", grade: str = "", text: str = "") -> str:
    """The form, with what was typed before where something was wrong with it."""
    choices = "\n".join(
        f'<label><input type="radio" name="grade" value="{n}" required{" checked" if grade == str(n) else ""}>'
        f"{_stars(n)}</label><br>"
        for n in range(5, 0, -1)
    )
    alert = f'<p role="alert">{escape(problem)}</p>\n' if problem else ""
    return _page(
        f"Vad tyckte du om {venue.name}?",
        f"""{alert}<p lang="en">How did they do? Give stars and a few words.</p>
<form method="post">
<fieldset>
<legend>Betyg / Stars</legend>
{choices}
</fieldset>
<p><label for="text">Ditt omdöme / Your review</label><br>
<textarea id="text" name="text" rows="6" required>{escape(text)}</textarea></p>
<p><button>Skicka / Send</button></p>
</form>""",
    )


def thanks(venue: Venue, review: Review, link: str) -> str:
    return _page(
        "Tack för ditt omdöme!",
        f"""<p lang="en">Thank you for your review of {escape(venue.name)}.</p>
<p>{_stars(review.grade)}</p>
<blockquote>{escape(review.text)}</blockquote>
<p><a href="{escape(link)}">{escape(venue.name)}</a></p>""",
    )


def already_answered(venue: Venue) -> str:
    return _page(
        "Du har redan svarat",
        _both(
            f"Tack, vi har redan fått ditt omdöme om {venue.name}. Varje inbjudan gäller för ett omdöme.",
            f"Thank you, we have your review of {venue.name} already. An invite is good for one review.",
        ),
    )


def opt_out_form(address: str) -> str:
    return _page(
        "Inga fler förfrågningar?",
        f"""{
            _both(
                f"{address} får inga fler förfrågningar från Reco.se, från något företag.",
                f"{address} will get no more review requests from Reco.se, for any company.",
            )
        }
<form method="post">
<p><button>Avböj / Opt out</button></p>
</form>""",
    )


def opted_out(address: str) -> str:
    return _page(
        "Inga fler förfrågningar",
        _both(
            f"{address} får inga fler förfrågningar från Reco.se.",
            f"{address} will get no more review requests from Reco.se.",
        ),
    )


def unknown() -> str:
    return _page(
        "Sidan finns inte",
        _both("Länken är fel, eller finns inte längre.", "The link is wrong, or no longer there."),
    )


def company(venue: Venue, reviews: Sequence[Review]) -> str:
    """What reco.se shows the world of a venue."""
    listed = "\n".join(
        f"<article>\n<p>{_stars(review.grade)} <b>{escape(review.screen_name)}</b> "
        f"<time>{review.created_at:%Y-%m-%d}</time>{' · inbjuden kund' if review.invite is not None else ''}</p>\n"
        f"<p>{escape(review.text)}</p>\n</article>"
        for review in reviews
    )
    return _page(venue.name, listed or _both("Inga omdömen än.", "No reviews yet."))


REVIEWER = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 40"><rect width="40" height="40" fill="#ddd"/>'
    '<circle cx="20" cy="15" r="7" fill="#999"/><path d="M6 40a14 14 0 0 1 28 0z" fill="#999"/></svg>'
)
"""The picture of every reviewer."""
