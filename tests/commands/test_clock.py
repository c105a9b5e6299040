"""`emulator clock`."""

import json
from collections.abc import Callable

import httpx
import pytest
from typer.testing import CliRunner

from emulator.cli import app
from tests.conftest import TestWorld

Clock = Callable[..., str]
NOON = "2030-01-31T12:00:00Z"


@pytest.fixture
def clock(world: TestWorld) -> Clock:
    """What the command prints for the test's world."""

    def run(*arguments: str) -> str:
        port = world.running.url.rpartition(":")[2]
        ran = CliRunner().invoke(app, ["clock", *arguments, "--port", port, "--world", world.name])
        return ran.output

    return run


def test_sets_stops_and_shows_the_time(clock: Clock) -> None:
    told = clock("set", NOON, "--frozen")

    assert (told, clock("show")) == (f"{NOON}  frozen\n", f"{NOON}  frozen\n")


def test_freezes_and_lets_run_on(clock: Clock) -> None:
    clock("set", NOON)

    assert clock("freeze").startswith("2030-01-31T12:00:")
    assert clock("show").endswith("  frozen\n")
    assert clock("freeze", "--off").endswith("  running\n")


def test_tells_what_became_due_on_the_way(clock: Clock, reco: httpx.Client) -> None:
    clock("set", NOON, "--frozen")
    invite = {"scheduled": {"sendDateFrom": "2030-02-04"}, "invites": [{"email": "jane@example.com"}]}
    reco.post("/invite/mail/venue/123", json=invite)

    ran, now = clock("advance", "--days", "7", "--hours", "1").splitlines()

    assert ran.startswith("2030-02-04T")
    assert ran.endswith("  reco      email invite to jane@example.com")
    assert now == "2030-02-07T13:00:00Z  frozen"


def test_gives_the_whole_answer_as_json(clock: Clock) -> None:
    clock("set", NOON, "--frozen")

    told = json.loads(clock("advance", "--minutes", "1.5", "--json"))

    assert (told["now"], told["ran"]) == ("2030-01-31T12:01:30Z", [])


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["set", "yesterday"], "emulator: TIME: 'yesterday' is no time with a zone, such as 2030-01-31T12:00:00Z. "),
        (["set", "2030-02-01T12:00:00"], "emulator: TIME: '2030-02-01T12:00:00' is no time with a zone, such as "),
        (["set", "2029-01-01T00:00:00Z"], "emulator: the clock only goes forward: "),
        (["advance", "--days", "1e9"], "emulator: the clock goes no further than 9000-01-01"),
        (["advance", "--days", "-1"], "emulator: --days: "),
    ],
)
def test_says_what_is_wrong(clock: Clock, arguments: list[str], sentence: str) -> None:
    clock("set", NOON, "--frozen")

    assert clock(*arguments).startswith(sentence)
    assert clock("show") == f"{NOON}  frozen\n"
