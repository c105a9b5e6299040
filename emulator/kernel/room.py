"""Which worlds rest, as a few pages in memory, and which go: those beyond the number there may be, and those that
nobody has used for too long.

Nothing ticks: whoever makes or reaches a world looks first. The default world never goes, nor does one in use.
"""

import logging
import math
import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from emulator.kernel.world import DEFAULT, World

AWAKE = 50
"""How many worlds are kept ready for the next request; others are within two milliseconds."""
LARGEST = 16 * 1024 * 1024
"""A world of more bytes than this never rests: to put it away and to get it back would keep others waiting."""

logger = logging.getLogger("emulator")


class FullError(ValueError):
    """There are as many worlds as there may be, and all are in use."""


@dataclass(frozen=True)
class Limits:
    most: int = 1000
    """How many worlds there may be beside the default one."""
    idle: float = math.inf
    """For how many seconds one may be left unused."""


class Room:
    def __init__(
        self, worlds: Mapping[str, World], limits: Limits, drop: Callable[[str], None], like: Callable[[str], bytes]
    ) -> None:
        """`like` tells what worlds of a fixture have in common."""
        self._worlds = worlds
        self._limits = limits
        self._drop = drop
        self._like = like
        self.look_at = math.inf
        """Until then, by the process's clock, no world has been left unused for too long."""

    def look(self) -> None:
        """Drops the worlds that nobody has used for too long."""
        now, idle = time.perf_counter(), self._limits.idle
        if now < self.look_at:
            return
        self.look_at = math.inf  # to drop a world one has to find it, and who finds one looks first
        try:
            for world in self._unused(idle):
                self._let_go(world, f"EMULATOR_WORLD_IDLE allows {idle:.0f} s")
        finally:
            self.look_at = self._next_look(now)

    def _next_look(self, now: float) -> float:
        first = min((world.used_at for world in self._worlds.values() if world.name != DEFAULT), default=math.inf)
        # One that is in use for longer than it might be left unused does not have everybody look all the time.
        return max(first + self._limits.idle, now + self._limits.idle / 10)

    def make(self) -> None:
        """Drops those that were used least recently, so that one more may come; raises FullError."""
        self.look()
        self.let_go(self.must_go())

    def must_go(self) -> list[World]:
        """Those in whose place one more would come; raises FullError."""
        most = self._limits.most
        surplus = self._there() + 1 - most
        if surplus <= 0:
            return []
        going = list(self._unused(0))[:surplus]
        if len(going) < surplus:
            raise FullError(f"there are {most} worlds, as many as EMULATOR_WORLDS_MAX allows, and all are in use")
        return going

    def let_go(self, going: list[World]) -> None:
        for world in going:
            self._let_go(world, f"EMULATOR_WORLDS_MAX allows {self._limits.most} worlds")

    def _before_one_wakes(self) -> None:
        self._put_to_rest(all_but=AWAKE - 1)

    def _put_to_rest(self, all_but: int) -> None:
        """Those that were used least recently."""
        awake = [world for world in self._worlds.values() if world.name != DEFAULT and not world.database.at_rest]
        surplus = len(awake) - all_but
        if surplus <= 0:
            return
        for world in sorted(awake, key=lambda world: world.used_at)[:surplus]:
            if not world.in_use and world.database.bytes_used() <= LARGEST:
                world.rest(self._like(world.fixture))

    def taken(self, world: World) -> None:
        world.database.on_waking = self._before_one_wakes
        self._put_to_rest(all_but=AWAKE)
        self.look_at = min(self.look_at, world.used_at + self._limits.idle)

    def _there(self) -> int:
        """How many worlds there are beside the default one."""
        return len(self._worlds.keys() - {DEFAULT})

    def _unused(self, seconds: float) -> Iterable[World]:
        """Those that may go and that nobody has used for so long, the longest unused first."""
        now = time.perf_counter()
        found = [world for world in self._worlds.values() if world.name != DEFAULT and now - world.used_at >= seconds]
        return sorted((world for world in found if not world.in_use), key=lambda world: world.used_at)

    def _let_go(self, world: World, reason: str) -> None:
        unused = world.idle_seconds()
        self._drop(world.name)
        logger.warning("world %r dropped, unused for %.1f s: %s", world.name, unused, reason)
