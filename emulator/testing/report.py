"""What a failing test shows of its world."""

import httpx

from emulator.testing.control import ControlError
from emulator.testing.world import World

SHOWN = 50
"""How many requests and messages are shown: the latest."""


def sections(world: World) -> list[tuple[str, str]]:
    """The world's requests and messages under a title each, the oldest first; says why where it cannot be asked."""
    try:
        return [("emulator requests", _requests(world)), ("emulator outbox", _outbox(world))]
    except (ControlError, httpx.TransportError) as error:
        return [("emulator", f"the world cannot be asked: {error}")]


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
