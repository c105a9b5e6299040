"""Which worlds of the database go: those beyond the number there may be, and those that nobody used for too long."""

import math
from collections.abc import Iterator
from contextlib import suppress
from typing import TYPE_CHECKING

from emulator.kernel.room import Limits, Room
from emulator.kernel.world import DEFAULT, World
from emulator.kernel.worlds import UnknownWorldError

if TYPE_CHECKING:
    from emulator.kernel.postgres.worlds import SharedWorlds

_UNUSED = (
    "SELECT name FROM emulator.worlds WHERE name <> %s"
    " AND used_at <= clock_timestamp() - %s * interval '1 second' ORDER BY used_at"
)


class SharedRoom(Room):
    """All processes look; when a world was used last stands in its row."""

    def __init__(self, worlds: "SharedWorlds", limits: Limits) -> None:
        super().__init__({}, limits, worlds.drop, lambda _: b"")
        self._all = worlds
        self.look_at = math.inf if math.isinf(limits.idle) else 0.0

    def _next_look(self, now: float) -> float:
        return now + max(self._limits.idle / 10, 0.1)

    def _there(self) -> int:
        ((there,),) = self._all.server.ask("SELECT count(*) FROM emulator.worlds WHERE name <> %s", DEFAULT)
        return int(there)

    def _unused(self, seconds: float) -> Iterator[World]:
        self._all.save_use()
        for (name,) in self._all.server.ask(_UNUSED, DEFAULT, seconds):
            with suppress(UnknownWorldError):  # another process has dropped it
                world = self._all.named(name)
                if world.is_free and not world.in_use:
                    yield world

    def _let_go(self, world: World, reason: str) -> None:
        with suppress(UnknownWorldError):
            super()._let_go(world, reason)

    def taken(self, world: World) -> None:
        """Each look sees all."""
