"""The server at SIGTERM: it ends soon, whatever is under way."""

import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import httpx
import pytest

from tests import engines
from tests.conftest import PATIENCE
from tests.test_cli import COMMAND, READY, ready_line

pytestmark = pytest.mark.usefixtures("engine_of_commands")


def seconds_to_end(process: subprocess.Popen[str]) -> float:
    """From SIGTERM, to which it answers with status 0."""
    begin = time.monotonic()
    process.send_signal(signal.SIGTERM)
    assert process.wait(timeout=PATIENCE) == 0
    return time.monotonic() - begin


def half_a_second() -> float:
    """More where the machine is so busy that a program which does nothing takes long."""
    begin = time.monotonic()
    subprocess.run([sys.executable, "-c", ""], check=True)
    return max(0.5, 15 * (time.monotonic() - begin))


def ends_beside_a_connection_that_is_kept_alive() -> bool:
    with subprocess.Popen([*COMMAND, "serve", "--port", "0"], stdout=subprocess.PIPE, text=True) as process:
        match = READY.fullmatch(ready_line(process))
        assert match
        with httpx.Client(base_url=match[1], timeout=PATIENCE) as client:
            client.get("/_emulator/health")
            return seconds_to_end(process) < half_a_second()


def ends_beside_a_client_that_is_sending() -> bool:
    with subprocess.Popen([*COMMAND, "serve", "--port", "0"], stdout=subprocess.PIPE, text=True) as process:
        port = int(ready_line(process).partition("127.0.0.1:")[2].partition(" ")[0])
        with socket.create_connection(("127.0.0.1", port)) as client:
            client.sendall(b"POST /reco/review HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 9\r\n\r\n{")
            httpx.get(f"http://127.0.0.1:{port}/_emulator/health", timeout=PATIENCE)
            return seconds_to_end(process) < half_a_second()


@pytest.mark.parametrize("ends", [ends_beside_a_connection_that_is_kept_alive, ends_beside_a_client_that_is_sending])
def test_ends_at_sigterm_within_half_a_second_with_status_0(ends: Callable[[], bool]) -> None:
    """Once of ten times: other tests share the processors."""
    assert any(ends() for _ in range(10))


def has_to_wait(url: str) -> bool:
    """Whether the world is at work, so that whoever comes into it is not answered at once."""
    try:
        httpx.get(url, timeout=0.5)
    except httpx.ReadTimeout:
        return True
    return False


def test_sigterm_does_not_wait_for_an_import_and_nothing_of_it_is_kept(tmp_path: Path) -> None:
    shop = {"shop_id": "DvLWN2ZTMZ", "shop_secret": "EIxTuot8sj"}
    users = [{"email": f"user{number}@example.com", "first_name": "Jane"} for number in range(60_000)]
    kept = [] if engines.is_postgresql() else ["--data", str(tmp_path)]
    command = [*COMMAND, "serve", "--port", "0", *kept]
    with (
        subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process,
        ThreadPoolExecutor() as beside,
    ):
        match = READY.fullmatch(ready_line(process))
        assert match
        with httpx.Client(base_url=match[1], timeout=PATIENCE) as client:
            sending = beside.submit(client.post, "/rees46/import/audience", json={**shop, "audience": users})
            while not has_to_wait(f"{match[1]}/_emulator/clock"):
                assert not sending.done()
            process.send_signal(signal.SIGTERM)
            status = process.wait(timeout=PATIENCE)
            assert isinstance(sending.exception(), httpx.HTTPError)
        assert process.stderr is not None
        complaints = process.stderr.read()

    assert status == 0
    assert "Traceback" not in complaints
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as again:
        url = ready_line(again).split()[3]
        profiles = httpx.get(f"{url}/_emulator/state/rees46/profiles", params={"q": "user5@"}, timeout=PATIENCE).json()
        again.terminate()
    assert profiles["total"] == 0
