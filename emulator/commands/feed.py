"""`emulator feed FILE`: a product feed for a shop of the running server."""

import json
from pathlib import Path
from typing import Annotated, Any

import typer

from emulator.commands import complete, screen
from emulator.commands.ending import Refused, stop
from emulator.commands.options import AsJson, Host, Port, Token, World
from emulator.commands.server import Server, running

app = typer.Typer(add_completion=False)

ShopId = Annotated[str, typer.Option(help="The REES46 shop whose catalogue it is.", autocompletion=complete.shops)]


@app.command()
def feed(
    file: Annotated[Path, typer.Argument(help="A product feed (YML).", metavar="CATALOG.xml")],
    shop_id: ShopId = "DvLWN2ZTMZ",
    as_json: AsJson = False,
    world: World = None,
    host: Host = None,
    port: Port = None,
    control_token: Token = None,
) -> None:
    """Put a product feed into a shop's catalogue."""
    told = put(running(host, port, control_token, world), file, shop_id)
    if as_json:
        screen.document(told)
    else:
        _show(json.loads(told))


def put(server: Server, file: Path, shop_id: str) -> str:
    """What the server did with the feed; what it says against it has the file's name before it."""
    try:
        with file.open("rb") as opened:
            return server.send("/rees46/feed", opened, of=file.name, kind="application/xml", query={"shop_id": shop_id})
    except OSError as error:
        stop(f"{file}: {error.strerror or error}")
    except Refused as refused:
        stop(f"{file}: {refused.sentence}", refused.status)


def _show(told: dict[str, Any]) -> None:
    screen.say(
        f"{screen.amount(told['offers'], 'offer')}: {told['changed']} new or changed, {told['out_of_stock']} out of "
        f"stock; {screen.amount(told['categories'], 'category', 'categories')}, "
        f"{screen.amount(told['locations'], 'location')}"
    )
    for one in told["skipped"]:
        screen.say(f"skipped: line {one['line']}: {one['reason']}")
    if more := told["skipped_total"] - len(told["skipped"]):
        screen.say(f"skipped: {more} more")
