"""What becomes of a fixture document that was sent: a new world, or more in one that is there."""

import contextlib

from emulator.kernel import fixtures, origin
from emulator.kernel.clock import Start, real_now
from emulator.kernel.database import Session
from emulator.kernel.fixture_document import FixtureDocument
from emulator.kernel.world import World
from emulator.kernel.worlds import Worlds

SENT = "a document"
"""What a world that was made of one shows as its fixture."""


def make(worlds: Worlds, name: str, document: FixtureDocument, *, start: Start | None = None) -> World:
    """As `Worlds.make`; a reset goes back to what was made of the document."""
    start = start or document.start
    with contextlib.closing(worlds.templates.made_of(document, now=start.now)) as template:
        with Session(worlds.default, template, real_now()) as session:
            origin.write(session, fixture=SENT, made_at=session.now, start=start)
        return worlds.copy(template, name)


def apply(world: World, document: FixtureDocument) -> dict[str, int]:
    """Puts a document on top of what is there, all of it or nothing; its clock is left out.

    Answers how many rows each vendor has more. Raises FixtureError.
    """
    vendors = world.worlds.vendors
    with world.whole():
        with world.transaction() as session:
            before = world.rows_of(session)
            fixtures.store(session, vendors.values(), document.parts)
            after = world.rows_of(session)
        world.worlds.credentials.learn_all(world)
    return {name: after[name] - before[name] for name in document.parts}
