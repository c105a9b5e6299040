"""Runs a document's commands as they are printed, and compares what they print."""

import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from tests.conftest import PATIENCE
from tests.documents import reading

PRINTED = "http://127.0.0.1:4717"
OURS = ("PYTEST_ADDOPTS", "PYTEST_XDIST_WORKER", "PYTEST_CURRENT_TEST")
COMMANDS = f"""
emulator() {{ "{sys.executable}" -m emulator "$@"; }}
pytest() {{ "{sys.executable}" -m pytest -p no:cacheprovider -p emulator.pytest_plugin "$@"; }}
"""
"""The tests may run where nothing is installed."""


def pattern(printed: str) -> str:
    """The output as printed; an ellipsis stands for anything."""
    return ".*".join(re.escape(part) for part in printed.rstrip("\n").split("…"))


def environment(**more: str) -> dict[str, str]:
    """Pytest has the emulator's plugin alone there, not those of our own tests."""
    others = {name: value for name, value in os.environ.items() if name not in OURS}
    return {**others, "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1", "PYTHONPATH": str(reading.ROOT), **more}


def run(document: Path, folder: Path, here: Callable[[str], str], **variables: str) -> None:
    """In the folder, which has the document's files and the examples; `here` puts our addresses into a command."""
    for block in reading.in_document(document):
        if block.title is not None:
            (folder / block.title).write_text(block.text)
    (folder / "examples").symlink_to(reading.ROOT / "examples")
    steps = reading.sessions(document)
    assert steps
    for command, printed in steps:
        ran = subprocess.run(
            ["bash", "-c", COMMANDS + here(command)],
            capture_output=True,
            text=True,
            timeout=10 * PATIENCE,
            check=False,
            env=environment(**variables),
            cwd=folder,
        )
        assert ran.returncode == 0, f"{command}\n{ran.stdout}{ran.stderr}"
        assert re.fullmatch(pattern(printed), ran.stdout.rstrip("\n"), re.DOTALL), f"{command}\n{ran.stdout}"
