"""Metadata: what a company knows of an invite's customer, as pairs of key and value."""

import re
from datetime import datetime
from math import isfinite
from typing import Any

CUSTOMER_ID = "customerId"
_TYPES = ("text", "ts", "num")
_NUM = re.compile(r"[+-]?[0-9]{1,100}(\.[0-9]{1,100})?([eE][+-]?[0-9]{1,3})?")


def pairs(given: Any) -> list[dict[str, str]] | None:
    """The pairs with their types, values as text; None where the list breaks a rule.

    Docs: `key` and `value`. The partner document adds `type`: text, ts (no zone) and num, each value still a string.
    Assumed: scalar values are taken as text, doubled keys are kept.
    """
    if given is None:
        return []
    if not isinstance(given, list):
        return None
    found = []
    for one in given:
        pair = _pair(one)
        if pair is None:
            return None
        found.append(pair)
    return found


def customer_id(found: list[dict[str, str]]) -> str | None:
    """Docs: `customerId` identifies the customer or the order. Assumed: the first one counts."""
    return next((pair["value"] for pair in found if pair["key"] == CUSTOMER_ID), None)


def _pair(one: Any) -> dict[str, str] | None:
    if not isinstance(one, dict):
        return None
    key, value, kind = one.get("key"), one.get("value"), one.get("type")
    if kind is None:
        kind = "text"
    if not isinstance(key, str) or not key or kind not in _TYPES or not isinstance(value, str | int | float):
        return None
    if isinstance(value, float) and not isfinite(value):  # 1e999 can be written in JSON, and is no number
        return None
    text = str(value).lower() if isinstance(value, bool) else str(value)
    if "\0" in key or "\0" in text or not _fits(kind, text):
        return None
    return {"key": key, "value": text, "type": kind}


def _fits(kind: str, text: str) -> bool:
    if kind == "num":
        return _NUM.fullmatch(text) is not None
    return kind == "text" or _is_time(text)


def _is_time(text: str) -> bool:
    try:
        datetime.fromisoformat(text)
    except ValueError:
        return False
    return True
