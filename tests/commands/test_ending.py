"""How the command ends: each row of the table of exit statuses in docs/command-line.md, and the sentence beside it."""

import os
import pty
import re
import signal
import socket
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from emulator.commands.ending import Status
from tests.commands.terminal import COMMAND, environment, rest_of, through_a_pipe
from tests.conftest import PATIENCE, TestWorld

pytestmark = [pytest.mark.slow, pytest.mark.once]
PAGE = Path(__file__).parents[2] / "docs" / "command-line.md"
There = list[str]


@pytest.fixture
def there(world: TestWorld) -> There:
    world.client("_emulator").get("/clock")
    return ["--port", world.running.url.rpartition(":")[2], "--world", world.name]


def ending(*arguments: str) -> Callable[[There], int]:
    return lambda there: through_a_pipe(*arguments, *there).returncode


def running(*command: str) -> Callable[[There], int]:
    return lambda _: through_a_pipe("exec", *command).returncode


def interrupted(*arguments: str) -> tuple[int, str]:
    """Status and stderr of a command to which Ctrl-C comes while it waits for the server."""
    with socket.create_server(("127.0.0.1", 0)) as silent:
        silent.settimeout(10 * PATIENCE)
        command = [*COMMAND, *arguments, "--port", str(silent.getsockname()[1])]
        with (
            subprocess.Popen(command, stderr=subprocess.PIPE, text=True, env=environment()) as process,
            silent.accept()[0],
        ):
            process.send_signal(signal.SIGINT)
            _, said = process.communicate(timeout=PATIENCE)
    return process.returncode, said


def left(*arguments: str) -> tuple[int, str]:
    """Status and stderr of a command whose output nobody reads."""
    reads, writes = os.pipe()
    os.close(reads)
    with subprocess.Popen(
        [*COMMAND, *arguments], stdout=writes, stderr=subprocess.PIPE, text=True, env=environment()
    ) as process:
        os.close(writes)
        _, said = process.communicate(timeout=10 * PATIENCE)
    return process.returncode, said


ROWS: dict[Status, Callable[[There], int]] = {
    Status.DONE: ending("clock"),
    Status.UNDONE: ending("requests", "show", "9"),
    Status.USAGE: ending("requests", "--limit", "many"),
    Status.FOUND: ending("outbox", "--wait", "10ms"),
    Status.NOT_STARTED: running("--fixture", "nope", "--", "true"),
    Status.NOT_EXECUTABLE: running("--", "/"),
    Status.NOT_FOUND: running("--", "/nowhere/at-all"),
    Status.INTERRUPTED: lambda _: interrupted("ready")[0],
    Status.LEFT: lambda there: left("clock", *there)[0],
}


@pytest.mark.parametrize("status", Status, ids=str)
def test_a_command_ends_with_each_status_of_the_table(status: Status, there: There) -> None:
    assert ROWS[status](there) == status


def test_the_table_has_every_status_and_no_other() -> None:
    rows = re.findall(r"^\| (\d+) \|", PAGE.read_text(), re.MULTILINE)

    assert [int(row) for row in rows] == sorted(Status)


@pytest.mark.parametrize(
    ("arguments", "variables", "sentence"),
    [
        (
            ["requests", "--limit", "x"],
            {},
            "--limit: ",
        ),
        (
            ["requests"],
            {"EMULATOR_REQUESTS_LIST_LIMIT": "x"},
            "EMULATOR_REQUESTS_LIST_LIMIT: ",
        ),
        (["serv"], {}, "no such command 'serv'. Did you mean 'serve'? `emulator --help` tells more"),
        (["outbx"], {}, "no such command 'outbx'. Did you mean 'outbox'? `emulator --help` tells more"),
        (["outbox", "shw"], {}, "no such command 'shw'. Did you mean 'show'? `emulator outbox --help` tells more"),
        (
            ["serve", "--prt", "1"],
            {},
            "no such option: --prt (Possible options: --certs, --port, --tls-port). `emulator",
        ),
        (["serve", "--port", "x"], {}, "--port cannot be 'x': Input should be a valid integer"),
        (["serve"], {"EMULATOR_PORT": "x"}, "EMULATOR_PORT cannot be 'x': Input should be a valid integer"),
        (["serve"], {"EMULATOR_TLS": "x"}, "EMULATOR_TLS: "),
        (["clock", "advance"], {}, "how far? Say it with --days, --hours, --minutes or --seconds"),
        (["feed"], {}, "missing argument 'CATALOG.xml'. `emulator feed --help` tells more"),
        (["clock", "--port", "99999"], {}, "--port cannot be '99999': Input should be less than or equal to 65535"),
        (["faults", "add", "reco", "stats=1"], {}, "'stats=1' is none of status=503, code=3"),
        (["contract", "--fail-on", "x"], {}, "--fail-on: 'x' is not one of 'notice', 'refusal',"),
    ],
)
def test_what_is_wrong_is_one_sentence_and_nothing_is_tried(
    arguments: list[str], variables: dict[str, str], sentence: str
) -> None:
    ran = through_a_pipe(*arguments, **variables)

    assert (ran.returncode, ran.stdout) == (Status.USAGE, "")
    assert ran.stderr.startswith(f"emulator: {sentence}")
    assert ran.stderr.count("\n") == 1


