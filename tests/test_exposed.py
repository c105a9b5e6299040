"""A server that others can reach."""

import subprocess

import pytest

from tests.conftest import PATIENCE
from tests.test_cli import COMMAND, ready_line

pytestmark = pytest.mark.once
ANYWHERE = "0.0.0.0"  # noqa: S104 (what the warning is about)


@pytest.mark.parametrize(
    ("flags", "warned"),
    [(["--host", ANYWHERE], True), (["--host", ANYWHERE, "--control-token", "t"], False), ([], False)],
)
def test_warns_where_anyone_could_use_the_control_api(flags: list[str], warned: bool) -> None:
    command = [*COMMAND, "serve", "--port", "0", *flags]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        ready_line(process)
        process.terminate()
        said = process.communicate(timeout=PATIENCE)[1]

    sentence = "emulator: anyone who reaches this address can use the control API: set EMULATOR_CONTROL_TOKEN\n"
    assert said == (sentence if warned else "")
