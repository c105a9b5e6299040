"""Completion, as bash asks for it, and what zsh and fish are told."""

import os
import pty
import select
import shlex
import shutil
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import get_args

import httpx
import pytest

from emulator.kernel import outbox
from tests.commands.conftest import Emulator
from tests.commands.terminal import environment
from tests.conftest import PATIENCE, TestWorld

pytestmark = [
    pytest.mark.slow,
    pytest.mark.once,
    pytest.mark.skipif(shutil.which("bash") is None, reason="bash is not installed"),
]
Completed = Callable[..., list[str]]
SCRIPT = """
eval "$(emulator --show-completion)"
COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1))
_emulator_completion emulator
for word in "${COMPREPLY[@]}"; do echo "$word"; done
"""


@pytest.fixture
def path(tmp_path: Path) -> str:
    """A PATH on which the command is, as an installation puts it there."""
    command = tmp_path / "bin" / "emulator"
    command.parent.mkdir()
    command.write_text(f'#!/bin/sh\nexec {shlex.quote(sys.executable)} -m emulator "$@"\n')
    command.chmod(0o755)
    return f"{command.parent}{os.pathsep}{os.environ['PATH']}"


@pytest.fixture
def bash(path: str, tmp_path: Path) -> Iterator[Completed]:
    """What bash would offer for the last word of a line; it must never print anything else."""

    def completed(*words: str, **variables: str) -> list[str]:
        ran = subprocess.run(
            ["bash", "-c", SCRIPT, "bash", "emulator", *words],
            capture_output=True,
            text=True,
            timeout=10 * PATIENCE,
            check=True,
            env=environment(PATH=path, HOME=str(tmp_path), **variables),
        )
        assert ran.stderr == ""
        return ran.stdout.split()

    return completed


@pytest.fixture
def there(world: TestWorld, reco: httpx.Client, emulator: Emulator) -> dict[str, str]:
    """Where the test's world is, in which there is something of everything."""
    reco.post("/invite/mail/venue/123", json={"invites": [{"email": "jane@example.org"}]})
    emulator("snapshot", "save", "paid")
    emulator("faults", "add", "reco", "status=503")
    return {"EMULATOR_PORT": world.running.url.rpartition(":")[2], "EMULATOR_WORLD": world.name}


@pytest.mark.parametrize(
    ("words", "offered"),
    [
        (["re"], ["ready", "reset", "requests"]),
        (["outbox", ""], ["list", "show"]),
        (["outbox", "--ch"], ["--channel"]),
        (["outbox", "--vendor", "reco", "--li"], ["--limit"]),
        (["outbox", "--channel", "s"], ["sms"]),
        (["outbox", "--channel", ""], list(get_args(outbox.Channel))),
        (["contract", "--fail-on", "u"], ["unknown", "unused"]),
        (["openapi", "re"], ["recensus", "reco", "rees46"]),
        (["requests", "list", "--operation", "reco.create_email"], ["reco.create_email_invite"]),
        (["requests", "show", ""], ["1"]),
        (["outbox", "show", ""], ["1"]),
        (["faults", "clear", ""], ["1"]),
        (["snapshot", "load", ""], ["paid"]),
        (["snapshot", "drop", ""], ["paid"]),
        (["feed", "--shop-id", "Dv"], ["DvLWN2ZTMZ"]),
        (["snapshot", "save", ""], []),
    ],
    ids=str,
)
def test_bash_completes(bash: Completed, there: dict[str, str], words: list[str], offered: list[str]) -> None:
    assert offered in _often(lambda: bash(*words, **there))


def test_a_world_is_completed_and_what_it_may_be_forked_from(bash: Completed, there: dict[str, str]) -> None:
    name = there["EMULATOR_WORLD"]

    for words in (["clock", "--world"], ["worlds", "drop"], ["worlds", "make", "--from"]):
        assert [name] in _often(lambda words=words: bash(*words, name, **there))


def _often(ask: Callable[[], list[str]]) -> Iterator[list[str]]:
    """Completion waits for no busy server, and other tests share the processors."""
    return (ask() for _ in range(10))


@pytest.mark.parametrize("port", ["closed", "silent", "abc"])
def test_where_no_server_answers_nothing_is_offered_and_nothing_said(bash: Completed, port: str) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        if port == "silent":
            taken.listen()
        there = port if port == "abc" else str(taken.getsockname()[1])

        assert bash("clock", "--world", "", EMULATOR_PORT=there) == []


def test_a_world_that_is_not_there_is_not_made_by_asking_for_it(
    bash: Completed, there: dict[str, str], world: TestWorld
) -> None:
    assert bash("snapshot", "load", "--world", "mispelt", "", **there) == []
    assert world.running.client("/_emulator").get("/worlds/mispelt").status_code == 404


def test_a_person_presses_tab(path: str, tmp_path: Path) -> None:
    ours, its = pty.openpty()
    (tmp_path / ".bashrc").write_text('PS1="> "\neval "$(emulator --show-completion)"\necho there\n')
    shell = subprocess.Popen(
        ["bash", "--noprofile", "--rcfile", str(tmp_path / ".bashrc"), "-i"],
        stdin=its,
        stdout=its,
        stderr=its,
        env=environment(PATH=path, HOME=str(tmp_path)),
        start_new_session=True,
    )
    try:
        os.close(its)
        _read(ours, "there")
        os.write(ours, b"emulator snaps\t")
        _read(ours, "snapshot ")
        os.write(ours, b"sa\t")
        _read(ours, "save ")
    finally:
        shell.kill()
        shell.wait(timeout=PATIENCE)
        os.close(ours)


def _read(terminal: int, until: str) -> None:
    """Until this is seen there."""
    seen = ""
    while until not in seen:
        readable, _, _ = select.select([terminal], [], [], 10 * PATIENCE)
        assert readable, f"{until!r} is not in {seen!r}"
        seen += os.read(terminal, 4096).decode()


def test_it_is_installed_for_good(path: str, tmp_path: Path) -> None:
    ran = subprocess.run(
        ["bash", "-c", "emulator --install-completion; true"],
        capture_output=True,
        text=True,
        timeout=10 * PATIENCE,
        check=True,
        env=environment(PATH=path, HOME=str(tmp_path)),
    )

    assert "bash completion installed in" in ran.stdout
    assert (tmp_path / ".bash_completions" / "emulator.sh").read_text().endswith("_emulator_completion emulator")
    assert ".bash_completions/emulator.sh" in (tmp_path / ".bashrc").read_text()


@pytest.mark.parametrize(
    ("shell", "variables", "offered"),
    [
        ("zsh", {}, '"sms"'),
        ("fish", {"_TYPER_COMPLETE_FISH_ACTION": "get-args"}, "sms"),
    ],
)
def test_zsh_and_fish_are_told_the_same(path: str, shell: str, variables: dict[str, str], offered: str) -> None:
    asked = environment(
        PATH=path,
        _EMULATOR_COMPLETE=f"complete_{shell}",
        _TYPER_COMPLETE_ARGS="emulator outbox --channel s",
        **variables,
    )
    ran = subprocess.run(["emulator"], capture_output=True, text=True, timeout=10 * PATIENCE, check=True, env=asked)

    assert offered in ran.stdout
    assert ran.stderr == ""


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_a_shell_is_given_a_script(path: str, shell: str) -> None:
    asked = environment(PATH=path, _EMULATOR_COMPLETE=f"source_{shell}")
    ran = subprocess.run(["emulator"], capture_output=True, text=True, timeout=10 * PATIENCE, check=True, env=asked)

    assert f"_EMULATOR_COMPLETE=complete_{shell}" in ran.stdout
