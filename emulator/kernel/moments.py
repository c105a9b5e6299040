"""Moments and days as people write them in forms, queries and fixtures."""

from datetime import UTC, date, datetime
from typing import Annotated, Any

from pydantic import AfterValidator, AwareDatetime, BeforeValidator, Strict
from pydantic_core import PydanticCustomError


def _moment(value: Any) -> Any:
    if not _is_written(value):
        raise PydanticCustomError("not_iso", "give an ISO 8601 time with a zone, such as 2030-01-31T12:00:00Z")
    return value


def _day(value: Any) -> Any:
    if not _is_written(value):
        raise PydanticCustomError("not_a_day", "give an ISO 8601 date, such as 2030-01-31")
    return value


def _is_written(value: Any) -> bool:
    # pydantic takes a number, and a text that is one, for seconds since 1970; YAML has read a date by itself
    return isinstance(value, date) or (isinstance(value, str) and "-" in value[1:])


def _utc(value: datetime) -> datetime:
    try:
        return value.astimezone(UTC)
    except OverflowError:
        raise PydanticCustomError("out_of_range", "is out of range in UTC") from None


Moment = Annotated[AwareDatetime, Strict(strict=False), BeforeValidator(_moment), AfterValidator(_utc)]
"""ISO 8601 with a zone: a time without one would mean another moment on another machine."""
Day = Annotated[date, Strict(strict=False), BeforeValidator(_day)]
