"""Days as the vendor counts them."""

from datetime import UTC, date, datetime

import pytest

from emulator.vendors.rees46.behaviour import days


@pytest.mark.parametrize(
    ("day", "start", "end"),
    [
        (date(2024, 2, 29), datetime(2024, 2, 29, tzinfo=UTC), datetime(2024, 3, 1, tzinfo=UTC)),
        (date.max, datetime(9999, 12, 31, tzinfo=UTC), datetime(9999, 12, 31, tzinfo=UTC)),
    ],
)
def test_a_day_is_one_of_utc(day: date, start: datetime, end: datetime) -> None:
    assert (days.start(day), days.end(day)) == (start, end)
