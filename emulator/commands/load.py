"""`emulator load FIXTURE`: sends a fixture document to a running server."""

from pathlib import Path
from typing import Any

from emulator.commands.server import stop


def document(file: Path) -> dict[str, Any]:
    """What the file has, or the files of a folder; each vendor's part under its name."""
    if file.is_dir():
        parts = [_part(one) for one in sorted(file.glob("*.yaml"))]
        return {name: value for part in parts for name, value in part.items()}
    return _part(file)


def _part(file: Path) -> dict[str, Any]:
    import yaml
    from pydantic_core import to_jsonable_python

    from emulator.vendors import VENDORS

    try:
        value = yaml.safe_load(file.read_bytes()) or {}
    except OSError as error:
        stop(f"{file}: {error.strerror or error}")
    except (yaml.YAMLError, ValueError) as error:
        stop(f"{file}: not YAML: {' '.join(str(error).split())}")
    if not isinstance(value, dict):
        stop(f"{file}: the document should be a mapping")
    plain: dict[str, Any] = to_jsonable_python({file.stem: value} if file.stem in VENDORS else value)
    return plain
