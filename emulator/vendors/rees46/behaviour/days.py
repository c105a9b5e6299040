"""Days as the vendor counts them. Assumed: whole days of UTC, the last one included."""

from datetime import UTC, date, datetime, time, timedelta

_LAST = date.max - timedelta(days=1)


def start(day: date) -> datetime:
    """The day's first moment."""
    return datetime.combine(day, time(), UTC)


def end(day: date) -> datetime:
    """The first moment after the day, where the calendar has one."""
    return start(min(day, _LAST)) + timedelta(days=1)
