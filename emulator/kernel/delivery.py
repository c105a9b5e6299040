"""How an answer leaves: whole, or spoilt: late, bit by bit, in part, not at all. No transaction is open meanwhile."""

import asyncio
import time
from math import ceil
from typing import Protocol

from starlette.types import Receive, Scope, Send

from emulator.kernel.effect import Planned
from emulator.kernel.http import Answer, CutAnswer, NoAnswer, send_answer

CONNECTION = "emulator.connection"
"""What the server's connection is called in the scope's `state`."""
_PIECES = 20


class Connection(Protocol):
    """What a server must offer for its clients to see more than an answer."""

    held: bool
    """Whether an answer is held back on purpose: nobody needs to wait for it at the end."""

    def answer(self, scope: Scope, answer: Answer) -> bool:
        """Sends all of it at once; False where it has to be sent by ASGI's messages."""

    def reset(self) -> None:
        """Ends it as a crash would: the client reads "connection reset by peer"."""

    def close(self) -> None:
        """Ends it after what was sent."""


async def send_whole(answer: Answer, scope: Scope, send: Send) -> None:
    connection: Connection | None = scope["state"].get(CONNECTION) if "state" in scope else None
    if connection is None or not connection.answer(scope, answer):
        await send_answer(answer, send)


async def deliver(planned: Planned, answer: Answer, scope: Scope, receive: Receive, send: Send) -> None:
    """Sends what the fault leaves of the answer.

    Where there is no connection (an application called in its own process, through httpx's ASGITransport) a reset
    raises ConnectionResetError, and a cut body ends early.
    """
    connection: Connection | None = scope.get("state", {}).get(CONNECTION)
    if connection is None:
        await _send(planned, answer, None, receive, send)
        return
    connection.held = True
    try:
        await _send(planned, answer, connection, receive, send)
    finally:
        connection.held = False


async def _send(planned: Planned, answer: Answer, connection: Connection | None, receive: Receive, send: Send) -> None:
    if not await _waited(planned.delay, receive):
        return
    if isinstance(answer, NoAnswer):
        if connection is None:
            raise ConnectionResetError(planned.sentence)
        connection.reset()
        await gone(receive)
        return
    drip = (planned.effect.drip_ms or 0) / 1000
    cut = isinstance(answer, CutAnswer)
    if not drip and not cut:
        await send_answer(answer, send)
        return
    await send({"type": "http.response.start", "status": answer.status, "headers": answer.wire_headers()})
    if not await _dripped(answer.body, drip, receive, send):
        return
    if cut and connection is not None:
        connection.close()
        await gone(receive)
    else:
        await send({"type": "http.response.body", "body": b""})


async def _dripped(body: bytes, seconds: float, receive: Receive, send: Send) -> bool:
    """Sends the body in pieces, the last of them when the seconds are over; False where the client did not wait."""
    size = ceil(len(body) / _PIECES) if seconds and body else max(1, len(body))
    pieces = [body[start : start + size] for start in range(0, len(body), size)]
    began = time.monotonic()
    for number, piece in enumerate(pieces, 1):
        if not await _waited(began + seconds * number / len(pieces) - time.monotonic(), receive):
            return False
        await send({"type": "http.response.body", "body": piece, "more_body": True})
    return True


async def _waited(seconds: float, receive: Receive) -> bool:
    """False where the client went away meanwhile."""
    if seconds <= 0:
        return True
    try:
        async with asyncio.timeout(seconds):
            await gone(receive)
    except TimeoutError:
        return True
    return False


async def gone(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass
