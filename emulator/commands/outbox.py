"""`emulator outbox`: what would have left, on the command line."""

import json
from typing import Annotated, Any

import typer

from emulator.commands import tables
from emulator.commands.server import FAILED, AsJson, Host, Port, Token, World, running

app = typer.Typer(help="E-mails, SMS and pushes that would have left.", add_completion=False)

Number = Annotated[int, typer.Argument(help="The message's number.", metavar="ID")]
Vendor = Annotated[str | None, typer.Option(help="Only this vendor's.")]
Channel = Annotated[str | None, typer.Option(help="email, sms, mobile_push or web_push.")]
To = Annotated[str | None, typer.Option(help="Address, number or token.")]
Words = Annotated[str | None, typer.Option(help="Stands in the subject, text, HTML or payload.")]
Since = Annotated[str | None, typer.Option(help="A moment, such as 2030-01-31T12:00:00Z.")]
Limit = Annotated[int, typer.Option(help="At most so many.")]
Wait = Annotated[str | None, typer.Option(help="Wait so long for a first one, such as 2s; exit with 3 without one.")]


@app.callback(invoke_without_command=True)
def outbox(
    context: typer.Context,
    vendor: Vendor = None,
    channel: Channel = None,
    to: To = None,
    text: Words = None,
    since: Since = None,
    limit: Limit = 20,
    wait: Wait = None,
    as_json: AsJson = False,
    world: World = None,
    host: Host = None,
    port: Port = None,
    control_token: Token = None,
) -> None:
    """E-mails, SMS and pushes that would have left; alone it lists."""
    if context.invoked_subcommand is None:
        list_(vendor, channel, to, text, since, limit, wait, as_json, world, host, port, control_token)


@app.command("list")
def list_(
    vendor: Vendor = None,
    channel: Channel = None,
    to: To = None,
    text: Words = None,
    since: Since = None,
    limit: Limit = 20,
    wait: Wait = None,
    as_json: AsJson = False,
    world: World = None,
    host: Host = None,
    port: Port = None,
    control_token: Token = None,
) -> None:
    """The latest messages, the latest first."""
    query: dict[str, Any] = {"vendor": vendor, "channel": channel, "to": to, "text": text, "since": since}
    told = running(host, port, control_token, world).call(
        "GET", "/outbox", query={**query, "limit": limit, "wait": wait}
    )
    found = json.loads(told)
    if as_json:
        typer.echo(told)
    else:
        _table(found)
    if wait is not None and not found["items"]:
        raise typer.Exit(FAILED)


@app.command()
def show(
    id: Number,
    as_json: AsJson = False,
    world: World = None,
    host: Host = None,
    port: Port = None,
    control_token: Token = None,
) -> None:
    """One message: who gets it, what it says, where its links lead, what can be done with it."""
    told = running(host, port, control_token, world).call("GET", f"/outbox/{id}")
    if as_json:
        typer.echo(told)
        return
    message = json.loads(told)
    console = tables.console()
    console.print(f"{message['vendor']} {message['channel']} to {message['to']}", style="bold")
    by = f", by request {message['request_id']}" if message["request_id"] else ""
    console.print(f"{_moment(message)}{by}", style="dim")
    if message["subject"]:
        console.print(f"\n{message['subject']}", style="bold")
    console.print(f"\n{message['text'] or ''}".rstrip(), soft_wrap=True)
    if message["payload"]:
        console.print(f"\n{json.dumps(message['payload'], ensure_ascii=False, indent=2)}", soft_wrap=True)
    if message["links"]:
        console.print()
    for name, link in message["links"].items():
        console.print(f"{name}: {link}", soft_wrap=True)
    if message["acts"]:
        console.print(f"\nPOST /_emulator/outbox/{id}/{{{','.join(message['acts'])}}}", style="dim")


def _table(found: dict[str, Any]) -> None:
    rows = [
        (
            one["id"],
            _moment(one),
            one["vendor"],
            one["channel"],
            one["to"],
            one["subject"] or one["text"],
            one["request_id"] or "",
        )
        for one in found["items"]
    ]
    columns = ("id", "at", "vendor", "channel", "to", "subject", "request")
    tables.show(columns, rows, none="no such message was sent")
    if found["total"] > len(rows):
        tables.console().print(f"the latest {len(rows)} of {found['total']}")


def _moment(message: dict[str, Any]) -> str:
    return str(message["at"]).replace("T", " ")[:19]
