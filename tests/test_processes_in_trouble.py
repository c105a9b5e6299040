"""Several server processes on one PostgreSQL, where one is at long work, or the database goes away."""

import contextlib
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import Any

import httpx
import psycopg
import pytest

from emulator.kernel.postgres.server import LOCK
from emulator.kernel.postgres.worlds import SharedWorlds
from emulator.kernel.room import Limits
from emulator.vendors import VENDORS
from tests import engines
from tests.conftest import PATIENCE
from tests.test_ending import has_to_wait
from tests.test_processes import JANE, KEY, MAIL, Process

pytestmark = pytest.mark.once  # it brings its own PostgreSQL
SHOP = {"shop_id": "DvLWN2ZTMZ", "shop_secret": "EIxTuot8sj"}


@dataclass
class Servers:
    url: str
    processes: list[Process] = field(default_factory=list)

    def start(self) -> httpx.Client:
        self.processes.append(Process("--database-url", self.url))
        return self.processes[-1].client

    def sql(self, command: str) -> None:
        """Run in another database of the same PostgreSQL; `{}` stands for the name of the servers' own."""
        with psycopg.connect(engines.postgresql(), autocommit=True) as connection:
            connection.execute(command.format(httpx.URL(self.url).path.strip("/")))  # type: ignore[arg-type]


@contextlib.contextmanager
def started() -> Iterator[Servers]:
    with engines.prepared_database(tests=False) as url:
        made = Servers(url)
        yield made
        for process in made.processes:
            process.kill()


@pytest.fixture
def servers() -> Iterator[Servers]:
    with started() as made:
        yield made


@pytest.fixture(scope="module")
def two_servers() -> Iterator[Servers]:
    """For those who leave the database alone."""
    with started() as made:
        for _ in range(2):
            made.start()
        yield made


def test_long_work_of_one_in_a_world_holds_up_nobody_in_another_world_of_the_other(servers: Servers) -> None:
    one, other = servers.start(), servers.start()
    users = [{"email": f"user{number}@example.com"} for number in range(30_000)]
    for world in ("large", "small"):
        one.get(f"/~{world}/_emulator/clock")

    with ThreadPoolExecutor(2) as beside:
        importing = beside.submit(one.post, "/~large/rees46/import/audience", json={**SHOP, "audience": users})
        while not has_to_wait(str(other.base_url.join("/~large/_emulator/clock"))):
            assert not importing.done()
        listing = beside.submit(other.get, "/_emulator/worlds")
        answers = [other.get("/~small/_emulator/clock").status_code for _ in range(20)]
        assert not importing.done()

    assert answers == [200] * 20
    assert importing.result().status_code == 200
    assert listing.result().json()["total"] == 3


def test_connections_that_the_database_closed_cost_nobody_an_answer(servers: Servers) -> None:
    client = servers.start()
    with ThreadPoolExecutor(8) as beside:
        list(beside.map(lambda number: client.post(f"/~t{number}{MAIL}", json=JANE, headers=KEY), range(8)))

    servers.sql("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{}'")

    asked = ["/_emulator/worlds", "/~t1/_emulator/clock", "/reco/venue/123/reviews?apiKey=3x3mp3l", "/_emulator/ready"]
    assert [client.get(path).status_code for path in asked] == [200] * 4


def test_without_its_database_a_server_says_so(servers: Servers) -> None:
    client = servers.start()

    servers.sql("ALTER DATABASE {0} WITH ALLOW_CONNECTIONS false")
    servers.sql("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{}'")

    assert client.get("/_emulator/health").status_code == 200
    for path in ("/_emulator/ready", "/_emulator/outbox"):
        refused = client.get(path)
        assert refused.status_code == 503
        assert refused.json()["detail"].startswith("the database cannot be used: ")
    invite = client.post(MAIL, json=JANE, headers=KEY)
    assert invite.status_code == 503
    assert invite.headers["x-emulator-notice"].startswith("the database cannot be used: ")
    servers.sql("ALTER DATABASE {0} WITH ALLOW_CONNECTIONS true")
    assert client.post(MAIL, json=JANE, headers=KEY).json()["success"] == JANE["invites"]


