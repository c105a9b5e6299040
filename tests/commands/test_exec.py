"""`emulator exec`: a command with an emulator of its own."""

import json
import os
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
NOON = "2030-01-31T12:00:00Z"
SENDS = """
import json, os, urllib.request
def call(url, body=None, **headers):
    headers["Content-Type"] = "application/json"
    return json.load(urllib.request.urlopen(urllib.request.Request(url, body and json.dumps(body).encode(), headers)))
control = os.environ["EMULATOR_URL"] + "/_emulator"
invite = f"{os.environ['RECO_BASE_URL']}/invite/mail/venue/{os.environ['RECO_VENUE']}"
call(invite, {"invites": [{"email": "jane@example.com"}]}, **{"X-Reco-ApiKey": os.environ["RECO_API_KEY"]})
link = call(control + "/outbox")["items"][0]["links"]["review"]
print(json.dumps({"link": link, "strict": call(control + "/worlds/default")["strict"]}))
"""


def run(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([*EXEC, *arguments], capture_output=True, text=True, timeout=10 * PATIENCE, check=False)


def test_the_command_finds_the_vendors_and_its_status_is_handed_on() -> None:
    ran = run("--", sys.executable, "-c", ASKS)

    assert (ran.stdout, ran.stderr, ran.returncode) == ("$\n", "", 7)


def test_what_follows_the_command_is_its_own() -> None:
    ran = run(sys.executable, "-c", "import sys; print(sys.argv[1:])", "--version", "--", "-h")

    assert (ran.stdout, ran.stderr, ran.returncode) == ("['--version', '--', '-h']\n", "", 0)


@pytest.mark.parametrize("token", [[], ["--control-token", "t0ken"]])
def test_the_commands_inside_find_its_emulator(token: list[str]) -> None:
    ran = run(*token, "--", sys.executable, "-m", "emulator", "outbox", "--wait", "10ms")

    assert (ran.stdout, ran.stderr, ran.returncode) == ("no such message was sent\n", "", 3)


def test_a_world_of_the_shells_own_server_is_not_looked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("EMULATOR_WORLD", "mine")

    ran = run("--", sys.executable, "-m", "emulator", "clock", "set", NOON, "--frozen")

    assert (ran.stdout, ran.stderr, ran.returncode) == (f"{NOON}  frozen\n", "", 0)


def test_of_the_shells_settings_it_has_those_of_a_server_for_tests(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("EMULATOR_PORT", "none")
    monkeypatch.setenv("EMULATOR_PUBLIC_URL", "https://people.example")
    monkeypatch.setenv("EMULATOR_STRICT", "1")
    if "EMULATOR_DATABASE_URL" not in os.environ:
        monkeypatch.setenv("EMULATOR_DATA", str(tmp_path / "data"))

    ran = run("--", sys.executable, "-c", SENDS)

    said = json.loads(ran.stdout)
    assert said["link"].startswith("http://127.0.0.1:")
    assert said["strict"] is True
    assert not list(tmp_path.iterdir())


def test_a_wrong_variable_that_it_has_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("EMULATOR_STRICT", "perhaps")

    ran = run("--", "true")

    assert ran.returncode == 2
    assert ran.stderr.startswith("emulator: EMULATOR_STRICT cannot be 'perhaps': ")


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
        (
            ["--database-url", "postgresql://127.0.0.1:1/none", "--", "true"],
            "cannot keep worlds in PostgreSQL: ",
            125,
        ),
        (["--tls", "--certs", "/dev/null", "--", "true"], "cannot keep certificates in /dev/null: File exists;", 125),
    ],
)
def test_what_cannot_be_run_is_said(arguments: list[str], said: str, status: int) -> None:
    ran = run(*arguments)

    assert ran.returncode == status
    assert ran.stderr.startswith(f"emulator: {said}")


def test_a_command_that_a_signal_ended_gives_a_shells_status() -> None:
    assert run("--", "sh", "-c", "kill -9 $$").returncode == 128 + signal.SIGKILL


FRESH = """
import os, signal, sys
signal.signal(signal.SIGHUP, signal.SIG_DFL)
def signalled(event, arguments):
    if event == "subprocess.Popen" and sys.argv[-1:] == arguments[1][-1:] == ["-"]:
        os.kill(os.getpid(), signal.SIGTERM)
sys.addaudithook(signalled)
from emulator.cli import app
app(["exec", *sys.argv[1:]])
"""
"""Whatever ignores SIGHUP around the tests, here nothing does; before it starts `cat -`, it has a SIGTERM."""


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_a_signal_reaches_the_command(number: signal.Signals) -> None:
    waits = "import sys; print('there', flush=True); sys.stdin.read()"
    command = [sys.executable, "-c", FRESH, "--", sys.executable, "-c", waits]

    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        process.stdout.readline()
        process.send_signal(number)
        status = process.wait(timeout=PATIENCE)

    assert status == 128 + number


def test_a_signal_from_before_the_command_was_there_reaches_it() -> None:
    command = [sys.executable, "-c", FRESH, "--", "cat", "-"]

    with subprocess.Popen(command, stdin=subprocess.PIPE) as process:
        status = process.wait(timeout=PATIENCE)

    assert status == 128 + signal.SIGTERM


def test_what_is_ignored_around_it_the_command_ignores() -> None:
    command = ["nohup", *EXEC, "--", "sh", "-c", "kill -HUP $$ $PPID; echo stays"]

    ran = subprocess.run(
        command, stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=PATIENCE, check=False
    )

    assert (ran.stdout, ran.returncode) == ("stays\n", 0)
