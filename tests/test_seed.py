"""Two servers with one seed answer the same calls alike, whatever else is different between them."""

import itertools
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx

from tests import engines
from tests.conftest import served
from tests.examples import all_examples, send

NOON = "2030-01-31T12:00:00Z"
REAL = re.compile(r"20(?!30)\d\d-\d\d-\d\d[ T]\d\d:\d\d:\d\d")
"""What the default world's fixture counts from the present, it counts from the day of the start."""
VENDORS = ("reco", "rees46", "recensus")


@contextmanager
def started(folder: Path, **environment: str) -> Iterator[str]:
    """A process of its own, which has prepared nothing before."""
    command = [sys.executable, "-m", "emulator", "serve", "--port", "0"]
    with engines.environment() as engine:
        chosen = {**os.environ, "XDG_CACHE_HOME": str(folder), **engine, **environment}
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=chosen) as process:
            assert process.stdout is not None
            yield process.stdout.readline().split()[3]
            process.terminate()


def told(url: str) -> list[Any]:
    """What each documented call answers, in a world of its own making; the address is not part of it."""
    # Without a date of their own the addresses of messages have the port.
    with httpx.Client(base_url=url, timeout=60) as server:
        made = server.post("/_emulator/worlds", json={"now": NOON, "frozen": True}).json()
        prefix = f"/~{made['name']}"
        surfaces = {"control": "_emulator", **{vendor: vendor for vendor in VENDORS}}
        server.put("/_emulator/clock", json={"now": NOON, "frozen": True})
        clients = {name: httpx.Client(base_url=f"{url}/{path}", timeout=60) for name, path in surfaces.items()}
        found: list[Any] = [made["name"], made["credentials"]]
        for example in itertools.islice(all_examples(), 0, None, 3):
            for request in (*example.data.get("before", []), example.data["request"]):
                if "clock" not in request["path"]:
                    answer = send(clients, example.vendor, request)
                    said = REAL.sub("then", answer.text.replace(url, ""))
                    found.append((request["path"], answer.status_code, said))
        for client in clients.values():
            client.close()
        found.append(server.get(f"{prefix}/_emulator/state").json())
        found.append(REAL.sub("then", server.get("/_emulator/outbox").text.replace(url, "")))
    return found


def test_two_servers_with_one_seed_mint_the_same(tmp_path: Path) -> None:
    with started(tmp_path / "a", EMULATOR_SEED="april", PYTHONHASHSEED="1") as url:
        first = told(url)
    with started(tmp_path / "b", EMULATOR_SEED="april", PYTHONHASHSEED="2") as url:
        second = told(url)

    assert len(first) == len(second)
    for one, other in zip(first, second, strict=True):
        assert one == other


def minted(server: Any, world: str = "") -> list[Any]:
    control = server.client(f"{world}/_emulator")
    return [control.post("/accounts/reco", json={}).json() for _ in range(2)]


def test_another_seed_mints_otherwise() -> None:
    with served(seed="april") as server:
        april = minted(server)
    with served(seed="may") as server:
        may = minted(server)

    assert april != may


def test_a_reset_begins_anew() -> None:
    with served(seed="april") as server:
        first = minted(server)
        server.client("/_emulator").post("/reset")
        again = minted(server)

    assert again == first


def test_nothing_is_minted_twice_after_a_restart(tmp_path: Path) -> None:
    call = {"shop_id": "DvLWN2ZTMZ"}
    devices = []
    for _ in range(2):
        with served(seed="april", data=tmp_path) as server:
            devices.append(server.client("/rees46").get("/init", params=call).json()["did"])

    assert devices[0] != devices[1]


def test_two_forks_of_one_snapshot_have_credentials_of_their_own() -> None:
    with served(seed="april") as server:
        control = server.client("/_emulator")
        control.post("/snapshots", json={"name": "a"})
        made = [control.post("/worlds", json={"from": "default/a"}).json() for _ in range(2)]

    assert made[0]["credentials"] != made[1]["credentials"]
