"""The `Date` of every answer is its world's."""

import httpx
import pytest

from tests.conftest import Running, TestWorld
from tests.control.conftest import INVITE

DATE = "Thu, 31 Jan 2030 12:00:00 GMT"


@pytest.mark.parametrize(
    ("surface", "method", "path", "status"),
    [
        ("reco", "POST", INVITE, 415),
        ("reco", "GET", "nowhere", 404),
        ("reco", "GET", "openapi.json", 200),
        ("rees46", "OPTIONS", "push", 204),
        ("rees46", "GET", "init?shop_id=DvLWN2ZTMZ", 200),
        ("recensus", "GET", "nowhere", 404),
        ("_emulator", "GET", "health", 200),
        ("_emulator", "GET", "clock", 200),
        ("_emulator", "GET", "nowhere", 404),
        ("_emulator", "PUT", "clock", 400),
    ],
)
def test_an_answer_has_the_date_of_its_world(
    world: TestWorld, noon: str, surface: str, method: str, path: str, status: int
) -> None:
    answer = world.client(surface, {"X-Reco-ApiKey": "3x3mp3l"}).request(method, path)

    assert (answer.status_code, answer.headers.get_list("date")) == (status, [DATE])


def test_the_date_moves_with_the_clock(control: httpx.Client, reco: httpx.Client, noon: str) -> None:
    advanced = control.post("/clock/advance", json={"days": 28, "seconds": 1.5})

    assert advanced.headers["date"] == reco.get("/").headers["date"] == "Thu, 28 Feb 2030 12:00:01 GMT"


def test_a_world_that_a_credential_leads_to_dates_the_answer(running: Running, control: httpx.Client) -> None:
    made = control.post("/worlds", json={}).json()
    venue = made["credentials"]["reco"][0]
    inside = running.client(f"/~{made['name']}/_emulator")
    inside.put("/clock", json={"now": "2031-01-01T00:00:00Z", "frozen": True})

    answer = running.client("/reco").get(f"venue/{venue['venue']}/reviews", params={"apiKey": venue["api_key"]})

    assert (answer.status_code, answer.headers["date"]) == (200, "Wed, 01 Jan 2031 00:00:00 GMT")
    control.delete(f"/worlds/{made['name']}")


def test_what_leads_to_no_world_has_a_date_too(running: Running) -> None:
    front = running.client().get("/")
    foreign = running.client().get("/", headers={"Host": "elsewhere.example"})

    assert (front.status_code, len(front.headers.get_list("date"))) == (200, 1)
    assert (foreign.status_code, len(foreign.headers.get_list("date"))) == (421, 1)


def test_looking_at_the_date_makes_no_world(running: Running) -> None:
    refused = running.client("/~never-made/_emulator").get("/nowhere")

    assert (refused.status_code, len(refused.headers.get_list("date"))) == (404, 1)
    assert running.client("/_emulator").get("/worlds/never-made").status_code == 404
