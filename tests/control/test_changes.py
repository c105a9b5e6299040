"""What is different between two snapshots of a world, or between one and now."""

from typing import Any

import httpx
import pytest

from tests.conftest import TestWorld
from tests.control.conftest import INVITE, problem

JANE = {"invites": [{"email": "jane@example.com"}]}


def save(control: httpx.Client, name: str) -> None:
    assert control.post("/snapshots", json={"name": name}).status_code == 201


def test_nothing_has_changed_where_nothing_was_done(control: httpx.Client) -> None:
    save(control, "a")

    assert control.get("/snapshots/a/changes").json() == {"items": [], "total": 0}
    assert control.get("/snapshots/a/changes", params={"to": "a"}).json() == {"items": [], "total": 0}


def test_rows_that_came_are_shown(noon: str, control: httpx.Client, reco: httpx.Client) -> None:
    save(control, "a")
    reco.post(INVITE, json=JANE)

    changes = control.get("/snapshots/a/changes").json()

    stored = control.get("/state/reco/invites").json()["items"]
    counts = {"added": 1, "removed": 0, "changed": 0}
    invites = {"vendor": "reco", "table": "invites", "counts": counts, "added": stored, "removed": [], "changed": []}
    assert changes == {"items": [invites], "total": 1}


def test_columns_are_shown_before_and_after(noon: str, control: httpx.Client, reco: httpx.Client) -> None:
    reco.post(INVITE, json={**JANE, "scheduled": {"sendDateFrom": "2030-02-04"}})
    save(control, "a")
    control.post("/clock/advance", json={"days": 7})
    save(control, "b")

    changes = control.get("/snapshots/a/changes", params={"to": "b"}).json()
    back = control.get("/snapshots/b/changes", params={"to": "a"}).json()

    sent = {"key": {"id": 1}, "columns": {"state": {"before": "scheduled", "after": "sent"}}}
    assert changes["items"][0]["changed"] == [sent]
    assert back["items"][0]["changed"][0]["columns"] == {"state": {"before": "sent", "after": "scheduled"}}


def test_rows_that_went_are_shown(control: httpx.Client) -> None:
    save(control, "a")
    control.request("DELETE", "/reco/opt-outs", params={"email": "john.doe@example.org"})

    changes = control.get("/snapshots/a/changes").json()["items"]

    assert [(one["table"], one["counts"]) for one in changes] == [
        ("opt_outs", {"added": 0, "removed": 1, "changed": 0})
    ]
    assert changes[0]["removed"][0]["address"] == "john.doe@example.org"


def test_secrets_are_masked(control: httpx.Client) -> None:
    save(control, "a")
    key = control.post("/accounts/reco", json={"venue": "777"}).json()["api_key"]

    answer = control.get("/snapshots/a/changes")

    assert answer.json()["items"][0]["added"][0]["api_key"].startswith("masked:")
    assert key not in answer.text


def test_no_more_rows_than_the_limit_are_shown(control: httpx.Client, reco: httpx.Client) -> None:
    save(control, "a")
    reco.post(INVITE, json={"invites": [{"email": f"{n}@example.com"} for n in range(5)]})

    invites = control.get("/snapshots/a/changes", params={"limit": 2}).json()["items"][0]

    assert (len(invites["added"]), invites["counts"]["added"]) == (2, 5)


@pytest.mark.parametrize(
    ("path", "status", "title", "detail", "field"),
    [
        ("/snapshots/x/changes", 404, "Not Found", "the world '%' has no snapshot 'x': its snapshots are a", "name"),
        ("/snapshots/a/changes?to=x", 404, "Not Found", "the world '%' has no snapshot 'x': its snapshots are a", "to"),
        ("/snapshots/a/changes?too=x", 400, "Bad Request", "too: unknown key", "too"),
        (
            "/snapshots/a/changes?limit=-1",
            400,
            "Bad Request",
            "limit: Input should be greater than or equal to 0",
            "limit",
        ),
    ],
)
def test_refuses(
    path: str, status: int, title: str, detail: str, field: str, control: httpx.Client, world: TestWorld
) -> None:
    save(control, "a")

    answer: Any = control.get(path)

    assert answer.json() == problem(status, title, detail.replace("%", world.name), field=field)
