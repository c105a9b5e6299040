"""Calls of one world's control API."""

import json
from datetime import date
from typing import Any

import httpx

TIMEOUT = 30.0
"""Seconds that a call may take: a clock that goes on for years has much to do."""


class ControlError(Exception):
    """The control API refused a call. `status` is the answer's (int), `field` what was wrong (str, or None)."""

    def __init__(self, status: int, detail: str, field: str | None = None) -> None:
        super().__init__(detail)
        self.status = status
        self.field = field


class Control:
    """One world's control API at `url`, such as `http://127.0.0.1:4717/~t1/_emulator`."""

    def __init__(self, url: str, *, transport: httpx.BaseTransport | None = None, token: str = "") -> None:
        """`token` is what `EMULATOR_CONTROL_TOKEN` says on the server, "" where it says nothing."""
        self.url = url
        headers = {"Authorization": f"Bearer {token}"} if token else {}
        # What a machine's variables say of proxies is not meant for a server on the machine itself.
        self._client = httpx.Client(
            base_url=url, transport=transport, headers=headers, timeout=TIMEOUT, trust_env=False
        )

    def get(self, path: str, **query: Any) -> Any:
        """As `call`; what is None in the query is left out."""
        given = {name: value for name, value in query.items() if value is not None}
        return self.call(
            "GET", path, params={name: _written(one) if isinstance(one, date) else one for name, one in given.items()}
        )

    def post(self, path: str, body: Any = None) -> Any:
        """As `call`; without a body it sends `{}`."""
        return self.call("POST", path, **_document({} if body is None else body))

    def put(self, path: str, body: Any) -> Any:
        """As `call`, with the body as JSON."""
        return self.call("PUT", path, **_document(body))

    def delete(self, path: str) -> None:
        """As `call`; there is nothing to answer."""
        self.call("DELETE", path)

    def call(self, method: str, path: str, **request: Any) -> Any:
        """The answer's JSON, None where it has no body; `request` is what httpx takes.

        Raises ControlError, httpx.TransportError, and RuntimeError once it is closed.
        """
        if self._client.is_closed:
            raise RuntimeError(f"{self.url} is closed: the block of its world has ended")
        answer = self._client.request(method, path, **request)
        try:
            if answer.is_success:
                return answer.json() if answer.content else None
            problem = answer.json()
            raise ControlError(answer.status_code, str(problem["detail"]), problem.get("field"))
        except (ValueError, KeyError, TypeError):
            raise ControlError(answer.status_code, answer.text[:200]) from None

    @property
    def closed(self) -> bool:
        return self._client.is_closed

    def close(self) -> None:
        """Lets the connection go; the world stays."""
        self._client.close()


def _document(body: Any) -> dict[str, Any]:
    return {"content": json.dumps(body, default=_written), "headers": {"Content-Type": "application/json"}}


def _written(value: Any) -> str:
    """Dates and moments as the API has them; raises TypeError for anything else that JSON has not."""
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(f"{value!r} cannot be sent: JSON has no {type(value).__name__}")
