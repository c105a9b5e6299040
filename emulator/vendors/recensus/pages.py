"""The pages that customers see: feedback on a purchase, and the widget's fragment. What people typed is escaped."""

from collections.abc import Sequence
from html import escape

from emulator.vendors.recensus.storage.products import ProductReview


def _page(title: str, content: str) -> str:
    return f"""<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>{escape(title)}</title>
</head>
<body>
{content}
</body>
</html>
"""


def feedback(title: str, *, text: str = "", name: str = "", fault: str = "") -> str:
    """The form; with `fault`, what was typed stands in it again."""
    stars = "\n".join(
        f'<label><input type="radio" name="rating" value="{n}" required> {"★" * n} ({n})</label><br>'
        for n in range(5, 0, -1)
    )
    problem = f'<p role="alert">{escape(fault)}</p>\n' if fault else ""
    return _page(
        f"Your feedback on {title}",
        f"""<h1>How do you like {escape(title)}?</h1>
{problem}<form method="post">
<fieldset>
<legend>Stars</legend>
{stars}
</fieldset>
<p><label>Your review<br><textarea name="text" rows="6" cols="60" required>
{escape(text)}</textarea></label></p>
<p><label>Your name <input name="name" value="{escape(name)}"></label></p>
<p><button>Leave feedback</button></p>
</form>""",
    )


def thanks(title: str) -> str:
    return _page(
        "Thank you",
        f"<h1>Thank you</h1>\n<p>Your review of {escape(title)} will be shown once Recensus has accepted it.</p>",
    )


def unknown_link() -> str:
    return _page("Not found", "<h1>Not found</h1>\n<p>This link leads to no purchase.</p>")


def reviews(shown: Sequence[ProductReview]) -> str:
    """The widget's fragment: a shop's page has it among its own HTML."""
    if not shown:
        return '<div class="recensus-reviews">\n<p>There are no reviews of this product yet.</p>\n</div>\n'
    average = sum(review.rating for review in shown) / len(shown)
    listed = "\n".join(_review(review) for review in shown)
    count = "1 review" if len(shown) == 1 else f"{len(shown)} reviews"
    return f"""<div class="recensus-reviews">
<p class="recensus-average">{average:.1f} of 5, {count}</p>
<ul>
{listed}
</ul>
</div>
"""


def _review(review: ProductReview) -> str:
    day = review.created_at.date().isoformat()
    return (
        f'<li><span class="recensus-rating" title="{review.rating} of 5">{"★" * review.rating}'
        f"{'☆' * (5 - review.rating)}</span> <cite>{escape(review.name)}</cite> "
        f'<time datetime="{day}">{day}</time>\n<p>{escape(review.text)}</p></li>'
    )


def iframe(name: str, shown: Sequence[ProductReview]) -> str:
    return _page(f"Reviews of {name}" if name else "Reviews", reviews(shown))
