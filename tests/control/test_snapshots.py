"""A snapshot is all of its world: what happened after it was saved never happened once it is put back."""

import time
from typing import Any

import httpx
import pytest

from tests.conftest import Running, TestWorld
from tests.control.conftest import INVITE, NOON, problem

JANE = {"invites": [{"email": "jane@example.com"}]}


def save(control: httpx.Client, name: str = "before") -> dict[str, Any]:
    answer = control.post("/snapshots", json={"name": name})
    assert answer.status_code == 201, answer.text
    return dict(answer.json())


def test_puts_back_what_was_stored_sent_asked_and_planned(
    noon: str, control: httpx.Client, reco: httpx.Client, rees46: httpx.Client
) -> None:
    control.post("/faults", json={"vendor": "rees46", "status": 503, "path": "/never"})
    reco.post(INVITE, json=JANE)
    paths = ("/state", "/state/reco/invites", "/outbox", "/faults", "/requests", "/accounts")
    was = {path: control.get(path).json() for path in paths}
    save(control)

    rees46.post("/push", data={"shop_id": "DvLWN2ZTMZ", "did": "d-1", "event": "view", "item_id[0]": "7"})
    reco.post(INVITE, json={"invites": [{"email": "john@example.com"}]})
    control.delete("/faults")
    control.post("/accounts/reco", json={"venue": "777"})
    control.post("/clock/advance", json={"days": 3})
    restored = control.post("/snapshots/before/restore")

    assert restored.status_code == 200
    assert {path: control.get(path).json() for path in paths} == was
    assert control.get("/clock").json()["now"] == noon


def test_work_that_was_due_is_due_again(noon: str, control: httpx.Client, reco: httpx.Client) -> None:
    reco.post(INVITE, json={**JANE, "scheduled": {"sendDateFrom": "2030-02-04"}})
    save(control)
    first = control.post("/clock/advance", json={"days": 7}).json()["ran"]

    control.post("/snapshots/before/restore")
    again = control.post("/clock/advance", json={"days": 7}).json()["ran"]

    assert again == first != []


def test_the_same_calls_mint_the_same_ids_again(control: httpx.Client, reco: httpx.Client) -> None:
    control.put("/clock", json={"now": NOON, "frozen": True})
    save(control)

    minted = []
    for _ in range(2):
        control.post("/snapshots/before/restore")
        account = control.post("/accounts/reco").json()
        reco.post(INVITE, json=JANE)
        minted.append((account, control.get("/outbox").json()["items"][0]["links"]))

    assert minted[0] == minted[1]


def test_an_account_that_came_later_leads_nowhere(running: Running, control: httpx.Client) -> None:
    save(control)
    venue = control.post("/accounts/reco", json={"venue": "777"}).json()

    control.post("/snapshots/before/restore")

    bare = running.client("/reco", {"X-Reco-ApiKey": venue["api_key"]})
    assert bare.post("/invite/mail/venue/777", json=JANE).status_code == 403


def test_time_goes_on_from_the_moment_of_saving(control: httpx.Client) -> None:
    control.put("/clock", json={"now": NOON})
    save(control)
    control.post("/clock/advance", json={"days": 400})

    control.post("/snapshots/before/restore")

    clock = control.get("/clock").json()
    assert clock["now"].startswith("2030-01-31T12:00")
    assert clock["frozen"] is False


def test_a_snapshot_says_what_it_holds(noon: str, control: httpx.Client) -> None:
    saved = save(control)

    listed = control.get("/snapshots").json()

    rows = sum(table["rows"] for table in control.get("/state").json()["items"])
    assert saved == {
        "name": "before",
        "now": noon,
        "saved_at": saved["saved_at"],
        "rows": rows,
        "bytes": saved["bytes"],
    }
    assert listed == {"items": [saved], "total": 1}
    assert saved["bytes"] > 100_000


def test_a_reset_leaves_the_snapshots(control: httpx.Client, reco: httpx.Client) -> None:
    reco.post(INVITE, json=JANE)
    save(control)
    control.post("/reset")

    control.post("/snapshots/before/restore")

    assert control.get("/outbox").json()["total"] == 1


