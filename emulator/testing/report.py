"""What a failing test shows of its world."""

from weakref import WeakKeyDictionary

import httpx

from emulator.testing.control import ControlError
from emulator.testing.world import World

SHOWN = 50
"""How many requests and messages are shown: the latest."""


_kept: WeakKeyDictionary[World, list[tuple[str, str]]] = WeakKeyDictionary()


def sections(world: World) -> list[tuple[str, str]]:
    """The world's requests and messages under a title each, the oldest first, then those of what was made from it;
    says why where it cannot be asked."""
    further = [part for one in world.further() for part in _sections(one, f" of {one.name}")]
    return [*_sections(world, ""), *_kept.get(world, []), *further]


def keep(world: World, *, of: World) -> None:
    """For a world that ends with an error: it is shown with the one that it was made from."""
    _kept.setdefault(of, []).extend(_sections(world, f" of {world.name}"))


def _sections(world: World, whose: str) -> list[tuple[str, str]]:
    try:
        return [(f"emulator requests{whose}", _requests(world)), (f"emulator outbox{whose}", _outbox(world))]
    except (ControlError, httpx.TransportError, RuntimeError) as error:  # or it is closed
        return [(f"emulator{whose}", f"the world cannot be asked: {error}")]


def _requests(world: World) -> str:
    lines = []
    for one in reversed(world.requests.made(limit=SHOWN)):
        lines.append(
            f"{one.id}: {one.method} {one.url} -> {one.status} ({one.operation or 'unknown to ' + one.vendor})"
        )
        lines.extend(f"   notice: {notice}" for notice in one.notices)
    return "\n".join(lines) or "none"


def _outbox(world: World) -> str:
    messages = reversed(world.outbox.messages()[:SHOWN])
    return "\n".join(f"{one.id}: {one.channel} to {one.to}: {one.subject or one.text!r}" for one in messages) or "empty"
