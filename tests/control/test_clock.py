from datetime import UTC, datetime, timedelta
from typing import Any

import httpx
import pytest

from tests.control.conftest import INVITE, NOON, problem


def test_runs_with_the_real_clock_at_first(control: httpx.Client) -> None:
    before = datetime.now(UTC)

    answer = control.get("/clock").json()

    assert before <= datetime.fromisoformat(answer.pop("now")) <= datetime.now(UTC)
    assert answer == {"frozen": False, "offset_seconds": 0.0}


def test_is_set_and_stopped(control: httpx.Client) -> None:
    answer = control.put("/clock", json={"now": NOON, "frozen": True}).json()

    ahead = datetime.fromisoformat(NOON) - datetime.now(UTC)
    assert answer.pop("offset_seconds") == pytest.approx(ahead.total_seconds(), abs=60)
    assert answer == {"now": NOON, "frozen": True}
    assert control.get("/clock").json()["now"] == NOON


def test_runs_on(control: httpx.Client, noon: str) -> None:
    answer = control.put("/clock", json={"frozen": False}).json()

    assert answer["frozen"] is False
    assert datetime.fromisoformat(answer["now"]) > datetime.fromisoformat(noon)


def test_advances_by_all_units_together(control: httpx.Client, noon: str) -> None:
    answer = control.post("/clock/advance", json={"days": 1, "hours": 2, "minutes": 3, "seconds": 4.5}).json()

    assert (answer["now"], answer["frozen"], answer["ran"]) == ("2030-02-01T14:03:04.500000Z", True, [])


def test_what_was_due_on_the_way_has_run_at_its_own_time(control: httpx.Client, reco: httpx.Client, noon: str) -> None:
    reco.post(INVITE, json={"scheduled": {"sendDateFrom": "2030-02-04"}, "invites": [{"email": "jane@example.com"}]})
    before = control.get("/outbox").json()

    ran = control.post("/clock/advance", json={"days": 8}).json()["ran"]

    message = control.get("/outbox").json()["items"][0]
    assert before == {"items": [], "total": 0}
    assert [(due["vendor"], due["at"]) for due in ran] == [("reco", message["at"])]
    assert message["at"].startswith("2030-02-04T")


def test_setting_the_time_runs_what_was_due_too(control: httpx.Client, reco: httpx.Client, noon: str) -> None:
    reco.post(INVITE, json={"scheduled": {"sendDateFrom": "2030-02-04"}, "invites": [{"email": "jane@example.com"}]})

    control.put("/clock", json={"now": "2030-02-08T00:00:00Z"})

    assert control.get("/outbox").json()["items"][0]["at"].startswith("2030-02-04T")


BEYOND = "the clock goes no further than 9000-01-01"
NO_ZONE = "now: has no time zone: end it with Z or with +01:00, for without one it is no moment"
NOT_ISO = "now: give an ISO 8601 time with a zone, such as 2030-01-31T12:00:00Z"


@pytest.mark.parametrize(
    ("body", "detail"),
    [
        ({"now": "2030-02-01T00:00:00"}, NO_ZONE),
        ({"now": "2030-02-01"}, NO_ZONE),
        ({"now": 1900000000}, NOT_ISO),
        ({"now": "9999-12-31T23:59:59Z"}, BEYOND),
        ({"now": "9999-12-31T23:59:59-12:00"}, "now: is out of range in UTC"),
        ({"frozen": "yes"}, "frozen: Input should be a valid boolean"),
        ({"at": NOON}, "at: unknown key"),
    ],
)
def test_refuses_to_be_set_to(control: httpx.Client, noon: str, body: dict[str, Any], detail: str) -> None:
    answer = control.put("/clock", json=body)

    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.json() == problem(400, "Bad Request", detail, field=next(iter(body)))
    assert control.get("/clock").json()["now"] == noon


def test_refuses_to_go_back(control: httpx.Client, noon: str) -> None:
    answer = control.put("/clock", json={"now": "2030-01-31T12:59:59+01:00"})

    assert answer.json() == problem(
        409,
        "Conflict",
        "the clock only goes forward: 2030-01-31T11:59:59+00:00 is before 2030-01-31T12:00:00+00:00; "
        "what has happened there would lie in its future",
        field="now",
    )
    assert control.get("/clock").json()["now"] == noon


@pytest.mark.parametrize(
    ("body", "field", "detail"),
    [
        ('{"days": -1}', "days", "days: Input should be greater than or equal to 0"),
        ('{"hours": "1"}', "hours", "hours: Input should be a valid number"),
        ('{"hours": true}', "hours", "hours: Input should be a valid number"),
        ('{"minutes": NaN}', "minutes", "minutes: Input should be a finite number"),
        ('{"minutes": null}', "minutes", "minutes: Input should be a valid number"),
        ('{"days": 1e300}', "days", BEYOND),
        ('{"days": 1, "seconds": 1e12}', "seconds", BEYOND),
        ('{"weeks": 1}', "weeks", "weeks: unknown key"),
    ],
)
def test_refuses_to_advance_by(control: httpx.Client, noon: str, body: str, field: str, detail: str) -> None:
    answer = control.post("/clock/advance", content=body)

    assert answer.json() == problem(400, "Bad Request", detail, field=field)
    assert control.get("/clock").json()["now"] == noon


def test_each_world_has_its_own(control: httpx.Client, noon: str) -> None:
    name = control.post("/worlds", json={}).json()["name"]

    other = control.get(f"{str(control.base_url).partition('/~')[0]}/~{name}/_emulator/clock").json()

    assert datetime.fromisoformat(noon) - datetime.fromisoformat(other["now"]) > timedelta(days=1)
    control.delete(f"/worlds/{name}")


@pytest.mark.parametrize("moment", ["2100", "1900000000", "-1", "1900000000.5", "1e9"])
def test_a_number_is_no_moment(control: httpx.Client, moment: str) -> None:
    answers = [control.put("/clock", json={"now": moment}), control.get("/requests", params={"since": moment})]

    said = [(answer.status_code, answer.json()["detail"].partition(": ")[2]) for answer in answers]
    assert said == [(400, "give an ISO 8601 time with a zone, such as 2030-01-31T12:00:00Z")] * 2
