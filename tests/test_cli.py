"""The command as a person meets it: a process of its own, what it prints, how it ends."""

import os
import re
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from tests.conftest import PATIENCE, needs_ipv6

pytestmark = pytest.mark.usefixtures("engine_of_commands")
READY = re.compile(r"emulator ready on (http://127\.0\.0\.1:\d+) \(3 vendors, \d+\.\d\d s\)\n")
COMMAND = [sys.executable, "-m", "emulator"]


def run(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """The command, run to its end."""
    return subprocess.run(
        [*COMMAND, *arguments],
        capture_output=True,
        text=True,
        timeout=10 * PATIENCE,
        check=False,
        env={**os.environ, **environment},
    )


@pytest.fixture
def served() -> Iterator[subprocess.Popen[str]]:
    process = subprocess.Popen([*COMMAND, "serve", "--port", "0"], stdout=subprocess.PIPE, text=True)
    yield process
    process.kill()
    process.wait(timeout=PATIENCE)
    if process.stdout is not None:
        process.stdout.close()


def ready_line(process: subprocess.Popen[str]) -> str:
    assert process.stdout is not None
    return process.stdout.readline()


def test_says_in_one_line_that_it_is_ready_and_answers_then(served: subprocess.Popen[str]) -> None:
    line = ready_line(served)

    match = READY.fullmatch(line)
    assert match, line
    assert httpx.get(f"{match[1]}/_emulator/health", timeout=PATIENCE).json()["status"] == "ok"


def test_shows_addresses_and_credentials_under_the_ready_line(served: subprocess.Popen[str]) -> None:
    ready_line(served)
    assert served.stdout is not None

    below = [served.stdout.readline() for _ in range(11)]

    for shown in ("/reco", "3x3mp3l", "/rees46", "DvLWN2ZTMZ", "/recensus", "shared-secret", "/_emulator"):
        assert shown in "".join(below)
    assert "/_emulator" in below[-1]


def test_ready_exits_with_0_when_the_server_answers(served: subprocess.Popen[str]) -> None:
    port = ready_line(served).partition("127.0.0.1:")[2].partition(" ")[0]
    # The first answer may take a busy machine longer than `ready` has patience.
    httpx.get(f"http://127.0.0.1:{port}/_emulator/health", timeout=PATIENCE)

    answered = run("ready", "--port", port)

    assert (answered.returncode, answered.stdout, answered.stderr) == (0, "ready\n", "")


def test_ready_waits_as_long_as_it_is_told_to() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        port = str(taken.getsockname()[1])
    with (
        subprocess.Popen(
            [*COMMAND, "ready", "--port", port, "--wait", str(PATIENCE)], stdout=subprocess.PIPE
        ) as asking,
        subprocess.Popen([*COMMAND, "serve", "--port", port], stdout=subprocess.PIPE) as server,
    ):
        said = asking.communicate(timeout=2 * PATIENCE)[0]
        server.terminate()

    assert (asking.returncode, said) == (0, b"ready\n")


def test_ready_exits_with_1_when_nothing_answers() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        port = str(taken.getsockname()[1])

        answered = run("ready", "--port", port)

    assert answered.returncode == 1
    assert answered.stderr == f"emulator: nothing answers on 127.0.0.1:{port}: Connection refused\n"


def test_ready_exits_with_1_when_something_else_answers() -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = str(other.getsockname()[1])
        with subprocess.Popen([*COMMAND, "ready", "--port", port], stderr=subprocess.PIPE, text=True) as asking:
            client = other.accept()[0]
            client.sendall(b"220 mail.example.org ready\r\n")
            client.close()
            said = asking.communicate(timeout=PATIENCE)[1]

    assert asking.returncode == 1
    assert said == f"emulator: what answers on 127.0.0.1:{port} is not the emulator\n"


@pytest.mark.parametrize(
    ("host", "shown"), [("127.0.0.1", "127.0.0.1"), pytest.param("::1", "[::1]", marks=needs_ipv6)]
)
def test_a_busy_port_stops_the_start_with_one_sentence(host: str, shown: str) -> None:
    with socket.create_server((host, 0), family=socket.AF_INET6 if ":" in host else socket.AF_INET) as taken:
        port = str(taken.getsockname()[1])

        stopped = run("serve", "--host", host, "--port", port)

    assert stopped.returncode == 1
    assert stopped.stderr == (
        f"emulator: cannot listen on {shown}:{port}: Address already in use; choose another with --port or --host\n"
    )


def test_a_broken_fixture_stops_the_start_with_file_line_and_key(tmp_path: Path) -> None:
    file = tmp_path / "reco.yaml"
    file.write_text('venues:\n  - venue: "1"\n    name: One\n    apikey: k\n    api_key: k\n')

    stopped = run("serve", "--port", "0", "--fixture", str(tmp_path))

    assert stopped.returncode == 1
    assert stopped.stderr == f"emulator: {file}:4: venues.0.apikey: unknown key\n"


def test_an_unknown_fixture_stops_the_start_with_those_there_are() -> None:
    stopped = run("serve", "--port", "0", "--fixture", "nix")

    assert stopped.returncode == 1
    assert stopped.stderr.startswith("emulator: there is no fixture 'nix': give one of demo")


@pytest.mark.once
def test_an_unusable_data_folder_stops_the_start_with_one_sentence(tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.write_text("")

    stopped = run("serve", "--port", "0", "--data", str(file / "worlds"))

    assert stopped.returncode == 1
    assert stopped.stderr == f"emulator: cannot keep worlds in {file}/worlds: Not a directory\n"


@pytest.mark.parametrize(
    ("flags", "environment", "sentence"),
    [
        (["--port", "abc"], {}, "--port cannot be 'abc': Input should be a valid integer"),
        (
            [],
            {"EMULATOR_PORT": "99999"},
            "EMULATOR_PORT cannot be '99999': Input should be less than or equal to 65535",
        ),
        (
            ["--database-url", "mysql://emulator:secr@t@db/emulator"],
            {},
            "--database-url cannot be 'mysql://emulator:***@db/emulator': give an address that starts with postgresql://",
        ),
        (["--public-url", "x"], {}, "--public-url cannot be 'x': give an address that starts with http:// or https://"),
        (["--public-url", "http://"], {}, "--public-url cannot be 'http://': give an address that starts with http://"),
        (["--worlds-max", "0"], {}, "--worlds-max cannot be '0': Input should be greater than or equal to 1"),
        (
            [],
            {"EMULATOR_WORLD_IDLE": "-1"},
            "EMULATOR_WORLD_IDLE cannot be '-1': Input should be greater than or equal",
        ),
    ],
)
def test_a_wrong_setting_stops_the_start_with_one_sentence(
    flags: list[str], environment: dict[str, str], sentence: str
) -> None:
    stopped = run("serve", *flags, **{"EMULATOR_PORT": "0", **environment})

    assert stopped.returncode == 2
    assert stopped.stderr.startswith(f"emulator: {sentence}")
    assert stopped.stderr.count("\n") == 1


def test_a_flag_comes_before_its_variable() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        port = str(taken.getsockname()[1])

        answered = run("ready", "--port", port, EMULATOR_PORT="1")

    assert f"127.0.0.1:{port}" in answered.stderr
