"""Where worlds are kept: files in a folder of one server's own, or nowhere but in memory."""

import fcntl
import sqlite3
from pathlib import Path

from emulator.kernel.database import SQLiteDatabase

_WORLD = ".sqlite3"
_BEGINNING = ".beginning"


class Folder:
    """With `path` None everything is in memory. Two servers on one folder would each miss what the other does."""

    def __init__(self, path: Path | None) -> None:
        """Raises OSError where the folder cannot be written, or another server has it."""
        self._path = path
        if path is None:
            return
        path.mkdir(parents=True, exist_ok=True)
        self._lock = (path / ".lock").open("w")
        try:
            fcntl.flock(self._lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            self._lock.close()
            raise OSError("another emulator keeps its worlds there; give this one a folder of its own") from None

    def names(self) -> list[str]:
        """The worlds that are kept."""
        return sorted(file.name.removesuffix(_WORLD) for file in self._path.glob(f"*{_WORLD}")) if self._path else []

    def world(self, name: str) -> SQLiteDatabase:
        return self._open(name + _WORLD)

    def beginning(self, name: str) -> SQLiteDatabase:
        """What a forked world goes back to."""
        return self._open(name + _BEGINNING)

    def has_beginning(self, name: str) -> bool:
        return self._path is not None and (self._path / (name + _BEGINNING)).exists()

    def remove(self, name: str) -> None:
        for suffix in (_WORLD, _BEGINNING):
            for file in self._path.glob(f"{name}{suffix}*") if self._path else ():
                file.unlink(missing_ok=True)

    def _open(self, file: str) -> SQLiteDatabase:
        try:
            return SQLiteDatabase(self._path / file if self._path else None)
        except sqlite3.Error as error:
            raise OSError(f"{file} cannot be opened: {error}") from None

    def close(self) -> None:
        if self._path is not None:
            self._lock.close()
