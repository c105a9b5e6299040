"""Worlds in one database: whichever process made one, every other serves it."""

import contextlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psycopg

from emulator.kernel import room
from emulator.kernel.postgres import templates
from emulator.kernel.postgres.credentials import SharedCredentials
from emulator.kernel.postgres.database import PostgresDatabase
from emulator.kernel.postgres.folder import SharedFolder
from emulator.kernel.postgres.room import SharedRoom
from emulator.kernel.postgres.server import MAKING, Server
from emulator.kernel.postgres.transaction import DroppedError
from emulator.kernel.postgres.world import LOOK, SharedWorld
from emulator.kernel.vendor import Vendors
from emulator.kernel.world import DEFAULT, World
from emulator.kernel.worlds import UnknownWorldError, WorldExistsError, Worlds


class SharedWorlds(Worlds):
    server: Server

    def __init__(self, url: str, vendors: Vendors, **settings: Any) -> None:
        """As `Worlds`; raises OSError where the database cannot be used."""
        list(vendors.values())  # the tables of all of them are laid at once
        self.server = Server(url)
        self._attached: dict[str, SharedWorld] = {}
        try:
            super().__init__(vendors, **settings)
        except BaseException:
            self.server.close()
            raise

    def _furnish(self, data: Path | None, limits: room.Limits) -> None:  # noqa: ARG002 (there is no folder)
        self.folder = SharedFolder(self)
        self.room = SharedRoom(self, limits)
        self.credentials = SharedCredentials(self.vendors, self)
        self.server.lasts = self.templates.lasts

    def _begin(self) -> None:
        self.templates.of(self.fixture)
        templates.drop_unused(self.server, outdated=True)
        with self.server.connection() as connection, self.server.lock(connection, MAKING, 0):
            try:
                self._default = self.named(DEFAULT)
            except UnknownWorldError:
                self._default = self.make(DEFAULT, renew=False)  # type: ignore[assignment]  # `_new` makes such
        self._default.look()
        for world in self if self.strict else ():
            world.catch_up()
            world.be_strict(True, from_start=True)

    @property
    def default(self) -> World:
        return self._default

    def __iter__(self) -> Iterator[World]:
        self.room.look()
        found = self.server.ask(f"{LOOK} true ORDER BY id")
        return iter([self.attached(*row) for row in found])

    def get(self, name: str) -> World:
        self.room.look()
        world = self.named(name)
        world.look()  # who only asks what its clock shows does not come into it
        return world

    def at(self, name: str) -> World:
        while True:  # until no other process makes or drops it in between
            with contextlib.suppress(UnknownWorldError):
                return self.named(name)
            with contextlib.suppress(WorldExistsError):
                return self.make(name, renew=False)

    def named(self, name: str) -> SharedWorld:
        """Raises UnknownWorldError."""
        making = self._attached.get(name)
        if making is not None and making.database.unit is not None:
            return making
        found = self.server.ask(f"{LOOK} name = %s", name)
        if not found:
            self._leave(name)
            raise UnknownWorldError(f"there is no world {name!r}")
        return self.attached(*found[0])

    def attached(self, number: int, name: str, base: int, *seen: Any) -> SharedWorld:
        """The world of that row, as this process knows it."""
        world = self._attached.get(name)
        if world is None or world.database.number != number:
            self._leave(name)
            self._leave_those_that_are_gone()
            world = self._attached[name] = SharedWorld(name, PostgresDatabase(self.server, number, base), self)
        world.seen(*seen)
        return world

    def _leave_those_that_are_gone(self) -> None:
        """What other processes dropped is remembered here for nothing."""
        known = [name for name, world in self._attached.items() if world.database.unit is None]
        there = self.server.ask("SELECT name FROM emulator.worlds WHERE name = ANY(%s)", known)
        for name in set(known) - {name for (name,) in there}:
            self._leave(name)

    def _leave(self, name: str) -> None:
        world = self._attached.pop(name, None)
        if world is not None:
            world.gone = True

    def save_use(self) -> None:
        """Tells the other processes which worlds this one has used."""
        for world in self._attached.values():
            # Where a unit of work is open its end says so, and its connection is another thread's.
            if world.unsaved and world.database.unit is None:
                world.save_use()

    def reset(self, world: World) -> None:
        with self.named(world.name).whole():
            super().reset(world)

    def put_back(self, world: World, kept: Any) -> None:
        with self.named(world.name).whole():
            super().put_back(world, kept)

    def drop(self, name: str) -> None:
        world = self.named(name)
        if world is self._default:
            raise ValueError("the default world cannot be deleted: reset it")
        try:
            with world.database.as_one() as unit:
                number = world.database.number
                # The rows first: who copies a snapshot at this moment has locked its row, then its tables.
                kept = unit.cursor.execute("DELETE FROM emulator.kept WHERE world = %s RETURNING id", [number])
                for (one,) in [*kept.fetchall(), (number,)]:
                    unit.cursor.execute(f"DROP SCHEMA w{one} CASCADE")
                unit.cursor.execute("DELETE FROM emulator.worlds WHERE id = %s", [number])
        except DroppedError:
            self._leave(name)
            raise
        self._leave(name)
        templates.drop_unused(self.server)

    def close(self) -> None:
        super().close()
        self.server.close()

    @contextlib.contextmanager
    def _new(self, name: str) -> Iterator[World]:
        self._refuse(name)
        self.room.look()
        ((number,),) = self.server.ask("SELECT nextval('emulator.numbers')")
        chance = self.chance(name).getrandbits(62)
        world = SharedWorld(name, PostgresDatabase(self.server, number, making=(name, chance)), self)
        world.random.stand(chance, 0)
        before = self._attached.get(name)
        try:
            with world.whole(new=True):
                self._attached[name] = world
                yield world
                going = self.room.must_go()
                self._keep(world)
            # Not before: who is in one world and waits for another may wait for somebody who waits for the first.
            self.room.let_go(going)
        except BaseException as error:
            self._attached.pop(name, None)
            if before is not None:
                self._attached[name] = before
            if isinstance(error, psycopg.errors.UniqueViolation) and error.diag.table_name == "worlds":
                raise _exists(name) from None
            if isinstance(error, psycopg.Error):
                raise OSError(f"the world {name!r} cannot be stored: {error}") from None
            raise

    def _refuse(self, name: str) -> None:
        super()._refuse(name)
        if self.server.ask("SELECT 1 FROM emulator.worlds WHERE name = %s", name):
            raise _exists(name)

    def _keep(self, world: World) -> World:
        self.credentials.learn_all(world)
        return world


def _exists(name: str) -> WorldExistsError:
    return WorldExistsError(f"there is a world {name!r} already: delete it first, or give another name")
