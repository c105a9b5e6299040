"""`emulator clock`: a world's time on the running server."""

import json
from typing import Annotated, Any

import typer

from emulator.commands import groups, screen
from emulator.commands.ending import Status, stop
from emulator.commands.options import AsJson, Host, Port, Token, World
from emulator.commands.server import running

app = typer.Typer(cls=groups.Shows, help="Show and move a world's time; alone it shows.", add_completion=False)

Amount = Annotated[float, typer.Option(min=0, help="How far; a part of one will do.", show_default=False)]


def _moment(given: str) -> str:
    """As the server reads it, which calls it otherwise."""
    from pydantic import TypeAdapter, ValidationError

    from emulator.kernel.moments import Moment

    try:
        TypeAdapter(Moment).validate_python(given)
    except ValidationError:
        raise typer.BadParameter(f"{given!r} is no time with a zone, such as 2030-01-31T12:00:00Z") from None
    return given


@app.command()
def show(
    world: World = None, as_json: AsJson = False, host: Host = None, port: Port = None, control_token: Token = None
) -> None:
    """What time it is there."""
    _tell(running(host, port, control_token, world).call("GET", "/clock"), as_json=as_json)


@app.command("set")
def set_to(
    now: Annotated[
        str, typer.Argument(help="With a zone, such as 2030-01-31T12:00:00Z.", metavar="TIME", callback=_moment)
    ],
    frozen: Annotated[bool | None, typer.Option("--frozen/--running", help="Whether it stands still then.")] = None,
    world: World = None,
    as_json: AsJson = False,
    host: Host = None,
    port: Port = None,
    control_token: Token = None,
) -> None:
    """Go forward to a time; what becomes due by then happens."""
    body = {"now": now} if frozen is None else {"now": now, "frozen": frozen}
    _tell(running(host, port, control_token, world).call("PUT", "/clock", body=body), as_json=as_json)


@app.command()
def freeze(
    off: Annotated[bool, typer.Option("--off", help="Let it run on from where it stands.")] = False,
    world: World = None,
    as_json: AsJson = False,
    host: Host = None,
    port: Port = None,
    control_token: Token = None,
) -> None:
    """Make it stand still."""
    _tell(running(host, port, control_token, world).call("PUT", "/clock", body={"frozen": not off}), as_json=as_json)


@app.command()
def advance(
    days: Amount = 0,
    hours: Amount = 0,
    minutes: Amount = 0,
    seconds: Amount = 0,
    world: World = None,
    as_json: AsJson = False,
    host: Host = None,
    port: Port = None,
    control_token: Token = None,
) -> None:
    """Go forward by that much, and show what became due on the way."""
    body = {"days": days, "hours": hours, "minutes": minutes, "seconds": seconds}
    if not any(body.values()):
        stop("how far? Say it with --days, --hours, --minutes or --seconds", Status.USAGE)
    _tell(running(host, port, control_token, world).call("POST", "/clock/advance", body=body), as_json=as_json)


def _tell(answer: str, *, as_json: bool) -> None:
    if as_json:
        screen.document(answer)
        return
    told: dict[str, Any] = json.loads(answer)
    for due in told.get("ran", ()):
        screen.say(f"{due['at']}  {due['vendor']:<9} {due['what']}")
    screen.say(f"{told['now']}  {'frozen' if told['frozen'] else 'running'}")
