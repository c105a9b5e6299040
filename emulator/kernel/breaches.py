"""What of a request its operation's document does not have, or has otherwise, though the vendor takes it.

This is the exact account, with sentences; `kernel.fitting` tells in a microsecond whether there is anything to tell.
"""

import difflib
import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import islice
from typing import Any

from fastapi.responses import JSONResponse

from emulator.kernel import described, notices
from emulator.kernel.described import Schema
from emulator.kernel.http import unpacked
from emulator.kernel.notices import Breach
from emulator.kernel.route import Operation
from emulator.kernel.sent import Text

_WORDS = {
    "string": "a string",
    "integer": "a whole number",
    "number": "a number",
    "boolean": "true or false",
    "object": "an object",
    "array": "an array",
}
_KINDS = {str: "string", bool: "boolean", int: "integer", float: "number", dict: "object", list: "array"}
_SHOWN = 100
"""How much of a name is shown: a client may have sent a long one."""
_NUMBERS = re.compile(r"\[\d+\]")
_ABSENT = ("", "null", "undefined")
_FLAGS = frozenset(("true", "false", "1", "0", "yes", "no", "on", "off"))
_A_NUMBER = re.compile(r"\s*[+-]?[0-9]+([.,][0-9]+)?\s*")
_EXACT = 8
"""A name of at least so many letters that differs from a documented one by a single letter is meant for it."""

Expected = dict[str, list[tuple[str, ...]]]
"""By the place of an object (`orders[]`, "" for the whole): the names of which the document requires one each."""


def judged(operation: Operation) -> bool:
    """Pages for people, which no client's code calls, are described by no document."""
    return operation.response_class is JSONResponse or operation.reads is not None


def expected(operation: Operation) -> Expected:
    """What its document requires and the vendor does without: `expects` of its route, as `orders[].id|number`."""
    return _by_place(tuple(operation.details.get("expects", ())))


@cache
def _by_place(expects: tuple[str, ...]) -> Expected:
    found: Expected = {}
    for one in expects:
        place, _, names = one.rpartition(".")
        found.setdefault(place, []).append(tuple(names.split("|")))
    return found


def found(operation: Operation, method: str, parts: dict[str, Any], *, limit: int) -> list[Breach]:
    """The first of them, in the order of the request; what is missing comes last."""
    return list(islice(_all(operation, method, parts), limit)) if judged(operation) else []


def _all(operation: Operation, method: str, parts: dict[str, Any]) -> Iterator[Breach]:
    walk = _Walk(operation, described.of(operation), f"{method} {operation.path}")
    anywhere, in_query = operation.wire.parameters_anywhere, method in ("GET", "HEAD")
    beside = dict(described.in_query(operation))
    if anywhere:
        beside |= dict.fromkeys(parts["path"], described.ANYTHING)
    query: Schema = walk.root if anywhere or in_query else {"type": "object"}
    yield from walk.value(parts["query"], {**query, "properties": {**query.get("properties", {}), **beside}}, "query")
    has_body = operation.reads is not None and (anywhere or not in_query)
    if has_body:
        yield from walk.value(parts["body"], walk.root, "body")
    places = ("query", "body", "path") if anywhere else ("body",) if has_body else ("query",)
    names = {name for place in places if isinstance(parts[place], dict) for name in parts[place]}
    yield from walk.missing("", names, "body" if has_body and not in_query else "query")


