"""Which reviews are read, and by which names."""

from datetime import date

import pytest

from emulator.vendors.reco.behaviour import reviews


@pytest.mark.parametrize(
    ("given", "meant"),
    [
        (None, None),
        ("", None),
        ("-0", None),
        ("0", None),
        ("-1", None),
        ("2", 2),
        ("+2", 2),
        ("999", 999),
        ("9" * 5000, 2**31 - 1),
    ],
)
def test_a_limit_of_nothing_or_less_is_none(given: str | None, meant: int | None) -> None:
    assert reviews.limit(given) == meant


@pytest.mark.parametrize("given", ["two", "1.5", "1_0", " 2", "٢", "-"])
def test_is_no_limit(given: str) -> None:
    with pytest.raises(ValueError, match="the value is not a whole number"):
        reviews.limit(given)


def test_a_day_is_a_date() -> None:
    assert reviews.day("2026-01-31") == date(2026, 1, 31)
    assert reviews.day("") is None


@pytest.mark.parametrize("given", ["2026-02-30", "20260131", "today", "2026-01-31T00:00:00"])
def test_is_no_day(given: str) -> None:
    with pytest.raises(ValueError, match="the value is"):
        reviews.day(given)


@pytest.mark.parametrize(
    ("first", "last", "shown"),
    [
        ("Jane", "Doe", "Jane D."),
        ("Åsa", "", "Åsa"),
        (" Jane ", None, "Jane"),
        ("", "Doe", "Anonym"),
        (None, None, "Anonym"),
    ],
)
def test_shows_the_first_name_and_the_initial(first: str | None, last: str | None, shown: str) -> None:
    assert reviews.screen_name(first, last) == shown
