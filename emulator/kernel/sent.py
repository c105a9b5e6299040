"""What a request said, field by field, wherever it stood: in the path, the query, a form or JSON.

This is for a fault's conditions, and for those who look at requests afterwards. A vendor reads its own input, by its
own rules; here nothing is ever refused: what cannot be read has no fields.
"""

import contextlib
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qsl

from pydantic_core import from_json

from emulator.kernel.http import Request, read_multipart, unpacked
from emulator.kernel.turns import LARGE

_STEP = re.compile(r"\[([^\[\]]*)\]")
_DEPTH = 100
Pairs = Iterable[tuple[str, str]]


class Text(str):
    """A value from a place where there is only text, which may mean a number there, or yes, or a list."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class Sent:
    """One field: where it stood (`body.invites[0].email`), its name there, its value."""

    at: str
    name: str
    value: Any


def of(request: Request) -> list[Sent]:
    """Every field of a request that is under way."""
    return [one for at, part in parts_of(request).items() for one in fields(part, at)]


def parts_of(request: Request) -> dict[str, Any]:
    """The parts of a request that is under way; a large body is not read again where the vendor has read it."""
    content_type = request.header("content-type") or ""
    said = request.memo.get("said") if len(request.body) > LARGE else None
    body = request.body if said is None else b""
    read = parts(path=request.path_params, query=request.query, body=body, content_type=content_type)
    if isinstance(said, dict):
        read["body"] = {name: value for name, value in said.items() if name not in read["query"]}
    return read


def parts(*, path: Mapping[str, str], query: str, body: bytes, content_type: str) -> dict[str, Any]:
    """The parts of a request that have fields; a body that was cut is read as far as it goes."""
    return {
        "path": {name: Text(value) for name, value in path.items()},
        "query": nested(parse_qsl(query, keep_blank_values=True)) if query else {},
        "body": _body(body, content_type) if body else {},
    }


def fields(part: Any, at: str) -> list[Sent]:
    """Every field of a part at any depth, those in lists too, and those of JSON that was sent as a text."""
    found: list[Sent] = []
    _gather(part, at, found, inside_text=False)
    return found


def _gather(value: Any, at: str, found: list[Sent], *, inside_text: bool) -> None:
    if isinstance(value, str):
        inner = value if inside_text else unpacked(value)
        if inner is not value:
            _gather(inner, at, found, inside_text=True)
    elif isinstance(value, dict):
        for name, inner in value.items():
            place = f"{at}.{name}"
            found.append(Sent(place, name, inner))
            _gather(inner, place, found, inside_text=inside_text)
    elif isinstance(value, list):
        for number, inner in enumerate(value):
            _gather(inner, f"{at}[{number}]", found, inside_text=inside_text)


def _body(body: bytes, content_type: str) -> Any:
    if content_type.lower().startswith("multipart/"):
        return nested(_multipart(body, content_type))
    start = body.lstrip()[:1]
    if start in (b"{", b"["):
        try:
            return from_json(body, allow_partial="trailing-strings")
        except ValueError:
            return {}
    if start == b"<" or b"=" not in body:
        return {}
    return nested(parse_qsl(body.decode("utf-8", "replace"), keep_blank_values=True))


def _multipart(body: bytes, content_type: str) -> list[tuple[str, str]]:
    found: list[tuple[bytes, bytes]] = []
    with contextlib.suppress(ValueError):  # what came before the place that cannot be read is there
        read_multipart(body, content_type, found)
    return [(name.decode("utf-8", "replace"), value.decode("utf-8", "replace")) for name, value in found]


def nested(pairs: Pairs) -> dict[str, Any]:
    """Names with brackets as Rack and PHP read them; a name that came again has a list."""
    tree: dict[str, Any] = {}
    for name, value in pairs:
        head, mark, _ = name.partition("[")
        steps = _STEP.findall(name, len(head)) if mark and name.count("[") <= _DEPTH else []
        if not steps or not head or head + "".join(f"[{step}]" for step in steps) != name:
            _add(tree, name, Text(value))
        else:
            _put(tree, [head, *steps], Text(value))
    return {name: _listed(value) for name, value in tree.items()}


def _put(tree: dict[str, Any], steps: list[str], value: Text) -> None:
    into = tree
    for index, step in enumerate(steps[:-1]):
        name = step or _next(into, steps[index + 1])
        inner = into.get(name)
        if not isinstance(inner, dict):
            inner = {} if inner is None else {"0": inner}
            into[name] = inner
        into = inner
    _add(into, steps[-1] or str(len(into)), value)


def _next(into: dict[str, Any], following: str) -> str:
    """`a[][id]=1&a[][id]=2` are two objects: a new one begins where a name comes again."""
    last = into.get(str(len(into) - 1))
    goes_on = isinstance(last, dict) and following != "" and following not in last
    return str(len(into) - 1) if goes_on else str(len(into))


def _add(into: dict[str, Any], name: str, value: Text) -> None:
    earlier = into.get(name)
    if earlier is None:
        into[name] = value
    elif isinstance(earlier, dict):
        earlier[str(len(earlier))] = value
    else:
        into[name] = [*(earlier if isinstance(earlier, list) else [earlier]), value]


def _listed(value: Any) -> Any:
    """An object whose names are all numbers is a list in their order."""
    if not isinstance(value, dict):
        return value
    found = {name: _listed(inner) for name, inner in value.items()}
    if all(name.isascii() and name.isdigit() and len(name) < 10 for name in found):
        return [found[name] for name in sorted(found, key=int)]
    return found
