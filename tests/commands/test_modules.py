"""The commands are loaded when they are asked for: a start of the server loads its own and nothing of the others."""

import json
import subprocess
import sys

import pytest

pytestmark = pytest.mark.once
SERVE = """
import json, sys
from emulator.cli import app
import typer.main
typer.main.get_command(app).get_command(None, "serve").make_context("serve", [])
print(json.dumps(sorted(sys.modules)))
"""


def test_a_start_loads_no_other_command_and_nothing_that_draws() -> None:
    loaded = json.loads(subprocess.run([sys.executable, "-c", SERVE], capture_output=True, check=True).stdout)

    assert [name.removeprefix("emulator.commands.") for name in loaded if name.startswith("emulator.commands.")] == [
        "ending",
        "serve",
        "settings",
    ]
    assert not {"rich", "http.client", "httpx"} & set(loaded)
