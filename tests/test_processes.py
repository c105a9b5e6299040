"""Several server processes on one PostgreSQL: for clients they are one emulator, and each can be done without."""

import contextlib
import re
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from itertools import cycle, islice

import httpx
import pytest

from tests import engines
from tests.conftest import PATIENCE

pytestmark = pytest.mark.once  # it brings its own PostgreSQL

READY = re.compile(r"emulator ready on (http://\S+) \(3 vendors, ")
KEY = {"X-Reco-ApiKey": "3x3mp3l"}
MAIL = "/reco/invite/mail/venue/123"
JANE = {"invites": [{"email": "jane@example.com"}]}
SHOP = {"shop_id": "1234567890", "shop_secret": "0987654321", "id": "3190"}
CLIENTS = 64


class Process:
    """A server of its own process, and a client of it."""

    def __init__(self, *arguments: str) -> None:
        command = [sys.executable, "-m", "emulator", "serve", "--port", "0", *arguments]
        self.process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
        assert self.process.stdout is not None
        ready = READY.match(self.process.stdout.readline())
        assert ready is not None, "the server did not start"
        self.client = httpx.Client(
            base_url=ready[1], timeout=2 * PATIENCE, limits=httpx.Limits(max_connections=CLIENTS)
        )

    def kill(self) -> None:
        """As a machine that loses its power: nobody is asked, nothing is put away."""
        self.process.kill()
        self.process.wait(timeout=PATIENCE)
        if self.process.stdout is not None:
            self.process.stdout.close()
        self.client.close()


@pytest.fixture(scope="module")
def start() -> Iterator[Callable[[], Process]]:
    """Starts servers on one database."""
    with engines.database() as url, contextlib.ExitStack() as stack:

        def started() -> Process:
            process = Process("--database-url", url)
            stack.callback(process.kill)
            return process

        yield started


@pytest.fixture(scope="module")
def two(start: Callable[[], Process]) -> list[httpx.Client]:
    return [start().client, start().client]


def over_both(two: list[httpx.Client], call: Callable[[httpx.Client, int], httpx.Response]) -> list[httpx.Response]:
    """The answers to 64 clients at once, every other one at the same server."""
    with ThreadPoolExecutor(CLIENTS) as clients:
        return list(clients.map(call, islice(cycle(two), CLIENTS), range(CLIENTS)))


def test_64_clients_over_both_get_50_different_codes_and_14_times_404(two: list[httpx.Client]) -> None:
    codes = [f"code-{number}" for number in range(47)]
    two[0].post("/~codes/rees46/promo_codes", json={**SHOP, "codes": codes})

    def fetch(client: httpx.Client, number: int) -> httpx.Response:
        return client.get("/~codes/rees46/promo_codes/fetch", params={**SHOP, "did": f"device{number}"})

    answers = over_both(two, fetch)

    given = [answer.json()["code"] for answer in answers if answer.status_code == 200]
    assert sorted(given) == ["HAPPY-1", "HAPPY-2", "HAPPY-3", *sorted(codes)]
    assert [answer.status_code for answer in answers].count(404) == 14


def test_of_64_clients_over_both_with_the_same_invite_one_succeeds(two: list[httpx.Client]) -> None:
    answers = over_both(two, lambda client, _: client.post(f"/~invites{MAIL}", json=JANE, headers=KEY))

    found = [answer.json() for answer in answers]
    assert [len(one["success"]) for one in found].count(1) == 1
    assert [one["errors"][0]["errorCode"] for one in found if one["errors"]] == [3] * 63
    journal = two[1].get("/~invites/_emulator/requests").json()
    assert sorted(entry["id"] for entry in journal["items"]) == list(range(1, CLIENTS + 1))


def test_a_world_that_one_made_is_served_by_the_other(two: list[httpx.Client]) -> None:
    made = two[0].post("/_emulator/worlds", json={"name": "made", "now": "2030-01-31T12:00:00Z", "frozen": True}).json()
    venue = made["credentials"]["reco"][0]
    key = {"X-Reco-ApiKey": venue["api_key"]}

    by_key = two[1].post(f"/reco/invite/mail/venue/{venue['venue']}", json=JANE, headers=key)

    assert by_key.json()["success"] == [{"email": "jane@example.com"}]
    assert two[0].get("/~made/_emulator/outbox").json()["items"][0]["at"] == "2030-01-31T12:00:00Z"
    assert two[1].get("/_emulator/worlds/made").json()["credentials"] == made["credentials"]


def test_a_world_that_one_deletes_is_gone_for_the_other(two: list[httpx.Client]) -> None:
    made = two[0].post("/_emulator/worlds", json={"name": "short"}).json()
    two[1].get("/~short/_emulator/clock")

    deleted = two[0].delete("/_emulator/worlds/short")

    assert deleted.status_code == 204
    assert two[1].get("/_emulator/worlds/short").status_code == 404
    venue = made["credentials"]["reco"][0]
    key = {"X-Reco-ApiKey": venue["api_key"]}
    assert two[1].get(f"/reco/venue/{venue['venue']}/reviews", headers=key).status_code == 403