@pytest.mark.parametrize("command", [["clock"], ["outbox", "--wait", "60s"], ["reset", "--json"]], ids=" ".join)
def test_ctrl_c_ends_a_command_that_waits_without_a_word(command: list[str]) -> None:
    assert interrupted(*command) == (Status.INTERRUPTED, "")


def test_ctrl_c_ends_a_feed_and_a_terminal_has_its_cursor_back(tmp_path: Path) -> None:
    file = tmp_path / "feed.xml"
    file.write_bytes(b" " * 50_000_000)
    ours, its = pty.openpty()
    with socket.create_server(("127.0.0.1", 0)) as silent:
        silent.settimeout(10 * PATIENCE)
        command = [*COMMAND, "feed", str(file), "--port", str(silent.getsockname()[1])]
        with subprocess.Popen(command, stdout=its, stderr=its, env=environment()) as process, silent.accept()[0]:
            os.close(its)
            seen = os.read(ours, 65536)
            while b"sending feed.xml" not in seen:
                seen += os.read(ours, 65536)
            process.send_signal(signal.SIGINT)
            status = process.wait(timeout=PATIENCE)
    seen += rest_of(ours)

    assert status == Status.INTERRUPTED
    assert seen.rstrip().endswith(b"\x1b[?25h\r\x1b[1A\x1b[2K")
    assert b"Traceback" not in seen


def test_ctrl_c_ends_serve_as_sigterm_does() -> None:
    with subprocess.Popen(
        [*COMMAND, "serve", "--port", "0"], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=environment()
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline().startswith("emulator ready on ")
        process.send_signal(signal.SIGINT)
        _, said = process.communicate(timeout=PATIENCE)

    assert (process.returncode, said) == (Status.DONE, "")


def test_ctrl_c_ends_what_exec_runs_and_then_exec() -> None:
    waits = "import signal; print('there', flush=True); signal.pause()"
    command = [*COMMAND, "exec", "--", sys.executable, "-c", waits]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, env=environment(), start_new_session=True
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "there\n"
        os.killpg(process.pid, signal.SIGINT)  # as a terminal sends it, to all that the command has started
        status = process.wait(timeout=PATIENCE)

    assert status == Status.INTERRUPTED


@pytest.mark.parametrize(
    "command", [["--help"], ["--version"], ["faults", "add", "--help"], ["openapi", "reco"], ["certs"]], ids=" ".join
)
def test_who_reads_no_further_gets_no_trace(command: list[str], tmp_path: Path) -> None:
    folder = ["--certs", str(tmp_path)] if command == ["certs"] else []

    assert left(*command, *folder) == (Status.LEFT, "")


def test_a_full_disk_is_one_sentence(there: There) -> None:
    full = Path("/dev/full")
    if not full.exists():
        pytest.skip("this system has no /dev/full")
    with full.open("w") as output:
        ran = subprocess.run(
            [*COMMAND, "clock", *there],
            stdout=output,
            stderr=subprocess.PIPE,
            text=True,
            timeout=10 * PATIENCE,
            check=False,
            env=environment(),
        )

    assert (ran.returncode, ran.stderr) == (Status.UNDONE, "emulator: cannot write: No space left on device\n")
