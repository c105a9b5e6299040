"""Whose turn it is in a world that other processes are in, too."""

import asyncio
import contextlib
from typing import TYPE_CHECKING

import psycopg

from emulator.kernel.postgres.server import LONG, Connection, execute
from emulator.kernel.turns import Turns

if TYPE_CHECKING:
    from emulator.kernel.postgres.server import Server

PAUSE = 0.01
"""Seconds between two looks whether another process has done its long work."""


class SharedTurns(Turns):
    """Who is alone here holds a lock that others look at before they come in: their loops are not held up."""

    __slots__ = ("_held", "_number", "_server")

    def __init__(self, server: "Server", number: int) -> None:
        super().__init__()
        self.wanted = 1  # so that whoever comes looks at what other processes did
        self._server, self._number = server, number
        self._held: Connection | None = None

    @property
    def busy(self) -> bool:
        """Whether somebody of this process is in a thread or waits."""
        return self.wanted > 1

    async def come(self) -> None:
        if self.wanted > 1:
            await super()._take()
            super()._give()

    async def _take(self) -> None:
        await super()._take()
        try:
            await self._lock()
        except BaseException:
            super()._give()
            raise

    async def _lock(self) -> None:
        ask = f"SELECT pg_try_advisory_lock({LONG}, {self._number})"
        connection, found = self._server.begin(ask)
        try:
            while found.get_value(0, 0) != b"t":
                await asyncio.sleep(PAUSE)
                found = execute(connection, ask)
        except BaseException:
            connection.close()
            raise
        self._held = connection

    def _give(self) -> None:
        held, self._held = self._held, None
        if held is not None:
            with contextlib.suppress(psycopg.Error):  # a connection that is broken has let go of it
                execute(held, f"SELECT pg_advisory_unlock({LONG}, {self._number})")
            self._server.give(held)
        super()._give()
