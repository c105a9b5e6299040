"""What a snapshot outlives, and what is made of it."""

from pathlib import Path

import httpx

from tests.conftest import Running, TestWorld, served
from tests.control.conftest import INVITE, NOON, problem
from tests.control.test_snapshots import JANE, save


def test_a_world_is_made_of_a_snapshot(
    running: Running, world: TestWorld, noon: str, control: httpx.Client, reco: httpx.Client
) -> None:
    reco.post(INVITE, json=JANE)
    save(control)
    control.post("/reset")

    made = [control.post("/worlds", json={"from": f"{world.name}/before"}).json() for _ in range(2)]

    for one in made:
        there = running.client(f"/~{one['name']}/_emulator")
        venue = one["credentials"]["reco"][0]
        bare = running.client("/reco", {"X-Reco-ApiKey": venue["api_key"]})
        assert bare.post(INVITE, json=JANE).json()["errors"][0]["errorCode"] == 3
        assert there.get("/clock").json()["now"] == noon
        assert there.get("/outbox").json()["total"] == 1
        there.post("/reset")
        assert there.get("/outbox").json()["total"] == 1
        assert there.get("/accounts").json()["items"][0]["api_key"] == venue["api_key"]
        control.delete(f"/worlds/{one['name']}")
    assert made[0]["credentials"]["reco"][0]["api_key"] != made[1]["credentials"]["reco"][0]["api_key"]


def test_a_snapshots_name_alone_names_no_world_to_fork(control: httpx.Client, world: TestWorld) -> None:
    save(control, "paid")

    answer = control.post("/worlds", json={"from": "paid"})

    detail = f"there is no world 'paid': the snapshot of that name is {world.name}/paid"
    assert answer.json() == problem(404, "Not Found", detail, field="from")


def test_snapshots_survive_a_restart_where_worlds_do(tmp_path: Path) -> None:
    with served(data=tmp_path) as server:
        client = server.client()
        client.put("/_emulator/clock", json={"now": NOON, "frozen": True})
        client.post("/_emulator/snapshots", json={"name": "before"})
        saved = client.get("/_emulator/snapshots").json()
        client.post("/_emulator/clock/advance", json={"days": 1})
        client.post("/~t1/_emulator/snapshots", json={"name": "theirs"})

    with served(data=tmp_path) as server:
        client = server.client()
        listed = client.get("/_emulator/snapshots").json()
        restored = client.post("/_emulator/snapshots/before/restore")
        clock = client.get("/_emulator/clock").json()
        made = client.post("/_emulator/worlds", json={"name": "t2", "from": "default/before"})
        client.delete("/_emulator/worlds/t1")

    assert listed == saved
    assert restored.status_code == 200
    assert clock["now"] == NOON
    assert made.status_code == 201
    assert not list(tmp_path.glob("t1*"))
    assert [file.name for file in tmp_path.glob("*snapshot*")] == ["default.before.snapshot"]
