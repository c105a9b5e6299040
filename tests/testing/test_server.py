"""The emulator, started by the test that needs it."""

import asyncio
import gc
import socket
import subprocess
import sys
import warnings
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import httpx
import pytest

from emulator import Emulator
from emulator.kernel.fixtures import FixtureError
from emulator.server import StartError
from emulator.testing import ControlError
from tests.conftest import PATIENCE
from tests.testing.conftest import invite

INVITED = {"errors": [], "success": [{"email": "jane@example.org"}]}


@pytest.mark.parametrize("in_process", [False, True], ids=["on a port", "in process"])
def test_a_block_has_an_emulator_with_the_demo_credentials(in_process: bool) -> None:
    with Emulator(in_process=in_process) as emulator:
        answer = invite(emulator)
        again = invite(emulator)
        credentials = emulator.reco.account

    assert answer == INVITED
    assert again == {"errors": [{"errorCode": 3, "email": "jane@example.org"}], "success": []}
    assert credentials["api_key"] == "3x3mp3l"


def test_after_the_block_nothing_answers() -> None:
    with Emulator() as emulator:
        url = emulator.url
        assert httpx.get(f"{url}/_emulator/health", timeout=PATIENCE).json()["status"] == "ok"

    with pytest.raises(httpx.ConnectError):
        httpx.get(f"{url}/_emulator/health")


@pytest.mark.parametrize("name", ["reco", "clock", "control", "name", "url"])
def test_before_the_start_it_says_what_to_do(name: str) -> None:
    emulator = Emulator()

    with pytest.raises(RuntimeError, match=r"^not started: use `with Emulator\(\) as emulator`, or start\(\)$"):
        getattr(emulator, name)
    emulator.stop()


@pytest.mark.parametrize("in_process", [False, True], ids=["on a port", "in process"])
def test_after_the_block_it_says_that_it_is_closed(in_process: bool) -> None:
    with Emulator(in_process=in_process) as emulator:
        pass

    with pytest.raises(RuntimeError, match=r"^http://.*/reco is closed: the block of its world has ended$"):
        _ = emulator.reco.client
    with pytest.raises(RuntimeError, match=r"^http://.*/_emulator is closed: the block of its world has ended$"):
        emulator.clock.now()


def test_what_cannot_start_listens_nowhere(tmp_path: Path) -> None:
    with warnings.catch_warnings(record=True) as seen:
        warnings.simplefilter("always", ResourceWarning)
        with pytest.raises(FixtureError):
            Emulator(tls=True, certs=tmp_path, fixture="nope").start()
        gc.collect()

    assert [str(one.message) for one in seen] == []


def test_async_code_has_it_too() -> None:
    async def asked() -> list[int]:
        async with Emulator(in_process=True) as emulator, emulator.rees46.async_client as client:
            shop = {"shop_id": emulator.rees46.account["shop_id"]}
            answers = await asyncio.gather(client.get("/init"), client.get("/init", params=shop))
            return [answer.status_code for answer in answers]

    assert asyncio.run(asked()) == [401, 200]


def test_a_server_that_runs_already_is_left_running() -> None:
    with Emulator() as running:
        with Emulator(url=running.url) as other, other.world() as world:
            assert invite(world) == INVITED

        assert invite(running) == INVITED


def test_settings_are_the_servers() -> None:
    with Emulator(in_process=True, control_token="t0ken") as emulator:
        assert emulator.control.get("/health")["status"] == "ok"


def test_an_address_that_is_no_emulators_is_said() -> None:
    with Emulator() as emulator:
        with pytest.raises(ControlError, match=f"^no emulator answers at {emulator.reco.url}, but 404: give "):
            Emulator(url=emulator.reco.url).start()
        with pytest.raises(ValueError, match=r"^url cannot be '127.0.0.1:4717': give an address that starts with http"):
            Emulator(url="127.0.0.1:4717")

    with pytest.raises(httpx.ConnectError, match=f"^no emulator answers at {emulator.url}: "):
        Emulator(url=emulator.url).start()


