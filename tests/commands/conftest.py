from collections.abc import Callable

import pytest
from click.testing import Result
from typer.testing import CliRunner

from emulator.cli import app
from tests.conftest import TestWorld

Emulator = Callable[..., Result]


@pytest.fixture
def world(world: TestWorld) -> TestWorld:
    """It is there already: no command makes a world by naming it."""
    world.client("_emulator").get("/clock")
    return world


@pytest.fixture
def emulator(world: TestWorld) -> Emulator:
    """The command, sent to the test's world."""
    variables = {"EMULATOR_PORT": world.running.url.rpartition(":")[2], "EMULATOR_WORLD": world.name}

    def run(*arguments: str) -> Result:
        result: Result = CliRunner().invoke(app, arguments, env=variables)
        return result

    return run
