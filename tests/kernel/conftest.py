"""Worlds without a server: one thread, a stopped clock."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from emulator.kernel.vendor import Vendors
from emulator.kernel.world import World
from emulator.kernel.worlds import Worlds
from tests import engines
from tests.kernel import paper

NOON = datetime(2030, 1, 31, 12, tzinfo=UTC)


@pytest.fixture
def fixture(tmp_path: Path) -> Path:
    """A folder for fixture files, with an empty one at first."""
    folder = tmp_path / "fixture"
    folder.mkdir()
    (folder / "paper.yaml").touch()
    return folder


@pytest.fixture
def worlds(fixture: Path) -> Iterator[Worlds]:
    with engines.worlds(Vendors(paper), fixture=str(fixture)) as made:
        yield made


@pytest.fixture
def store(tmp_path: Path) -> Iterator[engines.Store]:
    """Keeps worlds until they are opened again."""
    with engines.store(tmp_path / "data") as made:
        yield made


@pytest.fixture
def world(worlds: Worlds) -> World:
    worlds.default.set_clock(lambda clock: clock.set(NOON, frozen=True))
    return worlds.default
