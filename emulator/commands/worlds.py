"""`emulator worlds`: the worlds of a running server on the command line."""

import json
from typing import Annotated

import typer

from emulator.commands import tables
from emulator.commands.server import AsJson, Host, Port, Token, running

app = typer.Typer(
    cls=tables.Lists, help="The worlds of the server: list, make, drop; alone it lists.", add_completion=False
)

_UNITS = (("d", 86400), ("h", 3600), ("min", 60))


@app.command("list")
def list_(as_json: AsJson = False, host: Host = None, port: Port = None, control_token: Token = None) -> None:
    """All worlds, with how old they are, for how long nobody used them, and what they hold."""
    told = running(host, port, control_token, None).call("GET", "/worlds")
    if as_json:
        typer.echo(told)
        return
    tables.show(
        ("name", "fixture", "age", "unused", "rows", "KB"),
        (
            (
                one["name"],
                one["fixture"],
                _length(one["age_seconds"]),
                _length(one["idle_seconds"]),
                one["rows"],
                round(one["bytes"] / 1024),
            )
            for one in json.loads(told)["items"]
        ),
        none="there is no world",
    )


@app.command()
def make(
    name: Annotated[str | None, typer.Argument(help="Minted where it is left out.", metavar="[NAME]")] = None,
    fixture: Annotated[str | None, typer.Option(help="What it is made from: a name or folder.")] = None,
    source: Annotated[str | None, typer.Option("--from", help="A world to fork, or a snapshot: t1, t1/paid.")] = None,
    host: Host = None,
    port: Port = None,
    control_token: Token = None,
) -> None:
    """Make a world; prints its addresses and the credentials that alone lead to it, as JSON."""
    form = {"name": name, "fixture": fixture, "from": source}
    given = {key: value for key, value in form.items() if value is not None}
    typer.echo(running(host, port, control_token, None).call("POST", "/worlds", body=given))


@app.command()
def drop(
    name: Annotated[str, typer.Argument(help="The world.", metavar="NAME")],
    host: Host = None,
    port: Port = None,
    control_token: Token = None,
) -> None:
    """Drop a world with all that is in it."""
    from urllib.parse import quote

    running(host, port, control_token, None).call("DELETE", f"/worlds/{quote(name, safe='')}")


def _length(seconds: float) -> str:
    for unit, length in _UNITS:
        if seconds >= 2 * length:
            return f"{seconds / length:.0f} {unit}"
    return f"{seconds:.0f} s"
