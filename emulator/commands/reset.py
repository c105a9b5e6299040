"""`emulator reset`."""

import json

import typer

from emulator.commands import screen
from emulator.commands.options import AsJson, Host, Port, Token, World
from emulator.commands.server import running

app = typer.Typer(add_completion=False)


@app.command()
def reset(
    as_json: AsJson = False, world: World = None, host: Host = None, port: Port = None, control_token: Token = None
) -> None:
    """Put a world back to what it was made from: data, clock, faults, journal and outbox."""
    told = running(host, port, control_token, world).call("POST", "/reset", body={})
    if as_json:
        screen.document(told)
    else:
        screen.say(f"{json.loads(told)['name']} is again as it was made")
