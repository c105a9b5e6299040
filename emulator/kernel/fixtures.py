"""Fixtures: a folder of YAML files, one for each vendor, checked before anything of it is stored."""

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import yaml
from pydantic import BaseModel, ValidationError

from emulator.kernel.database import Session
from emulator.kernel.vendor import Vendor

_PACKAGE = Path(__file__).resolve().parent.parent
# Inside an installed package they lie in it; in a checkout beside it.
HOME = next((place for place in (_PACKAGE / "fixtures", _PACKAGE.parent / "fixtures") if place.is_dir()), _PACKAGE)
DEFAULT = "demo"


class FixtureError(ValueError):
    """What is wrong with a fixture, with file, line and key, in one sentence."""


Documents = Mapping[str, BaseModel]
"""A checked fixture: the vendor's name and its document."""


def folder(fixture: str) -> Path:
    """The folder of a fixture that is named, or given as a path; raises FixtureError where there is none."""
    place = HOME / fixture if "/" not in fixture and not fixture.startswith(".") else Path(fixture)
    if not place.is_dir():
        known = ", ".join(names())
        raise FixtureError(f"there is no fixture {fixture!r}: give one of {known}, or the path of a folder")
    return place


def names() -> list[str]:
    """The fixtures that come with the emulator: the folders that hold files of their own."""
    return sorted(place.name for place in HOME.iterdir() if place.is_dir() and any(place.glob("*.yaml")))


def read(fixture: str, vendors: Iterable[Vendor]) -> Documents:
    """Reads and checks a whole fixture; a vendor without a file has an empty document."""
    place = folder(fixture)
    by_name = {vendor.name: vendor for vendor in vendors}
    for file in sorted(place.glob("*.yaml")):
        if file.stem not in by_name:
            raise FixtureError(f"{file}: no vendor is called {file.stem!r}; the vendors are {', '.join(by_name)}")
    return {name: _document(place / f"{name}.yaml", vendor) for name, vendor in by_name.items()}


def check(name: str, vendor: Vendor, data: Any, *, lines: "Lines | None" = None) -> BaseModel:
    """The vendor's document; raises FixtureError that names the place of the first thing that is wrong."""
    try:
        return vendor.document.model_validate(data)
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        place = lines.of(first["loc"]) if lines else ""
        raise FixtureError(f"{name}{place}: {_key(first['loc'])}: {_reason(first)}") from None


def store(session: Session, vendors: Iterable[Vendor], documents: Documents) -> None:
    for vendor in vendors:
        vendor.load(session, documents[vendor.name])


class Lines:
    """Where each key of a YAML document stands."""

    def __init__(self, root: yaml.Node | None) -> None:
        self._root = root

    def of(self, loc: tuple[int | str, ...]) -> str:
        node, line = self._root, 0
        for step in loc:
            node, line = _child(node, step, line)
        return f":{line + 1}"


def _child(node: yaml.Node | None, step: int | str, line: int) -> tuple[yaml.Node | None, int]:
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            if key.value == str(step):
                return value, key.start_mark.line
    if isinstance(node, yaml.SequenceNode) and isinstance(step, int) and step < len(node.value):
        return node.value[step], node.value[step].start_mark.line
    return node, line


def _document(file: Path, vendor: Vendor) -> BaseModel:
    if not file.exists():
        return vendor.document()
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)(file.read_bytes())
    try:
        root = loader.get_single_node()
        data = loader.construct_document(root) if root is not None else {}
    except yaml.MarkedYAMLError as error:
        line = f":{error.problem_mark.line + 1}" if error.problem_mark else ""
        raise FixtureError(f"{file}{line}: not YAML: {error.problem}") from None
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise FixtureError(f"{file}: not YAML: {' '.join(str(error).split())}") from None
    finally:
        loader.dispose()
    return check(str(file), vendor, data, lines=Lines(root))


def _key(loc: tuple[int | str, ...]) -> str:
    return ".".join(str(step) for step in loc) or "the document"


def _reason(error: Any) -> str:
    return "unknown key" if error["type"] == "extra_forbidden" else str(error["msg"])
