from datetime import UTC, datetime, timedelta, timezone

import pytest

from emulator.kernel.clock import EARLIEST, LATEST, BackwardsError, BeyondError, Clock, Start, TooEarlyError

NOON = datetime(2030, 1, 31, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)


def test_runs_with_the_real_clock_at_first() -> None:
    before = datetime.now(UTC)

    now = Clock().now()

    assert before <= now <= datetime.now(UTC)
    assert Clock().ahead() == timedelta(0)


def test_stands_still_when_frozen_and_still_advances() -> None:
    clock = Clock(frozen_at=NOON)

    clock.advance(HOUR)

    assert [clock.now(), clock.now()] == [NOON + HOUR, NOON + HOUR]


def test_runs_on_from_where_it_stood() -> None:
    clock = Clock()
    clock.set(NOON, frozen=True)

    clock.set(None, frozen=False)

    assert NOON <= clock.now() < NOON + HOUR
    assert clock.frozen_at is None


def test_stays_frozen_when_only_the_time_is_set() -> None:
    clock = Clock(frozen_at=NOON)

    clock.set(NOON + HOUR, frozen=None)

    assert clock.frozen_at == NOON + HOUR


def test_keeps_utc_whatever_zone_it_is_set_in() -> None:
    clock = Clock(frozen_at=NOON)

    clock.set(datetime(2030, 1, 31, 14, tzinfo=timezone(HOUR)), frozen=True)

    assert clock.now().isoformat() == "2030-01-31T13:00:00+00:00"


def test_never_goes_back() -> None:
    clock = Clock(frozen_at=NOON)

    with pytest.raises(BackwardsError, match="2030-01-31T11:00:00"):
        clock.set(NOON - HOUR, frozen=None)

    assert clock == Clock(frozen_at=NOON)


def test_stopping_and_going_on_does_not_move_the_real_clock() -> None:
    clock = Clock()

    clock.set(None, frozen=None)

    assert clock == Clock()


def test_leaves_vendors_room_before_the_calendar_ends() -> None:
    clock = Clock(frozen_at=NOON)

    with pytest.raises(BeyondError, match="9000-01-01"):
        clock.set(LATEST + HOUR, frozen=None)
    with pytest.raises(BeyondError, match="9000-01-01"):
        clock.advance(timedelta.max)

    assert clock == Clock(frozen_at=NOON)


@pytest.mark.parametrize(
    ("moment", "date"),
    [
        (NOON, b"Thu, 31 Jan 2030 12:00:00 GMT"),
        (NOON + HOUR / 4000, b"Thu, 31 Jan 2030 12:00:00 GMT"),
        (NOON + timedelta(seconds=1), b"Thu, 31 Jan 2030 12:00:01 GMT"),
        (NOON - timedelta(microseconds=1), b"Thu, 31 Jan 2030 11:59:59 GMT"),
        (EARLIEST, b"Thu, 01 Jan 1970 00:00:00 GMT"),
    ],
)
def test_dates_an_answer_to_the_second(moment: datetime, date: bytes) -> None:
    clock = Clock(frozen_at=NOON)
    clock.date_header()

    assert clock.date_header(moment) == (b"date", date)
    assert clock.date_header() == (b"date", b"Thu, 31 Jan 2030 12:00:00 GMT")


def test_begins_where_it_is_told_to() -> None:
    assert Start(NOON, frozen=True).clock().now() == NOON
    assert NOON <= Start(NOON).clock().now() < NOON + HOUR
    assert Start().clock() == Clock()


@pytest.mark.parametrize(
    ("now", "error"), [(EARLIEST - HOUR, TooEarlyError), (LATEST + HOUR, BeyondError)], ids=["too early", "too late"]
)
def test_begins_within_the_calendar(now: datetime, error: type[Exception]) -> None:
    with pytest.raises(error):
        Start(now)
