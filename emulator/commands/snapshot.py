"""`emulator snapshot`: a world's named states, from the command line."""

import json
from typing import Annotated, Any

import typer

from emulator.commands import complete, groups, screen
from emulator.commands.options import AsJson, Host, Port, Token, World
from emulator.commands.server import running

app = typer.Typer(
    cls=groups.Lists, help="Keep the state of a world, and put it back; alone it lists.", add_completion=False
)

New = Annotated[str, typer.Argument(help="The snapshot's name.", metavar="NAME")]
Name = Annotated[str, typer.Argument(help="The snapshot's name.", metavar="NAME", autocompletion=complete.snapshots)]


@app.command()
def save(
    name: New,
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
    as_json: AsJson = False,
    world: World = None,
    host: Host = None,
    port: Port = None,
    control_token: Token = None,
) -> None:
    """Print it as a fixture document, in YAML or JSON: `emulator snapshot export paid > paid.yaml`."""
    from urllib.parse import quote

    document = running(host, port, control_token, world).call("GET", f"/snapshots/{quote(name, safe='')}")
    if as_json:
        from pydantic_core import to_jsonable_python

        from emulator.kernel import documents

        screen.document(json.dumps(to_jsonable_python(documents.parse(document.encode())[0])))
    else:
        typer.echo(document, nl=False)


@app.command()
def drop(
    name: Name,
    as_json: AsJson = False,
    world: World = None,
    host: Host = None,
    port: Port = None,
    control_token: Token = None,
) -> None:
    """Drop it; the worlds that were made of it stay."""
    from urllib.parse import quote

    running(host, port, control_token, world).call("DELETE", f"/snapshots/{quote(name, safe='')}")
    if as_json:
        screen.document(json.dumps({"name": name}))
    else:
        screen.say(f"{name} is dropped")


def _one(told: str, *, as_json: bool) -> None:
    _show([json.loads(told)], told, as_json=as_json)


def _show(snapshots: list[dict[str, Any]], told: str, *, as_json: bool) -> None:
    if as_json:
        screen.document(told)
    else:
        screen.table(
            ("name", "now", "saved at", "rows", "KB"), map(_cells, snapshots), none="no snapshots", folds=["name"]
        )


def _cells(one: dict[str, Any]) -> tuple[Any, ...]:
    moments = (screen.moment(one["now"]), screen.moment(one["saved_at"]))
    return one["name"], *moments, one["rows"], screen.kilobytes(one["bytes"])
