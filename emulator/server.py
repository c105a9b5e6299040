"""Listens and serves; says when it is ready; ends at SIGTERM within half a second."""

import asyncio
import contextlib
import gc
import os
import signal
import socket
import sys
import threading
import warnings
from collections.abc import Awaitable, Callable, Iterator
from types import FrameType
from typing import TYPE_CHECKING, Any

import uvicorn
import uvloop

from emulator.app import Application
from emulator.connection import Connection
from emulator.kernel import turns
from emulator.settings import Settings

if TYPE_CHECKING:
    from emulator.tls import Tls

KEEP_ALIVE: float = 75
"""For how many seconds a connection on which nothing comes is kept."""


class StartError(Exception):
    """Why the server cannot start, in one sentence."""


def bind(host: str, port: int, given_by: str = "--port or --host") -> socket.socket:
    """A listening socket; raises StartError where the address cannot be had. `given_by` is what chooses another."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listener = socket.socket(family, socket.SOCK_STREAM)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((host, port))
        listener.listen(2048)
    except OSError as error:
        listener.close()
        reason = error.strerror or str(error)
        shown = f"[{host}]" if family == socket.AF_INET6 else host
        raise StartError(f"cannot listen on {shown}:{port}: {reason}; choose another with {given_by}") from None
    return listener


def secured(settings: Settings) -> "Tls":
    """HTTPS for the vendors' host names on a port of its own; raises StartError."""
    from emulator import tls
    from emulator.vendors import VENDORS

    listener = bind(settings.host, settings.secure_port(), "--tls-port or --host")
    try:
        return tls.listen(listener, settings, VENDORS.hosts())
    except tls.TlsError as error:
        listener.close()
        raise StartError(str(error)) from None


class Server(uvicorn.Server):
    """uvicorn, but that a signal ends it at once and cleanly: exit status 0, not the signal's."""

    def __init__(self, config: uvicorn.Config, tls: "Tls | None" = None) -> None:
        super().__init__(config)
        self._signalled = asyncio.Event()
        self._tls = tls

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        if self._tls is not None:
            from emulator.tls import door

            self.lifespan.state[door.TLS] = self._tls
            await super().startup(sockets)
            self.servers.append(await door.opened(self, self._tls))
            return
        await super().startup(sockets)

    async def main_loop(self) -> None:
        ticks = 0
        while not await self.on_tick(ticks):
            ticks += 1
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self._signalled.wait(), 0.1)

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        for connection in list[Any](self.server_state.connections):
            # Its client is still sending; a body that never came whole does nothing, so nobody waits for it.
            # Nor for an answer that a planned fault holds back.
            if connection.cycle is not None and (connection.cycle.more_body or connection.held):
                connection.close()
        await super().shutdown(sockets)

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        super().handle_exit(sig, frame)
        self._signalled.set()

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        if threading.current_thread() is not threading.main_thread():
            yield
            return
        loop = asyncio.get_running_loop()
        for number in (signal.SIGTERM, signal.SIGINT):
            loop.add_signal_handler(number, self.handle_exit, number, None)
        yield


def embedded(application: Application, tls: "Tls | None" = None) -> Server:
    """A server to run in a thread of another process, with `run(sockets=[…])`; `should_exit = True` ends it."""
    return Server(
        uvicorn.Config(
            application,
            http=Connection,
            loop="uvloop",
            ws="none",
            lifespan="off",
            log_level="warning",
            access_log=False,
            # The wire is the client's: who it says to be is a vendor's business, not uvicorn's.
            proxy_headers=False,
            server_header=False,
            # Each answer has the `Date` of its world.
            date_header=False,
            timeout_graceful_shutdown=0.3,  # type: ignore[arg-type]  # seconds; a part of one will do
            timeout_keep_alive=KEEP_ALIVE,  # type: ignore[arg-type]  # a part of one will do
        ),
        tls,
    )


def serve(
    application: Application,
    listener: socket.socket,
    tls: "Tls | None",
    on_ready: Callable[[], None],
    on_settled: Callable[[], Awaitable[None]],
) -> None:
    """Blocks until SIGTERM or SIGINT. It has settled when nothing has to be loaded any more."""
    _warn_of_nothing()
    server = embedded(application, tls)
    settled = asyncio.Event()

    async def tell() -> None:
        await settled.wait()
        await on_settled()

    async def run() -> None:
        serving = asyncio.ensure_future(server.serve([listener]))
        while not server.started and not serving.done():
            await asyncio.sleep(0)
        if server.started:
            on_ready()
            loop = asyncio.get_running_loop()
            # In a thread, so that requests are answered meanwhile; the one that needs what is not built yet builds it.
            threading.Thread(target=settle, args=(loop,), daemon=True).start()
            telling = asyncio.ensure_future(tell())
            await serving
            telling.cancel()
        await serving

    def settle(loop: asyncio.AbstractEventLoop) -> None:
        _settle(application)
        with contextlib.suppress(RuntimeError):  # the server has ended meanwhile
            loop.call_soon_threadsafe(settled.set)

    try:
        uvloop.run(run())
    finally:
        if not turns.under_way():
            application.worlds.close()
    if (server.started and not settled.is_set()) or turns.under_way():
        # It builds what nobody will ask for, or is in a transaction that nobody waits for and that is not committed,
        # so never was: to wait for it, or to end the interpreter under it, is not a clean end.
        sys.stdout.flush()
        os._exit(0)


def _warn_of_nothing() -> None:
    """FastAPI hands every parameter to pydantic in a way that pydantic warns of, and hides the warning while it builds,
    but for one thread only, and two surfaces may be built at once."""
    warnings.filterwarnings("ignore", r"The '\w+' attribute with value .* was provided to the `Field\(\)` function")


def _settle(application: Application) -> None:
    """After the ready line: builds what waits for it; what then lives is here for good, so the collector leaves it."""
    application.warm()
    gc.collect()
    gc.freeze()
    gc.enable()
    gc.set_threshold(20_000, 50, 100)
