"""The plugin in a project that has nothing to do with this one: pytest runs there in a process of its own."""

import os
import re
import socket
import subprocess
import sys
from contextlib import suppress
from importlib.metadata import entry_points
from pathlib import Path

import httpx
import pytest

from emulator import Emulator
from tests.conftest import PATIENCE

ROOT = Path(__file__).resolve().parent.parent
WITHOUT = [f"-pno:{name}" for name in ("schemathesis", "hypothesispytest", "anyio")]
"""Plugins that are there for our own tests, take seconds to load, and are nothing to that project."""
pytestmark = [pytest.mark.slow, pytest.mark.once]  # a plugin's server is in memory, whatever the shell says
HEAD = """
import os, pathlib, signal, sys
import pytest

def invite(world, email="jane@example.org"):
    key = {"X-Reco-ApiKey": world.reco.account["api_key"]}
    path = f"/invite/mail/venue/{world.reco.account['venue']}"
    return world.reco.client.post(path, headers=key, json={"invites": [{"email": email}]}).json()

"""


@pytest.fixture(autouse=True, scope="module")
def installed() -> None:
    names = {point.name for point in entry_points(group="pytest11")}
    assert "emulator" in names, "install the package (pip install -e .): pytest does not know its plugin"


def begun(folder: Path, tests: str, *arguments: str, **settings: str) -> subprocess.Popen[str]:
    (folder / "test_shop.py").write_text(HEAD + tests)
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", *WITHOUT, *arguments, str(folder)]
    without = {name: value for name, value in os.environ.items() if not name.startswith(("EMULATOR_", "PYTEST_"))}
    return subprocess.Popen(
        command,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        cwd=folder,
        env={**without, "TMPDIR": str(folder), **settings},
    )


def run(folder: Path, tests: str, *arguments: str, **settings: str) -> subprocess.CompletedProcess[str]:
    with begun(folder, tests, *arguments, **settings) as process:
        output, complaints = process.communicate(timeout=10 * PATIENCE)
    return subprocess.CompletedProcess(process.args, process.returncode, output, complaints)


EIGHT = """
@pytest.mark.parametrize("number", range(8))
def test_an_invite(emulator, emulator_server, number):
    pathlib.Path(f"seen-{number}").write_text(emulator_server.url)

    assert invite(emulator)["success"] == [{"email": "jane@example.org"}]

    emulator.requests.assert_called("reco.create_email_invite", times=1)
    assert emulator.outbox.wait(to="jane@example.org").vendor == "reco"
"""


def seen(folder: Path) -> list[str]:
    return [file.read_text() for file in sorted(folder.glob("seen-*"))]


def ends(url: str) -> bool:
    """Waits for the server to close what it is asked on; whether nothing answers then."""
    address = (httpx.URL(url).host, httpx.URL(url).port or 80)
    with suppress(ConnectionError), socket.create_connection(address, timeout=PATIENCE) as connection:
        connection.recv(1)
    with pytest.raises(httpx.ConnectError):
        Emulator(url=url).start()
    return True


def left_over(folder: Path) -> list[str]:
    return [file.name for file in folder.glob("emulator-*")]


@pytest.mark.parametrize("workers", ["0", "3"])
def test_all_workers_share_one_server_that_ends_with_them(tmp_path: Path, workers: str) -> None:
    done = run(tmp_path, EIGHT, "-n", workers, "-W", "error")

    assert "8 passed" in done.stdout, done.stdout + done.stderr
    assert len(seen(tmp_path)) == 8
    assert len(set(seen(tmp_path))) == 1
    assert ends(seen(tmp_path)[0])
    assert left_over(tmp_path) == []


@pytest.mark.parametrize("where", [(), ("--emulator-in-process",)])
def test_the_server_is_not_the_one_that_the_shell_is_set_up_for(tmp_path: Path, where: tuple[str, ...]) -> None:
    kept = tmp_path / "kept"
    tests = """
def test_the_shell_says_what_worlds_are(emulator, emulator_server):
    assert emulator.control.get("/contract")["strict"] is True
    assert emulator_server.link.token == "t0ken"
"""

    done = run(
        tmp_path,
        tests,
        *where,
        EMULATOR_DATA=str(kept),
        EMULATOR_WORLDS_MAX="0",
        EMULATOR_PORT="x",
        EMULATOR_STRICT="yes",
        EMULATOR_CONTROL_TOKEN="t0ken",
    )

    assert "1 passed" in done.stdout, done.stdout + done.stderr
    assert not kept.exists()


