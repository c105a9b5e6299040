"""`emulator snapshot`: a world's named states, from the command line."""

import json
from typing import Annotated, Any

import typer

from emulator.commands import tables
from emulator.commands.server import AsJson, Host, Port, Token, World, running

app = typer.Typer(help="Keep the state of a world, and put it back.", no_args_is_help=True, add_completion=False)

Name = Annotated[str, typer.Argument(help="The snapshot's name.", metavar="NAME")]


@app.command()
def save(
    name: Name,
    replace: Annotated[bool, typer.Option("--replace", help="One of that name may be there already.")] = False,
    as_json: AsJson = False,
    world: World = None,
    host: Host = None,
    port: Port = None,
    control_token: Token = None,
) -> None:
    """Keep the world as it is now."""
    body = {"name": name, "replace": replace}
    _one(running(host, port, control_token, world).call("POST", "/snapshots", body=body), as_json=as_json)


@app.command()
def load(
    name: Name,
    as_json: AsJson = False,
    world: World = None,
    host: Host = None,
    port: Port = None,
    control_token: Token = None,
) -> None:
    """Put the world back to what it was."""
    from urllib.parse import quote

    path = f"/snapshots/{quote(name, safe='')}/restore"
    _one(running(host, port, control_token, world).call("POST", path), as_json=as_json)


@app.command("list")
def list_(
    as_json: AsJson = False,
    world: World = None,
    host: Host = None,
    port: Port = None,
    control_token: Token = None,
) -> None:
    """The world's snapshots."""
    told = running(host, port, control_token, world).call("GET", "/snapshots")
    _show(json.loads(told)["items"], told, as_json=as_json)


@app.command()
def export(
    name: Name,
    world: World = None,
    host: Host = None,
    port: Port = None,
    control_token: Token = None,
) -> None:
    """Print it as a fixture document: `emulator snapshot export paid > paid.yaml`."""
    from urllib.parse import quote

    document = running(host, port, control_token, world).call("GET", f"/snapshots/{quote(name, safe='')}")
    typer.echo(document, nl=False)


def _one(told: str, *, as_json: bool) -> None:
    _show([json.loads(told)], told, as_json=as_json)


def _show(snapshots: list[dict[str, Any]], told: str, *, as_json: bool) -> None:
    if as_json:
        typer.echo(told)
        return
    rows = ([one["name"], one["now"], one["saved_at"], one["rows"], one["bytes"]] for one in snapshots)
    tables.show(("name", "now", "saved at", "rows", "bytes"), rows, none="no snapshots")
