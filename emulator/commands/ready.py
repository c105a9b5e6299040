"""`emulator ready`: the container's health check."""

import typer

from emulator.commands import screen
from emulator.commands.options import AsJson, Host, Port
from emulator.commands.server import running

app = typer.Typer(add_completion=False)


@app.command()
def ready(as_json: AsJson = False, host: Host = None, port: Port = None) -> None:
    """Exit with 0 when the server answers, else with 1: the container's health check."""
    told = running(host, port, None, None).call("GET", "/ready", wait=10)
    if as_json:
        screen.document(told)
    else:
        screen.say("ready")
