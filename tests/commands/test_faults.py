"""`emulator faults`."""

import json

import httpx
import pytest
from typer.testing import CliRunner

from emulator.cli import app
from tests.commands.conftest import Emulator

JILL = {"invites": [{"email": "jill@example.org"}]}
INVITE = "/invite/mail/venue/123"


def rows(output: str) -> list[str]:
    """The table's rows, each with its cells a space apart, without head and rule."""
    return [" ".join(line.split()) for line in output.splitlines() if line.strip()[:1].isdigit()]


def test_a_fault_is_planned_as_the_header_says_it(
    emulator: Emulator, control: httpx.Client, reco: httpx.Client
) -> None:
    added = emulator(
        "faults", "add", "reco", "status=503,retry_after=30,after_commit", "--times", "1",
        "--operation", "create_email_invite", "--path", "/invite/*", "--param", "email=jill@example.org",
        "--param", "venue_id=123", "--probability", "1", "--seed", "7",
    )  # fmt: skip

    (rule,) = control.get("/faults").json()["items"]
    assert (added.exit_code, rule) == (
        0,
        {
            **rule,
            "operation": "reco.create_email_invite",
            "path": "/invite/*",
            "params": {"email": "jill@example.org", "venue_id": 123},
            "status": 503,
            "retry_after": 30,
            "after_commit": True,
            "times": 1,
            "probability": 1,
            "seed": 7,
        },
    )
    assert rows(added.output) == [
        '1 reco reco.create_email_invite /invite/* email="jill@example.org" venue_id=123 '
        "status=503, retry_after=30, after_commit 1 times, probability=1.0, seed=7 0 0"
    ]
    assert [reco.post(INVITE, json=JILL).status_code for _ in range(2)] == [503, 200]


def test_faults_are_listed_and_those_that_never_fired_fail_a_check(emulator: Emulator, reco: httpx.Client) -> None:
    nothing = emulator("faults", "check")
    emulator("faults", "add", "reco", "status=503")
    unfired = emulator("faults", "check")
    reco.post(INVITE, json=JILL)
    fired = emulator("faults", "check")

    assert [(ran.exit_code, rows(ran.output)) for ran in (nothing, unfired, fired)] == [
        (0, []),
        (3, ["1 reco all status=503 always 0 0"]),
        (0, []),
    ]
    assert rows(emulator("faults", "list").output) == ["1 reco all status=503 always 1 1"]
    assert emulator("faults", "list", "--vendor", "rees46").output == "no fault is planned\n"


def test_a_fault_is_cleared_by_its_number_or_with_all_others(emulator: Emulator, control: httpx.Client) -> None:
    for _ in range(3):
        emulator("faults", "add", "reco", "reset")

    one = emulator("faults", "clear", "2")
    left = [rule["id"] for rule in control.get("/faults").json()["items"]]
    every = emulator("faults", "clear")

    assert [(ran.exit_code, ran.output) for ran in (one, every)] == [
        (0, "fault 2 is cleared\n"),
        (0, "no fault is planned any more\n"),
    ]
    assert left == [1, 3]
    assert control.get("/faults").json()["total"] == 0


def test_json_is_what_the_control_api_answers(emulator: Emulator, control: httpx.Client) -> None:
    added = emulator("faults", "add", "rees46", "delay=100-300ms", "--json")

    assert json.loads(added.stdout)["delay_ms"] == [100, 300]
    assert json.loads(emulator("faults", "list", "--json").stdout) == control.get("/faults").json()
    assert json.loads(emulator("faults", "check", "--json").stdout)["total"] == 1


@pytest.mark.parametrize(
    ("arguments", "status", "sentence"),
    [
        (["rico", "reset"], 1, "no vendor is called 'rico'; the vendors are reco, rees46, recensus"),
        (["reco", "stats=503"], 2, "'stats=503' is none of status=503, code=3"),
        (["reco", "code=9"], 1, "code: the codes of reco are 1, 2, 3, 4"),
        (["reco", "reset", "--operation", "invite"], 1, "operation: no operation of reco is called 'invite'"),
        (["reco", "reset", "--param", "email"], 2, "--param 'email': say NAME=VALUE"),
    ],
)
def test_stops_with_one_sentence(
    arguments: list[str], status: int, sentence: str, emulator: Emulator, control: httpx.Client
) -> None:
    ran = emulator("faults", "add", *arguments)

    assert (ran.exit_code, ran.output.count("\n")) == (status, 1)
    assert ran.output.startswith(f"emulator: {sentence}")
    assert control.get("/faults").json()["total"] == 0


def test_a_server_that_is_not_there_is_named() -> None:
    ran = CliRunner().invoke(app, ["faults", "list", "--port", "1"])

    assert (ran.exit_code, ran.output) == (1, "emulator: nothing answers on 127.0.0.1:1: Connection refused\n")
