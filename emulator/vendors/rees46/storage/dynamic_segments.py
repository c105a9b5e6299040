"""Who is in a dynamic segment: its condition asked of everybody of a shop, or of one person."""

from calendar import isleap
from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import Any

from pydantic_core import from_json, to_json
from sqlalchemy import bindparam, func
from sqlalchemy import select as core_select
from sqlmodel import col, select

from emulator.kernel.database import Prepared, Session, prepare
from emulator.vendors.rees46.storage.conditions import Condition, sql
from emulator.vendors.rees46.storage.profiles import Profile

_AT_ONCE = 50
"""How many parts the conditions have that one statement asks of a person, unless it is one condition."""


def members(session: Session, shop: int, condition: Condition, *, limit: int, offset: int) -> tuple[list[int], int]:
    """Some of the people of a shop who meet a condition, by number, and how many they are."""
    given = {"shop": shop, **_moments([condition], session.now)}
    page, total = _members(_text(condition))
    found = session.all(page, limit=limit, offset=offset, **given)
    complete = len(found) < limit and (found or not offset)
    return found, offset + len(found) if complete else session.one(total, **given)


def met(session: Session, shop: int, profile: int, conditions: list[Condition]) -> list[bool]:
    """Which of the conditions a person meets."""
    found: list[bool] = []
    for some in _slices(conditions):
        asked = _question(tuple(map(_text, some)))
        row = session.first(asked, shop=shop, profile=profile, **_moments(some, session.now))
        found.extend(row[1:] if row is not None else [False] * len(some))
    return found


def _slices(conditions: list[Condition]) -> Iterator[list[Condition]]:
    some: list[Condition] = []
    size = 0
    for condition in conditions:
        parts = sum(1 for _ in _parts(condition))
        if some and size + parts > _AT_ONCE:
            yield some
            some, size = [], 0
        some.append(condition)
        size += parts
    if some:
        yield some


def _text(condition: Condition) -> str:
    return to_json(condition).decode()


_OF_SHOP = col(Profile.shop) == bindparam("shop")


@lru_cache(256)
def _members(condition: str) -> tuple[Prepared[int], Prepared[int]]:
    where = (_OF_SHOP, sql(from_json(condition), everybody=True))
    page = select(Profile.id).where(*where).order_by(col(Profile.id))
    total = select(func.count()).select_from(Profile).where(*where)
    return prepare(page.limit(bindparam("limit")).offset(bindparam("offset"))), prepare(total)


@lru_cache(256)
def _question(conditions: tuple[str, ...]) -> Prepared[Any]:
    answers = [
        sql(from_json(one), everybody=False).label(f"condition_{number}") for number, one in enumerate(conditions)
    ]
    asked: Any = core_select(col(Profile.id), *answers)
    return prepare(asked.where(col(Profile.id) == bindparam("profile"), _OF_SHOP))


# What depends on the clock


def _moments(conditions: Iterable[Condition], now: datetime) -> dict[str, Any]:
    """The parameters that say when: since when something counts, and the last birthday of who is so old."""
    found: dict[str, Any] = {}
    for part in (part for condition in conditions for part in _parts(condition)):
        within = part.get("within_days")
        if within is not None:
            found[f"since_{within}"] = now - timedelta(days=within)
        for years in _ages(part):
            found[f"born_{years}"] = _born(now.date(), years)
    return found


def _parts(condition: Condition) -> Iterator[Condition]:
    """The parts of a condition that are not made of others; of orders and events what is asked of them."""
    for inner in (*condition.get("all", ()), *condition.get("any", ())):
        yield from _parts(inner)
    if "not" in condition:
        yield from _parts(condition["not"])
    yield condition.get("orders") or condition.get("events") or condition


def _ages(part: Condition) -> set[int]:
    if part.get("property") != "age":
        return set()
    least = {part[name] for name in ("is", "at_least") if name in part}
    return least | {part[name] + 1 for name in ("is", "at_most") if name in part}


def _born(today: date, years: int) -> date:
    """The last day on which somebody was born who is so old today."""
    year = today.year - years
    no_such_day = (today.month, today.day) == (2, 29) and not isleap(year)
    return date(year, 2, 28) if no_such_day else today.replace(year=year)