def test_an_account_whose_credentials_cannot_be_stored_is_not_opened_and_those_of_before_stay(servers: Servers) -> None:
    client = servers.start()
    made = client.post("/_emulator/worlds", json={"name": "t1"}).json()
    venue = made["credentials"]["reco"][0]
    with psycopg.connect(servers.url, autocommit=True) as connection:
        connection.execute("ALTER TABLE emulator.credentials ADD CHECK (false) NOT VALID")

    opened = client.post("/~t1/_emulator/accounts/reco", json={"venue": "777"})
    document = {"reco": {"venues": [{"venue": "778", "name": "Bageri", "api_key": "bageri-key"}]}}
    applied = client.post("/~t1/_emulator/fixtures", json=document)

    assert [opened.status_code, applied.status_code] == [500, 500]
    assert client.get("/_emulator/worlds/t1").json()["credentials"] == made["credentials"]
    key = {"X-Reco-ApiKey": venue["api_key"]}
    invite = client.post(f"/reco/invite/mail/venue/{venue['venue']}", json=JANE, headers=key)
    assert invite.json()["success"] == JANE["invites"]


def test_of_two_who_delete_a_world_at_once_one_did(servers: Servers) -> None:
    two = [servers.start(), servers.start()]

    for number in range(8):
        two[0].post("/_emulator/worlds", json={"name": f"t{number}"})
        with ThreadPoolExecutor(2) as beside:
            deleted = list(beside.map(lambda one, name=f"t{number}": one.delete(f"/_emulator/worlds/{name}"), two))

        assert sorted(answer.status_code for answer in deleted) == [204, 404]


@contextlib.contextmanager
def dropped_while_others_are_coming_in(servers: Servers, name: str) -> Iterator[None]:
    """At the end of the block another process drops the world, when somebody has found it and waits to come in."""
    with psycopg.connect(servers.url) as connection:
        ask = connection.execute
        ((number,),) = ask("SELECT id FROM emulator.worlds WHERE name = %s", [name]).fetchall()
        ask("SELECT pg_advisory_xact_lock(%s, %s)", [LOCK, number])
        yield
        while not ask("SELECT 1 FROM pg_locks WHERE NOT granted AND objid = %s", [number]).fetchall():
            pass
        ask(f"DROP SCHEMA w{number} CASCADE")  # type: ignore[arg-type]
        ask("DELETE FROM emulator.worlds WHERE id = %s", [number])


LONG = [{"email": f"user{number}@example.com"} for number in range(10_000)]


@pytest.mark.parametrize("known", [True, False], ids=["known", "not known"])
@pytest.mark.parametrize(
    ("method", "path", "body"),
    [
        ("POST", MAIL, JANE),
        ("POST", "/rees46/import/audience", {**SHOP, "audience": LONG}),
        ("GET", "/_emulator/outbox", None),
    ],
    ids=["short", "long", "control"],
)
def test_who_comes_into_a_world_that_another_process_drops_comes_into_a_new_one(
    two_servers: Servers, known: bool, method: str, path: str, body: Any
) -> None:
    making, asked = (process.client for process in two_servers.processes)
    making.get("/~race/_emulator/clock")
    if known:
        asked.get("/~race/_emulator/clock")

    with ThreadPoolExecutor(1) as beside, dropped_while_others_are_coming_in(two_servers, "race"):
        answer = beside.submit(asked.request, method, f"/~race{path}", json=body, headers=KEY)

    assert answer.result().status_code in ((200, 404) if body is None else (200,))
    assert making.get("/~race/_emulator/requests").json()["total"] == (0 if body is None else 1)


def test_a_world_that_another_process_drops_meanwhile_is_not_listed(two_servers: Servers) -> None:
    making, asked = (process.client for process in two_servers.processes)
    making.get("/~listed/_emulator/clock")
    asked.get("/~listed/_emulator/clock")

    with ThreadPoolExecutor(1) as beside, dropped_while_others_are_coming_in(two_servers, "listed"):
        answer = beside.submit(asked.get, "/_emulator/worlds")

    assert answer.result().status_code == 200
    assert "listed" not in [world["name"] for world in answer.result().json()["items"]]


def test_two_who_drop_what_is_unused_do_not_trip_over_each_other() -> None:
    with engines.database() as url, contextlib.ExitStack() as stack:
        two = [SharedWorlds(url, VENDORS, fixture="empty", limits=Limits(idle=60)) for _ in range(2)]
        for worlds in two:
            stack.callback(worlds.close)
        for number in range(30):
            two[0].make(f"t{number}")
        two[0].save_use()
        two[0].server.ask("UPDATE emulator.worlds SET used_at = used_at - interval '61 seconds'")
        for worlds in two:
            worlds.room.look_at = 0

        with ThreadPoolExecutor(2) as beside:
            looked = [beside.submit(worlds.room.look) for worlds in two]

        assert [one.exception(timeout=PATIENCE) for one in looked] == [None, None]
        assert [[world.name for world in worlds] for worlds in two] == [["default"], ["default"]]
        assert [list(worlds._attached) for worlds in two] == [["default"], ["default"]]
