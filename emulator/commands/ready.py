"""`emulator ready`: the container's health check."""

import time
from typing import Annotated

import typer

from emulator.commands import screen
from emulator.commands.ending import Stopped
from emulator.commands.options import AsJson, Host, Port
from emulator.commands.server import Server, running

app = typer.Typer(add_completion=False)

Wait = Annotated[float, typer.Option(min=0, metavar="SECONDS", help="For how long to ask again where it does not.")]
_PAUSE = 0.1
"""Seconds."""


@app.command()
def ready(as_json: AsJson = False, wait: Wait = 0, host: Host = None, port: Port = None) -> None:
    """Exit with 0 when the server answers, else with 1: the container's health check."""
    told = _asked(running(host, port, None, None), time.monotonic() + wait)
    if as_json:
        screen.document(told)
    else:
        screen.say("ready")


def _asked(server: Server, until: float) -> str:
    while True:
        try:
            return server.call("GET", "/ready", wait=10)
        except Stopped:
            if time.monotonic() >= until:
                raise
            time.sleep(_PAUSE)
