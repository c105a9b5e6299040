"""The examples, and what runs them."""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest

from emulator import Emulator
from tests.conftest import PATIENCE, served

ROOT = Path(__file__).resolve().parents[2]
EXAMPLES = ROOT / "examples"
PYTEST = (sys.executable, "-m", "pytest", "-p", "no:cacheprovider", "-p", "emulator.pytest_plugin")
OURS = ("PYTEST_ADDOPTS", "JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "NODE_OPTIONS")
"""Variables that add to what a runtime does, or prints."""

MOVES = re.compile(r"(days\W+)8\b")
"""Where an example moves the clock, in any language."""


@dataclass(frozen=True)
class Example:
    file: str
    """Its path in `examples/`."""
    command: tuple[str, ...]
    """What runs it, followed by the file's name."""
    probe: tuple[str, ...] = ()
    """A command that exits with 0 where its runtime is what the example says it needs; none where that is promised."""

    @property
    def path(self) -> Path:
        return EXAMPLES / self.file

    def copy(self, folder: Path, *, days: int = 8) -> Path:
        """Alone in a folder, as a user has it; with `days` its clock moves on so many, not eight."""
        text, count = MOVES.subn(rf"\g<1>{days}", self.path.read_text())
        assert count == 1, f"{self.file} moves the clock once, by eight days"
        copied = folder / self.path.name
        copied.write_text(text)
        return copied

    def start(self, file: Path, url: str) -> subprocess.Popen[str]:
        return subprocess.Popen(
            [*self.command, file.name],
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            cwd=file.parent,
            env={**_quiet(), "EMULATOR_URL": url},
        )

    def run(self, file: Path, url: str) -> tuple[int, str]:
        """Its exit status, and what it printed."""
        return ended(self.start(file, url))


def ended(process: subprocess.Popen[str]) -> tuple[int, str]:
    with process:
        try:
            printed, _ = process.communicate(timeout=5 * PATIENCE)
        finally:
            process.kill()
    return process.returncode, printed


def _quiet() -> dict[str, str]:
    """The variables without those; pytest has the emulator's plugin alone, not those of our own tests."""
    others = {name: value for name, value in os.environ.items() if name not in OURS}
    return {**others, "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"}


PROGRAMS = [
    Example("python/invite.py", (sys.executable,)),
    Example("shell/invite.sh", ("sh",)),
    Example("node/invite.mjs", ("node",), ("node", "-e", "process.exit(typeof fetch === 'function' ? 0 : 1)")),
    Example("java/Invite.java", ("java", "-XX:TieredStopAtLevel=1"), ("javac", "--release", "17", "-version")),
    Example(
        "php/invite.php", ("php",), ("php", "-r", "exit(PHP_MAJOR_VERSION >= 8 && extension_loaded('curl') ? 0 : 1);")
    ),
]
IN_PYTEST = Example("python/test_invite.py", PYTEST)
TESTCONTAINERS = Example("testcontainers/invite.test.mjs", ("node", "--test"), ("node", "--test", os.devnull))


def demand(example: Example) -> None:
    """Skips the test, and says why, where the runtime of the example is neither promised nor there."""
    if example.probe and not _succeeds(example.probe):
        pytest.skip(f"NOT RUN: examples/{example.file} needs {example.command[0]}, which is not here or too old for it")


@cache
def _succeeds(command: tuple[str, ...]) -> bool:
    if shutil.which(command[0]) is None:
        return False
    return subprocess.run(command, capture_output=True, timeout=PATIENCE, check=False).returncode == 0


@pytest.fixture(scope="session")
def alone() -> Iterator[Emulator]:
    """A server that no other test uses, so that each of its worlds is an example's."""
    with served() as running, Emulator(url=running.url) as emulator:
        yield emulator
