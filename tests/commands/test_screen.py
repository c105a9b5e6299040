"""What the commands look like: on a terminal, wide and narrow, and in a pipe."""

import json
import re

import httpx
import pytest

from tests.commands.terminal import on_a_terminal, through_a_pipe
from tests.conftest import TestWorld

pytestmark = [pytest.mark.slow, pytest.mark.once]
STYLES = re.compile("\x1b\\[([0-9;]*)m")
COLOURS = {str(number) for start in (30, 40, 90, 100) for number in range(start, start + 9)}
INVITE = "/invite/mail/venue/123"


@pytest.fixture
def there(world: TestWorld, reco: httpx.Client) -> list[str]:
    """The flags that lead to the test's world, in which a call was made that gave a notice."""
    reco.post(INVITE, json={"invites": [{"email": "jane@example.org", "firstname": "Jane \x1b[2J"}]})
    return ["--port", world.running.url.rpartition(":")[2], "--world", world.name]


def test_a_terminal_shows_colours_and_a_pipe_does_not(there: list[str]) -> None:
    seen = on_a_terminal("requests", *there)
    piped = through_a_pipe("requests", *there)

    assert (seen.status, seen.is_coloured) == (0, True)
    assert (piped.returncode, "\x1b" in piped.stdout) == (0, False)
    assert "POST /reco/invite/mail/venue/123" in seen.text
    assert "POST /reco/invite/mail/venue/123  reco.create_email_invite" in piped.stdout


@pytest.mark.parametrize("variables", [{"NO_COLOR": "1"}, {"TERM": "dumb"}], ids=str)
@pytest.mark.parametrize("command", [["requests"], ["clock", "--json"], ["requests", "show", "1"]], ids=" ".join)
def test_who_wants_no_colours_gets_none(there: list[str], variables: dict[str, str], command: list[str]) -> None:
    seen = on_a_terminal(*command, *there, **variables)

    assert seen.status == 0
    assert [found[0] for found in STYLES.finditer(seen.raw) if COLOURS & set(found[1].split(";"))] == []


def test_who_wants_colours_in_a_pipe_gets_them_and_the_table_stays_as_wide_as_it_needs(there: list[str]) -> None:
    piped = through_a_pipe("requests", *there, FORCE_COLOR="1")
    as_json = through_a_pipe("requests", "--json", *there, FORCE_COLOR="1")

    assert "\x1b[" in piped.stdout
    assert "POST /reco/invite/mail/venue/123  reco.create_email_invite" in piped.stdout
    assert json.loads(as_json.stdout)["total"] == 1


@pytest.mark.parametrize("columns", [80, 60, 30])
@pytest.mark.parametrize(
    "command", [["requests"], ["outbox"], ["contract"], ["worlds", "make"], ["--help"], ["faults", "add", "--help"]]
)
def test_nothing_is_wider_than_the_terminal_and_nothing_is_lost(
    there: list[str], command: list[str], columns: int
) -> None:
    flags = [] if "--help" in command else there[:2] if command[0] == "worlds" else there

    seen = on_a_terminal(*command, *flags, columns=columns)

    sentences = ("world ", "4 more accounts ")  # which the terminal wraps
    tables = [line for line in seen.text.splitlines() if not line.startswith(sentences)]
    assert seen.status == 0
    assert max(map(len, tables)) <= columns
    if command == ["requests"]:
        together = "".join("".join(line.split()) for line in tables)
        for word in ("reco.create_email_invite", "firstName"):
            assert "".join(word.split())[:8] in together


def test_what_was_all_on_one_day_has_the_day_as_its_heading(there: list[str]) -> None:
    seen = on_a_terminal("outbox", *there)
    piped = through_a_pipe("outbox", *there)

    head, _, row = seen.text.splitlines()[:3]
    moment = next(line for line in piped.stdout.splitlines() if "jane@" in line).split()[1:3]
    assert head.split()[:2] == ["id", moment[0]]
    assert row.split()[:2] == ["1", moment[1]]


@pytest.mark.parametrize("command", [["requests", "show", "1"], ["requests"], ["contract"]], ids=" ".join)
def test_what_a_client_sent_does_not_move_the_cursor(there: list[str], command: list[str]) -> None:
    seen = on_a_terminal(*command, *there)

    assert "\x1b[2J" not in seen.raw


def test_json_is_indented_for_a_person_and_one_line_for_a_program(there: list[str]) -> None:
    seen = on_a_terminal("clock", "--json", *there)
    piped = through_a_pipe("clock", "--json", *there)

    assert seen.text.startswith('{\n  "now": ')
    assert seen.is_coloured
    assert json.loads(seen.text).keys() == json.loads(piped.stdout).keys()
    assert piped.stdout.count("\n") == 1
