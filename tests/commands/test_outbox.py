"""`emulator outbox`."""

import json
from concurrent.futures import ThreadPoolExecutor

import httpx
import pytest

from tests.commands.conftest import Emulator

INVITE = "/invite/mail/venue/123"
JANE = {"invites": [{"email": "jane@example.org", "firstName": "[red]Jane[/red]"}]}
BO = {"invites": [{"email": "bo@example.org"}]}


@pytest.mark.parametrize("command", [["outbox"], ["outbox", "list"]])
def test_messages_are_listed_the_latest_first(command: list[str], emulator: Emulator, reco: httpx.Client) -> None:
    nothing = emulator(*command)
    reco.post(INVITE, json=JANE)
    reco.post(INVITE, json=BO)

    listed = emulator(*command).output
    latest = emulator(*command, "--limit", "1").output

    rows = [line.split() for line in listed.splitlines() if line.strip()[:1].isdigit()]
    assert (nothing.output, nothing.exit_code) == ("no such message was sent\n", 0)
    assert [(row[0], row[3:6], row[-1]) for row in rows] == [
        ("2", ["reco", "email", "bo@example.org"], "2"),
        ("1", ["reco", "email", "jane@example.org"], "1"),
    ]
    assert latest.endswith("the latest 1 of 2: --limit shows more\n")


def test_the_list_is_narrowed(emulator: Emulator, reco: httpx.Client) -> None:
    reco.post(INVITE, json=JANE)
    reco.post(INVITE, json=BO)

    found = [
        [one["id"] for one in json.loads(emulator("outbox", "--json", *narrowed).stdout)["items"]]
        for narrowed in (
            ["--vendor", "reco"],
            ["--channel", "sms"],
            ["--to", "bo@example.org"],
            ["--text", "Jane"],
            ["--since", "2999-01-01T00:00:00Z"],
        )
    ]

    assert found == [[2, 1], [], [2], [1], []]


def test_waits_for_a_message_and_says_by_its_exit_status_that_none_came(emulator: Emulator, reco: httpx.Client) -> None:
    none = emulator("outbox", "--wait", "20ms")
    with ThreadPoolExecutor(1) as elsewhere:
        waiting = elsewhere.submit(emulator, "outbox", "--wait", "20s", "--json")
        reco.post(INVITE, json=JANE)
        came = waiting.result()

    assert (none.exit_code, none.output) == (3, "no such message was sent\n")
    assert (came.exit_code, json.loads(came.stdout)["total"]) == (0, 1)


def test_one_message_is_shown_with_its_links_and_what_can_be_done(
    emulator: Emulator, reco: httpx.Client, control: httpx.Client
) -> None:
    reco.post(INVITE, json=JANE)
    message = control.get("/outbox/1").json()

    shown = emulator("outbox", "show", "1").output
    as_json = emulator("outbox", "show", "1", "--json").output

    assert shown.startswith("reco email to jane@example.org\n")
    assert ", by request 1\n" in shown
    assert "Hej [red]Jane[/red]!" in shown
    assert f"\nreview: {message['links']['review']}\n" in shown
    assert shown.endswith("\nPOST /_emulator/outbox/1/{review,opt_out}\n")
    assert json.loads(as_json) == message


def test_the_payload_of_a_push_is_shown(emulator: Emulator, rees46: httpx.Client) -> None:
    shop = {"shop_id": "DvLWN2ZTMZ"}
    rees46.post("mobile_push_tokens", json={**shop, "did": "D1", "token": "T", "platform": "ios"})
    rees46.post("profile/set", json={**shop, "did": "D1", "email": "jane@example.org"})
    order = {**shop, "shop_secret": "EIxTuot8sj", "email": "jane@example.org", "code": "welcome"}
    rees46.post("multi/transactional", json=order)

    shown = emulator("outbox", "show", "1").output

    assert shown.startswith("rees46 mobile_push to T\n")
    assert '"mutable-content": 1' in shown


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["outbox", "show", "9"], "there is no message 9"),
        (["outbox", "--wait", "long"], "wait: give seconds, such as 2s or 0.5, or 500ms; at most 60s"),
        (["outbox", "--channel", "fax"], "channel: Input should be 'email', 'sms', 'mobile_push' or 'web_push'"),
    ],
)
def test_stops_with_one_sentence(arguments: list[str], sentence: str, emulator: Emulator) -> None:
    ran = emulator(*arguments)

    assert (ran.exit_code, ran.output) == (1, f"emulator: {sentence}\n")
