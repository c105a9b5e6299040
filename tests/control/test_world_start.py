"""A world that begins on a day of its own."""

from datetime import datetime, timedelta
from typing import Any

import httpx
import pytest

from tests.conftest import Running
from tests.control.conftest import INVITE, problem

LEAP_DAY = "2024-02-29T12:00:00Z"


@pytest.fixture
def past(running: Running, control: httpx.Client) -> Any:
    """The control API of a world whose clock has stood at noon of a leap day since it was made."""
    name = control.post("/worlds", json={"now": LEAP_DAY, "frozen": True}).json()["name"]
    yield running.client(f"/~{name}/_emulator")
    control.delete(f"/worlds/{name}")


def test_a_world_begins_in_the_past(past: httpx.Client) -> None:
    looked = past.get("/clock")

    assert (looked.json()["now"], looked.json()["frozen"]) == (LEAP_DAY, True)
    assert looked.headers["date"] == "Thu, 29 Feb 2024 12:00:00 GMT"


def test_it_goes_forward_from_there_and_never_back(past: httpx.Client) -> None:
    back = past.put("/clock", json={"now": "2024-02-29T11:59:59Z"})

    forward = past.post("/clock/advance", json={"days": 1}).json()["now"]

    assert (back.status_code, back.json()["field"]) == (409, "now")
    assert forward == "2024-03-01T12:00:00Z"


def test_what_a_fixture_counts_from_the_present_is_counted_from_then(past: httpx.Client) -> None:
    items = past.get("/state/rees46/search_queries", params={"limit": 1000}).json()["items"]

    moments = {row["at"] for row in items}
    assert moments
    assert all("2024-02-01" < moment < LEAP_DAY for moment in moments)


def test_a_reset_brings_it_back_to_its_beginning(past: httpx.Client) -> None:
    past.post("/clock/advance", json={"days": 400})
    past.put("/clock", json={"frozen": False})

    past.post("/reset")

    answer = past.get("/clock").json()
    assert (answer["now"], answer["frozen"]) == (LEAP_DAY, True)


def test_a_day_to_come_that_runs_on(running: Running, control: httpx.Client) -> None:
    begin = datetime.fromisoformat("2040-01-01T00:00:00Z")
    name = control.post("/worlds", json={"now": "2040-01-01T01:00:00+01:00"}).json()["name"]

    answer = running.client(f"/~{name}/_emulator").get("/clock").json()

    assert answer["frozen"] is False
    assert begin <= datetime.fromisoformat(answer["now"]) < begin + timedelta(minutes=1)
    control.delete(f"/worlds/{name}")


def test_an_invite_of_that_time_goes_out_in_that_time(running: Running, past: httpx.Client) -> None:
    key = past.get("/accounts").json()["items"][0]
    reco = running.client(str(past.base_url.path).replace("_emulator", "reco"), {"X-Reco-ApiKey": key["api_key"]})
    path = INVITE.replace("123", key["venue"])
    sent = reco.post(path, json={"scheduled": {"sendDateFrom": "2024-03-02"}, "invites": [{"email": "a@example.org"}]})

    ran = past.post("/clock/advance", json={"days": 7}).json()["ran"]

    assert sent.json()["errors"] == []
    assert [due["at"][:10] for due in ran] == ["2024-03-04"], "the 2nd of March 2024 was a Saturday"


@pytest.mark.parametrize(
    ("body", "field", "detail"),
    [
        ({"now": "1969-12-31T23:59:59Z"}, "now", "a clock begins no earlier than 1970-01-01"),
        ({"now": "9000-01-01T00:00:01Z"}, "now", "the clock goes no further than 9000-01-01"),
        ({"now": "0001-01-01T00:00:00+12:00"}, "now", "now: is out of range in UTC"),
        ({"now": 5}, "now", "now: give an ISO 8601 time with a zone, such as 2030-01-31T12:00:00Z"),
        ({"frozen": 1}, "frozen", "frozen: Input should be a valid boolean"),
        ({"from": "default", "now": LEAP_DAY}, "now", "now: a fork has the clock of what it is forked from"),
        ({"from": "default", "frozen": True}, "frozen", "frozen: a fork has the clock of what it is forked from"),
    ],
)
def test_refuses_to_begin(control: httpx.Client, body: dict[str, Any], field: str, detail: str) -> None:
    answer = control.post("/worlds", json={"name": "never-began", **body})

    assert answer.json() == problem(400, "Bad Request", detail, field=field)
    assert control.get("/worlds/never-began").status_code == 404


def test_of_a_fixture_that_is_not_there_the_fixture_is_to_blame(control: httpx.Client) -> None:
    answer = control.post("/worlds", json={"fixture": "nope", "now": LEAP_DAY})

    assert (answer.status_code, answer.json()["field"]) == (400, "fixture")


@pytest.mark.parametrize("now", ["1970-01-01T00:00:00Z", "9000-01-01T00:00:00Z"])
def test_the_demo_world_can_begin_on_the_first_day_and_the_last(control: httpx.Client, now: str) -> None:
    made = control.post("/worlds", json={"now": now, "frozen": True})

    assert made.status_code == 201
    control.delete(f"/worlds/{made.json()['name']}")
