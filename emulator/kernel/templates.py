"""The prepared databases that worlds are copied from: one for each fixture, made when it is first asked for."""

from pathlib import Path
from typing import TYPE_CHECKING

from emulator.kernel import fixtures, prepared
from emulator.kernel.database import SQLiteDatabase
from emulator.kernel.world import World

if TYPE_CHECKING:
    from emulator.kernel.worlds import Worlds


class Templates:
    def __init__(self, worlds: "Worlds") -> None:
        self._worlds = worlds
        self._made: dict[str, SQLiteDatabase] = {}

    def of(self, fixture: str) -> SQLiteDatabase:
        """Raises FixtureError."""
        if fixture not in self._made:
            file = prepared.file_of(fixtures.folder(fixture))
            self._made[fixture] = prepared.read(file) or self._prepare(fixture, file)
        return self._made[fixture]

    def _prepare(self, fixture: str, file: Path) -> SQLiteDatabase:
        vendors = list(self._worlds.vendors.values())
        checked = fixtures.read(fixture, vendors)
        template = SQLiteDatabase()
        template.create_tables()
        with World("template", template, self._worlds).transaction() as session:
            fixtures.store(session, vendors, checked)
        prepared.keep(template, file)
        return template

    def close(self) -> None:
        for database in self._made.values():
            database.close()
