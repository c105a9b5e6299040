"""What is kept of worlds beside them: snapshots, and what a fork goes back to, which is one without a name."""

import contextlib
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from emulator.kernel.folder import Folder, UnknownSnapshotError
from emulator.kernel.postgres import templates
from emulator.kernel.postgres.database import PostgresDatabase
from emulator.kernel.sqlite import Database
from emulator.kernel.worlds import UnknownWorldError

if TYPE_CHECKING:
    from emulator.kernel.postgres.worlds import SharedWorlds

_BEGINNING = ""


class SharedFolder(Folder):
    def __init__(self, worlds: "SharedWorlds") -> None:
        super().__init__(None)
        self._all = worlds

    def beginning(self, name: str) -> PostgresDatabase | None:
        return self._kept(name, _BEGINNING)

    def keep_beginning(self, name: str, database: Database) -> None:
        self._keep(name, _BEGINNING, lambda kept: kept.become_copy_of(database))

    def rest(self, name: str, like: bytes) -> None:
        """Nothing of it is in this process."""

    def remove(self, name: str) -> None:
        """It goes with its world's row."""

    def snapshots(self, world: str) -> list[str]:
        try:
            of = self._all.named(world).database
        except UnknownWorldError:
            return []
        found = of.ask(
            "SELECT snapshot FROM emulator.kept WHERE world = %s AND snapshot <> '' ORDER BY snapshot", of.number
        )
        return [name for (name,) in found]

    @contextlib.contextmanager
    def snapshot(self, world: str, name: str) -> Iterator[PostgresDatabase]:
        found = self._kept(world, name)
        if found is None:
            raise _gone(name)
        yield found

    def keep_snapshot(self, world: str, name: str, fill: Callable[[Database], None]) -> None:
        self._keep(world, name, fill)

    def remove_snapshot(self, world: str, name: str) -> None:
        one = self._all.named(world)
        with one.whole():
            if not self._forget(one.database, name):
                raise _gone(name)
        templates.drop_unused(self._all.server)

    def _kept(self, world: str, name: str) -> PostgresDatabase | None:
        of = self._all.named(world).database
        found = of.ask("SELECT id, base FROM emulator.kept WHERE world = %s AND snapshot = %s", of.number, name)
        return PostgresDatabase(self._all.server, *found[0], kept_of=of) if found else None

    def _keep(self, world: str, name: str, fill: Callable[[PostgresDatabase], None]) -> None:
        one = self._all.named(world)
        with one.whole():
            of = one.database
            self._forget(of, name)
            ((number,),) = of.ask("SELECT nextval('emulator.numbers')")
            of.ask("INSERT INTO emulator.kept VALUES (%s, %s, %s, %s)", number, of.number, name, of.base)
            fill(PostgresDatabase(self._all.server, number, of.base, kept_of=of))

    def _forget(self, of: PostgresDatabase, name: str) -> bool:
        """Answers whether it was there."""
        found = of.ask("DELETE FROM emulator.kept WHERE world = %s AND snapshot = %s RETURNING id", of.number, name)
        for (number,) in found:
            of.ask(f"DROP SCHEMA w{number} CASCADE")
        return found != []


def _gone(name: str) -> UnknownSnapshotError:
    return UnknownSnapshotError(f"the snapshot {name[:64]!r} has been deleted meanwhile")