@dataclass(frozen=True, slots=True)
class _Walk:
    operation: Operation
    root: Schema
    route: str

    def value(self, value: Any, schema: Schema, at: str) -> Iterator[Breach]:
        possible = list(described.choices(schema, self.root))
        if any(described.takes_anything(choice) for choice in possible):
            return
        kinds = {choice.get("type", "string") for choice in possible}
        if kinds & {"object", "array"}:
            value = unpacked(value)
        if isinstance(value, dict | list) and not kinds & ({"object"} if isinstance(value, dict) else {"array"}):
            if not _repeated(value):
                yield self.wrong_type(value, kinds, at)
        elif isinstance(value, list):
            items = [choice["items"] for choice in possible if choice.get("type") == "array" and "items" in choice]
            for number, inner in enumerate(value if items else ()):
                yield from self.value(inner, {"anyOf": items}, f"{at}[{number}]")
        elif isinstance(value, dict):
            yield from self.names(value, [one for one in possible if one.get("type") == "object"], at)
            if "." in at:
                yield from self.missing(_NUMBERS.sub("[]", at.partition(".")[2]), value, at)
        elif not is_of(value, possible, self.root, at, self.operation):
            yield self.wrong_type(value, kinds, at)

    def names(self, value: dict[str, Any], objects: list[Schema], at: str) -> Iterator[Breach]:
        known = described.names(objects)
        others = [one["additionalProperties"] for one in objects if isinstance(one.get("additionalProperties"), dict)]
        old = old_names(objects, self.operation)
        observed = described.observed(self.operation) if "." not in at else frozenset()
        for name, inner in value.items():
            place = f"{at}.{name}"
            if name in old and old[name] not in value:
                yield self.breach("old name", place, f"is an old name of `{old[name]}`", old[name])
            if name in known:
                yield from self.value(inner, {"anyOf": known[name]}, place)
            elif name in observed:
                continue
            elif others:
                meant = meant_for(name, frozenset(known))
                if meant is not None and meant not in value:
                    yield self.undocumented(place, meant)
            elif objects:
                near = difflib.get_close_matches(name[:_SHOWN], known.keys() | observed, 1)
                yield self.undocumented(place, near[0] if near else None)

    def missing(self, place: str, names: Collection[str], at: str) -> Iterator[Breach]:
        for one_of in expected(self.operation).get(place, ()):
            if not any(name in names for name in one_of):
                yield self.breach("missing field", f"{at}.{one_of[0]}", "is missing, which is documented as required")

    def undocumented(self, at: str, meant: str | None) -> Breach:
        instead = f"; did you mean `{meant}`?" if meant else ""
        return self.breach("undocumented parameter", at, "is not documented", meant, after=instead)

    def wrong_type(self, value: Any, kinds: Iterable[str], at: str) -> Breach:
        said = _WORDS[_KINDS.get(type(value), "string")]
        wanted = " or ".join(_WORDS[kind] for kind in sorted(kinds) if kind in _WORDS)
        return self.breach("wrong type", at, f"is sent as {said}, and documented as {wanted}")

    def breach(self, kind: notices.Kind, at: str, what: str, nearest: str | None = None, after: str = "") -> Breach:
        name = at.partition(".")[2] or at
        shown = name if len(name) <= _SHOWN else f"{name[:_SHOWN]}…"
        return notices.breach(kind, at, f"`{shown}` {what} for {self.route}{after}", nearest)


def _repeated(value: Any) -> bool:
    """A name that came more than once in a query or form, of which each vendor reads one."""
    return isinstance(value, list) and all(isinstance(one, Text) for one in value)


def is_of(value: Any, possible: list[Schema], root: Schema, at: str, operation: Operation) -> bool:
    """Whether a value that is no object and no list is of a documented type.

    Where there is only text, it may mean anything; null counts as not sent; a list may be one value alone, or a text
    with commas; an enumeration's words are checked by the vendor.
    """
    if value is None or isinstance(value, Text):
        return True
    kinds = {choice.get("type", "string") for choice in possible}
    kind = _KINDS.get(type(value), "string")
    if "array" in kinds:
        items = [one for choice in possible for one in described.choices(choice.get("items", {}), root)]
        return kind == "string" or not items or is_of(value, items, root, at, operation)
    if kind == "object":
        return False
    if operation.wire.texts_mean_values and means(value, kinds):
        return True
    as_text = operation.wire.numbers_for and operation.wire.numbers_for.fullmatch(
        _NUMBERS.sub("", at).rpartition(".")[2]
    )
    return (
        kind in kinds
        or (kind == "integer" and "number" in kinds)
        or (kind == "number" and "integer" in kinds and float(value).is_integer())
        or (kind in ("integer", "number") and "string" in kinds and bool(as_text))
    )


def means(value: Any, kinds: Collection[str]) -> bool:
    """Whether a value is what clients write who know only text: a number as its digits, a flag as 1 or yes."""
    if isinstance(value, str):
        text = value.lower()
        if text in _ABSENT or ("boolean" in kinds and text in _FLAGS):
            return True
        return not {"integer", "number"}.isdisjoint(kinds) and _A_NUMBER.fullmatch(value) is not None
    return "boolean" in kinds and isinstance(value, int | float) and value in (0, 1)


def old_names(objects: list[Schema], operation: Operation) -> dict[str, str]:
    """The old names that the objects' fields are taken under, each with the one that is documented.

    An operation that only old clients call is theirs, with their names.
    """
    if operation.evidence.kind != "documented":
        return {}
    return {
        other: name
        for one in objects
        for name, schema in one.get("properties", {}).items()
        for other in schema.get(described.OTHER_NAMES, ())
        if other != name and other in operation.wire.old_names
    }


@lru_cache(4096)
def meant_for(name: str, known: frozenset[str]) -> str | None:
    """The documented name that is surely meant, where any other name may be sent too: `frist_name`, `firstName`."""
    plain = _plain(name)
    for one in sorted(known):
        if one != name and (_plain(one) == plain or (len(one) >= _EXACT and _one_slip(name, one))):
            return one
    return None


def _plain(name: str) -> str:
    return name.replace("_", "").replace("-", "").lower()


def _one_slip(name: str, known: str) -> bool:
    """Two neighbours changed places, or one letter is other, missing or too many."""
    if abs(len(name) - len(known)) > 1:
        return False
    start = next((n for n, (a, b) in enumerate(zip(name, known, strict=False)) if a != b), min(len(name), len(known)))
    rest, of = name[start:], known[start:]
    return rest[1:] == of[1:] or rest[1:] == of or rest == of[1:] or (rest[1::-1] + rest[2:] == of and len(rest) > 1)
