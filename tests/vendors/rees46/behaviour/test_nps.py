"""What counts as one review, and how clients are addressed."""

from datetime import UTC, datetime

import pytest

from emulator.kernel.database import Session
from emulator.vendors.rees46.behaviour import nps, people
from emulator.vendors.rees46.storage.nps import NpsReview, set_published
from emulator.vendors.rees46.storage.shops import Shop

SURVEY = {"channel": "website", "category": "checkout"}


def at(session: Session, *moment: int) -> Session:
    session.now = datetime(*moment, tzinfo=UTC)  # type: ignore[misc,arg-type]
    return session


def new(session: Session, shop: Shop) -> list[NpsReview]:
    return nps.reviews(session, shop, date_from="2026-01-01")


def test_the_day_ends_at_midnight_utc(session: Session, shop: Shop) -> None:
    person = people.identify(session, shop, {"did": "aB3dE6gH9k"})

    nps.save_review(at(session, 2026, 5, 1, 0, 0), shop, person, **SURVEY, rate=1)
    nps.save_review(at(session, 2026, 5, 1, 23, 59), shop, person, **SURVEY, rate=2)
    nps.save_review(at(session, 2026, 5, 2, 0, 0), shop, person, **SURVEY, rate=3)

    assert [(review.day, review.rate) for review in new(session, shop)] == [("2026-05-01", 2), ("2026-05-02", 3)]


def test_a_review_that_is_replaced_stays_unpublished(session: Session, shop: Shop) -> None:
    person = people.identify(session, shop, {"did": "aB3dE6gH9k"})
    nps.save_review(at(session, 2026, 5, 1), shop, person, **SURVEY, rate=1)
    set_published(session, new(session, shop)[0].id or 0, published=False)

    nps.save_review(session, shop, person, **SURVEY, rate=2)

    assert new(session, shop) == []


def test_at_most_1000_reviews_are_shown(session: Session, shop: Shop) -> None:
    at(session, 2026, 5, 1)
    for number in range(1001):
        person = people.identify(session, shop, {"did": f"device{number}"})
        nps.save_review(session, shop, person, **SURVEY, rate=5)

    assert len(new(session, shop)) == 1000


@pytest.mark.parametrize(("first", "second", "stays"), [("anonymous", "known", 8), ("known", "anonymous", 3)])
def test_of_two_reviews_for_one_day_the_later_one_stays_when_two_turn_out_to_be_one(
    session: Session, shop: Shop, first: str, second: str, stays: int
) -> None:
    who = {
        "anonymous": people.identify(session, shop, {"did": "aB3dE6gH9k"}),
        "known": people.identify(session, shop, {"email": "jane@example.com"}),
    }
    rates = {"anonymous": 3, "known": 8}
    nps.save_review(at(session, 2026, 5, 1, 10), shop, who[first], **SURVEY, rate=rates[first])
    nps.save_review(at(session, 2026, 5, 1, 11), shop, who[second], **SURVEY, rate=rates[second])

    nps.move(session, who["anonymous"], who["known"])

    assert [(review.profile, review.rate) for review in new(session, shop)] == [(who["known"], stays)]


@pytest.mark.parametrize(
    ("first_name", "last_name", "gender", "name"),
    [
        ("John", "Smith", "m", "Mr. John Smith"),
        ("Jane", "Doe", "f", "Ms. Jane Doe"),
        (None, "Smith", "m", "Mr. Smith"),
        ("John", None, None, "John"),
        (None, None, "m", ""),
    ],
)
def test_a_client_is_addressed_by_what_is_known(
    first_name: str | None, last_name: str | None, gender: str | None, name: str
) -> None:
    assert nps.salutation(first_name, last_name, gender) == name


@pytest.mark.parametrize(
    ("text", "name", "shown"),
    [
        ("Thanks, {{ name }}.", "Mr. Smith", "Thanks, Mr. Smith."),
        ("Thanks, {{name}}.", r"\1 {{ name }}", r"Thanks, \1 {{ name }}."),
        ("Thanks, {{ name }}.", "", "Thanks."),
        ("Thanks.", "Mr. Smith", "Thanks."),
    ],
)
def test_a_text_is_made_personal_where_it_has_a_place_for_the_name(text: str, name: str, shown: str) -> None:
    assert nps.personalised(text, name) == shown
