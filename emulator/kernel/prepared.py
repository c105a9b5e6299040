"""A fixture's prepared database, kept between starts: to read it back takes a hundredth of the time it took to make.

The name of the file tells what it was made of: the emulator's code, the fixture's files and the day (a fixture's
"yesterday" is counted from when it was loaded). Where any of them differs, or the file cannot be read or written,
the fixture is loaded anew; nothing else depends on the file.
"""

import contextlib
import hashlib
import os
import re
import sqlite3
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from emulator.kernel.clock import real_now
from emulator.kernel.database import SQLiteDatabase

_CODE = Path(__file__).resolve().parent.parent
_NAMED = re.compile(rb""":\s*["']?([^\s:@"'][^:@"'\n,{}]*\.\w{1,5})["']?\s*[\n,}]""")
_KEPT = 4
"""How many files are kept: the oldest go first."""


def home() -> Path:
    """The user's folder for what can be made again."""
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "api-emulator"


def file_of(fixture: Path, seed: str) -> Path:
    """Where the database that is made of the fixture, by this code, with this seed, on this day, is kept."""
    made_of = hashlib.sha256(f"{sys.version}{real_now():%Y-%m-%d}{fixture.resolve()}\0{seed}".encode())
    for file in sorted({*_CODE.rglob("*.py"), *_files(fixture)}):
        with contextlib.suppress(OSError, ValueError):  # it has gone, or no file can be called so
            about = file.stat()
            made_of.update(f"{file}{about.st_size}{about.st_mtime_ns}".encode(errors="surrogateescape"))
    return home() / f"{made_of.hexdigest()[:32]}.sqlite3"


def _files(fixture: Path) -> Iterator[Path]:
    """What the fixture is read from: its documents, and every value in them that could be a file beside them."""
    folder = fixture if fixture.is_dir() else fixture.parent
    for document in fixture.glob("*.yaml") if fixture.is_dir() else [fixture]:
        yield document
        with contextlib.suppress(OSError):  # who loads the fixture says that it cannot be read
            for value in _NAMED.findall(document.read_bytes()):
                yield folder / os.fsdecode(value)


def read(file: Path) -> SQLiteDatabase | None:
    """A database in memory as it was kept, or None where there is none that can be read."""
    if not file.exists():
        return None
    database = SQLiteDatabase()
    try:
        with contextlib.closing(sqlite3.connect(f"file:{file}?mode=ro", uri=True)) as kept:
            kept.backup(database.connection)
    except sqlite3.Error:
        database.close()
        return None
    return database


def keep(database: SQLiteDatabase, file: Path) -> None:
    """Writes it under another name first, so that no start ever reads half a file."""
    with contextlib.suppress(OSError, sqlite3.Error):  # a folder that cannot be written costs time, nothing else
        file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=file.parent)
        os.close(handle)
        half = Path(name)
        try:
            with contextlib.closing(sqlite3.connect(half)) as written:
                database.connection.backup(written)
            half.replace(file)
        finally:
            half.unlink(missing_ok=True)
        for old in sorted(file.parent.glob("*.sqlite3"), key=lambda one: one.stat().st_mtime)[:-_KEPT]:
            old.unlink(missing_ok=True)
