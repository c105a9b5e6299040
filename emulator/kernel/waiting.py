"""Those who wait for something to happen in a world: between two looks they hold no turn, no thread, no transaction."""

import asyncio
import contextlib
from collections.abc import Iterator

from starlette.types import Receive, Scope

from emulator.kernel.delivery import CONNECTION, gone


class Waiters:
    """Who is to look again. They do so when what happens is committed: in a turn of their own."""

    __slots__ = ("_waiting",)

    def __init__(self) -> None:
        self._waiting: set[asyncio.Future[None]] = set()

    def wake(self) -> None:
        """May be called in the middle of the work, and from the thread."""
        for waiter in tuple(self._waiting):
            with contextlib.suppress(RuntimeError):  # its loop has ended before it
                waiter.get_loop().call_soon_threadsafe(_done, waiter)

    @contextlib.contextmanager
    def waiter(self) -> "Iterator[asyncio.Future[None]]":
        """Done at the next `wake`. It counts from now on, so who looks first and then asks for it misses nothing."""
        waiter = asyncio.get_running_loop().create_future()
        self._waiting.add(waiter)
        try:
            yield waiter
        finally:
            self._waiting.discard(waiter)


def _done(waiter: "asyncio.Future[None]") -> None:
    if not waiter.done():
        waiter.set_result(None)


@contextlib.contextmanager
def client_gone(scope: Scope, receive: Receive) -> "Iterator[asyncio.Future[None]]":
    """Done when the client goes away. At the server's end nobody waits for an answer that is held back so."""
    connection = scope.get("state", {}).get(CONNECTION)
    left = asyncio.ensure_future(gone(receive))
    if connection is not None:
        connection.held = True
    try:
        yield left
    finally:
        left.cancel()
        if connection is not None:
            connection.held = False
