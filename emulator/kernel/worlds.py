"""Worlds: each has its own accounts, data, clock, journal and outbox, and never sees another."""

import contextlib
import sqlite3
import time
import weakref
from collections.abc import Iterator
from pathlib import Path
from random import Random
from typing import Any

from emulator.kernel import fixtures, names, origin, room, turns
from emulator.kernel.clock import Start, real_now
from emulator.kernel.credentials import Credentials
from emulator.kernel.folder import Folder
from emulator.kernel.journal import Limits
from emulator.kernel.room import Room
from emulator.kernel.sqlite import Database, SQLiteDatabase
from emulator.kernel.templates import Templates
from emulator.kernel.vendor import Account, Vendor, Vendors
from emulator.kernel.world import DEFAULT, World


class UnknownWorldError(LookupError):
    """No world has that name."""


class WorldExistsError(ValueError):
    """A world of that name is there already."""


class Worlds:
    """All worlds of one server, the prepared databases they are copied from, and whose credentials lead where."""

    def __init__(
        self,
        vendors: Vendors,
        *,
        data: Path | None = None,
        fixture: str = fixtures.DEFAULT,
        public_url: str = "",
        seed: str = "",
        journal: Limits | None = None,
        limits: room.Limits | None = None,
        strict: bool = False,
    ) -> None:
        """Makes the default world and opens those that are kept; where `strict` says so they are, and each new one.

        Raises FixtureError for a broken fixture, OSError for a folder it cannot write.
        """
        self.vendors = vendors
        self.fixture, self.public_url, self.seed = fixture, public_url, seed
        self.strict = strict
        self.journal = journal or Limits()
        self.templates = Templates(self)
        self._worlds: dict[str, World] = {}
        self._furnish(data, limits or room.Limits())
        self.names = self.chance("names")
        try:
            self._begin()
        except BaseException:
            self.close()
            raise

    def _furnish(self, data: Path | None, limits: room.Limits) -> None:
        self.folder = Folder(data, self.vendors.values())
        self.room = Room(self._worlds, limits, self.drop, self.templates.like)
        self.credentials = Credentials(self.vendors)

    def _begin(self) -> None:
        """Opens the worlds that are kept, the default world first: the demo credentials are its own."""
        self.templates.of(self.fixture)  # where it is broken the start stops, not the first request that needs a world
        kept = self.folder.names()
        if DEFAULT in kept:
            self._reopen(DEFAULT)
        else:
            self.make(DEFAULT, renew=False)
        for name in kept:
            if name != DEFAULT:
                self._reopen(name)
        self.credentials.put_in_order()

    def __iter__(self) -> Iterator[World]:
        self.room.look()
        return iter(list(self._worlds.values()))

    def chance(self, name: str) -> Random:
        """The source of chance of that name: with a seed it always begins alike."""
        return Random(f"{self.seed}/{name}") if self.seed else Random()

    def vendor(self, name: str) -> Vendor:
        return self.vendors[name]

    @property
    def default(self) -> World:
        return self._worlds[DEFAULT]

    def get(self, name: str) -> World:
        """Raises UnknownWorldError."""
        self.room.look()
        try:
            return self._worlds[name]
        except KeyError:
            raise UnknownWorldError(f"there is no world {name!r}") from None

    def at(self, name: str) -> World:
        """The world behind a prefix, host or header: made with the demo credentials where it is not there yet."""
        return self._worlds.get(name) or self.make(name, renew=False)

    def make(self, name: str, *, fixture: str | None = None, renew: bool = True, start: Start | None = None) -> World:
        """Copies the fixture's prepared database; `renew` gives it credentials that lead to it alone.

        Raises ValueError for a name that no host name can have, WorldExistsError, FixtureError, FullError, OSError.
        """
        chosen = fixture or self.fixture
        start = start or Start()
        template = self.templates.of(chosen, start.now)
        with self._new(name) as world:
            self._fill(world, template, fixture=chosen, made_at=real_now(), start=start)
            if renew:
                self._renew(world)
        return world

    def fork(self, source: World, name: str) -> World:
        """A world with all that `source` has, its clock too, but for credentials of its own; raises as `make` does."""
        source.catch_up()
        source.settle()
        source.used_at = time.perf_counter()
        return self.copy(source.database, name)

    def copy(self, database: Database, name: str) -> World:
        """As `fork`, of a world's database or of a snapshot."""
        with self._new(name) as world:
            world.take_over(database)
            world.made_at = real_now()
            self._renew(world)
            self.folder.keep_beginning(name, world.database)
        return world

    def reset(self, world: World) -> None:
        """Back to what it was made from: data, clock, journal and outbox; the credentials it was given stay.

        Raises FixtureError, and leaves the world as it is, where what it was made from is no longer there.
        """
        beginning = self.folder.beginning(world.name)
        if beginning is not None:
            self.put_back(world, beginning)
            return
        template = self.templates.of(world.fixture, world.start.now)
        world.begin_chance()
        made = {"fixture": world.fixture, "made_at": world.made_at, "renewed": world.renewed}
        self._fill(world, template, **made, start=world.start)
        with world.transaction() as session:
            for vendor, before, after in world.renewed:
                self.vendors[vendor].replace_account(session, before, after)
        self._keep(world)

    def put_back(self, world: World, kept: Database) -> None:
        """Makes it again what was kept of it, its credentials too."""
        chance = world.take_over(kept)
        world.begin_chance()
        if chance is not None:
            world.random.setstate(chance)
        self._keep(world)

    def drop(self, name: str) -> None:
        """Raises UnknownWorldError, and ValueError for the default world."""
        world = self.get(name)
        if world is self.default:
            raise ValueError("the default world cannot be deleted: reset it")
        self._worlds.pop(name).gone = True
        # A request that is under way in it may still end there; its database closes with the last of them.
        weakref.finalize(world, world.database.close)
        self._remove(world)

    def accounts(self, world: World) -> dict[str, list[Account]]:
        with world.transaction() as session:
            return {vendor.name: vendor.accounts(session) for vendor in self.vendors.values()}

    def close(self) -> None:
        """Waits for what is under way in a thread."""
        turns.wait()
        self.templates.close()
        for world in self._worlds.values():
            world.database.close()
        self.folder.close()

    def _reopen(self, name: str) -> None:
        try:
            self.folder.beginning(name)
            world = World(name, self.folder.world(name), self)
            world.open()
            if self.strict:
                world.be_strict(True, from_start=True)
            # What was minted before the restart is not minted again.
            world.random = self.chance(f"{name}/{world.last_request_id}")
            self._keep(world)
        except (sqlite3.Error, LookupError) as error:
            raise OSError(f"the world {name!r} cannot be opened: {error}; delete its files to start anew") from None

    @contextlib.contextmanager
    def _new(self, name: str) -> Iterator[World]:
        """A world to be filled, and then kept; where that fails, nothing of it is left."""
        self._refuse(name)
        world = World(name, self.folder.world(name), self)
        try:
            yield world
            self.room.make()
            self._keep(world)
        except BaseException as error:
            self._worlds.pop(name, None)
            world.database.close()
            self._remove(world)
            if isinstance(error, sqlite3.Error):
                raise OSError(f"the world {name!r} cannot be stored: {error}") from None
            raise

    def _remove(self, world: World) -> None:
        """Its credentials lead to it no longer, and its files go."""
        self.credentials.forget(world)
        self.folder.remove(world.name)

    def _refuse(self, name: str) -> None:
        """Raises ValueError or WorldExistsError for a name that a new world cannot have."""
        names.check(name, of="a world's")
        if name in self._worlds:
            raise WorldExistsError(f"there is a world {name!r} already: delete it first, or give another name")

    def _fill(self, world: World, template: SQLiteDatabase, **made: Any) -> None:
        world.become_copy_of(template)
        with world.transaction() as session:
            origin.write(session, **made, strict=world.made_strict)
        world.open()

    def _renew(self, world: World) -> None:
        chance = self.chance(f"{world.name}/credentials")
        with world.transaction() as session:
            for vendor in self.vendors.values():
                for before in vendor.accounts(session):
                    after = vendor.fresh(chance, before)
                    vendor.replace_account(session, before, after)
                    world.renewed.append([vendor.name, before, after])
            origin.keep_made(session, world.made_at, world.renewed)

    def _keep(self, world: World) -> World:
        learn = self.credentials.learn_all if self._worlds else self.credentials.later
        learn(world)
        self._worlds[world.name] = world
        self.room.taken(world)
        return world
