"""docs/public-surface.md has all that other people's code and files name, and nothing that is not there."""

import re
import subprocess
import sys
from collections.abc import Callable
from functools import partial

import pytest

from emulator import __version__, testing
from emulator.kernel import layout
from emulator.kernel.fixture_document import FORMAT
from tests.conftest import PATIENCE
from tests.documents import surface
from tests.documents.reading import ROOT
from tests.documents.surface import Rows
from tests.test_cli import READY

pytestmark = pytest.mark.once
DOCUMENT = ROOT / "docs" / "public-surface.md"
PAGE = DOCUMENT.read_text()
MISSING = "Write it there too: it is public from now on, and stays until a major version."
GONE = (
    "Whoever uses it breaks, and that takes a major version: let it work still and write under Deprecated in "
    "CHANGELOG.md what to use instead."
)
SECTIONS: dict[str, Callable[[], Rows]] = {
    "Control calls": surface.control_calls,
    "Fixture keys": surface.whole_document,
    "Reco": partial(surface.fixture_keys, "reco"),
    "REES46": partial(surface.fixture_keys, "rees46"),
    "Recensus": partial(surface.fixture_keys, "recensus"),
    "Python and pytest": lambda: {**surface.python_names(), **surface.pytest_names()},
}


def listed(heading: str) -> Rows:
    """The rows under a heading, up to the next one."""
    part = re.split(r"^#+ ", PAGE.partition(f"# {heading}\n")[2], maxsplit=1, flags=re.MULTILINE)[0]
    below = re.sub(r"^\|.*\n\|-.*\n", "", part, flags=re.MULTILINE)  # the head of a table
    lines = [line.strip("|").split(" | ") for line in below.splitlines() if line.startswith("| ")]
    return {row[0].strip(): tuple(re.findall(r"`(.+?)`", cell) for cell in row[1:]) for row in lines}


def names(rows: Rows) -> set[tuple[str, int, str]]:
    """Each with its row and its place in it; a row of its own counts too."""
    cells = {(row, at, name) for row, found in rows.items() for at, cell in enumerate(found) for name in cell}
    return cells | {(row, -1, "") for row in rows}


@pytest.mark.parametrize("heading", SECTIONS)
def test_a_list_is_what_there_is(heading: str) -> None:
    there, told = names(SECTIONS[heading]()), names(listed(heading))

    missing = sorted(f"{row}: {name}".rstrip(": ") for row, _, name in there - told)
    gone = sorted(f"{row}: {name}".rstrip(": ") for row, _, name in told - there)

    assert not gone, f"{heading} in {DOCUMENT.name} has what is not there: {gone}. {GONE} (New are {missing}.)"
    assert not missing, f"{heading} in {DOCUMENT.name} lacks {missing}. {MISSING}"


def test_the_emulators_own_headers_are_listed() -> None:
    told = set(re.findall(r"`(X-Emulator-\w+)`", PAGE))

    assert surface.headers() - told == set(), MISSING
    assert told - surface.headers() == set(), GONE


def test_the_ready_line_is_as_it_is_told() -> None:
    told = re.findall(r"`(emulator ready on .*)`", PAGE)

    assert [READY.fullmatch(f"{line}\n") is not None for line in told] == [True]


def test_python_names_can_be_imported_as_told() -> None:
    told = re.findall(r"from emulator import ([\w, ]+)`", PAGE)

    import emulator

    assert told == [", ".join(sorted(set(emulator.__all__) - {"__version__"}))]
    assert set(testing.__all__) >= {"Emulator", "World"}


def test_the_page_on_python_names_attributes_and_methods_as_they_are() -> None:
    page = (ROOT / "docs" / "python.md").read_text()
    kinds = {"reco": "Api", **{name: name.title() for name in ("clock", "outbox", "requests", "faults", "control")}}
    known = {
        (row.strip("`"), name.partition("(")[0], "(" in name)
        for row, (names, *_) in surface.python_names().items()
        for name in names
    }
    told = set()
    for first, cell in re.findall(r"^\| (`\..*?) \| (.*) \|$", page, re.MULTILINE):
        of_world, of_part = (re.findall(r"`\.(\w+)(\(?)", part) for part in (first, cell))
        told |= {("World", name, bool(call)) for name, call in of_world}
        told |= {(kinds[of_world[0][0]], name, bool(call)) for name, call in of_part}

    assert len(told) > 20
    assert told - known == set()


def test_the_command_tells_the_version() -> None:
    command = [sys.executable, "-m", "emulator", "--version"]

    told = subprocess.run(command, capture_output=True, text=True, check=True, timeout=PATIENCE).stdout

    assert told == f"emulator {__version__}\n"


def test_documents_are_of_the_format_that_is_told() -> None:
    assert f"`format` is the same (it is {FORMAT})" in PAGE


def test_tables_change_with_a_minor_version_at_least() -> None:
    assert layout.version_of(layout.LAYOUT).endswith(".0")


def test_the_changelog_has_the_form_of_keep_a_changelog() -> None:
    changelog = (ROOT / "CHANGELOG.md").read_text()
    versions = re.findall(r"^## (.*)$", changelog, re.MULTILINE)
    kinds = set(re.findall(r"^### (.*)$", changelog, re.MULTILINE))

    assert versions[0] == "Unreleased"
    assert all(re.fullmatch(r"\d+\.\d+\.\d+ - \d{4}-\d\d-\d\d", version) for version in versions[1:])
    assert versions[1:2] in ([], [version for version in versions[1:2] if version.startswith(f"{__version__} ")])
    assert kinds <= {"Added", "Changed", "Deprecated", "Removed", "Fixed", "Security", "Vendors"}
