"""A state as a document: a snapshot is exported as one, a world is made of one, or takes one on top."""

import json
from pathlib import Path
from typing import Any

import httpx
import pytest
import yaml

from tests.conftest import Running, TestWorld, served
from tests.control.conftest import INVITE, NOON, problem

JANE = {"invites": [{"email": "jane@example.com"}]}
BAKERY = {"venue": "777", "name": "Bageri Ett", "api_key": "bageri-key"}
SHOP = {"shop_id": "s1", "shop_secret": "s2"}


def exported(control: httpx.Client, name: str = "before") -> str:
    control.post("/snapshots", json={"name": name})
    answer = control.get(f"/snapshots/{name}")
    assert answer.status_code == 200, answer.text
    return answer.text


def test_an_export_states_its_format_and_the_clock(noon: str, control: httpx.Client, world: TestWorld) -> None:
    text = exported(control)

    document = yaml.safe_load(text)
    assert list(document) == ["format", "clock", "reco", "rees46", "recensus"]
    assert document["format"] == 1
    assert document["clock"] == {"now": noon, "frozen": True}
    assert document["recensus"]["merchants"][0]["merchant"] == "1"
    assert text.startswith(f"# The snapshot before of the world {world.name}, written by api-emulator ")


def test_an_export_is_of_the_snapshot_and_not_of_what_came_later(control: httpx.Client, reco: httpx.Client) -> None:
    before = exported(control)
    reco.post(INVITE, json=JANE)

    assert control.get("/snapshots/before").text == before
    assert "jane@example.com" in exported(control, "after")


@pytest.mark.parametrize("form", ["document", "file"])
def test_a_world_is_made_of_an_export(
    form: str, running: Running, noon: str, control: httpx.Client, reco: httpx.Client, tmp_path: Path
) -> None:
    reco.post(INVITE, json=JANE)
    text = exported(control)
    file = tmp_path / "state.yaml"
    file.write_text(text)

    made = control.post("/worlds", json={"fixture": yaml.safe_load(text) if form == "document" else str(file)}).json()

    there = running.client(f"/~{made['name']}/_emulator")
    venue = made["credentials"]["reco"][0]
    bare = running.client("/reco", {"X-Reco-ApiKey": venue["api_key"]})
    assert venue["api_key"] != "3x3mp3l"
    assert there.get("/clock").json()["now"] == noon
    for _ in range(2):
        assert bare.post(INVITE, json=JANE).json()["errors"][0]["errorCode"] == 3
        assert bare.post(INVITE, json={"invites": [{"email": "john@example.com"}]}).json()["errors"] == []
        there.post("/reset")
    control.delete(f"/worlds/{made['name']}")


def test_the_server_starts_with_an_export(noon: str, control: httpx.Client, reco: httpx.Client, tmp_path: Path) -> None:
    reco.post(INVITE, json=JANE)
    file = tmp_path / "state.yaml"
    file.write_text(exported(control))

    with served(fixture=str(file)) as server:
        again = server.client("/reco", {"X-Reco-ApiKey": "3x3mp3l"}).post(INVITE, json=JANE)
        clock = server.client("/_emulator").get("/clock").json()

    assert again.json()["errors"][0]["errorCode"] == 3
    assert (clock["now"], clock["frozen"]) == (noon, True)


@pytest.mark.parametrize("write", [json.dumps, yaml.safe_dump])
def test_a_document_is_put_on_top(write: Any, running: Running, control: httpx.Client) -> None:
    content = write({"format": 1, "reco": {"venues": [BAKERY], "opt_outs": [{"email": "jane@example.com"}]}})

    applied = control.post("/fixtures", content=content)

    assert applied.json() == {"rows": {"reco": 2}, "left_out": []}
    bakery = running.client("/reco", {"X-Reco-ApiKey": "bageri-key"})
    refused = bakery.post("/invite/mail/venue/777", json=JANE).json()
    assert refused["errors"] == [{"errorCode": 4, "email": "jane@example.com"}]


def test_the_clock_of_a_world_that_is_there_stays(noon: str, control: httpx.Client) -> None:
    applied = control.post("/fixtures", json={"clock": {"now": "2031-01-01T00:00:00Z"}})

    assert applied.json() == {"rows": {}, "left_out": ["clock"]}
    assert control.get("/clock").json()["now"] == noon


ORDER = {"id": 1, "profile": 7, "value": 1.0, "status": "new", "at": NOON}
TWICE = {"id": 7, "created_at": NOON}


