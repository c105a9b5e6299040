"""Worlds: each has its own accounts, data, clock, journal and outbox, and never sees another."""

import re
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random
from typing import Any

from sqlalchemy import update
from sqlmodel import Field, bindparam, select

from emulator.kernel import fixtures, journal, schedule
from emulator.kernel.clock import Clock
from emulator.kernel.database import Instant, Json, Session, SQLiteDatabase, Table, command, insert_into, prepare
from emulator.kernel.vendor import Account, Vendor

DEFAULT = "default"
NAME = re.compile(r"[a-z0-9][a-z0-9_-]{0,62}")


class Origin(Table, table=True):
    """What a world was made from, and how its clock stands: one row."""

    __tablename__ = "world"

    id: int = Field(default=1, primary_key=True, sa_column_kwargs={"autoincrement": False})
    fixture: str
    made_at: datetime = Field(sa_type=Instant)
    renewed: list[Any] = Field(default_factory=list, sa_type=Json)
    """Credentials that replace those of the fixture: [vendor, before, after] for each account."""
    offset_us: int = 0
    frozen_at: datetime | None = Field(default=None, sa_type=Instant)


_INSERT = insert_into(Origin)
_READ = prepare(select(Origin))
_RENEWED = command(update(Origin).values(renewed=bindparam("renewed", type_=Json)))
_CLOCK = command(update(Origin).values(offset_us=bindparam("offset"), frozen_at=bindparam("frozen", type_=Instant)))


class UnknownWorldError(LookupError):
    """No world has that name."""


class WorldExistsError(ValueError):
    """A world of that name is there already."""