def test_a_snapshot_may_be_replaced_where_that_is_said(control: httpx.Client, reco: httpx.Client) -> None:
    save(control)
    reco.post(INVITE, json=JANE)

    refused = control.post("/snapshots", json={"name": "before"})
    replaced = control.post("/snapshots", json={"name": "before", "replace": True})

    detail = "there is a snapshot 'before' already: delete it first, or replace it"
    assert refused.json() == problem(409, "Conflict", detail, field="name")
    assert replaced.status_code == 201
    control.post("/snapshots/before/restore")
    assert control.get("/outbox").json()["total"] == 1


def test_a_snapshot_goes_when_it_is_deleted(control: httpx.Client) -> None:
    save(control)

    deleted = control.delete("/snapshots/before")

    assert deleted.status_code == 204
    assert control.get("/snapshots").json() == {"items": [], "total": 0}


def test_snapshots_belong_to_their_world(running: Running, control: httpx.Client, world: TestWorld) -> None:
    save(control)

    elsewhere = running.client("/_emulator").get("/snapshots")
    there = running.client("/_emulator").post("/snapshots/before/restore")

    assert elsewhere.json() == {"items": [], "total": 0}
    detail = "the world 'default' has no snapshot 'before': it has none"
    assert there.json() == problem(404, "Not Found", detail, field="name")
    running.client("/_emulator").delete(f"/worlds/{world.name}")
    assert control.get("/snapshots").json() == {"items": [], "total": 0}


@pytest.mark.parametrize(
    ("method", "path", "sent", "status", "title", "detail", "field"),
    [
        ("POST", "/snapshots", {}, 400, "Bad Request", "name: is missing", "name"),
        ("POST", "/snapshots", {"name": "a", "nmae": 1}, 400, "Bad Request", "nmae: unknown key", "nmae"),
        ("POST", "/snapshots", {"name": 1}, 400, "Bad Request", "name: Input should be a valid string", "name"),
        *(
            (
                "POST",
                "/snapshots",
                {"name": name},
                400,
                "Bad Request",
                f"{name!r} cannot be a snapshot's name: 1 to 63 of a-z, 0-9, - and _, not starting with - or _",
                "name",
            )
            for name in ("", "A", "a.b", "../a", "a/b", "-a", "å")
        ),
        (
            "POST",
            "/snapshots/x/restore",
            None,
            404,
            "Not Found",
            "the world '%' has no snapshot 'x': it has none",
            "name",
        ),
        ("DELETE", "/snapshots/x", None, 404, "Not Found", "the world '%' has no snapshot 'x': it has none", "name"),
        (
            "POST",
            "/worlds",
            {"from": "%/x"},
            404,
            "Not Found",
            "the world '%' has no snapshot 'x': it has none",
            "from",
        ),
        ("POST", "/worlds", {"from": "nowhere/x"}, 404, "Not Found", "there is no world 'nowhere'", "from"),
    ],
)
def test_refuses(
    method: str,
    path: str,
    sent: dict[str, Any] | None,
    status: int,
    title: str,
    detail: str,
    field: str,
    control: httpx.Client,
    world: TestWorld,
) -> None:
    control.get("/clock")
    body = (
        None
        if sent is None
        else {key: value.replace("%", world.name) if key == "from" else value for key, value in sent.items()}
    )

    answer = control.request(method, path, json=body)

    assert answer.json() == problem(status, title, detail.replace("%", world.name), field=field)
    assert answer.headers["content-type"] == "application/problem+json"


def test_a_world_has_a_hundred_snapshots_at_most(control: httpx.Client) -> None:
    for number in range(100):
        save(control, f"s{number}")

    answer = control.post("/snapshots", json={"name": "one-more"})

    detail = "the world has 100 snapshots, and may have no more: delete one first"
    assert answer.json() == problem(409, "Conflict", detail, field="name")


def test_is_put_back_as_fast_as_a_reset(control: httpx.Client, reco: httpx.Client) -> None:
    for number in range(20):
        reco.post(INVITE, json={"invites": [{"email": f"{number}-{n}@example.com"} for n in range(50)]})
    save(control)

    times: dict[str, list[float]] = {"/snapshots/before/restore": [], "/reset": []}
    for _ in range(9):
        for path, taken in times.items():
            start = time.perf_counter()
            control.post(path)
            taken.append(time.perf_counter() - start)

    restored, reset = (min(taken) for taken in times.values())
    assert restored < 5 * reset
