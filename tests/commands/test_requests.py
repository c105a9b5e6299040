"""`emulator requests`."""

import json
import subprocess

import httpx
import pytest

from tests.commands.conftest import Emulator
from tests.conftest import PATIENCE

INVITE = "/invite/mail/venue/123"
JANE = {"invites": [{"email": "jane@example.org", "firstName": "[red]Jane[/red]"}]}


@pytest.mark.parametrize("command", [["requests"], ["requests", "list"]])
def test_requests_are_listed_the_latest_first(command: list[str], emulator: Emulator, reco: httpx.Client) -> None:
    nothing = emulator(*command)
    reco.post(INVITE, json=JANE)
    reco.get("/nowhere", headers={"X-Emulator-Fault": "status=503"})

    listed = emulator(*command).output
    latest = emulator(*command, "--limit", "1").output

    assert nothing.output == "no such request was made\n"
    rows = [line.split() for line in listed.splitlines() if line.strip()[:1].isdigit()]
    assert [(row[0], row[3], row[5:]) for row in rows] == [
        ("2", "503", ["GET", "/reco/nowhere"]),
        ("1", "200", ["POST", f"/reco{INVITE}", "reco.create_email_invite"]),
    ]
    assert "X-Emulator-Fault: status 503" in [line.strip() for line in listed.splitlines()]
    assert latest.endswith("the latest 1 of 2: --limit shows more\n")


def test_the_list_is_narrowed(emulator: Emulator, reco: httpx.Client) -> None:
    reco.post(INVITE, json=JANE)
    reco.get("/nowhere")

    found = [
        [one["id"] for one in json.loads(emulator("requests", "list", "--json", *narrowed).stdout)["items"]]
        for narrowed in (
            ["--vendor", "reco"],
            ["--operation", "reco.create_email_invite"],
            ["--status", "404"],
            ["--text", "jane@"],
            ["--since", "2999-01-01T00:00:00Z"],
        )
    ]

    assert found == [[2, 1], [1], [2], [1], []]


def test_one_request_is_shown_as_it_was_but_for_its_secrets(emulator: Emulator, reco: httpx.Client) -> None:
    reco.post(INVITE, json=JANE, headers={"X-Emulator-Fault": "code=1"})

    shown = emulator("requests", "show", "1").output

    assert '"firstName": "[red]Jane[/red]"' in shown
    assert "\n200 reco.create_email_invite " in shown
    assert '"errorCode": 1' in shown
    assert "notice: X-Emulator-Fault: code 1\n" in shown
    assert "3x3mp3l" not in shown


def test_one_request_is_json_on_demand(emulator: Emulator, control: httpx.Client, reco: httpx.Client) -> None:
    reco.get("/nowhere")

    assert json.loads(emulator("requests", "show", "1", "--json").stdout) == control.get("/requests/1").json()


def test_a_request_is_sent_again_by_the_command_it_is_shown_as(
    emulator: Emulator, control: httpx.Client, reco: httpx.Client
) -> None:
    reco.get("/nowhere?a=1")

    subprocess.run(["bash"], input=emulator("requests", "curl", "1").stdout.encode(), check=True, timeout=PATIENCE)

    assert [one["url"] for one in control.get("/requests").json()["items"]] == [f"{reco.base_url}nowhere?a=1"] * 2


def test_what_was_unexpected_fails_a_check(emulator: Emulator, reco: httpx.Client) -> None:
    nothing = emulator("requests", "unexpected")
    reco.post(INVITE, json={"invites": [{"email": "jane@example.org", "firstname": "Jane"}]})

    found = emulator("requests", "unexpected")

    assert (nothing.exit_code, nothing.output) == (0, "")
    assert found.exit_code == 3
    assert "body.invites[0].firstname, is it firstName?" in found.output
    assert json.loads(emulator("requests", "unexpected", "--json").stdout)["total"] == 1


def test_a_request_that_was_not_made_ends_with_one_sentence(emulator: Emulator) -> None:
    ran = emulator("requests", "show", "9")

    assert (ran.exit_code, ran.output) == (
        1,
        "emulator: there is no request 9: it was never made, or is too long ago\n",
    )