class World:
    """One world. `due_at` is when the earliest work that is due later is due."""

    def __init__(self, name: str, database: SQLiteDatabase, worlds: "Worlds") -> None:
        self.name = name
        self.database = database
        self.worlds = worlds
        self.clock = Clock()
        self.random = Random()
        self.due_at: datetime | None = None
        self._last_request = 0

    def open(self) -> None:
        """Reads from the database what the process keeps at hand."""
        with self.transaction() as session:
            origin = session.one(_READ)
            self.due_at = schedule.next_at(session)
            self._last_request = journal.last_id(session)
        self.fixture = origin.fixture
        self.made_at = origin.made_at
        self.renewed = origin.renewed
        self.clock = Clock(timedelta(microseconds=origin.offset_us), origin.frozen_at)

    def transaction(self, *, at: datetime | None = None, request_id: int | None = None) -> Session:
        """The unit of work, for a `with` block: it commits at the block's end, before any answer leaves."""
        return Session(self, self.database, at or self.clock.now(), request_id)

    def next_request_id(self) -> int:
        self._last_request += 1
        return self._last_request

    def catch_up(self) -> list[schedule.Ran]:
        """Runs what has become due; every entry into a world comes through here first."""
        now = self.clock.now()
        if self.due_at is None or self.due_at > now:
            return []
        return schedule.run_due(self, now)

    def task(self, vendor: str, name: str) -> schedule.Task:
        return self.worlds.vendor(vendor).tasks[name]

    def keep_clock(self) -> None:
        """Stores how the clock stands, so that it stands so after a restart."""
        with self.transaction() as session:
            session.run(_CLOCK, offset=self.clock.offset // timedelta(microseconds=1), frozen=self.clock.frozen_at)

    def base_url(self, vendor: str) -> str:
        """Where the world's people (not its API clients) reach a vendor: the links in messages start so."""
        prefix = "" if self.name == DEFAULT else f"/~{self.name}"
        return f"{self.worlds.public_url}{prefix}/{vendor}"


class Worlds:
    """All worlds of one server, the prepared databases they are copied from, and whose credentials lead where."""

    def __init__(
        self,
        vendors: Sequence[Vendor],
        *,
        data: Path | None = None,
        fixture: str = fixtures.DEFAULT,
        public_url: str = "",
    ) -> None:
        """Makes the default world; raises FixtureError for a broken fixture, OSError for a folder it cannot write."""
        self.vendors = {vendor.name: vendor for vendor in vendors}
        self.public_url = public_url
        self.fixture = fixture
        self._data = data
        self._templates: dict[str, SQLiteDatabase] = {}
        self._worlds: dict[str, World] = {}
        self._by_credential: dict[tuple[str, str], World] = {}
        if data is not None:
            data.mkdir(parents=True, exist_ok=True)
            for file in sorted(data.glob("*.sqlite3")):
                self._keep(World(file.stem, SQLiteDatabase(file), self))
        if DEFAULT not in self._worlds:
            self.make(DEFAULT, renew=False)

    def __iter__(self) -> Iterator[World]:
        return iter(list(self._worlds.values()))

    def vendor(self, name: str) -> Vendor:
        return self.vendors[name]

    @property
    def default(self) -> World:
        return self._worlds[DEFAULT]

    def get(self, name: str) -> World:
        """Raises UnknownWorldError."""
        try:
            return self._worlds[name]
        except KeyError:
            raise UnknownWorldError(f"there is no world {name!r}") from None

    def at(self, name: str) -> World:
        """The world behind a prefix, host or header: made with the demo credentials where it is not there yet."""
        return self._worlds.get(name) or self.make(name, renew=False)

    def with_credential(self, vendor: str, credential: str | None) -> World | None:
        return self._by_credential.get((vendor, credential)) if credential else None

    def make(self, name: str, *, fixture: str | None = None, renew: bool = True) -> World:
        """Copies the fixture's prepared database; `renew` gives it credentials that lead to it alone.

        Raises ValueError for a name that cannot stand in a host name, WorldExistsError, FixtureError.
        """
        if not NAME.fullmatch(name):
            raise ValueError(
                f"{name!r} cannot be a world's name: 1 to 63 of a-z, 0-9, - and _, not starting with - or _"
            )
        if name in self._worlds:
            raise WorldExistsError(f"there is a world {name!r} already: delete it first, or give another name")
        chosen = fixture or self.fixture
        template = self._template(chosen)
        world = World(name, SQLiteDatabase(self._data / f"{name}.sqlite3" if self._data else None), self)
        self._fill(world, template, Origin(fixture=chosen, made_at=datetime.now(UTC)))
        if renew:
            self._renew(world)
        return self._keep(world)

    def reset(self, world: World) -> None:
        """Back to what it was made from: data, clock, journal and outbox; the credentials it was given stay."""
        self._forget(world)
        self._fill(world, self._template(world.fixture), Origin(**self._origin(world)))
        with world.transaction() as session:
            for vendor, before, after in world.renewed:
                self.vendors[vendor].replace_account(session, before, after)
        self._keep(world)

    def drop(self, name: str) -> None:
        """Raises UnknownWorldError, and ValueError for the default world."""
        world = self.get(name)
        if world is self.default:
            raise ValueError("the default world cannot be deleted: reset it")
        self._forget(world)
        del self._worlds[name]
        world.database.close()
        if world.database.path is not None:
            for file in world.database.path.parent.glob(f"{name}.sqlite3*"):
                file.unlink()

    def learn(self, world: World, vendor: Vendor, account: Account) -> None:
        """Notes that an account's credentials lead to its world; the first world to hold one keeps it."""
        for name in vendor.identifying:
            if account.get(name):
                self._by_credential.setdefault((vendor.name, str(account[name])), world)

    def accounts(self, world: World) -> dict[str, list[Account]]:
        with world.transaction() as session:
            return {vendor.name: vendor.accounts(session) for vendor in self.vendors.values()}

    def close(self) -> None:
        for world in self:
            world.database.close()
        for template in self._templates.values():
            template.close()

    def _template(self, fixture: str) -> SQLiteDatabase:
        if fixture not in self._templates:
            vendors = list(self.vendors.values())
            documents = fixtures.read(fixture, vendors)
            template = SQLiteDatabase()
            template.create_tables()
            with World("template", template, self).transaction() as session:
                fixtures.store(session, vendors, documents)
            self._templates[fixture] = template
        return self._templates[fixture]

    def _fill(self, world: World, template: SQLiteDatabase, origin: Origin) -> None:
        world.database.become_copy_of(template)
        with world.transaction() as session:
            session.one(_INSERT, **origin.model_dump())
        world.open()

    @staticmethod
    def _origin(world: World) -> dict[str, Any]:
        return {"fixture": world.fixture, "made_at": world.made_at, "renewed": world.renewed}

    def _renew(self, world: World) -> None:
        with world.transaction() as session:
            for vendor in self.vendors.values():
                for before in vendor.accounts(session):
                    after = vendor.fresh(world.random, before)
                    vendor.replace_account(session, before, after)
                    world.renewed.append([vendor.name, before, after])
            session.run(_RENEWED, renewed=world.renewed)

    def _keep(self, world: World) -> World:
        world.open()
        self._worlds[world.name] = world
        # A world behind a prefix has the demo credentials, which at the bare address mean the default world.
        if world.renewed or world.name == DEFAULT:
            for vendor, accounts in self.accounts(world).items():
                for account in accounts:
                    self.learn(world, self.vendors[vendor], account)
        return world

    def _forget(self, world: World) -> None:
        self._by_credential = {key: owner for key, owner in self._by_credential.items() if owner is not world}
