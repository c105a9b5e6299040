"""Schedule invites: from which date they may go out, and when Reco then sends them."""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from random import Random
from typing import Any
from zoneinfo import ZoneInfo

STOCKHOLM = ZoneInfo("Europe/Stockholm")
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}([T ].+)?")


@dataclass(frozen=True)
class Schedule:
    """Docs: "This will tell reco from when it's allowed to send the invites"; None where nothing was postponed."""

    send_date_from: date | None = None
    wrong: bool = False
    """Assumed: what is not a date is a wrong input of every invite of the batch."""


AT_ONCE = Schedule()
WRONG = Schedule(wrong=True)


def scheduled(given: Any) -> Schedule:
    """Docs: `sendDateFrom` as YYYY-MM-DD.

    Assumed: of a date with a time the date counts; {} and null postpone nothing.
    """
    if given is None:
        return AT_ONCE
    if not isinstance(given, dict):
        return WRONG
    text = given.get("sendDateFrom")
    if text is None:
        return AT_ONCE
    if not isinstance(text, str) or not _DATE.fullmatch(text):
        return WRONG
    try:
        return Schedule(datetime.fromisoformat(text).date())
    except ValueError:
        return WRONG


def sending_time(schedule: Schedule, now: datetime, random: Random) -> datetime:
    """Docs: "Reco will then decide the best day and time". Assumed: a business day, 9 to 17 in Stockholm.

    Observed: the WooCommerce plugin sends dates that are past; those invites go out at once.
    """
    day = schedule.send_date_from
    if day is None:
        return now
    local = now.astimezone(STOCKHOLM)
    if day < local.date():
        return now
    while True:
        opens, closes = (datetime.combine(day, time(hour), STOCKHOLM) for hour in (9, 17))
        start = max(opens, local)
        seconds = int((closes - start).total_seconds())
        if day.weekday() < 5 and seconds > 0:
            return (start + timedelta(seconds=random.randrange(seconds))).astimezone(UTC)
        day += timedelta(days=1)
