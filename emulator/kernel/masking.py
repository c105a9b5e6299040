"""Secrets are never shown, but two that are alike still look alike: `masked:` and the head of their SHA-256.

They are looked for by name in queries, forms, multipart and JSON, in JSON that stands as a text in any of these, and in
plain sentences. The rest is left as it was written.
"""

import hashlib
import re
from collections.abc import Iterable
from functools import lru_cache
from typing import Any
from urllib.parse import quote, unquote_plus

from pydantic_core import from_json, to_json

_ALWAYS = frozenset({"authorization", "proxy-authorization", "cookie", "set-cookie"})
_DEPTH = 250
"""What stands deeper in JSON is masked whole; JSON within a text counts on from where the text stands."""
_IN_A_FIELD = 100
"""So many levels is a field worth: what is written as a field of a field is looked into, and no further."""
_JSON = ("{", "[")
_LAST = re.compile(r"[\[.]")
_MASK = re.compile(r"masked:[0-9a-f]{8}")
# Each looks at a character a bounded number of times: what is masked may be long, and anybody may have made it.
_LOOSE_JSON = re.compile(r'"([^"\\]{1,100})"(\s*:\s*)("(?:[^"\\]|\\.)*"?|[^\s,}\]]+)')
_PART = re.compile(
    r'((?>^content-disposition:[^\r\n]{0,1000}?\bname="?)([^"\r\n;]{1,100})[^\r\n]*+(?:\r?\n[^\r\n]++){0,20}\r?\n\r?\n)'
    r"(.*?)(?=\r?\n--|\Z)",
    re.DOTALL | re.MULTILINE | re.IGNORECASE,
)


def mask(value: str) -> str:
    """Nothing, and what is masked already, stay as they are."""
    if not value or is_mask(value):
        return value
    return f"masked:{hashlib.sha256(value.encode('utf-8', 'surrogatepass')).hexdigest()[:8]}"


def is_mask(value: Any) -> bool:
    return isinstance(value, str) and _MASK.fullmatch(value) is not None


def is_secret(name: str, secrets: frozenset[str]) -> bool:
    """A name as it was sent, `order[token]` and `order.token` counting as `token`; capitals do not count."""
    return name.lower() in secrets or _LAST.split(name.rstrip("]"))[-1].lower() in secrets


def is_secret_column(name: str, secrets: frozenset[str]) -> bool:
    """Of a table, or of an account: `sandbox_api_key` is one where the vendor's parameter is `apikey`."""
    plain = name.replace("_", "").lower()
    return any(plain.endswith(secret.replace("_", "").replace("-", "")) for secret in secrets)


def headers(pairs: Iterable[tuple[str, str]], secrets: frozenset[str]) -> dict[str, str]:
    """Names in lower case; what was sent twice is joined with a comma."""
    shown: dict[str, str] = {}
    for raw_name, value in pairs:
        name = raw_name.lower()
        masked = mask(value) if name in _ALWAYS or is_secret(name, secrets) else text(value, secrets)
        shown[name] = f"{shown[name]}, {masked}" if name in shown else masked
    return shown


def url(written: str, secrets: frozenset[str]) -> str:
    path, mark, rest = written.partition("?")
    return f"{path}{mark}{query(rest, secrets)}"


def body(written: str, content_type: str, secrets: frozenset[str]) -> str:
    if "multipart" not in content_type.lower():
        return text(written, secrets)

    def shown(part: re.Match[str]) -> str:
        return part[1] + (mask(part[3]) if is_secret(part[2], secrets) else text(part[3], secrets))

    return _PART.sub(shown, written)


def text(written: str, secrets: frozenset[str], depth: int = 0) -> str:
    """Anything that may have a secret in it; what only looks like JSON, or is cut, is searched all the same."""
    if written.lstrip()[:1] in _JSON:
        return _json_text(written, secrets, depth)
    return query(written, secrets, depth) if "=" in written else written


def query(written: str, secrets: frozenset[str], depth: int = 0) -> str:
    """A query string or form, or a sentence or an address that has one."""
    return "&".join([_field(field, secrets, depth) for field in written.split("&")])


def _field(written: str, secrets: frozenset[str], depth: int) -> str:
    name, sign, value = written.partition("=")
    plain = unquote_plus(value)
    if is_secret(unquote_plus(name), secrets):
        return f"{name}{sign}{quote(mask(plain), safe=':')}"
    if plain.lstrip()[:1] in _JSON or (plain != value and depth < _DEPTH):
        shown = text(plain, secrets, depth + _IN_A_FIELD)
        if shown != plain:
            written = f"{name}{sign}{quote(shown, safe=':,')}"
    return _pairs(secrets).sub(lambda pair: pair[1] + quote(mask(unquote_plus(pair[2])), safe=":"), written)


@lru_cache
def _pairs(secrets: frozenset[str]) -> re.Pattern[str]:
    """A secret in the middle of something: after a space, or in the query of an address."""
    names = "|".join(map(re.escape, sorted(secrets))) or "(?!)"
    return re.compile(rf"((?<![^?&;=\s\[])(?:{names})\]?=)([^&;\s]+)", re.IGNORECASE)


def json_value(value: Any, secrets: frozenset[str], depth: int = 0) -> Any:
    if isinstance(value, str):
        return text(value, secrets, depth)
    if not isinstance(value, dict | list):
        return value
    if depth >= _DEPTH:
        return _hidden(value)
    if isinstance(value, list):
        return [json_value(inner, secrets, depth + 1) for inner in value]
    return {
        name: _hidden(inner) if is_secret(name, secrets) else json_value(inner, secrets, depth + 1)
        for name, inner in value.items()
    }


def _json_text(written: str, secrets: frozenset[str], depth: int) -> str:
    try:
        value = from_json(written)
    except ValueError:
        return _loose_json(written, secrets, depth)
    shown = json_value(value, secrets, depth)
    return written if shown == value else to_json(shown).decode()


def _hidden(value: Any) -> Any:
    if value is None:
        return None
    return mask(value if isinstance(value, str) else to_json(value).decode())


def _loose_json(written: str, secrets: frozenset[str], depth: int) -> str:
    def shown(pair: re.Match[str]) -> str:
        secret = is_secret(pair[1], secrets)
        if not secret and not pair[3].startswith(('"{', '"[')):
            return pair[0]
        try:
            value = from_json(pair[3], allow_partial="trailing-strings")
        except ValueError:
            value = pair[3].strip('"')
        hidden = _hidden(value) if secret else json_value(value, secrets, depth)
        return pair[0] if hidden == value else f'"{pair[1]}"{pair[2]}{to_json(hidden).decode()}'

    return _LOOSE_JSON.sub(shown, written)
