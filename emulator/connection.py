"""One client's connection, as uvicorn has it, but that an answer leaves in one piece, and that it can be reset."""

import asyncio
import socket
import struct
from typing import Any

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

from emulator.kernel.delivery import CONNECTION

_TOGETHER = 64 * 1024
"""A body of more bytes is not worth the copy."""


class Together:
    """A transport that sends with one call of the system what is written within one turn of the loop.

    uvicorn writes the head and the body of an answer one after the other. Each is a call of the system that wakes the
    client: measured, a quarter of what a small request costs.
    """

    def __init__(self, transport: asyncio.Transport, loop: asyncio.AbstractEventLoop) -> None:
        self._transport = transport
        self._loop = loop
        self._held = b""

    def __getattr__(self, name: str) -> Any:
        return getattr(self._transport, name)

    def write(self, data: bytes) -> None:
        if not self._held and len(data) <= _TOGETHER:
            self._held = data
            self._loop.call_soon(self._send)
        elif len(data) <= _TOGETHER:
            self._held += data
            self._send()
        else:
            self._send()
            self._transport.write(data)

    def close(self) -> None:
        self._send()
        self._transport.close()

    def _send(self) -> None:
        data, self._held = self._held, b""
        if data and not self._transport.is_closing():
            self._transport.write(data)


class Connection(HttpToolsProtocol):
    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        super().connection_made(Together(transport, self.loop))  # type: ignore[arg-type]
        # uvicorn hands it on in each request's scope.
        self.app_state = {**self.app_state, CONNECTION: self}
        self.held = False

    def connection_lost(self, exc: Exception | None) -> None:
        self.app_state = {}
        super().connection_lost(exc)

    def reset(self) -> None:
        # A socket that does not linger is closed with a reset in place of an end.
        at_once = struct.pack("ii", 1, 0)
        self.transport.get_extra_info("socket").setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, at_once)
        self.transport.abort()

    def close(self) -> None:
        self.transport.close()
