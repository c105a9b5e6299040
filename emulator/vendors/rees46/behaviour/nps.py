"""Net Promoter Score: what is asked, where, and what clients answered."""

import re

from emulator.kernel.database import Session
from emulator.vendors.rees46.errors import BadRequest
from emulator.vendors.rees46.storage import nps, orders
from emulator.vendors.rees46.storage.nps import NpsCategory, NpsChannel, NpsReview
from emulator.vendors.rees46.storage.shops import Shop

LIMIT = 1000
"""Docs: "Limited to 1000 reviews per request." """
_NAME = re.compile(r"(,? ?)\{\{ *name *\}\}")
_SALUTATIONS = {"m": "Mr. ", "f": "Ms. "}


def categories(session: Session, shop: Shop) -> list[NpsCategory]:
    """Docs: "a list of active categories"; the shop's fixture lists them."""
    return nps.categories(session, shop)


def channels(session: Session, shop: Shop) -> list[NpsChannel]:
    """Docs: "list of available channels, from which NPS review can be created"."""
    return nps.channels(session, shop)


def salutation(first_name: str | None, last_name: str | None, gender: str | None) -> str:
    """Docs: by example, "Mr. John Smith". Assumed: without a gender the name alone, without a name nothing."""
    name = " ".join(part for part in (first_name, last_name) if part)
    return f"{_SALUTATIONS.get(gender or '', '')}{name}" if name else ""


def personalised(text: str, name: str) -> str:
    """Docs: where an identifier is given, "questions and "thank you" messages can be personalized".

    Assumed: where nobody's name is known, its place and the comma before it are left out.
    """
    return _NAME.sub(lambda place: f"{place[1]}{name}" if name else "", text)


def reviews(
    session: Session, shop: Shop, *, date_from: str = "", date_to: str = "", channel: str = "", category: str = ""
) -> list[NpsReview]:
    """Docs: "Get list of published NPS reviews." Assumed: both days count, the oldest review comes first."""
    return nps.published(
        session,
        shop,
        date_from=date_from,
        date_to=date_to or "9999-12-31",
        channel=channel,
        category=category,
        limit=LIMIT,
    )


def check_survey(session: Session, shop: Shop, *, channel: str, category: str) -> None:
    """Assumed: a channel or category that the shop has not is refused by name."""
    if not nps.has_channel(session, shop, channel):
        raise BadRequest("Channel is not valid")
    if not nps.has_category(session, shop, category):
        raise BadRequest("Category is not valid")


def client_of_order(session: Session, shop: Shop, order_id: str) -> int | None:
    """Docs: order_id is one of the identifiers that say whose review it is."""
    return orders.client(session, shop.id, order_id)


def save_review(
    session: Session,
    shop: Shop,
    profile: int,
    *,
    channel: str,
    category: str,
    rate: int,
    comment: str | None = None,
    order_id: str | None = None,
) -> None:
    """Docs: an "existing review from the same user, channel, category and date" is updated.

    Assumed: the day is that of the world's clock in UTC; a review is published at once, and a replaced one stays as
    published as it was.
    """
    survey = {"channel": channel, "category": category, "day": session.now.date().isoformat()}
    if nps.add_review(
        session,
        shop,
        **survey,
        profile=profile,
        rate=rate,
        comment=comment,
        order_id=order_id,
        saved_at=session.now,
    ):
        return
    before = nps.review_of(session, profile, **survey)
    if before is not None:
        nps.replace_review(session, before, rate=rate, comment=comment, order_id=order_id)


def move(session: Session, old: int, new: int) -> None:
    """Assumed: a device that becomes another person's brings its reviews; of two for one day the later one stays."""
    for review in nps.of_profile(session, old):
        other = nps.review_of(session, new, channel=review.channel, category=review.category, day=review.day)
        if other is not None and other.saved_at >= review.saved_at:
            nps.delete_review(session, review)
            continue
        if other is not None:
            nps.delete_review(session, other)
        nps.give(session, review, new)
