"""A whole fixture in one document: each vendor's part under its name. A snapshot is exported in this form.

`format` is the version of the form. A document of another version is refused; without one it is of this one.
`clock` is what the world's clock shows when a world is made of the document.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self

from pydantic import ValidationError, model_validator
from pydantic_core import from_json

from emulator import __version__
from emulator.kernel import documents, fixtures, origin
from emulator.kernel.clock import Start
from emulator.kernel.fixtures import Documents, FixtureError, Source
from emulator.kernel.form import Form
from emulator.kernel.moments import Moment
from emulator.kernel.vendor import Vendor
from emulator.kernel.world import World

FORMAT = 1
_HEAD = """\
# {what}, written by api-emulator {version}.
# A new world is made of it by POST /_emulator/worlds or `emulator serve --fixture FILE`; `emulator load FILE` and
# POST /_emulator/fixtures put it into a world that is there. It has the vendors' data, the work that is due in it, and
# the clock. The outbox, the journal and the planned faults are not in it: a snapshot has those.
"""

NOW = Start()
SENT = Source()


class ClockPart(Form):
    now: Moment
    frozen: bool = False

    @model_validator(mode="after")
    def _is_of_the_calendar(self) -> Self:
        self.start()
        return self

    def start(self) -> Start:
        return Start(self.now, self.frozen)


@dataclass(frozen=True)
class FixtureDocument:
    """Checked, but not stored; vendors that do not stand in it have no part."""

    parts: Documents
    start: Start = NOW


def read(file: Path, vendors: Iterable[Vendor]) -> FixtureDocument:
    """Raises FixtureError."""
    return parse(fixtures.content_of(file), vendors, name=str(file), folder=file.parent)


def parse(content: bytes, vendors: Iterable[Vendor], *, name: str = "", folder: Path | None = None) -> FixtureDocument:
    """YAML or JSON; raises FixtureError."""
    if content.lstrip()[:1] == b"{":  # YAML reads no surrogate pairs, which JSON has for some characters
        try:
            return check(from_json(content), vendors, Source(name, folder=folder))
        except FixtureError:
            raise
        except ValueError:  # YAML may begin so too
            pass
    value, source = fixtures.parse(content, name=name, folder=folder)
    return check(value, vendors, source)


def check(value: Any, vendors: Iterable[Vendor], source: Source = SENT) -> FixtureDocument:
    """Raises FixtureError that names the place of the first thing that is wrong."""
    by_name = {vendor.name: vendor for vendor in vendors}
    if not isinstance(value, dict):
        raise source.refusal((), "should be a mapping")
    _refuse_unknown(value, by_name, source)
    parts = {
        vendor: fixtures.check(source, by_name[vendor], data, within=(vendor,))
        for vendor, data in value.items()
        if vendor in by_name
    }
    return FixtureDocument(parts, _clock(value.get("clock"), source))


def _refuse_unknown(value: dict[Any, Any], vendors: Mapping[str, Vendor], source: Source) -> None:
    known = ("format", "clock", *vendors)
    for key in value:
        if key not in known:
            raise source.refusal((str(key),), f"unknown key: give one of {', '.join(known)}")
    version = value.get("format", FORMAT)
    if version != FORMAT or isinstance(version, bool):
        raise source.refusal(
            ("format",),
            f"this emulator reads format {FORMAT}, and the document is of format {version!r}: "
            "export it again with the emulator that reads it",
        )


def _clock(value: Any, source: Source) -> Start:
    if value is None:
        return NOW
    try:
        return ClockPart.model_validate(value).start()
    except ValidationError as error:
        raise source.first(error, ("clock",)) from None


def written(world: World, what: str) -> str:
    """All that the vendors have stored in a world, as YAML that `parse` reads."""
    with world.transaction() as session:
        parts = {vendor.name: vendor.dump(session) for vendor in world.worlds.vendors.values()}
        clock = {"now": session.now, "frozen": origin.read(session).frozen_at is not None}
    head = _HEAD.format(what=what, version=__version__)
    return head + documents.write({"format": FORMAT, "clock": clock, **parts})
