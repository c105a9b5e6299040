"""Who may call the control API, and with how large a body: decided before anything is read of the call."""

import hmac
import logging
from collections.abc import Collection

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import ClientDisconnect
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from emulator.control import problems
from emulator.kernel.address import Place
from emulator.kernel.body import GoneError, TooLargeError, read_body
from emulator.kernel.control import Problem
from emulator.kernel.http import dated

BODY_LIMIT = 16 * 1024 * 1024
"""A fixture, or a whole catalogue, must fit."""
_OPEN = ("/health", "/ready")
# What curl -d says of a body, and what says nothing: all that the control API reads is JSON.
_UNSAID = ("", "application/x-www-form-urlencoded", "text/plain")

logger = logging.getLogger("emulator")


class Guard:
    """Demands the token where one is set, and refuses what another site's page sends."""

    def __init__(self, app: ASGIApp, token: str, streams: Collection[str] = ()) -> None:
        """`streams` are the paths of calls that read their body themselves, as it arrives."""
        self._app = app
        self._token = token.encode()
        self._streams = streams

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        place: Place = scope["emulator"]
        send = dated(send, lambda: place.clock)
        try:
            path = place.path
            self._admit(Headers(scope=scope), path)
            if path not in self._streams:
                body = await read_body(receive, BODY_LIMIT)
                _say_json(scope, body)
                receive = _once(body, receive)
        except Problem as problem:
            await problems.answer(problem)(scope, receive, send)
            return
        except TooLargeError:
            too_large = Problem(413, f"the body has more than {BODY_LIMIT} bytes")
            await problems.answer(too_large)(scope, receive, send)
            return
        except GoneError:
            return
        try:
            await self._app(scope, receive, send)
        except ClientDisconnect:
            return
        except Exception:
            # Starlette has answered with our 500 and raises on; the server would cut the connection for it.
            logger.exception("%s %s", scope["method"], scope["path"])

    def _admit(self, headers: Headers, path: str) -> None:
        origin = headers.get("origin")
        foreign = origin is not None and origin.partition("://")[2].lower() != headers.get("host", "").lower()
        if foreign or headers.get("sec-fetch-site") == "cross-site":
            raise Problem(403, "pages of other sites may not use the control API")
        if not self._token or path in _OPEN:
            return
        kind, _, given = headers.get("authorization", "").partition(" ")
        if kind.lower() != "bearer" or not hmac.compare_digest(given.strip().encode("latin-1"), self._token):
            raise Problem(
                401,
                "send the value of EMULATOR_CONTROL_TOKEN as `Authorization: Bearer …`",
                headers={"WWW-Authenticate": "Bearer"},
            )


def _say_json(scope: Scope, body: bytes) -> None:
    headers = MutableHeaders(scope=scope)
    said = headers.get("content-type", "").partition(";")[0].strip().lower()
    if body.lstrip()[:1] in (b"{", b"[") and said in _UNSAID:
        headers["content-type"] = "application/json"


def _once(body: bytes, receive: Receive) -> Receive:
    """Gives the body that was read; what is asked for after it is for the client to say (that it has gone)."""
    waiting = [body]

    async def again() -> Message:
        if waiting:
            return {"type": "http.request", "body": waiting.pop(), "more_body": False}
        return await receive()

    return again
