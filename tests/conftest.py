"""One server for each test process, on a free port; each test has a world of its own, with the demo credentials."""

import gc
import itertools
import os
import shutil
import socket
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import httpx
import pytest
import uvicorn
from hypothesis import HealthCheck, settings

from emulator import server as serving
from emulator.app import Application
from emulator.kernel.clock import Start
from emulator.settings import Settings
from tests import engines

ANYHOW: dict[str, Any] = {"deadline": None, "database": None, "suppress_health_check": list(HealthCheck)}
settings.register_profile("search", **ANYHOW)
settings.register_profile("repeatable", derandomize=True, **ANYHOW)
settings.load_profile("repeatable")
"""What is made up is the same in each run of the same code; `--hypothesis-profile search` makes up something else."""
PATIENCE = 60
"""Seconds for what should come at once: that the machine is busy is no failure."""
_numbers = itertools.count(1)


def _has_ipv6() -> bool:
    try:
        socket.create_server(("::1", 0), family=socket.AF_INET6).close()
    except OSError:
        return False
    return True


needs_ipv6 = pytest.mark.skipif(not _has_ipv6(), reason="the machine has no address of IPv6")


@dataclass(frozen=True)
class Running:
    """A server in a thread of this process."""

    application: Application
    url: str
    server: uvicorn.Server
    transport: httpx.HTTPTransport

    def client(self, path: str = "", headers: dict[str, str] | None = None) -> httpx.Client:
        """A client of `path` at this server; it shares the connections of all others."""
        return httpx.Client(base_url=self.url + path, headers=headers, transport=self.transport, timeout=2 * PATIENCE)

    def connect(self) -> socket.socket:
        """A bare connection, for what no client would send."""
        return socket.create_connection(("127.0.0.1", httpx.URL(self.url).port or 0), timeout=PATIENCE)


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--engine", choices=engines.ENGINES, default="sqlite", help="what the worlds of the tests are in")


_FOLDER = pytest.StashKey[Path]()
"""Where the processes of a run have the server that they share."""
_MEMORY = Path("/dev/shm")  # noqa: S108 (what is made in it has a name of its own)
_ROOM = 2 * 1024**3
"""Bytes: some three times what a run needs there."""


def pytest_configure(config: pytest.Config) -> None:
    gc.disable()
    given = getattr(config, "workerinput", {}).get("postgresql")
    config.stash[_FOLDER] = folder = Path(given or tempfile.mkdtemp(prefix="emulator-postgresql-", dir=_memory()))
    engines.choose(config.getoption("--engine"), folder)


@pytest.hookimpl(optionalhook=True)
def pytest_configure_node(node: Any) -> None:
    """Of xdist: tells a process what it cannot know."""
    node.workerinput["postgresql"] = str(node.config.stash[_FOLDER])


def pytest_unconfigure(config: pytest.Config) -> None:
    if not hasattr(config, "workerinput"):
        engines.end()


def _memory() -> Path | None:
    """Where files are in memory, if there is room: worlds make tables and drop them, on a disk half of all work."""
    roomy = os.access(_MEMORY, os.W_OK) and shutil.disk_usage(_MEMORY).free > _ROOM
    return _MEMORY if roomy else None


def pytest_collection_finish() -> None:
    """What is there by now stays until the end, and need not be looked through again and again for what does not."""
    gc.collect()
    gc.freeze()
    gc.enable()


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if engines.is_postgresql():
        once = [item for item in items if item.get_closest_marker("once") is not None]
        config.hook.pytest_deselected(items=once)
        items[:] = [item for item in items if item not in set(once)]


@contextmanager
def served(**settings: Any) -> Iterator[Running]:
    """A server with these settings for as long as the block lasts."""
    with engines.settings(settings) as chosen, _served(**chosen) as running:
        yield running


@contextmanager
def _served(**settings: Any) -> Iterator[Running]:
    listener = serving.bind("127.0.0.1", 0)
    port = listener.getsockname()[1]
    application = Application(Settings(port=port, **settings))
    server = serving.embedded(application)
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True)
    thread.start()
    with httpx.HTTPTransport(verify=False, limits=httpx.Limits()) as transport:
        yield Running(application, f"http://127.0.0.1:{port}", server, transport)
    server.should_exit = True
    thread.join(timeout=PATIENCE / 2)
    assert not thread.is_alive(), "the server did not end"
    application.worlds.close()


@pytest.fixture
def engine_of_commands(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """What commands that the test runs keep their worlds in, unless they are told."""
    with engines.environment() as variables:
        for name, value in variables.items():
            monkeypatch.setenv(name, value)
        yield


@pytest.fixture(scope="session")
def running() -> Iterator[Running]:
    with served() as server:
        yield server


@dataclass(frozen=True)
class TestWorld:
    """The world of one test. `prefix` leads to it; it has the demo credentials."""

    __test__ = False
    name: str
    prefix: str
    running: Running

    def begin(self, now: str) -> None:
        """Makes the world, which is not there yet, with a clock that stands at `now`, be it past or to come."""
        start = Start(datetime.fromisoformat(now), frozen=True)
        self.running.application.worlds.make(self.name, renew=False, start=start)

    def client(self, surface: str, headers: dict[str, str] | None = None) -> httpx.Client:
        return self.running.client(f"{self.prefix}/{surface}", headers)


@pytest.fixture
def world(running: Running) -> Iterator[TestWorld]:
    name = f"t{next(_numbers)}-{os.getpid()}"
    yield TestWorld(name, f"/~{name}", running)
    running.client().delete(f"/_emulator/worlds/{name}")


@pytest.fixture
def control(world: TestWorld) -> httpx.Client:
    """The control API of the test's world."""
    return world.client("_emulator")


@pytest.fixture
def reco(world: TestWorld) -> httpx.Client:
    """Reco in the test's world, called with the demo venue's key."""
    return world.client("reco", {"X-Reco-ApiKey": "3x3mp3l"})


@pytest.fixture
def rees46(world: TestWorld) -> httpx.Client:
    """REES46 in the test's world; shop_id is part of each call."""
    return world.client("rees46")


@pytest.fixture
def recensus(world: TestWorld) -> httpx.Client:
    """Recensus in the test's world."""
    return world.client("recensus")


@pytest.fixture
def browser(running: Running) -> httpx.Client:
    """Opens whole addresses, as a person does who has got a message with links."""
    return running.client()
