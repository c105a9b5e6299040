"""`emulator load FIXTURE`: a fixture document for the running server, and the product feeds that lie beside it."""

import io
import json
from pathlib import Path
from typing import Annotated, Any

import typer

from emulator.commands import feed, progress, screen
from emulator.commands.ending import Stopped, stop
from emulator.commands.options import AsJson, Host, Port, Token, World
from emulator.commands.server import Server, running

app = typer.Typer(add_completion=False)


@app.command()
def load(
    fixture: Annotated[
        Path,
        typer.Argument(help="A document, a vendor's YAML file, or a folder of the vendors' files.", metavar="FIXTURE"),
    ],
    as_json: AsJson = False,
    world: World = None,
    host: Host = None,
    port: Port = None,
    control_token: Token = None,
) -> None:
    """Put a fixture on top of what a world has, all of it or nothing; then the product feeds that it names."""
    server = running(host, port, control_token, world)
    with progress.doing(f"reading {fixture.name}"):
        document = _document(fixture)
    feeds = _feeds(document, fixture)
    content = io.BytesIO(json.dumps(document).encode())
    told = json.loads(server.send("/fixtures", content, of=fixture.name, kind="application/json"))
    told["feeds"] = [_fed(server, file, shop_id) for shop_id, file in feeds]
    if as_json:
        screen.document(json.dumps(told))
    else:
        screen.table(("vendor", "rows"), told["rows"].items(), none="nothing to load")
        if told["left_out"]:
            screen.say(f"left out: {', '.join(told['left_out'])}; only a world that is made of it has that")


def _fed(server: Server, file: Path, shop_id: str) -> dict[str, Any]:
    try:
        return {"shop_id": shop_id, **json.loads(feed.put(server, file, shop_id))}
    except Stopped as stopped:
        stop(f"{stopped.sentence}; the rest of the fixture is in the world", stopped.status)


def _document(file: Path) -> dict[str, Any]:
    """What the file has, or the files of a folder, as a server takes one; each vendor's part under its name."""
    from emulator.kernel import fixtures
    from emulator.vendors import VENDORS

    if not file.is_dir():
        return _part(file)
    try:
        parts = [_part(one) for one in fixtures.files(file, VENDORS)]
    except fixtures.FixtureError as error:
        stop(str(error))
    return {name: value for part in parts for name, value in part.items()}


def _feeds(document: dict[str, Any], beside: Path) -> list[tuple[str, Path]]:
    """Takes the shops' catalogues, which are files, out of a document: the shop and the file of each."""
    folder = beside if beside.is_dir() else beside.parent
    part = document.get("rees46")
    shops = part.get("shops") if isinstance(part, dict) else None
    found = []
    for shop in shops if isinstance(shops, list) else ():
        if isinstance(shop, dict) and isinstance(shop.get("catalogue"), str):
            file = folder / shop.pop("catalogue")
            if not file.is_file():
                stop(f"there is no file {file}")
            found.append((str(shop.get("shop_id")), file))
    return found


def _part(file: Path) -> dict[str, Any]:
    from pydantic_core import to_jsonable_python

    from emulator.kernel import documents
    from emulator.vendors import VENDORS

    try:
        value, _ = documents.parse(file.read_bytes())  # as the server reads it
    except OSError as error:
        stop(f"{file}: {error.strerror or error}")
    except documents.DocumentError as error:
        stop(f"{file}{f':{error.line}' if error.line else ''}: {error}")
    if not isinstance(value, dict):
        stop(f"{file}: the document should be a mapping")
    plain: dict[str, Any] = to_jsonable_python({file.stem: value} if file.stem in VENDORS else value)
    return plain
