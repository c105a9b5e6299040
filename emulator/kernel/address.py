"""What an address means: which world, which vendor (or the control API), and what is left of the path."""

import ipaddress
import re
import time
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from emulator.kernel.clock import Clock
from emulator.kernel.database import UnreachableError
from emulator.kernel.world import DEFAULT, World
from emulator.kernel.worlds import UnknownWorldError, Worlds

CONTROL = "_emulator"
_WORLD_PREFIX = re.compile(r"/~([^/]+)")


async def entered(find: Callable[[], World]) -> World:
    """The world that is found, when nobody else is at work in it: until its caller next waits, it has it alone."""
    world = find()
    while world.turns.wanted:
        await world.turns.come()
        before, world = world, find()
        if world is before:  # else it was dropped meanwhile
            break
    return world


async def caught_up(find: Callable[[], World]) -> World:
    """As `entered`, when what has become due there has happened; who waits for it comes in the order of coming."""
    world = find()
    await world.ready()
    while world.gone:
        world = find()
        await world.ready()
    return world


class Address(NamedTuple):
    """`world` is None where the address names none; `surface` is a vendor's name, "_emulator", or None for neither."""

    world: str | None
    surface: str | None
    root: str
    path: str


@dataclass(slots=True)
class Place:
    """Where a request leads: `root` is the prefix that was taken off, `path` what is left of it."""

    worlds: Worlds
    name: str | None
    """The world that the address names."""
    root: str
    path: str
    host: str
    """As the client wrote it, with its port."""
    fault: str | None = None
    """What the header `X-Emulator-Fault` asks for."""

    @property
    def world(self) -> World | None:
        """Made when it is first asked for, so not by a call that is refused before; None where nothing names one."""
        return None if self.name is None else self.worlds.at(self.name)

    @property
    def clock(self) -> Clock:
        """Of that world, which is not made for it: the real one where it is not there; else of the default one."""
        try:
            return self.worlds.get(self.name or DEFAULT).clock
        except (UnknownWorldError, UnreachableError):
            return Clock()

    async def turn(self) -> World:
        """The world that the address names, else the default one, when nobody else is at work in it."""
        self.worlds.room.look()
        world = await entered(lambda: self.world or self.worlds.default)
        world.used_at = time.perf_counter()
        return world

    async def ready(self) -> World:
        """The same, when what has become due in it has happened: who asked before it was dropped has it before that."""
        self.worlds.room.look()
        world = await caught_up(lambda: self.world or self.worlds.default)
        world.used_at = time.perf_counter()
        return world


class Hosts:
    """The host names the server answers to. A name nobody told it of is refused: it may be a rebound DNS name."""

    def __init__(self, vendors: Mapping[str, Collection[str]], allowed: Collection[str]) -> None:
        """`vendors` gives each vendor's real host names, `allowed` further names of the server itself."""
        self._vendor_of = {host: vendor for vendor, hosts in vendors.items() for host in hosts}
        self._vendors = frozenset(vendors)
        self._allowed = frozenset(map(without_port, allowed))
        # Clients send the same few names over and over.
        self.knows = lru_cache(256)(self._knows)
        self.meaning = lru_cache(256)(self._meaning)

    def _knows(self, host: str) -> bool:
        name = without_port(host)
        known = name in ("", "localhost") or name.endswith(".localhost")
        return known or name in self._allowed or name in self._vendor_of or _is_address(name)

    def _meaning(self, host: str) -> tuple[str | None, str | None]:
        """The world and vendor that a host names, each None where it names none."""
        name = without_port(host)
        if name in self._vendor_of:
            return None, self._vendor_of[name]
        if not name.endswith(".localhost"):
            return None, None
        labels = name.removesuffix(".localhost").split(".")
        vendor = labels.pop(0) if labels[0] in self._vendors else None
        return (labels[0] if labels else None), vendor


@lru_cache(256)
def without_port(host: str) -> str:
    name = host.strip().lower()
    return name.partition("]")[0] + "]" if name.startswith("[") else name.partition(":")[0]


def _is_address(name: str) -> bool:
    try:
        ipaddress.ip_address(name.strip("[]"))
    except ValueError:
        return False
    return True


def locate(path: str, host: str, header: str | None, hosts: Hosts, vendors: Collection[str]) -> Address:
    """The path's word counts before the header's, the header's before the host's."""
    host_world, host_vendor = hosts.meaning(host)
    world, root, rest = header or host_world, "", path
    prefix = _WORLD_PREFIX.match(path)
    if prefix is not None:
        world, root, rest = prefix[1], prefix[0], path[prefix.end() :]
    first = rest.lstrip("/").partition("/")[0]
    if first == CONTROL or (host_vendor is None and first in vendors):
        end = rest.index(first) + len(first)
        return Address(world, first, root + rest[:end], rest[end:] or "/")
    return Address(world, host_vendor, root, rest or "/")