@pytest.mark.parametrize("body", ["{}", "[]", "hello"])
def test_another_server_that_answers_everything_is_said(body: str) -> None:
    answer = f"HTTP/1.1 200 OK\r\ncontent-length: {len(body)}\r\nconnection: close\r\n\r\n{body}"
    with socket.create_server(("127.0.0.1", 0)) as other, ThreadPoolExecutor(1) as beside:
        url = f"http://127.0.0.1:{other.getsockname()[1]}"
        starting = beside.submit(Emulator(url=url).start)
        client, _ = other.accept()
        with client:
            client.recv(4096)
            client.sendall(answer.encode())

        with pytest.raises(ControlError, match=f"^no emulator answers at {url}, but 200: give the address "):
            starting.result(timeout=PATIENCE)


def test_a_wrong_token_is_said() -> None:
    with Emulator(control_token="t0ken") as running, pytest.raises(ControlError) as refused:
        Emulator(url=running.url, token="other").start()

    assert refused.value.status == 401


def test_a_server_that_runs_already_takes_no_settings() -> None:
    with pytest.raises(TypeError, match="give url and token alone"):
        Emulator(url="http://127.0.0.1:4717", fixture="demo")


def test_a_port_and_a_host_are_where_it_listens() -> None:
    with Emulator() as before:
        port = int(before.url.rpartition(":")[2])
        with pytest.raises(StartError, match=rf"127.0.0.1:{port}: .*; choose another with port or host"):
            Emulator(port=port).start()

    with Emulator(port=port, host="localhost") as emulator:
        assert emulator.url == f"http://localhost:{port}"
        assert invite(emulator) == INVITED


@pytest.mark.parametrize(
    ("settings", "error", "sentence"),
    [
        ({"prot": 1}, TypeError, "there is no setting 'prot'; the settings are host, port, tls, "),
        ({"port": "x"}, ValueError, "port cannot be 'x': Input should be a valid integer"),
        ({"public_url": "x"}, ValueError, "public_url cannot be 'x': give an address that starts with http://"),
        ({"in_process": True, "port": 48121}, TypeError, "in process there is no port: leave out in_process or port"),
        ({"in_process": True, "host": "::1"}, TypeError, "in process there is no port: leave out in_process or host"),
    ],
)
def test_a_wrong_setting_is_said_in_a_sentence(settings: dict[str, Any], error: type[Exception], sentence: str) -> None:
    with pytest.raises(error) as refused:
        Emulator(**settings)

    assert type(refused.value) is error
    assert str(refused.value).startswith(sentence)


def test_a_wrong_variable_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("EMULATOR_STRICT", "maybe")

    with pytest.raises(ValueError, match=r"^EMULATOR_STRICT cannot be 'maybe': "):
        Emulator()


def test_a_broken_fixture_is_said(tmp_path: Path) -> None:
    (tmp_path / "reco.yaml").write_text("venuez: []\n")

    with pytest.raises(FixtureError, match="venuez"):
        Emulator(fixture=str(tmp_path)).start()


def test_a_block_that_fails_ends_the_emulator() -> None:
    emulator = Emulator()

    with pytest.raises(RuntimeError, match="the test"), emulator:
        raise RuntimeError("the test")

    with pytest.raises(httpx.ConnectError):
        httpx.get(emulator.url)


@pytest.mark.slow
def test_the_command_does_not_load_it() -> None:
    program = (
        "import sys, emulator.cli, emulator.app; print([name for name in sys.modules if 'emulator.testing' in name])"
    )

    seen = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)

    assert seen.stdout.strip() == "[]"


def test_one_that_runs_is_not_started_again() -> None:
    emulator = Emulator().start()
    url = emulator.url

    with emulator as again:
        assert again.url == url

    with pytest.raises(httpx.ConnectError):
        httpx.get(f"{url}/_emulator/health")
    with emulator:
        assert invite(emulator) == INVITED


def test_each_block_has_an_asynchronous_client() -> None:
    async def asked() -> int:
        async with emulator.rees46.async_client as client:
            return (await client.get("/init")).status_code

    with Emulator(in_process=True) as emulator:
        assert [asyncio.run(asked()), asyncio.run(asked())] == [401, 401]
