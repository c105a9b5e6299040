"""One client's connection, as uvicorn has it, but that it can be reset, and that it takes the short way where it can.

What came whole and waits for nothing is answered as soon as it is read, without a task; a whole answer leaves in one
piece, and together with the others that are ready; and one timer watches an idle connection, not one for each answer.
"""

import asyncio
import socket
import struct
from collections.abc import Callable
from functools import partial
from typing import Any

import httptools
from starlette.types import Receive, Scope, Send
from uvicorn.protocols.http.httptools_impl import STATUS_LINE, HttpToolsProtocol, RequestResponseCycle

from emulator.kernel.delivery import CONNECTION
from emulator.kernel.http import Answer, send_answer

_WITHOUT_BODY = (204, 304)
_LEAVING = "emulator.leaving"


class Leaving:
    """Answers that leave when all that has come so far is answered.

    A writing that has to wake a client is dear, and the first of many wakes it for the rest: measured with 32
    connections, a fifth more requests a second than with a writing after each.
    """

    def __init__(self) -> None:
        self._answers: list[tuple[asyncio.Transport, bytes]] = []

    def add(self, loop: asyncio.AbstractEventLoop, transport: asyncio.Transport, answer: bytes) -> None:
        if not self._answers:
            loop.call_soon(self.leave)
        self._answers.append((transport, answer))

    def leave(self) -> None:
        answers, self._answers = self._answers, []
        for transport, answer in answers:
            if not transport.is_closing():
                transport.write(answer)