def test_without_a_port(tmp_path: Path) -> None:
    done = run(tmp_path, EIGHT, "--emulator-in-process")

    assert "8 passed" in done.stdout, done.stdout + done.stderr
    assert set(seen(tmp_path)) == {"http://127.0.0.1"}


def test_a_server_that_runs_already_is_used_and_left_running(tmp_path: Path) -> None:
    with Emulator() as running:
        done = run(tmp_path, EIGHT, "--emulator-url", running.url)

        assert "8 passed" in done.stdout, done.stdout + done.stderr
        assert set(seen(tmp_path)) == {running.url}
        assert [world["name"] for world in running.control.get("/worlds")["items"]] == ["default"]


@pytest.mark.parametrize(("workers", "status"), [("0", 4), ("2", 2)])
def test_an_address_where_no_emulator_is_ends_the_run(tmp_path: Path, workers: str, status: int) -> None:
    nobody = "http://127.0.0.1:9"

    done = run(tmp_path, EIGHT, "-n", workers, EMULATOR_URL=nobody)

    said = done.stdout + done.stderr
    assert f"EMULATOR_URL {nobody}: no emulator answers at {nobody}: " in said
    assert "Traceback" not in said
    assert done.returncode == status, said


def test_options_that_exclude_each_other_are_refused(tmp_path: Path) -> None:
    done = run(tmp_path, EIGHT, "--emulator-in-process", "--emulator-url", "http://127.0.0.1:4717")

    assert done.stderr == "ERROR: --emulator-url is a server with a port: leave it out, or --emulator-in-process\n\n"
    assert done.returncode == pytest.ExitCode.USAGE_ERROR


@pytest.mark.parametrize(("said", "wrong"), [('"empty"', "'empty'"), ("fixtur='empty'", "fixtur")])
def test_what_the_marker_does_not_take_is_refused(tmp_path: Path, said: str, wrong: str) -> None:
    tests = f"@pytest.mark.emulator({said})\ndef test_it(emulator): pass\n"

    done = run(tmp_path, tests, "--emulator-in-process")

    assert f"the marker emulator takes fixture, now, frozen, strict by name, and not {wrong}" in done.stdout
    assert "1 error" in done.stdout


def test_a_failing_test_shows_what_was_called_and_sent(tmp_path: Path) -> None:
    done = run(
        tmp_path,
        """
def test_it(emulator):
    invite(emulator)
    emulator.requests.assert_called("reco.create_email_invite", email="john@example.org")
""",
        "--emulator-in-process",
    )

    assert "1 failed" in done.stdout
    assert re.search(r"- emulator requests -+\n1: POST http://.*/reco/invite/mail/venue/\S+ -> 200", done.stdout)
    assert re.search(r"- emulator outbox -+\n1: email to jane@example.org: ", done.stdout)
    assert "params.email: expected 'john@example.org', got 'jane@example.org'" in done.stdout


def test_another_fixture_of_that_name_is_left_alone(tmp_path: Path) -> None:
    done = run(
        tmp_path,
        """
@pytest.fixture
def emulator():
    return "a game console"

def test_it(emulator):
    assert emulator == "a phone"
""",
    )

    assert "1 failed" in done.stdout, done.stdout + done.stderr


def test_a_marker_says_how_the_world_is_made(tmp_path: Path) -> None:
    (tmp_path / "own").mkdir()
    (tmp_path / "own" / "reco.yaml").write_text("venues: []\n")

    done = run(
        tmp_path,
        """
@pytest.mark.emulator(fixture=str(pathlib.Path("own").absolute()))
def test_it(emulator):
    assert emulator.reco.accounts == []
""",
        "--emulator-in-process",
    )

    assert "1 passed" in done.stdout, done.stdout + done.stderr


def test_unused_it_costs_nothing(tmp_path: Path) -> None:
    done = run(
        tmp_path,
        """
def test_it():
    loaded = [name for name in sys.modules if name.startswith("emulator.") and name != "emulator.pytest_plugin"]
    assert loaded == []
""",
    )

    assert "1 passed" in done.stdout, done.stdout + done.stderr
    assert left_over(tmp_path) == []


def test_a_worker_that_is_killed_leaves_no_server(tmp_path: Path) -> None:
    done = run(
        tmp_path,
        """

def test_it(emulator, emulator_server):
    pathlib.Path("seen-0").write_text(emulator_server.url)
    os.kill(os.getpid(), signal.SIGKILL)
""",
        "-n",
        "1",
        "--max-worker-restart=0",
    )

    assert "crashed" in done.stdout
    assert ends(seen(tmp_path)[0])
    assert left_over(tmp_path) == []
