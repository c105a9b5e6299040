"""The READMEs' commands, run as they are printed, in a world of their own each."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import PATIENCE, TestWorld

ROOT = Path(__file__).resolve().parent.parent
READMES = [
    ROOT / "README.md",
    ROOT / "docs" / "assert.md",
    ROOT / "docs" / "languages.md",
    *sorted((ROOT / "emulator" / "vendors").glob("*/README.md")),
]
COMMAND = f'emulator() {{ "{sys.executable}" -m emulator "$@"; }}; '
"""The tests may run where nothing is installed."""
PRINTED = "http://127.0.0.1:4717"


def sessions(readme: Path) -> list[tuple[str, str]]:
    """Each command of the README's `console` blocks with the output printed under it, in order."""
    blocks = re.findall(r"```console\n(.*?)```", readme.read_text(), re.DOTALL)
    steps = [step for block in blocks for step in re.split(r"^\$ ", block, flags=re.MULTILINE) if step]
    return [(step.partition("\n")[0], step.partition("\n")[2]) for step in steps]


def pattern(printed: str) -> str:
    """The output as printed; an ellipsis stands for anything."""
    return ".*".join(re.escape(part) for part in printed.rstrip("\n").split("…"))


def environment(world: TestWorld) -> dict[str, str]:
    """Where the command `emulator` finds the test's world."""
    return {
        **os.environ,
        "EMULATOR_PORT": world.running.url.rpartition(":")[2],
        "EMULATOR_WORLD": world.name,
    }


@pytest.mark.parametrize("readme", READMES, ids=lambda file: str(file.relative_to(ROOT)))
def test_what_a_readme_prints_is_what_happens(readme: Path, world: TestWorld) -> None:
    steps = sessions(readme)

    assert steps, "a README shows at least one call"
    for command, printed in steps:
        here = command.replace(PRINTED, f"{world.running.url}{world.prefix}")
        ran = subprocess.run(
            ["bash", "-c", COMMAND + here],
            capture_output=True,
            text=True,
            timeout=10 * PATIENCE,
            check=True,
            env=environment(world),
        )
        output = ran.stdout
        assert re.fullmatch(pattern(printed), output.rstrip("\n"), re.DOTALL), f"{here}\n{output}"
