"""`--json`: each command prints one document for programs, and nothing else."""

import json
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from tests.commands.conftest import Emulator
from tests.commands.test_options import COMMANDS
from tests.conftest import TestWorld

FEED = "<yml_catalog><shop><categories/><offers><offer id='a'><name>A</name></offer></offers></shop></yml_catalog>"
CALLS = {
    "ready": [],
    "env": [],
    "worlds list": [],
    "worlds make": ["{world}-made"],
    "worlds drop": ["{world}-made"],
    "reset": [],
    "clock show": [],
    "clock set": ["2999-01-01T00:00:00Z"],
    "clock freeze": [],
    "clock advance": ["--days", "1"],
    "outbox list": [],
    "outbox show": ["1"],
    "requests list": [],
    "requests show": ["1"],
    "requests curl": ["1"],
    "requests unexpected": [],
    "faults list": [],
    "faults add": ["reco", "status=503"],
    "faults clear": [],
    "faults check": [],
    "snapshot save": ["there", "--replace"],
    "snapshot load": ["there"],
    "snapshot list": [],
    "snapshot export": ["there"],
    "snapshot drop": ["there"],
    "load": ["{folder}/reco.yaml"],
    "feed": ["{folder}/feed.xml"],
    "openapi": ["reco"],
    "contract": [],
    "certs": ["{folder}/ca.pem", "--certs", "{folder}"],
}
KEYS = {
    "ready": {"status", "version", "vendors"},
    "env": {"EMULATOR_URL", "RECO_BASE_URL"},
    "worlds make": {"name", "base_urls", "credentials"},
    "worlds drop": {"name"},
    "reset": {"name", "status"},
    "clock advance": {"now", "frozen", "offset_seconds", "ran"},
    "requests curl": {"id", "curl"},
    "faults clear": {"id"},
    "snapshot export": {"reco", "rees46", "recensus"},
    "snapshot drop": {"name"},
    "load": {"rows", "feeds"},
    "feed": {"offers", "skipped"},
    "openapi": {"openapi", "paths"},
    "certs": {"file", "sha256", "certificate"},
}


@pytest.fixture
def called(emulator: Emulator, world: TestWorld, reco: httpx.Client, tmp_path: Path) -> Iterator[Emulator]:
    """The command, in a world where each of the calls has something to find."""
    reco.post("/invite/mail/venue/123", json={"invites": [{"email": "jane@example.org"}]})
    emulator("snapshot", "save", "there")
    (tmp_path / "reco.yaml").write_text("venues: [{venue: '777'}]")
    (tmp_path / "feed.xml").write_text(FEED)
    yield emulator
    world.running.client("/_emulator").delete(f"/worlds/{world.name}-made")


def test_every_command_that_speaks_json_is_called_here() -> None:
    assert {" ".join(path) for path in COMMANDS} - {"serve", "exec"} == set(CALLS)


@pytest.mark.parametrize("command", CALLS)
def test_a_command_prints_one_document(command: str, called: Emulator, world: TestWorld, tmp_path: Path) -> None:
    if command == "worlds drop":
        world.running.client("/_emulator").post("/worlds", json={"name": f"{world.name}-made"})
    arguments = [one.format(world=world.name, folder=tmp_path) for one in CALLS[command]]

    ran = called(*command.split(), *arguments, "--json")

    assert (ran.exit_code, ran.stderr) == (0, ""), ran.output
    assert KEYS.get(command, set()) <= json.loads(ran.stdout).keys()
    assert ran.stdout.count("\n") == 1 or command == "openapi"


@pytest.mark.parametrize(
    "command",
    [
        "worlds drop nobody",
        "requests show 9",
        "outbox show 9",
        "snapshot load nothing",
        "load nowhere.yaml",
        "feed nowhere.xml",
        "openapi nobody",
        "clock set 1999-01-01T00:00:00Z",
    ],
)
def test_an_error_is_said_on_stderr_all_the_same(command: str, called: Emulator) -> None:
    ran = called(*command.split(), "--json")

    assert (ran.exit_code, ran.stdout) == (1, "")
    assert ran.stderr.startswith("emulator: ")
    assert ran.stderr.count("\n") == 1


def test_a_variable_asks_for_it_too(called: Emulator, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("EMULATOR_JSON", "1")

    assert json.loads(called("clock").stdout).keys() == {"now", "frozen", "offset_seconds"}
