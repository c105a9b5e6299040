"""Large JSON, read piece by piece: while pydantic reads, no other thread runs, and 30 MB are a second.

What is long in a large request is a list of objects, alone or as a value of the outermost object. The list is cut
behind an object, wherever all before the cut is whole: nowhere inside of a text or of another list is it. What is
around the list is read with a stand-in for it. A body of another form, or a wrong one, is read in one go.
"""

import re
from typing import Any

from pydantic_core import from_json

PIECE = 256 * 1024
_TRIES = 8
"""How many places to cut at are tried for one piece."""
_ROWS = 1000
_STAND_IN = "the list that is read in pieces"
_FIRST = re.compile(rb"\[(?=\s*\{)")
_BETWEEN = re.compile(rb"\}\s*(,)(?=\s*\{)")


class _UncutError(Exception):
    """The body has another form, or is no JSON."""


def read(body: bytes) -> Any:
    """As `from_json` reads it; raises ValueError."""
    try:
        return _in_pieces(body)
    except _UncutError:
        return _whole(body)


def let_go(value: Any) -> None:
    """Empties lists and objects piece by piece: to free 100,000 rows at once holds all threads up as well."""
    if isinstance(value, dict):
        while value:
            let_go(value.popitem()[1])
    elif isinstance(value, list):
        while value:
            del value[-_ROWS:]


def _whole(body: bytes) -> Any:
    return from_json(body, allow_inf_nan=False)


def _in_pieces(body: bytes) -> Any:
    first = _FIRST.search(body)
    if first is None:
        raise _UncutError
    start, before = first.end(), body[: first.start()]
    depth = 1 if before.strip() else 0
    if depth:
        _tried(before + b"[]}")  # the list is a value of the outermost object
    rows: list[Any] = []
    while (following := _BETWEEN.search(body, start + PIECE)) is not None:
        found, start = _piece(body, start, following.start(), depth)
        rows += found
    found, end = _last(body, start, depth)
    rows += found
    around = _tried(before + f'"{_STAND_IN}"'.encode() + body[end:])
    if not depth:
        return rows
    return {name: rows if value == _STAND_IN else value for name, value in around.items()}


def _piece(body: bytes, start: int, at_least: int, depth: int) -> tuple[list[Any], int]:
    """The next rows, and where those after them begin."""
    for _, cut in zip(range(_TRIES), _BETWEEN.finditer(body, at_least), strict=False):
        rows = _rows(body[start : cut.start(1)], depth)
        if rows:
            return rows, cut.end()
    raise _UncutError


def _last(body: bytes, start: int, depth: int) -> tuple[list[Any], int]:
    """The rows up to the list's end, and where what is behind it begins."""
    end = len(body)
    for _ in range(_TRIES):
        end = max(body.rfind(b"]", start, end), start)
        rows = _rows(body[start:end], depth)
        if rows:
            return rows, end + 1
    raise _UncutError


def _rows(piece: bytes, depth: int) -> list[Any] | None:
    """The objects of a piece of the list, as deep in lists as they are in the body; None where it is not whole."""
    try:
        value = _whole(b"[" * (1 + depth) + piece + b"]" * (1 + depth))
    except ValueError:
        return None
    if not depth:
        return value  # type: ignore[no-any-return]
    return value[0] if len(value) == 1 else None  # else the list ended in the piece, and another began


def _tried(part: bytes) -> Any:
    try:
        return _whole(part)
    except ValueError:
        raise _UncutError from None
