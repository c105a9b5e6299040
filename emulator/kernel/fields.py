"""A request's fields by name, wherever they stand: in the path, the query, a form or JSON at any depth."""

import re
from collections.abc import Iterator
from contextlib import suppress
from functools import cached_property
from typing import Any
from urllib.parse import parse_qsl

from pydantic_core import to_json

from emulator.kernel.http import Request, read_json

_STEP = re.compile(r"[^\[\]]+")


class Fields:
    """Read when first asked for. What cannot be read has no fields."""

    def __init__(self, request: Request) -> None:
        self._request = request

    def has(self, name: str, value: Any) -> bool:
        """Whether a field of that name has the value, a list's field one of that value; 1 and "1" are alike."""
        return (name, _text(value)) in self._all

    @cached_property
    def _all(self) -> set[tuple[str, str]]:
        request = self._request
        texts = [request.query]
        body = request.body.strip()
        found: set[tuple[str, str]] = set(request.path_params.items())
        if body[:1] in (b"{", b"["):
            with suppress(ValueError):
                found.update(_walk("", read_json(body)))
        else:
            texts.append(body.decode("utf-8", "replace"))
        for text in texts:
            for name, value in parse_qsl(text, keep_blank_values=True):
                found.update({(name, value), (_own_name(name), value)})
        return found


def _own_name(name: str) -> str:
    """The last word of a bracketed name: `id` of `items[0][id]`."""
    return next((step for step in reversed(_STEP.findall(name)) if not step.isdigit()), name)


def _walk(name: str, value: Any) -> Iterator[tuple[str, str]]:
    if name:
        yield name, _text(value)
    if isinstance(value, dict):
        for key, one in value.items():
            yield from _walk(key, one)
    elif isinstance(value, list):
        for one in value:
            yield from _walk(name, one)


def _text(value: Any) -> str:
    return value if isinstance(value, str) else to_json(value).decode("utf-8", "replace")
