"""A server outlives no test run, however the run ends: nobody comes to end it then."""

import os
import signal
import socket
from contextlib import suppress
from pathlib import Path

import pytest

from tests.conftest import PATIENCE
from tests.test_pytest_plugin import EIGHT, begun, ends, left_over

pytestmark = [pytest.mark.slow, pytest.mark.once]
HELD_BACK = """
import os, socket, sys

if "emulator" in " ".join(sys.orig_argv) and "pytest" not in sys.orig_argv:
    told = socket.create_connection(("127.0.0.1", int(os.environ["TOLD_AT"])))
    told.recv(5)
"""
"""A server that tells when it begins to start, waits to be let on, and is heard to end."""
SIGNALS = [signal.SIGTERM, signal.SIGKILL]


@pytest.mark.parametrize("ending", SIGNALS)
@pytest.mark.parametrize("workers", ["0", "2"])
def test_a_run_that_is_killed_leaves_no_server(tmp_path: Path, workers: str, ending: signal.Signals) -> None:
    tests = """
@pytest.mark.parametrize("number", range(2))
def test_it(emulator_server, number):
    os.write(2, f"{emulator_server.url}\\n".encode())
    signal.pause()
"""
    with begun(tmp_path, tests, "-s", "-n", workers) as process:
        assert process.stderr is not None
        url = process.stderr.readline().strip()
        assert left_over(tmp_path) != []

        process.send_signal(ending)

        assert ends(url)
    assert left_over(tmp_path) == []


@pytest.mark.parametrize("ending", [signal.SIGINT, *SIGNALS])
def test_a_run_that_is_ended_while_its_server_starts_leaves_none(tmp_path: Path, ending: signal.Signals) -> None:
    (tmp_path / "sitecustomize.py").write_text(HELD_BACK)
    path = os.pathsep.join(filter(None, [str(tmp_path), os.environ.get("PYTHONPATH")]))
    with socket.create_server(("127.0.0.1", 0)) as listener:
        listener.settimeout(PATIENCE)
        port = str(listener.getsockname()[1])
        with begun(tmp_path, EIGHT, PYTHONPATH=path, TOLD_AT=port) as process:
            starting, _ = listener.accept()
            with starting:
                starting.settimeout(PATIENCE)

                process.send_signal(ending)
                process.communicate(timeout=PATIENCE)

                with suppress(ConnectionError):
                    starting.sendall(b"go on")
                    assert starting.recv(1) == b"", "the server lives"
    assert left_over(tmp_path) == []
