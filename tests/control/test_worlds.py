import time
from collections.abc import Iterator
from typing import Any

import httpx
import pytest

from emulator.kernel.database import SQLiteDatabase
from tests.conftest import Running, TestWorld
from tests.control.conftest import INVITE, problem

INVITES = {"invites": [{"email": "jane@example.com"}]}
SUCCESS = {"errors": [], "success": [{"email": "jane@example.com"}]}


@pytest.fixture
def made(running: Running, world: TestWorld) -> Iterator[dict[str, Any]]:
    """A world of its own making, with fresh credentials."""
    answer = running.client("/_emulator").post("/worlds", json={"name": f"{world.name}-made"})
    assert answer.status_code == 201
    yield answer.json()
    running.client("/_emulator").delete(f"/worlds/{world.name}-made")


def test_a_world_has_addresses_under_the_host_that_was_called(
    running: Running, world: TestWorld, made: dict[str, Any]
) -> None:
    mapped = running.client("/_emulator", {"Host": "localhost:9999"}).get(f"/worlds/{made['name']}").json()

    name = f"{world.name}-made"
    assert made["name"] == name
    assert made["base_urls"] == {vendor: f"{running.url}/~{name}/{vendor}" for vendor in ("reco", "rees46", "recensus")}
    assert mapped["base_urls"]["reco"] == f"http://localhost:9999/~{name}/reco"
    assert mapped["credentials"] == made["credentials"]


def test_under_a_vendors_own_host_addresses_are_the_servers(running: Running, made: dict[str, Any]) -> None:
    answer = running.client("/_emulator", {"Host": "api.reco.se"}).get(f"/worlds/{made['name']}")

    assert answer.json()["base_urls"] == made["base_urls"]


def test_fresh_credentials_alone_lead_to_their_world(running: Running, made: dict[str, Any]) -> None:
    venue = made["credentials"]["reco"][0]
    bare = running.client("/reco", {"X-Reco-ApiKey": venue["api_key"]})

    answer = bare.post(f"/invite/mail/venue/{venue['venue']}", json=INVITES)

    control = running.client(f"/~{made['name']}/_emulator")
    assert answer.json() == SUCCESS
    assert control.get("/outbox").json()["total"] == 1
    assert control.get("/requests").json()["items"][0]["operation"] == "reco.create_email_invite"


def test_every_vendor_has_credentials_that_nobody_else_has(running: Running, made: dict[str, Any]) -> None:
    demo = running.client("/_emulator").get("/worlds/default").json()["credentials"]

    secrets = ("api_key", "shop_id", "shop_secret", "merchant", "secret")
    for vendor, accounts in made["credentials"].items():
        assert len(accounts) == len(demo[vendor]) > 0
        for account, known in zip(accounts, demo[vendor], strict=True):
            assert not {account[name] for name in secrets if name in account} & {str(value) for value in known.values()}


def test_a_name_is_minted_where_none_is_given(control: httpx.Client) -> None:
    first, second = (control.post("/worlds").json()["name"] for _ in range(2))

    assert first != second
    assert {first, second} <= {world["name"] for world in control.get("/worlds").json()["items"]}
    for name in (first, second):
        assert control.delete(f"/worlds/{name}").status_code == 204


def test_a_world_says_what_it_holds(control: httpx.Client, made: dict[str, Any]) -> None:
    look = control.get(f"/worlds/{made['name']}").json()

    items = control.get("/worlds").json()
    listed = next(item for item in items["items"] if item["name"] == made["name"])
    assert items["total"] == len(items["items"])
    assert listed.pop("age_seconds") >= look.pop("age_seconds") >= 0
    assert listed.pop("idle_seconds") >= look.pop("idle_seconds") >= 0
    assert look["rows"] > 0
    assert look["bytes"] > 10_000
    assert look == {**made, **listed}
    assert set(listed) == {"name", "fixture", "strict", "made_at", "rows", "bytes"}


def test_a_world_that_was_deleted_is_gone(running: Running, made: dict[str, Any]) -> None:
    control = running.client("/_emulator")
    venue = made["credentials"]["reco"][0]

    answer = control.delete(f"/worlds/{made['name']}")

    key = running.client("/reco", {"X-Reco-ApiKey": venue["api_key"]}).post(INVITE, json=INVITES)
    assert (answer.status_code, answer.content) == (204, b"")
    assert key.status_code == 403
    assert control.get(f"/worlds/{made['name']}").json() == problem(
        404, "Not Found", f"there is no world '{made['name']}'", field="name"
    )


def test_a_fork_has_all_of_its_source_and_is_its_own(
    running: Running, world: TestWorld, control: httpx.Client, invited: httpx.Client
) -> None:
    fork = control.post("/worlds", json={"name": f"{world.name}-fork", "from": world.name}).json()

    venue = fork["credentials"]["reco"][0]
    there = running.client(f"/~{fork['name']}/_emulator")
    again = running.client("/reco", {"X-Reco-ApiKey": venue["api_key"]}).post(INVITE, json=INVITES)
    assert again.json() == {"errors": [{"email": "jane@example.com", "errorCode": 3}], "success": []}
    assert there.get("/clock").json()["now"] == control.get("/clock").json()["now"]
    assert (there.get("/requests").json()["total"], control.get("/requests").json()["total"]) == (2, 1)
    there.post("/reset")
    assert there.get("/outbox").json()["total"] == 1
    control.delete(f"/worlds/{fork['name']}")


