"""`emulator exec`: a command with an emulator of its own."""

import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import PATIENCE

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("engine_of_commands")]
EXEC = [sys.executable, "-m", "emulator", "exec"]
ASKS = """
import json, os, urllib.request
address = f"{os.environ['REES46_BASE_URL']}/init?shop_id={os.environ['REES46_SHOP_ID']}"
print(json.load(urllib.request.urlopen(address))["currency"])
raise SystemExit(7)
"""


def run(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([*EXEC, *arguments], capture_output=True, text=True, timeout=10 * PATIENCE, check=False)


def test_the_command_finds_the_vendors_and_its_status_is_handed_on() -> None:
    ran = run("--", sys.executable, "-c", ASKS)

    assert (ran.stdout, ran.stderr, ran.returncode) == ("$\n", "", 7)


@pytest.mark.parametrize("token", [[], ["--control-token", "t0ken"]])
def test_the_commands_inside_find_its_emulator(token: list[str]) -> None:
    ran = run(*token, "--", sys.executable, "-m", "emulator", "outbox", "--wait", "10ms")

    assert (ran.stdout, ran.stderr, ran.returncode) == ("no such message was sent\n", "", 3)


UNCHANGED = """
import json, urllib.request
print(json.load(urllib.request.urlopen("https://api.rees46.ru/init?shop_id=DvLWN2ZTMZ"))["currency"])
urllib.request.urlopen("https://example.org/")
"""


def test_a_command_that_nobody_can_change_calls_the_vendors_own_addresses(tmp_path: Path) -> None:
    ran = run("--tls", "--certs", str(tmp_path), "--", sys.executable, "-c", UNCHANGED)

    assert ran.stdout == "$\n"
    assert "this server is a proxy for the vendors' hosts only, and example.org is none of them" in ran.stderr


@pytest.mark.parametrize(
    ("arguments", "said", "status"),
    [
        (["--", "/nowhere/at-all"], "there is no command '/nowhere/at-all'", 127),
        (["--", "/"], "'/' cannot be run: Permission denied", 126),
        (["--fixture", "nope", "--", "true"], "there is no fixture 'nope'", 125),
        (["--tls", "--certs", "/dev/null", "--", "true"], "cannot keep certificates in /dev/null: File exists;", 125),
    ],
)
def test_what_cannot_be_run_is_said(arguments: list[str], said: str, status: int) -> None:
    ran = run(*arguments)

    assert ran.returncode == status
    assert ran.stderr.startswith(f"emulator: {said}")


def test_a_command_that_a_signal_ended_gives_a_shells_status() -> None:
    assert run("--", "sh", "-c", "kill -9 $$").returncode == 128 + signal.SIGKILL


def test_a_signal_reaches_the_command() -> None:
    waits = "import signal, sys; print('there', flush=True); signal.pause()"

    with subprocess.Popen([*EXEC, "--", sys.executable, "-c", waits], stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        process.stdout.readline()
        process.terminate()
        status = process.wait(timeout=PATIENCE)

    assert status == 128 + signal.SIGTERM
