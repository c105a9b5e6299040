"""`emulator requests`: the journal on the command line."""

import json
from typing import Annotated, Any

import typer

from emulator.commands import complete, groups, screen
from emulator.commands.ending import Status
from emulator.commands.options import AsJson, Host, Port, Token, World
from emulator.commands.server import running

app = typer.Typer(
    cls=groups.Lists, help="What was called, and what was answered; alone it lists.", add_completion=False
)

Number = Annotated[int, typer.Argument(help="The request's number.", metavar="ID", autocompletion=complete.requests)]
Vendor = Annotated[str | None, typer.Option(help="Only those to this vendor.", autocompletion=complete.vendors)]
Limit = Annotated[int, typer.Option(help="At most so many.")]

_COLUMNS = ("id", "at", "status", "ms", "request, operation, notices")


@app.command("list")
def list_(
    vendor: Vendor = None,
    operation: Annotated[
        str | None, typer.Option(help="Only those of this operation.", autocompletion=complete.operations)
    ] = None,
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
        screen.document(told)
    else:
        screen.latest(json.loads(told), _COLUMNS, _cells, none="no such request was made", folds=_COLUMNS[4:])


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
        screen.document(told)
        return
    one = json.loads(told)
    screen.say(f"{one['method']} {one['url']}", "bold")
    _part(one["request"])
    status = one["status"] or "no answer: the connection was reset"
    said = " ".join(filter(None, [str(status), one["operation"], f"{one['duration_ms']:.1f} ms"]))
    screen.say(f"\n{said}", f"bold {screen.status_style(one['status'])}")
    _part(one["response"])
    for notice in one["notices"]:
        screen.say(f"\nnotice: {notice}", "yellow")


@app.command()
def curl(
    id: Number,
    as_json: AsJson = False,
    world: World = None,
    host: Host = None,
    port: Port = None,
    control_token: Token = None,
) -> None:
    """The command that sends the request again."""
    told = running(host, port, control_token, world).call("GET", f"/requests/{id}/curl")
    if as_json:
        screen.document(json.dumps({"id": id, "curl": told.rstrip("\n")}))
    else:
        typer.echo(told, nl=False)


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
        screen.document(told)
    elif json.loads(told)["total"]:
        columns = ("id", "status", "method", "url", "why")
        screen.latest(json.loads(told), columns, _unexpected, none="", folds=columns[3:])
    if json.loads(told)["total"]:
        raise typer.Exit(Status.FOUND)


def _cells(one: dict[str, Any]) -> tuple[Any, ...]:
    asked = f"{one['method']} /{one['vendor']}{one['path']}  {one['operation'] or ''}".rstrip()
    took = round(one["duration_ms"], 1)
    return one["id"], screen.moment(one["at"]), one["status"], took, "\n".join([asked, *one["notices"]])


def _unexpected(one: dict[str, Any]) -> tuple[Any, ...]:
    named = [f"{at['at']}, is it {at['nearest']}?" if at["nearest"] else at["at"] for at in one["parameters"]]
    return one["id"], one["status"], one["method"], one["url"], "\n".join([one["why"], *named])


def _part(part: dict[str, Any]) -> None:
    for name, value in part["headers"].items():
        screen.say(f"{name}: {value}", "dim")
    if part["body"]:
        screen.say(f"\n{_indented(part['body'])}")


def _indented(body: str) -> str:
    try:
        return json.dumps(json.loads(body), ensure_ascii=False, indent=2)
    except ValueError:
        return body
