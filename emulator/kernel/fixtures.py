"""Fixtures: a folder of YAML files, one for each vendor, checked before anything of it is stored."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ValidationError

from emulator.kernel import documents
from emulator.kernel.database import Session
from emulator.kernel.vendor import Vendor

_PACKAGE = Path(__file__).resolve().parent.parent
# Inside an installed package they lie in it; in a checkout beside it.
HOME = next((place for place in (_PACKAGE / "fixtures", _PACKAGE.parent / "fixtures") if place.is_dir()), _PACKAGE)
DEFAULT = "demo"
DOCUMENTS = (".yaml", ".yml", ".json")
"""What the name of a whole fixture in one document ends in."""


class FixtureError(ValueError):
    """What is wrong with a fixture, with file, line and key, in one sentence."""

    def __init__(self, sentence: str, *, field: str | None = None) -> None:
        super().__init__(sentence)
        self.field = field


@dataclass(frozen=True)
class Source:
    """Where a document is from: a file, or "" where it was sent."""

    name: str = ""
    lines: documents.Lines | None = None
    folder: Path | None = None
    """Where the files lie that it may name."""

    def refusal(self, loc: tuple[int | str, ...], reason: str) -> FixtureError:
        key = ".".join(map(str, loc)) or "the document"
        place = _place(self.name, self.lines.of(loc) if self.lines else None)
        return FixtureError(f"{place}{key}: {reason}", field=key if loc else None)

    def first(self, error: ValidationError, within: tuple[str, ...]) -> FixtureError:
        """Of all that is wrong; a misspelt key comes before the key that is therefore missing."""
        wrong = error.errors(include_url=False)
        first = next((one for one in wrong if one["type"] == "extra_forbidden"), wrong[0])
        return self.refusal((*within, *first["loc"]), _REASONS.get(first["type"], first["msg"]))


_REASONS = {"extra_forbidden": "unknown key", "missing": "is missing", "model_type": "should be a mapping"}
Documents = Mapping[str, BaseModel]
"""A checked fixture: the vendor's name and its document."""


def folder(fixture: str) -> Path:
    """The folder of a fixture that is named, or given as a path; raises FixtureError where there is none.

    A path may also lead to a file: a whole fixture in one document.
    """
    named = "/" not in fixture and not fixture.startswith(".") and not fixture.endswith(DOCUMENTS)
    place = HOME / fixture if named else Path(fixture)
    if not _is_there(place):
        known = ", ".join(names())
        raise FixtureError(
            f"there is no fixture {fixture!r}: give one of {known}, or the path of a folder or of a YAML file"
        )
    return place


def _is_there(place: Path) -> bool:
    try:
        return place.is_dir() or (place.suffix in DOCUMENTS and place.is_file())
    except (OSError, ValueError):  # a name that is too long, or has a NUL
        return False


def names() -> list[str]:
    """The fixtures that come with the emulator: the folders that hold files of their own."""
    return sorted(place.name for place in HOME.iterdir() if place.is_dir() and any(place.glob("*.yaml")))


def read(fixture: str, vendors: Iterable[Vendor]) -> Documents:
    """Reads and checks a whole fixture; a vendor without a file has an empty document."""
    place = folder(fixture)
    by_name = {vendor.name: vendor for vendor in vendors}
    of = {file.stem: file for file in files(place, by_name)}
    return {name: _document(of[name], vendor) if name in of else vendor.document() for name, vendor in by_name.items()}


def files(place: Path, vendors: Collection[str]) -> list[Path]:
    """Those of a fixture's folder, each named after the vendor that it is for; raises FixtureError for any other."""
    found = sorted(place.glob("*.y*ml"))
    for file in found:
        if file.suffix == ".yml":
            raise FixtureError(f"{file}: would not be read: call it {file.stem}.yaml")
        if file.stem not in vendors:
            raise FixtureError(f"{file}: no vendor is called {file.stem!r}; the vendors are {', '.join(vendors)}")
    if not found:
        wanted = ", ".join(f"{name}.yaml" for name in vendors)
        raise FixtureError(f"{place}: no fixture: a folder of one has at least one of {wanted}")
    return found


def check(source: Source, vendor: Vendor, data: Any, *, within: tuple[str, ...] = ()) -> BaseModel:
    """The vendor's document; raises FixtureError that names the place of the first thing that is wrong.

    A document may name files that lie in its folder, which its validators find in their context. `within` is where in a
    larger document it stands.
    """
    try:
        return vendor.document.model_validate(data, context={"folder": source.folder})
    except ValidationError as error:
        raise source.first(error, within) from None


def store(session: Session, vendors: Iterable[Vendor], checked: Documents, *, suffix: str = "") -> None:
    """Raises FixtureError where a vendor refuses what is in its form: an id or a credential that stands twice.

    Vendors that have no part are left as they are; `suffix` is what a vendor's name has after it in the sentence.
    """
    for vendor in vendors:
        if vendor.name in checked:
            try:
                vendor.load(session, checked[vendor.name])
            except ValueError as error:
                raise FixtureError(f"{vendor.name}{suffix}: {error}", field=vendor.name) from None


def _document(file: Path, vendor: Vendor) -> BaseModel:
    data, source = parse(content_of(file), name=str(file), folder=file.parent)
    return check(source, vendor, data)


def content_of(file: Path) -> bytes:
    """Raises FixtureError."""
    try:
        return file.read_bytes()
    except OSError as error:
        raise FixtureError(f"{file}: cannot be read: {error.strerror or error}") from None


def parse(content: bytes, *, name: str, folder: Path | None) -> tuple[Any, Source]:
    """What YAML says, and where from it is; raises FixtureError."""
    try:
        data, lines = documents.parse(content)
    except documents.DocumentError as error:
        raise FixtureError(f"{_place(name, error.line)}{error}") from None
    return data, Source(name, lines, folder)


def _place(name: str, line: int | None) -> str:
    """What a sentence about a place in a document starts with; a document that was sent has no name."""
    if line is None:
        return f"{name}: " if name else ""
    return f"{name}:{line}: " if name else f"line {line}: "