class Connection(HttpToolsProtocol):
    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        super().connection_made(transport)
        self._leaving: Leaving = self.app_state.setdefault(_LEAVING, Leaving())  # one for the server
        # uvicorn hands it on in each request's scope.
        self.app_state = {**self.app_state, CONNECTION: self}
        self.held = False
        self._at_once: Callable[[Any, bytes], Answer | None] | None = getattr(self.app, "at_once", None)
        self._reading = False
        self._begun: tuple[RequestResponseCycle, Any] | None = None
        self._idle_since = self.loop.time()

    def connection_lost(self, exc: Exception | None) -> None:
        self.app_state = {}
        super()._unset_keepalive_if_required()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        self._idle_since = self.loop.time()
        self._reading = True
        try:
            self._read(data)
        finally:
            self._reading = False
        if self._begun is not None:
            self._go_on(*self._begun)

    def _read(self, data: bytes) -> None:
        while data:
            try:
                self.parser.feed_data(data)
                return
            except httptools.HttpParserUpgrade as upgrade:
                data = self._other_protocol(data[upgrade.args[0] :])
            except httptools.HttpParserError:
                self.send_400_response("Invalid HTTP request received.")
                return

    def _answer_what_came(self) -> None:
        """Before anything else is written, or the connection ends."""
        if self._begun is not None:
            self._go_on(*self._begun)
        self._leaving.leave()

    def eof_received(self) -> None:
        self._leaving.leave()  # with TLS nothing can be written after the client's end

    def _start_asgi_task(self, cycle: RequestResponseCycle, app: Any) -> None:
        # While its head is read nobody knows whether its body has come with it.
        if self._reading and self._at_once is not None:
            self._begun = cycle, app
        else:
            self._start_task(cycle, app)

    def _start_task(self, cycle: RequestResponseCycle, app: Any) -> None:
        super()._start_asgi_task(cycle, partial(self._unless_it_ends, cycle, app))

    async def _unless_it_ends(
        self, cycle: RequestResponseCycle, app: Any, scope: Scope, receive: Receive, send: Send
    ) -> None:
        """Who has no answer when the server's time is over gets none: uvicorn would make one up, and log a trace."""
        try:
            await app(scope, receive, send)
        except asyncio.CancelledError:
            cycle.disconnected = True
            self.transport.abort()

    def _go_on(self, cycle: RequestResponseCycle, app: Any) -> None:
        self._begun = None
        alone = cycle is self.cycle and not cycle.more_body and not self.transport.is_closing()
        answer = self._at_once(cycle.scope, bytes(cycle.body)) if alone and self._at_once else None
        if answer is None:
            self._start_task(cycle, app)
        elif not self.answer(cycle.scope, answer):
            self._start_task(cycle, partial(_send, answer))

    def on_response_complete(self) -> None:
        if self.pipeline or self.transport.is_closing():
            super().on_response_complete()
            return
        self.server_state.total_requests += 1
        self.flow.resume_reading()
        self._idle_since = self.loop.time()
        if self.timeout_keep_alive_task is None:
            self._look_again_in(self.timeout_keep_alive)

    def _unset_keepalive_if_required(self) -> None:
        """The timer runs on: it looks for itself whether the connection was idle all the time."""

    def timeout_keep_alive_handler(self) -> None:
        left = self._idle_since + self.timeout_keep_alive - self.loop.time()
        if self.cycle is not None and not self.cycle.response_complete:
            self._look_again_in(self.timeout_keep_alive)
        elif left > 0:
            self._look_again_in(left)
        else:
            super().timeout_keep_alive_handler()

    def _look_again_in(self, seconds: float) -> None:
        self.timeout_keep_alive_task = self.loop.call_later(seconds, self.timeout_keep_alive_handler)

    def _should_upgrade(self) -> bool:
        """What has no cycle is not begun by uvicorn: `_other_protocol` says what becomes of it."""
        return True

    def _other_protocol(self, rest: bytes) -> bytes:
        """What to read next where a client wants another protocol on its connection; a tunnel is the only one.

        All else is asked without, as HTTP allows. Java's own client wants HTTP/2 with each of its requests, and the
        parser takes what follows such a head, the body, for the other protocol's.
        """
        method = self.parser.get_method()
        if method == b"CONNECT":
            from emulator.tls import door

            self._answer_what_came()
            door.lead_through(self)
            return b""
        head = [b"%s %s HTTP/%s" % (method, self.url, self.parser.get_http_version().encode())]
        head += [b"%s: %s" % header for header in self.headers if header[0] != b"upgrade"]
        # One that has read the last request of its connection reads no more.
        self.parser = httptools.HttpRequestParser(self)
        self.parser.set_dangerous_leniencies(lenient_data_after_close=True)
        return b"\r\n".join((*head, b"", b"")) + rest

    def answer(self, scope: Any, answer: Answer) -> bool:
        """Sends it with one call of the system; False where it must go uvicorn's way.

        uvicorn checks and writes head and body one after the other. Each writing is a call of the system that wakes
        the client: measured, both together are a quarter of what a small request costs.
        """
        cycle = self.cycle
        if (
            cycle.scope is not scope  # another request of the connection has come already
            or not cycle.keep_alive
            or cycle.disconnected
            or cycle.response_started
            or self.flow.write_paused
            or answer.status in _WITHOUT_BODY
            or scope["method"] == "HEAD"
        ):
            return False
        parts = [STATUS_LINE[answer.status]]
        for name, value in (*self.server_state.default_headers, *answer.wire_headers()):
            if b"\n" in value or b"\r" in value:
                return False  # uvicorn says what is wrong with it
            parts += (name, b": ", value, b"\r\n")
        parts += (b"\r\n", answer.body)
        cycle.response_started = cycle.response_complete = True
        self._leaving.add(self.loop, self.transport, b"".join(parts))
        cycle.message_event.set()
        cycle.on_response()
        return True

    def send_400_response(self, msg: str) -> None:
        """Says that no more can be understood, but first answers what could be."""
        self._answer_what_came()
        cycle = self.cycle
        if cycle is None or cycle.response_complete or (cycle.more_body and not self.pipeline):
            self.logger.warning(msg)
            super().send_400_response(msg)
            return
        cycle.keep_alive = False
        if cycle.more_body:
            self.pipeline[0] = cycle, partial(_send, Answer(400, msg.encode(), b"text/plain; charset=utf-8"))
        self.flow.pause_reading()

    def shutdown(self) -> None:
        self._leaving.leave()
        super().shutdown()

    def reset(self) -> None:
        # A socket that does not linger is closed with a reset in place of an end.
        at_once = struct.pack("ii", 1, 0)
        self.transport.get_extra_info("socket").setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, at_once)
        self.transport.abort()

    def close(self) -> None:
        self._leaving.leave()
        self.transport.close()


async def _send(answer: Answer, _scope: Scope, _receive: Receive, send: Send) -> None:
    await send_answer(answer, send)
