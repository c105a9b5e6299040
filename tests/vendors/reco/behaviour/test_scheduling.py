"""When a scheduled invite is sent."""

from datetime import UTC, date, datetime
from random import Random
from typing import Any

import pytest

from emulator.vendors.reco.behaviour.scheduling import AT_ONCE, STOCKHOLM, WRONG, Schedule, scheduled, sending_time

FRIDAY_NOON = datetime(2026, 11, 20, 11, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("given", "meant"),
    [
        (None, AT_ONCE),
        ({}, AT_ONCE),
        ({"sendDateFrom": None}, AT_ONCE),
        ({"sendDateFrom": "2018-01-20"}, Schedule(date(2018, 1, 20))),
        ({"sendDateFrom": "2026-12-05T23:30:00Z"}, Schedule(date(2026, 12, 5))),
        ({"sendDateFrom": "2026-02-30"}, WRONG),
        ({"sendDateFrom": "20260205"}, WRONG),
        ({"sendDateFrom": "2026-02-05T25:00"}, WRONG),
        ({"sendDateFrom": ""}, WRONG),
        ({"sendDateFrom": 20260205}, WRONG),
        ({"sendDateFrom": ["2026-02-05"]}, WRONG),
        ("2026-02-05", WRONG),
        ([], WRONG),
    ],
)
def test_send_date_from_is_a_date(given: Any, meant: Schedule) -> None:
    assert scheduled(given) == meant


@pytest.mark.parametrize("day", [None, date(2018, 1, 20), date(2026, 11, 19), date(1, 1, 1)])
def test_what_is_not_postponed_or_past_goes_out_at_once(day: date | None) -> None:
    assert sending_time(Schedule(day), FRIDAY_NOON, Random(1)) == FRIDAY_NOON


@pytest.mark.parametrize(
    ("day", "sent_on"),
    [
        (date(2026, 11, 20), date(2026, 11, 20)),
        (date(2026, 11, 21), date(2026, 11, 23)),
        (date(2026, 11, 22), date(2026, 11, 23)),
        (date(2026, 11, 24), date(2026, 11, 24)),
        (date(9999, 12, 31), date(9999, 12, 31)),
    ],
)
@pytest.mark.parametrize("seed", range(5))
def test_goes_out_on_a_business_day_between_9_and_17(day: date, sent_on: date, seed: int) -> None:
    sent = sending_time(Schedule(day), FRIDAY_NOON, Random(seed)).astimezone(STOCKHOLM)

    assert sent.date() == sent_on
    assert 9 <= sent.hour < 17
    assert sent.astimezone(UTC) >= FRIDAY_NOON


def test_after_closing_on_a_friday_it_is_monday() -> None:
    evening = FRIDAY_NOON.replace(hour=16, minute=0)

    sent = sending_time(Schedule(date(2026, 11, 20)), evening, Random(1)).astimezone(STOCKHOLM)

    assert sent.date() == date(2026, 11, 23)
