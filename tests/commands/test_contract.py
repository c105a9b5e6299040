"""`emulator contract`."""

import json
from pathlib import Path
from xml.etree.ElementTree import fromstring

import httpx
import pytest
from click.testing import Result
from typer.testing import CliRunner

from emulator.cli import app
from tests.conftest import TestWorld

INVITE = "/invite/mail/venue/123"


def run(world: TestWorld, *arguments: str) -> Result:
    port = world.running.url.rpartition(":")[2]
    return CliRunner().invoke(app, ["contract", "--port", port, "--world", world.name, *arguments])


@pytest.fixture
def used(reco: httpx.Client) -> None:
    """One call as documented, one with a misspelt name, one to a path that is not there."""
    reco.post(INVITE, json={"invites": [{"email": "jane@example.org"}]})
    reco.post(INVITE, json={"invites": [{"email": "john@example.org", "firstname": "John"}]})
    reco.get("/nowhere")


def test_shows_what_was_used_and_every_notice(used: None, world: TestWorld) -> None:
    ran = run(world)

    assert ran.exit_code == 0, ran.output
    assert "3 requests, 1 of" in ran.output
    assert "Create email invite" in ran.output
    assert "did you mean `firstName`?" in ran.output
    assert "/nowhere" in ran.output


def test_gives_the_report_as_json(used: None, world: TestWorld, control: httpx.Client) -> None:
    assert json.loads(run(world, "--json").output) == control.get("/contract").json()


@pytest.mark.parametrize(
    ("wish", "reason"),
    [
        ("notice", "the documents were broken once"),
        ("unknown", "1 request was for no operation of any vendor"),
        ("unused", "operations were not used"),
    ],
)
def test_fails_with_3_where_there_is_what_must_not_be(used: None, world: TestWorld, wish: str, reason: str) -> None:
    ran = run(world, "--fail-on", wish)

    assert ran.exit_code == 3, ran.output
    assert reason in ran.output


def test_a_refusal_fails_it(world: TestWorld) -> None:
    world.client("reco").post(INVITE, json={})

    assert run(world, "--fail-on", "refusal").exit_code == 3


def test_passes_where_there_is_nothing_of_it(world: TestWorld, reco: httpx.Client) -> None:
    reco.post(INVITE, json={"invites": [{"email": "jane@example.org"}]})

    ran = run(world, "--fail-on", "notice", "--fail-on", "refusal", "--fail-on", "unknown")

    assert ran.exit_code == 0, ran.output


def test_writes_a_test_case_for_each_operation(used: None, world: TestWorld, tmp_path: Path) -> None:
    file = tmp_path / "contract.xml"

    run(world, "--junit", str(file), "--vendor", "reco")

    (suite,) = fromstring(file.read_text())  # noqa: S314 (our own file)
    assert suite.attrib == {"name": "reco", "tests": "2", "failures": "2"}
    assert [(case.get("name"), case[0].get("type")) for case in suite] == [
        ("create_email_invite", "undocumented parameter"),
        ("GET /nowhere", "unknown path"),
    ]
    assert "`firstName`? (once, as in request 2)" in str(suite[0][0].text)


def test_what_xml_cannot_write_is_replaced(world: TestWorld, reco: httpx.Client, tmp_path: Path) -> None:
    file = tmp_path / "contract.xml"
    reco.post(INVITE, json={"invites": [], "a\x01<b>": 1})

    run(world, "--junit", str(file))

    assert "a\ufffd<b>" in str(next(fromstring(file.read_text()).iter("failure")).text)  # noqa: S314 (our own file)


@pytest.mark.parametrize(
    ("arguments", "status", "sentence"),
    [
        (["--vendor", "recco"], 1, "emulator: no vendor is called 'recco'; the vendors are reco, rees46, recensus"),
        (["--port", "1"], 1, "emulator: nothing answers on 127.0.0.1:1: Connection refused"),
        (["--junit", "/nowhere/at/all.xml"], 1, "emulator: /nowhere/at/all.xml: No such file or directory"),
        (["--fail-on", "anything"], 2, "emulator: --fail-on: 'anything' is not one of "),
    ],
)
def test_stops_with_one_sentence(world: TestWorld, arguments: list[str], status: int, sentence: str) -> None:
    ran = run(world, *arguments)

    assert ran.exit_code == status
    assert sentence in ran.output
