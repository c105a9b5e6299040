"""Secrets are never shown, but two that are alike still look alike: `masked:` and the head of their SHA-256."""

import hashlib
import re
from collections.abc import Collection, Iterable
from typing import Any
from urllib.parse import quote, unquote_plus

from pydantic_core import from_json, to_json

_ALWAYS = frozenset({"authorization", "proxy-authorization", "cookie", "set-cookie"})
# Each looks at a character a bounded number of times: what is masked may be long, and anybody may have made it.
_PAIR = re.compile(r"(?<![^&;=\s])([^&;=\s]+)=([^&;\s]*)")
_LOOSE_JSON = re.compile(r'"([^"\\]{1,100})"(\s*:\s*)("(?:[^"\\]|\\.)*"?|[^\s,}\]]+)')
_PART = re.compile(
    r'((?>^content-disposition:[^\r\n]{0,1000}?\bname="?)([^"\r\n;]{1,100})[^\r\n]*+(?:\r?\n[^\r\n]++){0,20}\r?\n\r?\n)'
    r"(.*?)(?=\r?\n--|\Z)",
    re.DOTALL | re.MULTILINE | re.IGNORECASE,
)


def mask(value: str) -> str:
    return f"masked:{hashlib.sha256(value.encode('utf-8', 'surrogatepass')).hexdigest()[:8]}" if value else value


def is_secret(name: str, secrets: Collection[str]) -> bool:
    """A name as it was sent, `order[token]` counting as `token`; upper and lower case are one."""
    return name.rstrip("]").rpartition("[")[2].lower() in secrets or name.lower() in secrets


def headers(pairs: Iterable[tuple[str, str]], secrets: Collection[str]) -> dict[str, str]:
    """Names in lower case; what was sent twice is joined with a comma."""
    shown: dict[str, str] = {}
    for raw_name, value in pairs:
        name = raw_name.lower()
        text = mask(value) if name in _ALWAYS or is_secret(name, secrets) else value
        shown[name] = f"{shown[name]}, {text}" if name in shown else text
    return shown


def query(text: str, secrets: Collection[str]) -> str:
    """A query string or form as it was written, but for the secrets."""

    def shown(pair: re.Match[str]) -> str:
        if not is_secret(unquote_plus(pair[1]), secrets):
            return pair[0]
        return f"{pair[1]}={quote(mask(unquote_plus(pair[2])), safe=':')}"

    return _PAIR.sub(shown, text)


def url(text: str, secrets: Collection[str]) -> str:
    path, mark, rest = text.partition("?")
    return f"{path}{mark}{query(rest, secrets)}"


def body(text: str, content_type: str, secrets: Collection[str]) -> str:
    """Left as it was written where it has no secret; what only looks like JSON is searched all the same."""
    if "multipart" in content_type:
        return _PART.sub(lambda part: part[1] + (mask(part[3]) if is_secret(part[2], secrets) else part[3]), text)
    if text.lstrip()[:1] not in ("{", "["):
        return query(text, secrets) if "=" in text else text
    try:
        value = from_json(text)
    except ValueError:
        return _loose_json(text, secrets)
    shown = json_value(value, secrets)
    return text if shown == value else to_json(shown).decode()


def json_value(value: Any, secrets: Collection[str]) -> Any:
    if isinstance(value, dict):
        return {
            name: _hidden(inner) if is_secret(name, secrets) else json_value(inner, secrets)
            for name, inner in value.items()
        }
    if isinstance(value, list):
        return [json_value(inner, secrets) for inner in value]
    return value


def _hidden(value: Any) -> Any:
    if value is None:
        return None
    return mask(value if isinstance(value, str) else to_json(value).decode())


def _loose_json(text: str, secrets: Collection[str]) -> str:
    def shown(pair: re.Match[str]) -> str:
        if not is_secret(pair[1], secrets):
            return pair[0]
        return f'"{pair[1]}"{pair[2]}"{mask(pair[3].strip(chr(34)))}"'

    return _LOOSE_JSON.sub(shown, text)
