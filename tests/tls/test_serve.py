"""The command with --tls: what it prints, how it stops, and that a start without it pays nothing."""

import os
import re
import signal
import socket
import ssl
import subprocess
import sys
from pathlib import Path

import httpx
import pytest

from tests.conftest import PATIENCE

pytestmark = pytest.mark.once

COMMAND = [sys.executable, "-m", "emulator", "serve", "--port", "0"]
READY = re.compile(r"emulator ready on (https?)://127\.0\.0\.1:(\d+) \((?:3 vendors, \d+\.\d\d s|trust (\S+))\)\n")


def stopped(*arguments: str, command: list[str] = COMMAND) -> subprocess.CompletedProcess[str]:
    return subprocess.run([*command, *arguments], capture_output=True, text=True, timeout=PATIENCE, check=False)


def test_says_both_addresses_and_ends_at_sigterm_though_clients_are_there(tmp_path: Path) -> None:
    command = [*COMMAND, "--tls", "--certs", str(tmp_path)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        lines = [READY.fullmatch(process.stdout.readline()) for _ in range(2)]
        table = "".join(process.stdout.readline() for _ in range(11))
        assert lines[0]
        assert lines[1]
        trust = ssl.create_default_context(cafile=lines[1][3])
        port = int(lines[1][2])
        with httpx.Client(verify=trust, timeout=PATIENCE) as client, socket.create_connection(("127.0.0.1", port)):
            health = client.get(f"https://127.0.0.1:{port}/_emulator/health").json()
            process.send_signal(signal.SIGTERM)
            status = process.wait(timeout=PATIENCE)
        complaints = process.stderr.read()

    assert (lines[0][1], lines[1][1], health["status"], status) == ("http", "https", "ok", 0)
    assert lines[1][3] == str(tmp_path / "ca.pem")
    for vendor in ("reco", "rees46", "recensus", "_emulator"):
        assert f"http://127.0.0.1:{lines[0][2]}/{vendor} " in table
        assert re.search(rf"https://127\.0\.0\.1:{port}/{vendor}\s", table)
    assert complaints == ""


def test_a_folder_that_cannot_be_used_stops_the_start(tmp_path: Path) -> None:
    (tmp_path / "file").touch()

    ended = stopped("--tls", "--certs", str(tmp_path / "file"))

    assert (ended.returncode, ended.stdout) == (1, "")
    assert ended.stderr == (
        f"emulator: cannot keep certificates in {tmp_path}/file: File exists; give another folder with --certs\n"
    )


def test_a_broken_certificate_stops_the_start(tmp_path: Path) -> None:
    (tmp_path / "ca.pem").write_text("nonsense")

    ended = stopped("--tls", "--certs", str(tmp_path))

    assert (ended.returncode, ended.stdout) == (1, "")
    assert ended.stderr == (
        f"emulator: {tmp_path}/ca.pem is no certificate in PEM; remove ca.pem and ca.key there to have new ones\n"
    )


def test_a_name_that_is_none_stops_the_start(tmp_path: Path) -> None:
    ended = stopped("--tls", "--certs", str(tmp_path), "--allowed-hosts", "a..b")

    assert ended.returncode == 1
    assert ended.stderr == "emulator: 'a..b' cannot stand in a certificate: it is no host name\n"


def test_a_busy_port_for_https_stops_the_start(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]

        ended = stopped("--tls", "--certs", str(tmp_path), "--tls-port", str(port))

    assert ended.returncode == 1
    assert ended.stderr == (
        f"emulator: cannot listen on 127.0.0.1:{port}: Address already in use; "
        "choose another with --tls-port or --host\n"
    )


def test_a_missing_package_stops_the_start(tmp_path: Path) -> None:
    without = "import sys; sys.modules['cryptography'] = None; from emulator.cli import app; app()"

    ended = stopped("--tls", "--certs", str(tmp_path), command=[sys.executable, "-c", without, *COMMAND[3:]])

    assert ended.returncode == 1
    assert ended.stderr == "emulator: certificates need the Python package cryptography, which is not installed\n"


def test_a_start_without_it_loads_nothing_of_it() -> None:
    look = "import sys; print([name for name in sys.modules if name.startswith(('emulator.tls', 'cryptography'))])"
    program = (
        "from emulator import cli, server; from emulator.app import Application; "
        "from emulator.settings import Settings; "
        f"application = Application(Settings()); server.embedded(application); {look}"
    )

    seen = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, timeout=PATIENCE, check=True, env=os.environ
    )

    assert seen.stdout == "[]\n"
