"""JSON schema of an HTTP archive, written after the specification of HAR 1.2."""

from typing import Any


def _object(required: dict[str, Any], optional: dict[str, Any] | None = None) -> dict[str, Any]:
    """Further names begin with an underscore, as the specification has it."""
    return {
        "type": "object",
        "required": list(required),
        "properties": {**required, **(optional or {}), "comment": _TEXT},
        "patternProperties": {"^_": {}},
        "additionalProperties": False,
    }


_TEXT = {"type": "string"}
_SIZE = {"type": "integer", "minimum": -1}
_DURATION = {"type": "number", "minimum": 0}
_MOMENT = {"type": "string", "pattern": r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$"}
_PAIRS = {"type": "array", "items": _object({"name": _TEXT, "value": _TEXT})}
_COOKIES = {
    "type": "array",
    "items": _object({"name": _TEXT, "value": _TEXT}, {"path": _TEXT, "domain": _TEXT, "expires": _TEXT}),
}
_COMMON = {"httpVersion": _TEXT, "cookies": _COOKIES, "headers": _PAIRS, "headersSize": _SIZE, "bodySize": _SIZE}
_POSTED = _object({"mimeType": _TEXT, "text": _TEXT})
_REQUEST = _object({**_COMMON, "method": _TEXT, "url": _TEXT, "queryString": _PAIRS}, {"postData": _POSTED})
_CONTENT = _object(
    {"size": {"type": "integer"}, "mimeType": _TEXT},
    {"compression": {"type": "integer"}, "text": _TEXT, "encoding": _TEXT},
)
_RESPONSE = _object(
    {**_COMMON, "status": {"type": "integer"}, "statusText": _TEXT, "content": _CONTENT, "redirectURL": _TEXT}
)
_TIMINGS = _object({"send": _DURATION, "wait": _DURATION, "receive": _DURATION})
_ENTRY = _object(
    {
        "startedDateTime": _MOMENT,
        "time": _DURATION,
        "request": _REQUEST,
        "response": _RESPONSE,
        "cache": {"type": "object"},
        "timings": _TIMINGS,
    }
)
HAR = _object(
    {
        "log": _object(
            {
                "version": {"const": "1.2"},
                "creator": _object({"name": _TEXT, "version": _TEXT}),
                "entries": {"type": "array", "items": _ENTRY},
            },
            {"pages": {"type": "array"}},
        )
    }
)
