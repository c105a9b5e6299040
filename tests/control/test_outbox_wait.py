"""The call that waits for a message: how long, for what, and who is held up by it."""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from typing import Any

import httpx
import pytest

from tests.conftest import PATIENCE, TestWorld
from tests.control.conftest import INVITE, problem
from tests.leaving import answered_at_the_end

LATER = {"invites": [{"email": "jane@example.com"}], "scheduled": {"sendDateFrom": "2030-02-01"}}


def waits_while(control: httpx.Client, deed: Callable[[], Any], **filter: str) -> list[str]:
    """To whom the messages are that came while somebody waited for one."""
    with ThreadPoolExecutor(1) as elsewhere:
        waiting = elsewhere.submit(control.get, "/outbox", params={"wait": "60s", **filter})
        deed()
        return [message["to"] for message in waiting.result().json()["items"]]


def test_a_message_that_is_there_is_answered_at_once(control: httpx.Client, invited: httpx.Client) -> None:
    answer = control.get("/outbox", params={"wait": "60s"})

    assert answer.json()["total"] == 1
    assert answer.elapsed.total_seconds() < 60


def test_a_message_that_comes_is_answered_when_it_comes(control: httpx.Client, reco: httpx.Client) -> None:
    def invite_two() -> None:
        reco.post(INVITE, json={"invites": [{"email": "bo@example.com"}]})
        reco.post(INVITE, json={"invites": [{"email": "jane@example.com"}]})

    assert waits_while(control, invite_two, to="jane@example.com") == ["jane@example.com"]


def test_a_message_that_is_due_comes_when_somebody_moves_the_clock(
    noon: str, control: httpx.Client, reco: httpx.Client
) -> None:
    reco.post(INVITE, json=LATER)

    assert waits_while(control, lambda: control.post("/clock/advance", json={"days": 2})) == ["jane@example.com"]


@pytest.mark.parametrize("stands", [False, True])
def test_a_message_that_is_due_comes_when_its_time_does(
    stands: bool, noon: str, control: httpx.Client, reco: httpx.Client
) -> None:
    reco.post(INVITE, json=LATER)
    due = datetime.fromisoformat(control.get("/reco/invites").json()["items"][0]["send_at"])
    shortly_before = {"now": (due - timedelta(milliseconds=50)).isoformat(), "frozen": stands}
    control.put("/clock", json=shortly_before)

    assert waits_while(control, lambda: control.put("/clock", json={"frozen": False})) == ["jane@example.com"]


def test_who_waits_for_nothing_hears_so_when_the_time_is_over(control: httpx.Client) -> None:
    answer = control.get("/outbox", params={"wait": "100ms"})

    assert answer.json() == {"items": [], "total": 0}
    assert answer.elapsed.total_seconds() >= 0.1


@pytest.mark.parametrize(
    ("wait", "waits"),
    [("0", 0), ("0s", 0), ("0ms", 0), ("0.06", 0.06), ("0.06s", 0.06), ("60ms", 0.06), ("60.5ms", 0.06)],
)
def test_a_length_has_a_unit_or_is_in_seconds(wait: str, waits: float, control: httpx.Client) -> None:
    answer = control.get("/outbox", params={"wait": wait})

    assert answer.json() == {"items": [], "total": 0}
    assert waits <= answer.elapsed.total_seconds() < 60


@pytest.mark.parametrize("wait", ["soon", "-1", "61", "60001ms", "nan", "1e999", "2 s", "2m", "", "²", "9" * 99])
def test_a_wait_that_is_no_length_or_too_long_is_refused(wait: str, control: httpx.Client) -> None:
    answer = control.get("/outbox", params={"wait": wait})

    detail = "wait: give seconds, such as 2s or 0.5, or 500ms; at most 60s"
    assert answer.json() == problem(400, "Bad Request", detail, field="wait")


def test_a_hundred_wait_at_once_each_for_its_own_and_hold_up_nobody(world: TestWorld) -> None:
    people = [f"p{number}@example.com" for number in range(100)]

    async def scene() -> list[Any]:
        base = world.running.url + world.prefix
        limits = httpx.Limits(max_connections=None)
        async with httpx.AsyncClient(base_url=base, limits=limits, timeout=2 * PATIENCE) as client:
            calls = [client.get("/_emulator/outbox", params={"to": person, "wait": "60s"}) for person in people]
            waiting = [asyncio.ensure_future(call) for call in calls]
            invites = {"invites": [{"email": person} for person in people]}
            asked = await client.post(f"/reco{INVITE}", json=invites, headers={"X-Reco-ApiKey": "3x3mp3l"})
            return [asked.json()["errors"], *await asyncio.gather(*waiting)]

    errors, *answers = asyncio.run(scene())

    assert errors == []
    assert [[message["to"] for message in answer.json()["items"]] for answer in answers] == [[one] for one in people]


def test_who_waits_in_a_world_that_is_reset_waits_on(control: httpx.Client, reco: httpx.Client) -> None:
    def reset_and_invite() -> None:
        control.post("/reset")
        reco.post(INVITE, json={"invites": [{"email": "jane@example.com"}]})

    assert waits_while(control, reset_and_invite) == ["jane@example.com"]


def test_a_client_that_goes_away_is_not_waited_for_nor_is_one_that_waits_at_the_end(
    caplog: pytest.LogCaptureFixture,
) -> None:
    answered = answered_at_the_end(b"GET /_emulator/outbox?wait=60s HTTP/1.1\r\nHost: localhost\r\n\r\n")

    assert answered == b""
    assert caplog.records == []
