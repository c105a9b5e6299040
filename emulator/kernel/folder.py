"""Where worlds are kept: files in a folder of one server's own, or nowhere but in memory."""

import contextlib
import fcntl
import sqlite3
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from emulator.kernel import layout, names
from emulator.kernel.database import SQLiteDatabase
from emulator.kernel.layout import LayoutError
from emulator.kernel.sqlite import Database

if TYPE_CHECKING:
    from emulator.kernel.vendor import Vendor

_WORLD = ".sqlite3"
_BEGINNING = ".beginning"
_SNAPSHOT = ".snapshot"
_HALF = ".half"


class UnknownSnapshotError(LookupError):
    """The world has no snapshot of that name, or no longer."""


class Folder:
    """With `path` None everything is in memory. Two servers on one folder would each miss what the other does."""

    def __init__(self, path: Path | None, vendors: "Iterable[Vendor]" = ()) -> None:
        """Brings up what an older emulator made, for which it asks for the `vendors`.

        Raises OSError where the folder cannot be written, another server has it, or a file is not for this emulator.
        """
        self._path = path
        self._beginnings: dict[str, SQLiteDatabase] = {}
        self._snapshots: dict[tuple[str, str], SQLiteDatabase] = {}
        if path is None:
            return
        path.mkdir(parents=True, exist_ok=True)
        self._lock = (path / ".lock").open("w")
        try:
            fcntl.flock(self._lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            self._lock.close()
            raise OSError("another emulator keeps its worlds there; give this one a folder of its own") from None
        try:
            self._bring_up(path, vendors)
        except BaseException:
            self._lock.close()
            raise

    def names(self) -> list[str]:
        """The worlds that are kept."""
        return sorted(file.name.removesuffix(_WORLD) for file in self._path.glob(f"*{_WORLD}")) if self._path else []

    def world(self, name: str) -> SQLiteDatabase:
        return self._open(name + _WORLD)

    def beginning(self, name: str) -> Database | None:
        """What a forked world goes back to; None where it is no fork."""
        file = name + _BEGINNING
        if name not in self._beginnings and self._path is not None and (self._path / file).exists():
            self._beginnings[name] = self._open(file)
        return self._beginnings.get(name)

    def keep_beginning(self, name: str, database: Database) -> None:
        self._beginnings[name] = self._open(name + _BEGINNING)
        self._beginnings[name].become_copy_of(database)

    def rest(self, name: str, like: bytes) -> None:
        """What a world goes back to, and its snapshots, rest with it."""
        beginning = self._beginnings.get(name)
        for database in (beginning, *(one for (world, _), one in self._snapshots.items() if world == name)):
            if database is not None:
                database.rest(like)

    def remove(self, name: str) -> None:
        """A world with its beginning and its snapshots: no name has a dot."""
        beginning = self._beginnings.pop(name, None)
        if beginning is not None:
            beginning.close()
        for file in self._path.glob(f"{name}.*") if self._path else ():
            file.unlink(missing_ok=True)
        for snapshot in self.snapshots(name):
            self.remove_snapshot(name, snapshot)

    def snapshots(self, world: str) -> list[str]:
        if self._path is None:
            return sorted(name for of, name in self._snapshots if of == world)
        files = self._path.glob(f"{world}.*{_SNAPSHOT}")
        return sorted(file.name.removeprefix(f"{world}.").removesuffix(_SNAPSHOT) for file in files)

    @contextlib.contextmanager
    def snapshot(self, world: str, name: str) -> Iterator[Database]:
        """Open for as long as it is needed: a hundred of them would be too many files."""
        if self._path is None:
            database = self._snapshots[world, name]
            try:
                yield database
            finally:
                database.rest_again()
            return
        with contextlib.closing(self._open(f"{world}.{name}{_SNAPSHOT}")) as database:
            yield database

    def keep_snapshot(self, world: str, name: str, fill: Callable[[Database], None]) -> None:
        """Replaces one of that name; where it cannot be filled, that stays."""
        half = f"{world}.{name}{_HALF}"
        database = self._open(half)
        try:
            fill(database)
        except BaseException:
            database.close()
            self._remove(half)
            raise
        if self._path is None:
            self.remove_snapshot(world, name)
            self._snapshots[world, name] = database
        else:
            database.close()
            (self._path / half).replace(self._path / f"{world}.{name}{_SNAPSHOT}")

    def remove_snapshot(self, world: str, name: str) -> None:
        database = self._snapshots.pop((world, name), None)
        if database is not None:
            database.close()
        self._remove(f"{world}.{name}{_SNAPSHOT}")

    def _remove(self, file: str) -> None:
        for one in self._path.glob(f"{file}*") if self._path else ():
            one.unlink(missing_ok=True)

    def _open(self, file: str) -> SQLiteDatabase:
        with _refusing(file):
            return SQLiteDatabase(self._path / file if self._path else None)

    def _bring_up(self, path: Path, vendors: "Iterable[Vendor]") -> None:
        """All files or none; what was not completed when a server was killed goes."""
        for file in path.iterdir():
            if file.suffix.partition("-")[0] == _HALF:
                file.unlink()
        files = sorted(file for file in path.iterdir() if file.suffix in {_WORLD, _BEGINNING, _SNAPSHOT})
        old = [file for file in files if self._is_old(file)]
        steps = layout.steps(vendors) if old else {}
        for keep in (False, True) if len(old) > 1 else (True,):
            for file in old:
                with _refusing(file.name), contextlib.closing(SQLiteDatabase(file)) as database:
                    layout.bring_up(database, steps, keep=keep)

    def _is_old(self, file: Path) -> bool:
        with _refusing(file.name):
            names.check(file.name.partition(".")[0], of="a world's")
            if layout.is_of_today(file):
                return False
            with contextlib.closing(sqlite3.connect(file)) as connection:
                found = layout.read(connection)
        if found is None:
            self._remove(file.name)
        return found is not None and found < layout.LAYOUT

    def close(self) -> None:
        for database in (*self._beginnings.values(), *self._snapshots.values()):
            database.close()
        if self._path is not None:
            self._lock.close()


@contextlib.contextmanager
def _refusing(file: str) -> Iterator[None]:
    try:
        yield
    except (LayoutError, ValueError, sqlite3.OperationalError) as error:
        raise OSError(f"{file} cannot be opened: {error}") from None
    except OSError as error:
        raise OSError(f"{file} cannot be opened: {error.strerror or error}") from None
    except sqlite3.Error as error:  # what is in it, not the disk that it is on
        raise OSError(f"{file} cannot be opened: {error}; delete it to start anew") from None