@pytest.mark.parametrize(
    ("content", "detail", "field"),
    [
        ("[]", "line 1: the document: should be a mapping", None),
        ("reco: {venus: []}", "line 1: reco.venus: unknown key", "reco.venus"),
        (
            "format: 1\nrecco: {}\n",
            "line 2: recco: unknown key: give one of format, clock, reco, rees46, recensus",
            "recco",
        ),
        (
            "reco: {}\nformat: 0\n",
            "line 2: format: this emulator reads format 1, and the document is of format 0: "
            "export it again with the emulator that reads it",
            "format",
        ),
        ("clock: {now: yesterday}", None, "clock.now"),
        ("clock: {noon: 1, now: 2030-01-31T12:00:00Z}", "line 1: clock.noon: unknown key", "clock.noon"),
        ("reco:\n  venues:\n  - {venue: x}\n", None, "reco.venues.0.venue"),
        ("a: [", "line 2: not YAML: did not find expected node content", None),
        ('{"reco": {"venues": [{"nmae": 1}]}}', "reco.venues.0.nmae: unknown key", "reco.venues.0.nmae"),
        (json.dumps({"reco": {"venues": [BAKERY, {"venue": "123"}]}}), "reco: there is a venue '123' already", "reco"),
        (
            json.dumps({"reco": {"venues": [BAKERY]}, "recensus": {"merchants": [{"merchant": "1", "secret": "s"}]}}),
            "recensus: merchant 1 is there already",
            "recensus",
        ),
        (
            json.dumps({"reco": {"venues": [BAKERY]}, "rees46": {"shops": [{**SHOP, "records": {"ordres": []}}]}}),
            "rees46.shops.0.records.ordres: unknown key",
            "rees46.shops.0.records.ordres",
        ),
        (
            json.dumps({"rees46": {"shops": [{**SHOP, "records": {"orders": [{**ORDER, "value": "much"}]}}]}}),
            None,
            "rees46.shops.0.records.orders.0.value",
        ),
        (
            json.dumps({"reco": {"venues": [BAKERY]}, "rees46": {"shops": [{**SHOP, "records": {"orders": [ORDER]}}]}}),
            "rees46: shop s1: records.orders.0.profile: there is no 7",
            "rees46",
        ),
        (
            json.dumps({"rees46": {"shops": [{**SHOP, "records": {"profiles": [TWICE, TWICE]}}]}}),
            "rees46: shop s1: records.profiles.1: is there already",
            "rees46",
        ),
        (
            json.dumps({"rees46": {"shops": [{**SHOP, "records": {"profiles": [{**TWICE, "id": 2**70}]}}]}}),
            None,
            "rees46.shops.0.records.profiles.0.id",
        ),
    ],
)
def test_refuses_a_document_and_stores_nothing_of_it(
    content: str, detail: str | None, field: str | None, control: httpx.Client
) -> None:
    before = control.get("/state").json()

    answer = control.post("/fixtures", content=content)

    said = answer.json()
    named = {} if field is None else {"field": field}
    assert said == problem(400, "Bad Request", said["detail"] if detail is None else detail, **named)
    assert control.get("/state").json() == before


def test_a_row_without_an_id_leaves_the_labels_to_those_that_have_one(control: httpx.Client) -> None:
    common = {"pool": "gift", "status": "created", "nominal": 1, "balance": 1, "created_at": NOON}
    rows = [{**common, "code": "first"}, {**common, "id": 1, "code": "second"}]

    made = control.post(
        "/worlds", json={"fixture": {"rees46": {"shops": [{**SHOP, "records": {"certificates": rows}}]}}}
    )

    assert made.status_code == 201, made.text
    control.delete(f"/worlds/{made.json()['name']}")


def test_a_world_of_a_broken_document_is_not_made(control: httpx.Client) -> None:
    before = control.get("/worlds").json()["total"]

    answer = control.post("/worlds", json={"fixture": {"reco": {"venus": []}}})
    neither = control.post("/worlds", json={"fixture": 7})

    assert answer.json() == problem(400, "Bad Request", "reco.venus: unknown key", field="fixture.reco.venus")
    assert neither.json() == problem(
        400, "Bad Request", "fixture: should be a name, a path or a document", field="fixture"
    )
    assert control.get("/worlds").json()["total"] == before


def test_numbers_that_are_taken_are_given_anew(control: httpx.Client, reco: httpx.Client) -> None:
    review = {"id": 1, "grade": 5, "text": "Bra!", "screen_name": "Eva", "created_at": NOON, "invite": 1}
    invite = {
        "id": 1,
        "sandbox": False,
        "channel": "email",
        "address": "eva@example.com",
        "sent_to": "eva@example.com",
        "round": 0,
        "state": "sent",
        "created_at": NOON,
        "send_at": NOON,
        "token": "t",
    }
    reco.post(INVITE, json=JANE)

    control.post(
        "/fixtures", json={"reco": {"venues": [{**BAKERY, "records": {"reviews": [review], "invites": [invite]}}]}}
    )

    invites = {one["to"]: one for one in control.get("/reco/invites").json()["items"]}
    assert invites["eva@example.com"]["id"] == 2
    reviews = control.get("/state/reco/reviews", params={"q": "Bra!"}).json()["items"]
    assert [one["invite"] for one in reviews] == [2]
    assert invites["eva@example.com"]["review"] == reviews[0]["id"]


def test_a_folder_without_a_vendors_file_is_no_fixture(control: httpx.Client, tmp_path: Path) -> None:
    (tmp_path / "gone").symlink_to(tmp_path / "nowhere")

    answers = [control.post("/worlds", json={"fixture": place}).json() for place in (str(tmp_path), "/", "")]

    one_of = "no fixture: a folder of one has at least one of reco.yaml, rees46.yaml, recensus.yaml"
    empty = "fixture: is empty: give a name, a path or a document, or leave it out"
    assert answers == [
        problem(400, "Bad Request", f"{tmp_path}: {one_of}", field="fixture"),
        problem(400, "Bad Request", f"/: {one_of}", field="fixture"),
        problem(400, "Bad Request", empty, field="fixture"),
    ]
