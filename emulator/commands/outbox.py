"""`emulator outbox`: what would have left, on the command line."""

import json
from typing import Annotated, Any

import typer

from emulator.commands import tables
from emulator.commands.server import FAILED, AsJson, Host, Port, Token, World, running

app = typer.Typer(
    cls=tables.Lists, help="E-mails, SMS and pushes that would have left; alone it lists.", add_completion=False
)

Number = Annotated[int, typer.Argument(help="The message's number.", metavar="ID")]
Vendor = Annotated[str | None, typer.Option(help="Only this vendor's.")]
Channel = Annotated[str | None, typer.Option(help="email, sms, mobile_push or web_push.")]
To = Annotated[str | None, typer.Option(help="Address, number or token.")]
Words = Annotated[str | None, typer.Option(help="Stands in the subject, text, HTML or payload.")]
Since = Annotated[str | None, typer.Option(help="A moment, such as 2030-01-31T12:00:00Z.")]
Limit = Annotated[int, typer.Option(help="At most so many.")]
Wait = Annotated[str | None, typer.Option(help="Wait so long for a first one, such as 2s; exit with 3 without one.")]

_COLUMNS = ("id", "at", "vendor", "channel", "to", "subject", "request")


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
        tables.latest(found, _COLUMNS, _cells, none="no such message was sent")
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
    console.print(f"{tables.moment(message['at'])}{by}", style="dim")
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


def _cells(one: dict[str, Any]) -> tuple[Any, ...]:
    said, request = one["subject"] or one["text"], one["request_id"] or ""
    return one["id"], tables.moment(one["at"]), one["vendor"], one["channel"], one["to"], said, request
