"""The conditions of dynamic segments, as SQL on a profile.

A condition is stored as JSON, in the form that `fixture.conditions` checks. Each part is true or false, never unknown:
`not` of what nobody knows is true.
"""

from collections.abc import Callable
from datetime import date
from typing import Any

from sqlalchemy import Date, and_, bindparam, exists, false, func, literal, not_, or_, true
from sqlmodel import col

from emulator.kernel.columns import JsonNumber, JsonText, OneOf
from emulator.vendors.rees46.storage import history
from emulator.vendors.rees46.storage.profiles import Identifier, Profile

Condition = dict[str, Any]
Sql = Any


def sql(condition: Condition, *, everybody: bool) -> Sql:
    """Written so as to be asked of everybody of a shop, or of one person: the same, but for how fast it is.

    Its parameters are `shop`, and what depends on the clock: `since_DAYS` and `born_YEARS`.
    """
    kind = next(kind for kind in _KINDS if kind in condition)
    return _KINDS[kind](condition, everybody)


def _certain(test: Sql) -> Sql:
    return func.coalesce(test, false())


def _has(condition: Condition) -> Sql:
    of = exists().where(col(Identifier.profile) == col(Profile.id), col(Identifier.kind) == condition["has"])
    return of.correlate_except(Identifier)


def _property(condition: Condition) -> Sql:
    name = condition["property"]
    if name == "age":
        return _age(condition)
    if name == "tags":
        has = (or_(*(OneOf(literal(tag), col(Profile.tags)) for tag in tags)) for tags in _wanted(condition))
        return _certain(and_(*has))
    if name == "birthday":
        days: Condition = {
            name: date.fromisoformat(condition[name]) for name in ("is", "from", "until") if name in condition
        }
        return _compared(col(Profile.birthday), {**condition, **days})
    return _compared(col(getattr(Profile, name)), condition)


def _custom_property(condition: Condition) -> Sql:
    """A number is compared as one, also with a text that is one: a form sends texts only."""
    where = (col(Profile.custom_properties), literal(condition["custom_property"]))
    text, number = JsonText(*where), JsonNumber(*where)

    def equals(value: Any) -> Sql:
        if isinstance(value, bool):
            return text == str(value).lower()
        return text == value if isinstance(value, str) else number == value

    bounds: Condition = {name: condition[name] for name in ("at_least", "at_most") if name in condition}
    known: Condition = {name: condition[name] for name in ("known",) if name in condition}
    same = (_certain(or_(*map(equals, wanted))) for wanted in _wanted(condition))
    return and_(_compared(number, bounds), _compared(text, known), *same)


def _wanted(condition: Condition) -> list[list[Any]]:
    """The values one of which it has to be: once from `is`, once from `one_of`."""
    return [
        *([[condition["is"]]] if "is" in condition else []),
        *([condition["one_of"]] if "one_of" in condition else []),
    ]


def _compared(value: Sql, condition: Condition) -> Sql:
    """Whether all holds that is said of a value."""
    tests = [test(value, condition[name]) for name, test in _TESTS.items() if name in condition]
    tests += [or_(*(value == one for one in wanted)) for wanted in _wanted(condition)]
    return _certain(and_(*tests)) if tests else true()


_TESTS: dict[str, Callable[[Sql, Any], Sql]] = {
    "at_least": lambda value, bound: value >= bound,
    "from": lambda value, bound: value >= bound,
    "at_most": lambda value, bound: value <= bound,
    "until": lambda value, bound: value <= bound,
    "known": lambda value, known: value.is_not(None) if known else value.is_(None),
}


def _age(condition: Condition) -> Sql:
    """As a profile shows it: an age that was never said is that of the birthday."""
    said, born = col(Profile.age), col(Profile.birthday)
    known = or_(said.is_not(None), born.is_not(None))

    def at_least(years: int) -> Sql:
        return _certain(or_(said >= years, and_(said.is_(None), born <= bindparam(f"born_{years}", type_=Date))))

    tests = [at_least(condition[name]) for name in ("is", "at_least") if name in condition]
    tests += [and_(known, not_(at_least(condition[name] + 1))) for name in ("is", "at_most") if name in condition]
    tests += [known if condition["known"] else not_(known)] if "known" in condition else []
    return and_(*tests)


_KINDS: dict[str, Callable[[Condition, bool], Sql]] = {
    "all": lambda condition, everybody: and_(*(sql(part, everybody=everybody) for part in condition["all"])),
    "any": lambda condition, everybody: or_(*(sql(part, everybody=everybody) for part in condition["any"])),
    "not": lambda condition, everybody: not_(sql(condition["not"], everybody=everybody)),
    "has": lambda condition, _: _has(condition),
    "property": lambda condition, _: _property(condition),
    "custom_property": lambda condition, _: _custom_property(condition),
    "orders": lambda condition, everybody: history.orders(condition["orders"], everybody=everybody),
    "events": lambda condition, everybody: history.events(condition["events"], everybody=everybody),
}
