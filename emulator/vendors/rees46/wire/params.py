"""Where a request's parameters come from: query, form, multipart and JSON are one bag, whatever the method says.

`read(request)` is the only reader. Observed: React Native posts everything in the query string, Android sends JSON,
the document's own examples send forms, old curl habits send JSON under a form's content type.
"""

import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import unquote, unquote_plus

from emulator.kernel import http
from emulator.kernel.http import Request, read_json, read_multipart
from emulator.vendors.rees46.errors import BadRequest

Bag = dict[str, Any]
Pairs = Iterator[tuple[str, str]]

DEPTH = 100
"""How many levels of brackets a name may have, as in Rack."""
ABSENT = ("", "null", "undefined", None)
# A union in isinstance is made anew at each look, and every request looks often.
_NESTED, _PLAIN = (list, dict), (str, int)
_BRACKETED = re.compile(r"([^\[\]]*)((?:\[[^\[\]]*\])+)")
_STILL_ENCODED = re.compile(r"%[0-9A-Fa-f]{2}")


class Repeated(str):
    """The last value of a name that came more than once, which is what Rack reads; a parameter that is a list has all.

    Assumed: generated clients repeat the name of a list, as OpenAPI has it, and mean every one.
    """

    __slots__ = ("every",)
    every: list[str]

    @classmethod
    def after(cls, earlier: str, value: str) -> "Repeated":
        repeated = cls(value)
        repeated.every = [*(earlier.every if isinstance(earlier, Repeated) else [earlier]), value]
        return repeated


class Numbered(list[Any]):
    """A list that was sent with gaps in its numbers: an event's columns are joined by the numbers as they were sent."""

    def __init__(self, values: list[Any], numbers: list[int]) -> None:
        super().__init__(values)
        self.numbers = numbers


def read(request: Request) -> Bag:
    """Everything that was sent, by name: what is in the path counts before the body, the body before the query.

    Raises BadRequest for malformed JSON, invalid UTF-8, NUL characters (not every database keeps them), and brackets
    nested too deep or at odds with each other.
    """
    memo = request.memo
    if "said" not in memo:
        try:
            memo["said"] = _merged(request)
        except BadRequest as refusal:
            memo["said"] = refusal
    found = memo["said"]
    if isinstance(found, BadRequest):
        raise found
    return found  # type: ignore[no-any-return]


def embedded(text: str) -> Any:
    """JSON that was sent as a text; raises ValueError for what `read` would refuse in a body."""
    if "\\u0000" in text:
        raise ValueError("a NUL character")
    return read_json(text.encode())


def unpacked(value: Any) -> Any:
    """A list or object that was sent as JSON in a text; what is none stays as it is."""
    return http.unpacked(value, embedded)


def sent(bag: Bag) -> Bag:
    """Without what counts as not sent. Observed: SDKs send "", null, "null" and "undefined" for what they lack."""
    return {name: value for name, value in bag.items() if isinstance(value, _NESTED) or value not in ABSENT}


def given(bag: Bag, *names: str) -> str | None:
    """The first of the names that was sent as a text or a number, as text."""
    for name in names:
        value = bag.get(name)
        if isinstance(value, _PLAIN) and value not in ABSENT:
            return str(value)
    return None


def _merged(request: Request) -> Bag:
    body = _body(request) if request.body else {}
    query = request.query
    if not query and not request.path_params:
        return body
    return {**(nested(_pairs(query)) if query else {}), **body, **request.path_params}


def _body(request: Request) -> Bag:
    content_type = request.content_type
    if content_type == "multipart/form-data":
        return nested(_multipart(request))
    body = request.body.strip()
    if body[:1] in (b"{", b"[") or (body and content_type == "application/json"):
        return _json(body)
    try:
        return nested(_pairs(body.decode()))
    except UnicodeDecodeError:
        raise BadRequest("The request is not valid UTF-8.") from None


def _json(body: bytes) -> Bag:
    if b"\\u0000" in body:
        raise BadRequest("The request has a NUL character.")
    try:
        value = read_json(body)
    except ValueError as error:
        raise BadRequest(f"The request body is not valid JSON: {error}") from None
    # Rails keeps a body that is no object under this name.
    return value if isinstance(value, dict) else {"_json": value}


def _pairs(text: str) -> Pairs:
    try:
        for pair in text.split("&"):
            if pair:
                name, _, value = pair.partition("=")
                yield unquote_plus(name, errors="strict"), _decoded(unquote_plus(value, errors="strict"))
    except UnicodeDecodeError:
        raise BadRequest("The request is not valid UTF-8.") from None


def _decoded(value: str) -> str:
    """Observed: React Native encodes reserved characters twice on GET."""
    if not _STILL_ENCODED.search(value):
        return value
    try:
        return unquote(value, errors="strict")
    except UnicodeDecodeError:
        return value


def _multipart(request: Request) -> Pairs:
    raw: list[tuple[bytes, bytes]] = []
    try:
        read_multipart(request.body, request.header("content-type") or "", raw)
        for name, value in raw:
            yield name.decode(), value.decode()
    except ValueError:
        raise BadRequest("The request body is not valid multipart form data.") from None


def nested(pairs: Pairs) -> Bag:
    """Names with brackets as Rack reads them: `a[b]` is an object, `a[]` and `a[0]` a list."""
    bag: Bag = {}
    bracketed = False
    for name, value in pairs:
        if "\0" in name or "\0" in value:
            raise BadRequest("The request has a NUL character.")
        if "[" not in name:
            earlier = bag.get(name)
            bag[name] = Repeated.after(earlier, value) if isinstance(earlier, str) else value
            continue
        if name.count("[") > DEPTH:
            raise BadRequest(f"{name[:40]}…: brackets are nested deeper than {DEPTH} levels")
        whole = _BRACKETED.fullmatch(name)
        if whole is None:
            bag[name] = value
            continue
        bracketed = True
        _put(bag, [whole[1], *whole[2][1:-1].split("][")], value)
    return {name: _listed(value) for name, value in bag.items()} if bracketed else bag


def _put(bag: Bag, steps: list[str], value: str) -> None:
    """Sets one bracketed name; `into` is the place that the steps so far lead to."""
    into: Any = bag
    for index, step in enumerate(steps):
        following = steps[index + 1] if index + 1 < len(steps) else None
        fresh: Any = value if following is None else [] if following == "" else {}
        if isinstance(into, list):
            into = _into_list(into, fresh, following)
        elif following is None:
            into[step] = value
        else:
            into = into.setdefault(step, fresh)
        if following is not None and type(into) is not type(fresh):
            raise BadRequest(f"{steps[0]}: is both a single value, a list or an object")


def _into_list(into: list[Any], fresh: Any, following: str | None) -> Any:
    """`a[][id]=1&a[][id]=2` are two objects: a new one begins where a name comes again."""
    last = into[-1] if into else None
    if isinstance(fresh, dict) and isinstance(last, dict) and following not in last:
        return last
    into.append(fresh)
    return fresh


def _listed(value: Any) -> Any:
    """An object whose keys are all numbers is a list in their order."""
    if isinstance(value, list):
        return [_listed(one) for one in value]
    if not isinstance(value, dict):
        return value
    found = {key: _listed(one) for key, one in value.items()}
    if found and all(key.isascii() and key.isdigit() and len(key) < 10 for key in found):
        keys = sorted(found, key=int)
        values = [found[key] for key in keys]
        return values if int(keys[-1]) < len(keys) else Numbered(values, [int(key) for key in keys])
    return found