def test_what_one_plans_the_other_does(two: list[httpx.Client]) -> None:
    two[0].post("/~faults/_emulator/faults", json={"vendor": "reco", "status": 503, "times": 1})

    answers = [client.post(f"/~faults{MAIL}", json=JANE, headers=KEY).status_code for client in (two[1], two[0])]

    assert answers == [503, 200]


def test_what_is_due_is_done_once_whichever_moves_the_clock(two: list[httpx.Client]) -> None:
    scheduled = {"scheduled": {"sendDateFrom": "2030-02-10"}, **JANE}
    two[0].post("/_emulator/worlds", json={"name": "due", "now": "2030-01-31T12:00:00Z", "frozen": True})
    world = two[0].get("/_emulator/worlds/due").json()["credentials"]["reco"][0]
    two[1].post(
        f"/~due/reco/invite/mail/venue/{world['venue']}", json=scheduled, headers={"X-Reco-ApiKey": world["api_key"]}
    )

    with ThreadPoolExecutor(2) as clients:
        moved = list(clients.map(lambda one: one.post("/~due/_emulator/clock/advance", json={"days": 30}).json(), two))

    assert sorted(len(one["ran"]) for one in moved) == [0, 1]
    assert [one.get("/~due/_emulator/outbox").json()["total"] for one in two] == [1, 1]


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("POST", "/~dated/_emulator/clock/advance", 400),
        ("GET", "/~dated/_emulator/health", 200),
        ("GET", "/~dated/_emulator/nowhere", 404),
        ("GET", "/~dated/reco/openapi.json", 200),
    ],
)
def test_a_clock_that_one_moved_dates_every_answer_of_the_other(
    two: list[httpx.Client], method: str, path: str, status: int
) -> None:
    two[1].put("/~dated/_emulator/clock", json={"frozen": True})
    moved = two[0].post("/~dated/_emulator/clock/advance", json={"days": 30})

    answer = two[1].request(method, path)

    assert (answer.status_code, answer.headers["date"]) == (status, moved.headers["date"])


def test_a_clock_that_one_moved_dates_what_leads_to_no_world(two: list[httpx.Client]) -> None:
    two[1].get("/_emulator/clock")
    moved = two[0].post("/_emulator/clock/advance", json={"days": 30})

    answer = two[1].get("/")

    assert (answer.headers["date"][:16], answer.status_code) == (moved.headers["date"][:16], 200)


def test_a_reset_by_one_is_seen_by_the_other(two: list[httpx.Client]) -> None:
    before = two[1].post(f"/~back{MAIL}", json=JANE, headers=KEY).json()
    again = two[0].post(f"/~back{MAIL}", json=JANE, headers=KEY).json()
    two[0].post("/~back/_emulator/reset")

    after = two[1].post(f"/~back{MAIL}", json=JANE, headers=KEY).json()

    assert (len(before["success"]), len(again["success"]), len(after["success"])) == (1, 0, 1)


def test_a_snapshot_that_one_saved_is_put_back_by_the_other(two: list[httpx.Client]) -> None:
    two[0].post(f"/~kept{MAIL}", json=JANE, headers=KEY)
    two[0].post("/~kept/_emulator/snapshots", json={"name": "asked"})
    two[1].post("/~kept/_emulator/reset")

    restored = two[1].post("/~kept/_emulator/snapshots/asked/restore").status_code

    assert restored == 200
    assert two[0].post(f"/~kept{MAIL}", json=JANE, headers=KEY).json()["errors"][0]["errorCode"] == 3


def test_who_waits_at_one_gets_the_message_that_the_other_sends(two: list[httpx.Client]) -> None:
    with ThreadPoolExecutor(1) as clients:
        waiting = clients.submit(two[0].get, "/~wait/_emulator/outbox", params={"wait": "60s"})
        two[1].post(f"/~wait{MAIL}", json=JANE, headers=KEY)

    assert waiting.result().json()["total"] == 1


def test_a_process_that_is_killed_loses_nothing_it_answered(start: Callable[[], Process]) -> None:
    doomed, survivor = start(), start().client
    answered = []

    def invite(number: int) -> None:
        with contextlib.suppress(httpx.TransportError):
            sent = {"invites": [{"email": f"{number}@example.com"}]}
            if doomed.client.post(f"/~crash{MAIL}", json=sent, headers=KEY).json()["success"]:
                answered.append(f"{number}@example.com")
        if len(answered) >= 30:
            doomed.process.kill()

    with ThreadPoolExecutor(8) as clients:
        list(clients.map(invite, range(200)))

    kept = survivor.get("/~crash/_emulator/outbox", params={"limit": 1000}).json()["items"]
    assert doomed.process.wait(timeout=PATIENCE) == -signal.SIGKILL
    assert len(answered) >= 30
    assert set(answered) <= {message["to"] for message in kept}
    assert survivor.post(f"/~crash{MAIL}", json=JANE, headers=KEY).json()["success"] == JANE["invites"]
