"""`emulator outbox`: what would have left, on the command line."""

import json
from typing import Annotated, Any

import typer

from emulator.commands import complete, groups, screen
from emulator.commands.ending import Status
from emulator.commands.options import AsJson, Host, Port, Token, World
from emulator.commands.server import running

app = typer.Typer(
    cls=groups.Lists, help="E-mails, SMS and pushes that would have left; alone it lists.", add_completion=False
)

_CHANNELS = ("email", "sms", "mobile_push", "web_push")
"""Those of `kernel.outbox`, whose import would keep whoever waits for a completion; a test compares them."""

Number = Annotated[int, typer.Argument(help="The message's number.", metavar="ID", autocompletion=complete.messages)]
Vendor = Annotated[str | None, typer.Option(help="Only this vendor's.", autocompletion=complete.vendors)]
Channel = Annotated[
    str | None,
    typer.Option(
        help=f"{', '.join(_CHANNELS[:-1])} or {_CHANNELS[-1]}.",
        autocompletion=complete.one_of(*_CHANNELS),
    ),
]
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
        screen.document(told)
    else:
        screen.latest(found, _COLUMNS, _cells, none="no such message was sent", folds=("to", "subject"))
    if wait is not None and not found["items"]:
        raise typer.Exit(Status.FOUND)


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
        screen.document(told)
        return
    message = json.loads(told)
    screen.say(f"{message['vendor']} {message['channel']} to {message['to']}", "bold")
    by = f", by request {message['request_id']}" if message["request_id"] else ""
    screen.say(f"{screen.moment(message['at'])}{by}", "dim")
    if message["subject"]:
        screen.say(f"\n{message['subject']}", "bold")
    if message["text"]:
        screen.say(f"\n{message['text'].rstrip()}")
    if message["payload"]:
        screen.say(f"\n{json.dumps(message['payload'], ensure_ascii=False, indent=2)}")
    if message["links"]:
        screen.say("")
    for name, link in message["links"].items():
        screen.say(f"{name}: {link}")
    if message["acts"]:
        screen.say(f"\nPOST /_emulator/outbox/{id}/{{{','.join(message['acts'])}}}", "dim")


def _cells(one: dict[str, Any]) -> tuple[Any, ...]:
    said, request = one["subject"] or one["text"], one["request_id"] or ""
    return one["id"], screen.moment(one["at"]), one["vendor"], one["channel"], one["to"], said, request
