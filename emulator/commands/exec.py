"""`emulator exec`: a command with an emulator of its own."""

import gc
import os
import signal
import subprocess
from collections.abc import Mapping
from typing import Annotated

import typer

from emulator.commands.ending import Status, stop
from emulator.commands.env import proxied, variables
from emulator.commands.options import Certs, Token
from emulator.commands.settings import settings_from

app = typer.Typer(add_completion=False)

Command = Annotated[list[str], typer.Argument(help="The command, after --.", metavar="-- COMMAND")]
Fixture = Annotated[
    str | None, typer.Option(envvar="EMULATOR_FIXTURE", show_default="demo", help="What worlds are made from.")
]
Tls = Annotated[
    bool | None,
    typer.Option(envvar="EMULATOR_TLS", help="Lead the vendors' own addresses to it: it is the command's proxy."),
]


@app.command()
def run(
    command: Command, fixture: Fixture = None, control_token: Token = None, tls: Tls = None, certs: Certs = None
) -> None:
    """Start an emulator on a free port, run the command with its addresses in variables, stop; exit as it did."""
    from emulator.kernel.fixtures import FixtureError
    from emulator.server import StartError
    from emulator.testing import Emulator

    settings = settings_from(fixture=fixture, control_token=control_token, tls=tls, certs=certs)
    # While it starts there is nothing to put in order, so Ctrl-C waits for nothing.
    before = signal.signal(signal.SIGINT, lambda *_: os._exit(Status.INTERRUPTED))
    try:
        with Emulator(**settings.model_dump(exclude={"host", "port", "tls_port"})) as emulator:
            named = variables(emulator.url, None, emulator.control.get("/accounts")["items"])
            if emulator.authority is not None:
                named.update(proxied(emulator.url, emulator.authority))
            status = _status(command, {**named, **_of_a_server(emulator.url, settings.control_token)})
    except (FixtureError, OSError, StartError) as error:
        stop(str(error), Status.NOT_STARTED)
    finally:
        signal.signal(signal.SIGINT, before)
    gc.freeze()  # an end that takes all apart that was loaded takes as long as a third of the start
    raise typer.Exit(status)


def _of_a_server(url: str, token: str) -> dict[str, str]:
    """What leads `emulator requests` and its like to this one, where the command calls them."""
    host, port = url.removeprefix("http://").split(":")
    return {"EMULATOR_HOST": host, "EMULATOR_PORT": port} | ({"EMULATOR_CONTROL_TOKEN": token} if token else {})


def _status(command: list[str], named: Mapping[str, str]) -> int:
    """Runs it, hands on what would end it, and answers its status as a shell does: 128 and the signal that ended it."""
    try:
        process = subprocess.Popen(command, env={**os.environ, **named})  # noqa: S603 (what the user asks for)
    except FileNotFoundError:
        typer.echo(f"emulator: there is no command {command[0]!r}", err=True)
        return Status.NOT_FOUND
    except OSError as error:
        typer.echo(f"emulator: {command[0]!r} cannot be run: {error.strerror}", err=True)
        return Status.NOT_EXECUTABLE
    # A terminal's Ctrl-C reaches the command by itself.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, lambda number, _: process.send_signal(number))
    status = process.wait()
    return status if status >= 0 else 128 - status
