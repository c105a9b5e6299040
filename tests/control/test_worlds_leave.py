"""Worlds that go by themselves, as clients and the journal see it."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import httpx
import pytest

from tests.conftest import Running, served
from tests.control.conftest import INVITE, problem

FULL = "there are 2 worlds, as many as EMULATOR_WORLDS_MAX allows, and all are in use"
ASTRAY = "no world has this credential"
INVITES = {"invites": [{"email": "jane@example.com"}]}


@pytest.fixture(scope="module")
def small() -> Iterator[Running]:
    """A server with room for two worlds, which may be left for a minute."""
    with served(worlds_max=2, world_idle=60) as server:
        yield server


@pytest.fixture
def control(small: Running) -> Iterator[httpx.Client]:
    client = small.client("/_emulator")
    yield client
    for world in client.get("/worlds").json()["items"]:
        if world["name"] != "default":
            client.delete(f"/worlds/{world['name']}")
    client.post("/reset")


def leave(small: Running, name: str, seconds: float) -> None:
    """As if nobody had used the world for so long."""
    worlds = small.application.worlds
    worlds.get(name).used_at -= seconds
    worlds.room.look_at -= seconds


def names(control: httpx.Client) -> list[str]:
    return [world["name"] for world in control.get("/worlds").json()["items"]]


def test_for_one_more_the_least_recently_used_goes(small: Running, control: httpx.Client) -> None:
    for name in ("t1", "t2"):
        control.post("/worlds", json={"name": name})
    small.client("/~t1/_emulator").get("/clock")

    control.post("/worlds", json={"name": "t3"})

    assert names(control) == ["default", "t1", "t3"]


def test_a_world_behind_a_prefix_needs_room_too(small: Running, control: httpx.Client) -> None:
    for name in ("t1", "t2", "t3"):
        small.client(f"/~{name}/rees46").get("/init")

    assert names(control) == ["default", "t2", "t3"]


def test_who_only_looks_at_a_world_does_not_use_it(small: Running, control: httpx.Client) -> None:
    control.post("/worlds", json={"name": "t1"})
    leave(small, "t1", 30)

    control.get("/worlds/t1")

    assert [world["idle_seconds"] >= 30 for world in control.get("/worlds").json()["items"]] == [False, True]


def call_by_key(small: Running, control: httpx.Client, made: dict[str, Any]) -> int:
    venue = made["credentials"]["reco"][0]
    key = {"X-Reco-ApiKey": venue["api_key"]}
    return small.client("/reco", key).post(f"/invite/mail/venue/{venue['venue']}", json=INVITES).status_code


def test_a_world_that_was_left_is_gone_for_who_comes_then(small: Running, control: httpx.Client) -> None:
    made = control.post("/worlds", json={"name": "t1"}).json()
    used = call_by_key(small, control, made)
    leave(small, "t1", 61)

    gone = call_by_key(small, control, made)

    assert (used, gone) == (200, 403)
    assert control.get("/requests").json()["items"][0]["notices"][0] == ASTRAY
    assert names(control) == ["default"]


def test_a_prefix_begins_anew_after_its_world_was_left(small: Running, control: httpx.Client) -> None:
    reco = small.client("/~t1/reco", {"X-Reco-ApiKey": "3x3mp3l"})
    reco.post(INVITE, json=INVITES)
    leave(small, "t1", 61)

    again = reco.post(INVITE, json=INVITES)

    assert again.json() == {"errors": [], "success": INVITES["invites"]}


def test_a_world_stays_while_somebody_waits_in_it(small: Running, control: httpx.Client) -> None:
    small.client("/~t1/_emulator").get("/clock")
    waiting_in = small.application.worlds.get("t1")
    with ThreadPoolExecutor() as beside:
        waiting = beside.submit(small.client("/~t1/_emulator").get, "/outbox", params={"wait": 60})
        while not waiting_in.in_use:
            control.get("/health")
        leave(small, "t1", 61)

        for name in ("t2", "t3"):
            control.post("/worlds", json={"name": name})

        assert names(control) == ["default", "t1", "t3"]
        small.client("/~t1/reco", {"X-Reco-ApiKey": "3x3mp3l"}).post(INVITE, json=INVITES)
        assert waiting.result().json()["total"] == 1


def test_where_all_are_in_use_none_is_made(small: Running, control: httpx.Client) -> None:
    for name in ("t1", "t2"):
        control.post("/worlds", json={"name": name})
    first, second = (small.application.worlds.get(name) for name in ("t1", "t2"))

    with first.visited(), second.visited():
        refused = [control.post("/worlds", json={"name": "t3"}), small.client("/~t3/_emulator").get("/clock")]
        by_vendors = [small.client(f"/~t3/{vendor}").get("/init") for vendor in ("reco", "rees46", "recensus")]

    for answer in refused:
        assert answer.json() == problem(503, "Service Unavailable", FULL)
    for answer in by_vendors:
        assert (answer.status_code, answer.headers["x-emulator-notice"]) == (503, FULL)
    assert names(control) == ["default", "t1", "t2"]
