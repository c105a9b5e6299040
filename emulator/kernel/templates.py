"""The prepared databases that worlds are copied from: one for each fixture, made when it is first asked for."""

from datetime import datetime
from typing import TYPE_CHECKING

from emulator.kernel import fixtures, prepared
from emulator.kernel.clock import Clock
from emulator.kernel.database import SQLiteDatabase
from emulator.kernel.world import World

if TYPE_CHECKING:
    from emulator.kernel.worlds import Worlds


_DATED = 8
"""How many are kept that were loaded at a time of their own: the one nobody asked for longest goes first."""


class Templates:
    def __init__(self, worlds: "Worlds") -> None:
        self._worlds = worlds
        self._made: dict[str, SQLiteDatabase] = {}
        self._dated: dict[tuple[str, datetime], SQLiteDatabase] = {}

    def of(self, fixture: str, now: datetime | None = None) -> SQLiteDatabase:
        """The fixture as it is when it is loaded at `now`, else today; raises FixtureError."""
        if now is not None:
            return self._at(fixture, now)
        if fixture not in self._made:
            file = prepared.file_of(fixtures.folder(fixture))
            kept = prepared.read(file)
            if kept is None:
                kept = self._loaded(fixture, Clock())
                prepared.keep(kept, file)
            kept.rest(bytes(kept.whole()))
            self._made[fixture] = kept
        return self._made[fixture]

    def like(self, fixture: str) -> bytes:
        """What worlds of the fixture have in common."""
        return bytes(self._made[fixture].whole()) if fixture in self._made else b""

    def _at(self, fixture: str, now: datetime) -> SQLiteDatabase:
        template = self._dated.pop((fixture, now), None) or self._loaded(fixture, Clock(frozen_at=now))
        template.rest(self.like(fixture))
        self._dated[fixture, now] = template
        if len(self._dated) > _DATED:
            self._dated.pop(next(iter(self._dated))).close()
        return template

    def _loaded(self, fixture: str, clock: Clock) -> SQLiteDatabase:
        vendors = list(self._worlds.vendors.values())
        checked = fixtures.read(fixture, vendors)
        template = SQLiteDatabase()
        template.create_tables()
        world = World("template", template, self._worlds)
        world.clock = clock
        with world.transaction() as session:
            fixtures.store(session, vendors, checked)
        return template

    def close(self) -> None:
        for database in (*self._made.values(), *self._dated.values()):
            database.close()
