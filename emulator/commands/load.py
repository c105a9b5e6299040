"""`emulator load FIXTURE`: sends a fixture document to a running server, and the product feeds that lie beside it."""

from pathlib import Path
from typing import Any

from emulator.commands.server import stop


def document(file: Path) -> dict[str, Any]:
    """What the file has, or the files of a folder; each vendor's part under its name."""
    if file.is_dir():
        parts = [_part(one) for one in sorted(file.glob("*.yaml"))]
        return {name: value for part in parts for name, value in part.items()}
    return _part(file)


def feeds(document: dict[str, Any], beside: Path) -> list[tuple[str, Path]]:
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
