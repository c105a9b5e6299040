"""The prepared databases that worlds are copied from: one for each fixture, made when it is first asked for."""

from datetime import datetime
from typing import TYPE_CHECKING

from emulator.kernel import fixture_document, fixtures, origin, prepared
from emulator.kernel.clock import Clock
from emulator.kernel.database import SQLiteDatabase
from emulator.kernel.fixture_document import FixtureDocument
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
            file = prepared.file_of(fixtures.folder(fixture), self._worlds.seed)
            kept = prepared.read(file)
            if kept is None:
                kept = self._loaded(fixture)
                prepared.keep(kept, file)
            kept.rest(bytes(kept.whole()))
            self._made[fixture] = kept
        return self._made[fixture]

    def lasts(self, template: SQLiteDatabase) -> bool:
        """Whether it is for all worlds of its fixture that have no time of their own."""
        return any(made is template for made in self._made.values())

    def like(self, fixture: str) -> bytes:
        """What worlds of the fixture have in common."""
        return bytes(self._made[fixture].whole()) if fixture in self._made else b""

    def _at(self, fixture: str, now: datetime) -> SQLiteDatabase:
        template = self._dated.pop((fixture, now), None) or self._loaded(fixture, now)
        template.rest(self.like(fixture))
        self._dated[fixture, now] = template
        if len(self._dated) > _DATED:
            self._dated.pop(next(iter(self._dated))).close()
        return template

    def _loaded(self, fixture: str, now: datetime | None = None) -> SQLiteDatabase:
        vendors = self._worlds.vendors.values()
        place = fixtures.folder(fixture)
        if place.is_dir():
            return self.made_of(FixtureDocument(fixtures.read(fixture, vendors)), now=now, suffix=".yaml")
        return self.made_of(fixture_document.read(place, vendors), now=now)

    def made_of(self, document: FixtureDocument, *, now: datetime | None = None, suffix: str = "") -> SQLiteDatabase:
        """A database of its own; raises FixtureError, in which a vendor's part is called by its name and `suffix`."""
        template = SQLiteDatabase()
        template.create_tables()
        world = World("template", template, self._worlds)
        world.clock = Clock(frozen_at=now or document.start.now)
        try:
            with world.transaction() as session:
                if document.start.now is not None:
                    origin.write(session, fixture="", made_at=session.now, start=document.start)
                fixtures.store(session, self._worlds.vendors.values(), document.parts, suffix=suffix)
        except BaseException:
            template.close()
            raise
        return template

    def close(self) -> None:
        for database in (*self._made.values(), *self._dated.values()):
            database.close()