def test_the_default_world_cannot_be_deleted(control: httpx.Client) -> None:
    answer = control.delete("/worlds/default")

    assert answer.json() == problem(409, "Conflict", "the default world cannot be deleted: reset it", field="name")


NAMES = "1 to 63 of a-z, 0-9, - and _, not starting with - or _"
TAKEN = "there is a world 'default' already: delete it first, or give another name"
TWO_SOURCES = "fixture: a fork has the fixture of the world it is forked from"
NO_FIXTURE = "there is no fixture 'nope': give one of demo, empty, or the path of a folder or of a YAML file"
BAD = "Bad Request"


@pytest.mark.parametrize(
    ("body", "field", "status", "title", "detail"),
    [
        ({"name": "default"}, "name", 409, "Conflict", TAKEN),
        ({"name": ""}, "name", 400, BAD, f"'' cannot be a world's name: {NAMES}"),
        ({"name": "A.b"}, "name", 400, BAD, f"'A.b' cannot be a world's name: {NAMES}"),
        ({"name": "a" * 64}, "name", 400, BAD, f"'{'a' * 64}' cannot be a world's name: {NAMES}"),
        ({"name": 3}, "name", 400, BAD, "name: Input should be a valid string"),
        ({"from": "nope"}, "from", 404, "Not Found", "there is no world 'nope'"),
        ({"from": "default", "fixture": "demo"}, "fixture", 400, BAD, TWO_SOURCES),
        ({"fixture": "nope"}, "fixture", 400, BAD, NO_FIXTURE),
        ({"source": "default"}, "source", 400, BAD, "source: unknown key"),
    ],
)
def test_refuses_to_make(
    control: httpx.Client, body: dict[str, Any], field: str, status: int, title: str, detail: str
) -> None:
    before = control.get("/worlds").json()["total"]

    answer = control.post("/worlds", json=body)

    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.json() == problem(status, title, detail, field=field)
    assert control.get("/worlds").json()["total"] == before


def test_a_broken_fixture_is_refused_with_file_line_and_key(control: httpx.Client, tmp_path: Any) -> None:
    (tmp_path / "reco.yaml").write_text("venues:\n- vneue: 1\n")

    answer = control.post("/worlds", json={"fixture": str(tmp_path)})

    assert answer.json() == problem(
        400, "Bad Request", f"{tmp_path}/reco.yaml:2: venues.0.vneue: unknown key", field="fixture"
    )


def test_reset_puts_a_world_back(control: httpx.Client, invited: httpx.Client) -> None:
    account = control.post("/accounts/reco", json={"venue": "77", "name": "New", "api_key": "new"})

    answer = control.post("/reset")

    assert account.status_code == 201
    assert answer.status_code == 200
    assert control.get("/requests").json() == {"items": [], "total": 0}
    assert control.get("/outbox").json() == {"items": [], "total": 0}
    assert control.get("/clock").json()["frozen"] is False
    assert control.get("/state/reco/invites").json() == {"items": [], "total": 0}
    assert control.get("/state/reco/venues").json()["total"] == 2
    assert invited.post(INVITE, json=INVITES).json() == SUCCESS


def test_reset_leaves_the_credentials_of_a_made_world(running: Running, made: dict[str, Any]) -> None:
    control = running.client(f"/~{made['name']}/_emulator")
    venue = made["credentials"]["reco"][0]

    control.post("/reset")

    bare = running.client("/reco", {"X-Reco-ApiKey": venue["api_key"]})
    assert bare.post(INVITE, json=INVITES).json() == SUCCESS
    assert control.get("/outbox").json()["total"] == 1
    assert control.get(f"/worlds/{made['name']}").json()["credentials"] == made["credentials"]


MANY = """WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n WHERE x < 100000)
INSERT INTO outbox (at, vendor, channel, "to", links) SELECT x, 'reco', 'sms', 'jane' || x, '{}' FROM n"""


@pytest.mark.once  # it fills a database of SQLite by hand
def test_a_reset_costs_the_same_whatever_is_in_the_world(running: Running, world: TestWorld) -> None:
    """In processor time and side by side: the machine has other things to do. `make bench` tells the milliseconds."""
    worlds = running.application.worlds
    full = SQLiteDatabase()
    full.become_copy_of(worlds.default.database)
    full.connection.execute(MANY)
    mine = worlds.at(world.name)
    took: dict[bool, list[float]] = {True: [], False: []}

    for _ in range(5):
        for filled, taken in took.items():
            mine.database.become_copy_of(full if filled else worlds.default.database)
            begin = time.thread_time()
            worlds.reset(mine)
            taken.append(time.thread_time() - begin)

    full.close()
    # Deleting what is in it takes 50 times as long.
    assert min(took[True]) < 8 * min(took[False])
