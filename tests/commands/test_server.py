"""What all commands have in common that ask a running server something."""

import pytest
from click.testing import Result
from typer.testing import CliRunner

from emulator.cli import app
from tests.conftest import Running


@pytest.mark.parametrize(
    "command",
    [
        ["contract", "--fail-on", "notice"],
        ["requests", "unexpected"],
        ["faults", "check"],
        ["faults", "add", "reco", "status=503"],
        ["outbox", "list"],
        ["clock", "show"],
        ["snapshot", "save", "s"],
        ["reset"],
        ["feed", "pyproject.toml"],
    ],
    ids=" ".join,
)
def test_a_misspelt_world_ends_a_command_and_is_not_made(running: Running, command: list[str]) -> None:
    port = running.url.rpartition(":")[2]

    ran: Result = CliRunner().invoke(app, [*command, "--world", "mispelt", "--port", port])

    assert (ran.exit_code, ran.output) == (1, "emulator: there is no world 'mispelt'\n")
    assert running.client("/_emulator").get("/worlds/mispelt").status_code == 404


def test_an_ipv6_address_has_its_brackets() -> None:
    ran: Result = CliRunner().invoke(app, ["clock", "--host", "::1", "--port", "1"])

    assert ran.exit_code == 1
    assert ran.output.startswith("emulator: nothing answers on [::1]:1: ")
