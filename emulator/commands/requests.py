"""`emulator requests`: the journal on the command line."""

import json
from typing import TYPE_CHECKING, Annotated, Any

import typer

from emulator.commands import tables
from emulator.commands.server import FAILED, AsJson, Host, Port, Token, World, running

if TYPE_CHECKING:
    from rich.console import Console

app = typer.Typer(
    cls=tables.Lists, help="What was called, and what was answered; alone it lists.", add_completion=False
)

Number = Annotated[int, typer.Argument(help="The request's number.", metavar="ID")]
Vendor = Annotated[str | None, typer.Option(help="Only those to this vendor.")]
Limit = Annotated[int, typer.Option(help="At most so many.")]

_COLUMNS = ("id", "at", "status", "method", "path", "operation", "ms", "notices")


@app.command("list")
def list_(
    vendor: Vendor = None,
    operation: Annotated[str | None, typer.Option(help="Only those of this operation.")] = None,
    status: Annotated[int | None, typer.Option(help="Only those answered so; 0: with a reset.")] = None,
    text: Annotated[str | None, typer.Option(help="Stands in the URL, the request or the answer.")] = None,
    since: Annotated[str | None, typer.Option(help="A moment, such as 2030-01-31T12:00:00Z.")] = None,
    limit: Limit = 20,
    as_json: AsJson = False,
    world: World = None,
    host: Host = None,
    port: Port = None,
    control_token: Token = None,
) -> None:
    """The latest requests, the latest first."""
    query = {
        "vendor": vendor,
        "operation": operation,
        "status": status,
        "text": text,
        "since": since,
        "limit": limit,
    }
    told = running(host, port, control_token, world).call("GET", "/requests", query=query)
    if as_json:
        typer.echo(told)
    else:
        tables.latest(json.loads(told), _COLUMNS, _cells, none="no such request was made")


@app.command()
def show(
    id: Number,
    as_json: AsJson = False,
    world: World = None,
    host: Host = None,
    port: Port = None,
    control_token: Token = None,
) -> None:
    """One request with its answer, secrets masked."""
    told = running(host, port, control_token, world).call("GET", f"/requests/{id}")
    if as_json:
        typer.echo(told)
        return
    one = json.loads(told)
    console = tables.console()
    console.print(f"{one['method']} {one['url']}", style="bold")
    _part(console, one["request"])
    reset = "no answer: the connection was reset"
    console.print(f"\n{one['status'] or reset} {one['operation'] or ''} {one['duration_ms']:.1f} ms", style="bold")
    _part(console, one["response"])
    for notice in one["notices"]:
        console.print(f"\nnotice: {notice}", style="yellow")


@app.command()
def curl(
    id: Number,
    world: World = None,
    host: Host = None,
    port: Port = None,
    control_token: Token = None,
) -> None:
    """The command that sends the request again."""
    typer.echo(running(host, port, control_token, world).call("GET", f"/requests/{id}/curl"), nl=False)


@app.command()
def unexpected(
    vendor: Vendor = None,
    limit: Limit = 20,
    as_json: AsJson = False,
    world: World = None,
    host: Host = None,
    port: Port = None,
    control_token: Token = None,
) -> None:
    """Exit with 3, and list them, where unknown paths were called or undocumented parameters sent."""
    query = {"vendor": vendor, "limit": limit}
    told = running(host, port, control_token, world).call("GET", "/requests/unexpected", query=query)
    if as_json:
        typer.echo(told)
    elif json.loads(told)["total"]:
        columns = ("id", "status", "method", "url", "why")
        tables.latest(
            json.loads(told), columns, lambda one: (*(one[name] for name in columns[:-1]), _why(one)), none=""
        )
    if json.loads(told)["total"]:
        raise typer.Exit(FAILED)


def _cells(one: dict[str, Any]) -> tuple[Any, ...]:
    at, path, took = tables.moment(one["at"]), f"/{one['vendor']}{one['path']}", f"{one['duration_ms']:.1f}"
    return one["id"], at, one["status"], one["method"], path, one["operation"] or "", took, "\n".join(one["notices"])


def _why(one: dict[str, Any]) -> str:
    named = [f"{at['at']}, is it {at['nearest']}?" if at["nearest"] else at["at"] for at in one["parameters"]]
    return "\n".join([one["why"], *named])


def _part(console: "Console", part: dict[str, Any]) -> None:
    for name, value in part["headers"].items():
        console.print(f"{name}: {value}", style="dim")
    if part["body"]:
        console.print(f"\n{_indented(part['body'])}")


def _indented(body: str) -> str:
    try:
        return json.dumps(json.loads(body), ensure_ascii=False, indent=2)
    except ValueError:
        return body
