"""`emulator exec`: a command with an emulator of its own."""

import gc
import os
import signal
import subprocess
from collections.abc import Mapping
from contextlib import closing
from types import FrameType
from typing import TYPE_CHECKING, Annotated

import typer

from emulator.commands.ending import Status, not_started
from emulator.commands.env import proxied, variables
from emulator.commands.options import Certs, Token
from emulator.commands.settings import settings_for_tests

if TYPE_CHECKING:
    from emulator.settings import Settings
    from emulator.testing import Emulator

app = typer.Typer(add_completion=False)

Command = Annotated[list[str], typer.Argument(help="The command, after --.", metavar="-- COMMAND")]
Fixture = Annotated[
    str | None, typer.Option(envvar="EMULATOR_FIXTURE", show_default="demo", help="What worlds are made from.")
]
Tls = Annotated[
    bool | None,
    typer.Option(envvar="EMULATOR_TLS", help="Lead the vendors' own addresses to it: it is the command's proxy."),
]


DatabaseUrl = Annotated[
    str | None,
    typer.Option(
        envvar="EMULATOR_DATABASE_URL", help="A PostgreSQL for its worlds, and whoever shares it has them too."
    ),
]


# What follows the command's name is its own, with or without `--` before it.
@app.command(context_settings={"allow_interspersed_args": False})
def run(
    command: Command,
    fixture: Fixture = None,
    control_token: Token = None,
    tls: Tls = None,
    certs: Certs = None,
    database_url: DatabaseUrl = None,
) -> None:
    """Start an emulator on a free port, run the command with its addresses in variables, stop; exit as it did.

    Of the settings in the shell it has those of these flags, EMULATOR_SEED and EMULATOR_STRICT; not those of a server
    that somebody works with, such as EMULATOR_DATA.
    """
    settings = settings_for_tests(
        fixture=fixture, control_token=control_token, tls=tls, certs=certs, database_url=database_url
    )
    # While it starts there is nothing to put in order, so Ctrl-C waits for nothing.
    before = signal.signal(signal.SIGINT, lambda *_: os._exit(Status.INTERRUPTED))
    gc.disable()  # a start makes many objects, and all of them stay
    try:
        with closing(_started(settings)) as emulator:
            named = variables(emulator.url, None, emulator.control.get("/accounts")["items"])
            gc.freeze()
            gc.enable()
            if emulator.authority is not None:
                named.update(proxied(emulator.url, emulator.authority))
            status = _status(command, {**named, **_of_a_server(emulator.url, settings.control_token)})
    finally:
        signal.signal(signal.SIGINT, before)
    gc.freeze()  # an end that takes all apart that was loaded takes as long as a third of the start
    raise typer.Exit(status)


def _started(settings: "Settings") -> "Emulator":
    from emulator.kernel.fixtures import FixtureError
    from emulator.server import StartError
    from emulator.testing import Emulator

    try:
        return Emulator(**settings.model_dump(exclude_unset=True)).start()
    except (FixtureError, OSError, StartError) as error:
        not_started(error, settings, Status.NOT_STARTED)


def _of_a_server(url: str, token: str) -> dict[str, str]:
    """What leads `emulator requests` and its like to this one, where the command calls them."""
    host, port = url.removeprefix("http://").split(":")
    return {"EMULATOR_HOST": host, "EMULATOR_PORT": port} | ({"EMULATOR_CONTROL_TOKEN": token} if token else {})


def _status(command: list[str], named: Mapping[str, str]) -> int:
    """Runs it, hands on what would end it, and answers its status as a shell does: 128 and the signal that ended it."""
    # It names a world of the server that the shell works with.
    others = {name: value for name, value in os.environ.items() if name != "EMULATOR_WORLD"}
    process: subprocess.Popen[bytes] | None = None
    early: list[int] = []

    def hand_on(number: int, _: FrameType | None) -> None:
        if process is None:
            early.append(number)
        else:
            process.send_signal(number)

    for number in (signal.SIGTERM, signal.SIGHUP):
        if signal.getsignal(number) is not signal.SIG_IGN:  # the command is to ignore it too, as after `nohup`
            signal.signal(number, hand_on)
    # A terminal's Ctrl-C reaches the command by itself, which would inherit SIG_IGN.
    signal.signal(signal.SIGINT, lambda *_: None)
    try:
        process = subprocess.Popen(command, env={**others, **named})  # noqa: S603 (what the user asks for)
    except FileNotFoundError:
        typer.echo(f"emulator: there is no command {command[0]!r}", err=True)
        return Status.NOT_FOUND
    except OSError as error:
        typer.echo(f"emulator: {command[0]!r} cannot be run: {error.strerror}", err=True)
        return Status.NOT_EXECUTABLE
    for missed in early:
        process.send_signal(missed)
    status = process.wait()
    return status if status >= 0 else 128 - status
