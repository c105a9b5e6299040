"""Two ways to HTTPS: a port of its own, and a tunnel that a client asks for at the other port, as of its proxy."""

import asyncio
import json
from http import HTTPStatus
from typing import TYPE_CHECKING, Any

import uvicorn

from emulator.kernel.address import without_port
from emulator.tls import Tls

if TYPE_CHECKING:
    from emulator.connection import Connection

TLS = "emulator.tls"
"""The key of the server's `Tls` in the state of its connections."""
_PATIENCE: dict[str, Any] = {"ssl_handshake_timeout": 10, "ssl_shutdown_timeout": 0.2}
"""Seconds. A client that has gone without a word must not hold up the server's end."""
_PLAIN = 80


async def opened(server: uvicorn.Server, tls: Tls) -> asyncio.base_events.Server:
    """Answers on the socket for HTTPS as the server does on its other."""

    def connection() -> asyncio.Protocol:
        protocol: asyncio.Protocol = server.config.http_protocol_class(  # type: ignore[call-arg]
            config=server.config, server_state=server.server_state, app_state=server.lifespan.state
        )
        return protocol

    loop = asyncio.get_running_loop()
    return await loop.create_server(connection, sock=tls.listener, ssl=tls.context, backlog=2048, **_PATIENCE)


def lead_through(connection: "Connection") -> None:
    """`CONNECT host:port`: nothing is connected to; it is the server itself that stands behind the tunnel."""
    host, _, port = connection.url.decode("latin-1").rpartition(":")
    tls: Tls | None = connection.app_state.get(TLS)
    if connection.cycle is not None and not connection.cycle.response_complete:
        connection.transport.close()  # a tunnel cannot begin before the answers to what was asked first
    elif not port.isdecimal() or len(port) > len("65535"):
        _refuse(connection, 400, "CONNECT wants a host and a port, as in CONNECT api.example.com:443")
    elif tls is None:
        _refuse(connection, 501, "tunnels end here only with HTTPS: start the server with --tls (EMULATOR_TLS=true)")
    elif not tls.stands_for(without_port(host).strip("[]")):
        _refuse(connection, 403, f"this server is a proxy for the vendors' hosts only, and {host} is none of them")
    else:
        _begin(connection, tls, int(port))


def _begin(connection: "Connection", tls: Tls, port: int) -> None:
    transport = connection.transport
    transport.pause_reading()  # what follows is for who reads it then, and it can be here before that one is
    transport.write(b"HTTP/1.1 200 Connection established\r\n\r\n")
    inner = type(connection)(connection.config, connection.server_state, connection.app_state, connection.loop)
    _forget(connection)
    if port == _PLAIN or (connection.scheme == "http" and connection.server and port == connection.server[1]):
        inner.connection_made(transport)
        transport.set_protocol(inner)
        transport.resume_reading()
        return
    ending = connection.loop.create_task(_end_tls(transport, inner, tls))
    connection.tasks.add(ending)
    ending.add_done_callback(connection.tasks.discard)


def _forget(connection: "Connection") -> None:
    """Its transport is another one's now: it must not close that when it has been idle for long."""
    connection.connections.discard(connection)
    connection.app_state = {}
    if connection.timeout_keep_alive_task is not None:
        connection.timeout_keep_alive_task.cancel()


class _Early(asyncio.Protocol):
    """Keeps what comes with the end of the handshake, before the connection knows of its new transport."""

    def __init__(self) -> None:
        self.data: list[bytes] = []
        self.lost = False

    def data_received(self, data: bytes) -> None:
        self.data.append(data)

    def connection_lost(self, _: Exception | None) -> None:
        self.lost = True


async def _end_tls(transport: asyncio.Transport, inner: "Connection", tls: Tls) -> None:
    early = _Early()
    loop = asyncio.get_running_loop()
    try:
        secure = await loop.start_tls(transport, early, tls.context, server_side=True, **_PATIENCE)
    except OSError:  # it speaks no TLS, or does not trust the certificate: that is for the client to say
        transport.close()
        return
    if secure is None or early.lost:
        return
    inner.connection_made(secure)
    secure.set_protocol(inner)
    for data in early.data:
        inner.data_received(data)


def _refuse(connection: "Connection", status: int, sentence: str) -> None:
    """Clients show little of a refused tunnel: most the reason phrase, few the body. So it says why in both."""
    problem = {"type": "about:blank", "title": HTTPStatus(status).phrase, "status": status, "detail": sentence}
    body = json.dumps(problem).encode()
    head = (
        f"HTTP/1.1 {status} {sentence}\r\ncontent-type: application/problem+json\r\n"
        f"content-length: {len(body)}\r\nconnection: close\r\n\r\n"
    )
    connection.transport.write(head.encode("ascii", "replace") + body)
    connection.transport.close()
