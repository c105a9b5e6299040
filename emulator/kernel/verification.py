"""Whether a request was what somebody expects of it, and how far from that it was: plain values."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import unquote

from typing_extensions import TypedDict

from emulator.kernel import masking
from emulator.kernel.http import unpacked
from emulator.kernel.sent import Sent, Text

Hide = Callable[[Any], Any]


@dataclass(frozen=True, kw_only=True)
class Expected:
    """What a request should be; what is None is of no importance."""

    vendor: str | None = None
    operation: str | None = None
    status: int | None = None
    params: Mapping[str, Any] = field(default_factory=dict)
    secrets: frozenset[str] = frozenset()
    """Names of params that are not shown, whoever the vendor of a request is."""


@dataclass(frozen=True, kw_only=True)
class Seen:
    """What a request was."""

    id: int
    vendor: str
    operation: str | None
    status: int
    sent: Sequence[Sent]
    secrets: frozenset[str]
    hide: Hide | None = None
    """Masks the world's own secrets, under whatever name they stand."""


class Check(TypedDict):
    """One field that was expected. `at` says where the request had it, nowhere where it had none."""

    field: str
    expected: Any
    got: Any
    at: list[str]
    ok: bool


def checks(expected: Expected, seen: Seen) -> list[Check]:
    """Field by field, in the order of the expectation; secrets masked."""
    return [
        *_plain_checks(expected, seen),
        *(_param(name, value, expected.secrets, seen) for name, value in expected.params.items()),
    ]


def meets(expected: Expected, seen: Seen) -> bool:
    return all(check["ok"] for check in _plain_checks(expected, seen)) and has(
        seen.sent, expected.params, seen.secrets, seen.hide
    )


def has(sent: Sequence[Sent], params: Mapping[str, Any], secrets: frozenset[str], hide: Hide | None = None) -> bool:
    """Whether each of the params is a field of what was sent, by its name alone or by its whole place."""
    return all(any(_is(value, one, secrets, hide) for one in _named(name, sent)) for name, value in params.items())


def _named(name: str, sent: Sequence[Sent]) -> list[Sent]:
    return [one for one in sent if name in (one.name, one.at)]


def is_like(expected: Any, got: Any) -> bool:
    """Whether what was sent is what was expected.

    An object has at least the fields that are expected, a list is the one expected, or has the single value that is. In
    JSON a number is no text; where there is only text, a number is what it is written as.
    """
    if isinstance(got, list) and not isinstance(expected, list):
        return any(is_like(expected, one) for one in got)
    if isinstance(expected, dict | list):
        got = unpacked(got)
        if isinstance(expected, dict):
            return isinstance(got, dict) and all(
                name in got and is_like(expected[name], got[name]) for name in expected
            )
        if isinstance(got, Text):
            got = [Text(part.strip()) for part in got.split(",")]
        same_length = isinstance(got, list) and len(got) == len(expected)
        return same_length and all(map(is_like, expected, got))
    if isinstance(got, Text):
        # React Native encodes twice, and the vendor that it calls reads it so.
        return as_text(expected) in (got, unquote(got))
    return isinstance(got, bool) == isinstance(expected, bool) and bool(got == expected)


def as_text(value: Any) -> str | None:
    """How a form has it; null it cannot have."""
    if isinstance(value, bool):
        return "true" if value else "false"
    return None if value is None else str(value)


def _plain_checks(expected: Expected, seen: Seen) -> list[Check]:
    pairs = [
        ("vendor", expected.vendor, seen.vendor),
        ("operation", expected.operation, seen.operation),
        ("status", expected.status, seen.status),
    ]
    return [
        {"field": name, "expected": value, "got": got, "at": [], "ok": value == got}
        for name, value, got in pairs
        if value is not None
    ]


def _param(name: str, value: Any, secrets: frozenset[str], seen: Seen) -> Check:
    sent = _named(name, seen.sent)
    met = next((one for one in sent if _is(value, one, seen.secrets, seen.hide)), None)
    told = [met] if met else sent
    got = [_masked(one.name, one.value, seen.secrets) for one in told]
    return {
        "field": f"params.{name}",
        "expected": _masked(name, value, seen.secrets | secrets),
        "got": got[0] if len(got) == 1 else got or None,
        "at": [one.at for one in told],
        "ok": met is not None,
    }


def _is(expected: Any, sent: Sent, secrets: frozenset[str], hide: Hide | None) -> bool:
    """A secret may be expected as it is shown: masked."""
    if is_like(expected, sent.value):
        return True
    if not masking.is_mask(expected):
        return False
    if masking.is_secret(sent.name, secrets):
        return bool(expected == _masked(sent.name, sent.value, secrets))
    return hide is not None and bool(expected == hide(sent.value))


def _masked(name: str, value: Any, secrets: frozenset[str]) -> Any:
    return masking.json_value({name: value}, secrets)[name]
