"""Named states of a world: saved, put back, and what other worlds are made of.

A snapshot is all of its world as it was: the rows of every vendor, the credentials, the clock, the work that is due,
how chance stood (so the same calls mint the same ids again), the outbox, the planned faults and the journal. What
happened after it was saved never happened once it is put back: a message that was sent, a request, a fault that was
planned. Time goes on from the moment of saving; a frozen clock stays frozen.

Snapshots belong to their world. A reset leaves them; they go with the world.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime

from emulator.kernel import names, origin
from emulator.kernel.folder import UnknownSnapshotError
from emulator.kernel.sqlite import Database
from emulator.kernel.world import World

MOST = 100
"""How many snapshots a world may have."""


class SnapshotExistsError(ValueError):
    """The world has a snapshot of that name already, or as many as it may have."""


@dataclass(frozen=True)
class Snapshot:
    name: str
    now: datetime
    """What the world's clock showed."""
    saved_at: datetime
    rows: int
    bytes: int


def save(world: World, name: str, *, replace: bool = False) -> Snapshot:
    """Raises ValueError for a name that cannot be one, SnapshotExistsError, and OSError where it cannot be stored."""
    names.check(name, of="a snapshot's")

    def fill(database: Database) -> None:
        database.become_copy_of(world.database)
        with world.session_in(database) as session:
            origin.mark(session, world.random)

    with world.whole():
        there = world.worlds.folder.snapshots(world.name)
        if name in there and not replace:
            raise SnapshotExistsError(f"there is a snapshot {name!r} already: delete it first, or replace it")
        if name not in there and len(there) >= MOST:
            raise SnapshotExistsError(f"the world has {MOST} snapshots, and may have no more: delete one first")
        world.settle()
        try:
            world.worlds.folder.keep_snapshot(world.name, name, fill)
        except sqlite3.Error as error:
            raise OSError(f"the snapshot {name!r} cannot be stored: {error}") from None
        return one(world, name)


def every(world: World) -> list[Snapshot]:
    found = []
    for name in world.worlds.folder.snapshots(world.name):
        with suppress(UnknownSnapshotError):  # another process has deleted it meanwhile
            found.append(one(world, name))
    return found


def one(world: World, name: str) -> Snapshot:
    """Raises UnknownSnapshotError."""
    with opened(world, name) as kept:
        with kept.transaction() as session:
            made = origin.read(session)
        return Snapshot(
            name, made.kept_at or made.made_at, made.saved_at or made.made_at, kept.rows(), kept.database.bytes_used()
        )


def restore(world: World, name: str) -> None:
    """Raises UnknownSnapshotError."""
    with world.whole(), _database(world, name) as database:
        world.worlds.put_back(world, database)


def fork(world: World, name: str, into: str) -> World:
    """A new world of a snapshot, with credentials of its own; raises UnknownSnapshotError, and as `Worlds.make`."""
    while True:
        # Another process may replace it after it was found: it is not locked with its world, for who is in one world
        # and waits for another may wait for somebody who waits for the first.
        with _database(world, name) as database, suppress(UnknownSnapshotError):
            return world.worlds.copy(database, into)


def remove(world: World, name: str) -> None:
    """Raises UnknownSnapshotError."""
    with _database(world, name):
        pass
    world.worlds.folder.remove_snapshot(world.name, name)


@contextmanager
def opened(world: World, name: str) -> Iterator[World]:
    """A world to look into: what the snapshot has, at the time of the snapshot; raises UnknownSnapshotError.

    Until the block ends no other process replaces it, nor comes into the world that it is of.
    """
    with world.whole(), _database(world, name) as database:
        kept = type(world)(world.name, database, world.worlds)
        with kept.session_in(database) as session:
            kept.clock.frozen_at = origin.read(session).kept_at
        yield kept


@contextmanager
def _database(world: World, name: str) -> Iterator[Database]:
    there = world.worlds.folder.snapshots(world.name)
    if name not in there:
        known = f"its snapshots are {', '.join(there)}" if there else "it has none"
        raise UnknownSnapshotError(f"the world {world.name!r} has no snapshot {name[:64]!r}: {known}")
    with world.worlds.folder.snapshot(world.name, name) as database:
        yield database
