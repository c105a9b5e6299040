"""All code in the documents that is no session: programs and files are run, what cannot be run here is checked."""

import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from emulator.kernel import documents
from emulator.vendors import VENDORS
from tests.conftest import PATIENCE
from tests.documents import reading, shell
from tests.documents.reading import ROOT, Block
from tests.documents.running import environment

pytestmark = pytest.mark.once

PLAIN = [block for block in reading.blocks() if block.title is None]
PROGRAMS = [block for block in PLAIN if block.language == "python"]
EXCERPTS = [block for block in PLAIN if block.language == "yaml"]
COMMANDS = [
    (block, line) for block in PLAIN if block.language == "sh" for line in block.text.splitlines() if line.strip()
]
IN_THE_TEXT = sorted(
    {
        code
        for document in reading.DOCUMENTS
        for code in reading.words_of_code(document)
        if re.match(r"(emulator|make|docker|pip) ", code) and document.name != "CHANGELOG.md"
    }
)
"""A changelog may speak of what is no longer."""
OUTPUT = [block for block in PLAIN if block.language == ""]
READY = re.compile(
    r"emulator ready on "
    r"(http://127\.0\.0\.1:4717 \(3 vendors, \d+\.\d\d s\)|https://127\.0\.0\.1:4718 \(trust /\S+/ca\.pem\))"
)
HOSTS = re.compile(r"127\.0\.0\.1( [a-z0-9.]+)+")


def test_every_block_is_looked_at() -> None:
    """One in another language needs a test here; a file's content has its name: ```toml title="pyproject.toml"."""
    looked_at = {"console", "python", "yaml", "sh", ""}

    assert [str(block) for block in PLAIN if block.language not in looked_at] == []


@pytest.mark.parametrize("block", [block for block in reading.blocks() if block.title], ids=str)
def test_a_file_is_used_by_a_command_that_is_run(block: Block) -> None:
    commands = [command for command, _ in reading.sessions(block.document)]

    assert any(str(block.title) in command for command in commands)


@pytest.mark.slow
@pytest.mark.parametrize("block", PROGRAMS, ids=str)
def test_a_program_runs(block: Block, tmp_path: Path) -> None:
    ran = subprocess.run(
        [sys.executable, "-c", block.text],
        capture_output=True,
        text=True,
        timeout=5 * PATIENCE,
        check=False,
        cwd=tmp_path,
        env=environment(XDG_DATA_HOME=str(tmp_path)),
    )

    assert ran.returncode == 0, ran.stderr


@pytest.mark.parametrize("block", EXCERPTS, ids=str)
def test_an_excerpt_of_a_fixture_stands_in_it(block: Block) -> None:
    files = sorted((ROOT / "fixtures" / "demo").glob("*.yaml"))
    fixtures = [documents.parse(file.read_bytes())[0] for file in files]

    for part in documents.parse(block.text.encode())[0]:
        assert any(part == value for fixture in fixtures for value in _values(fixture))


def _values(document: Any) -> Iterator[Any]:
    yield document
    inner = document.values() if isinstance(document, dict) else document if isinstance(document, list) else ()
    for value in inner:
        yield from _values(value)


@pytest.mark.parametrize(("block", "line"), COMMANDS, ids=lambda one: one if isinstance(one, str) else str(one))
def test_a_command_that_cannot_run_here_speaks_of_what_is_there(block: Block, line: str) -> None:
    shell.check(line)


@pytest.mark.parametrize("code", IN_THE_TEXT)
def test_a_command_in_the_text_speaks_of_what_is_there(code: str) -> None:
    shell.check(code)


@pytest.mark.parametrize("line", ["make nothing", "emulator serve --nothing", "docker compose up nothing", "rm -r /"])
def test_a_command_of_which_nothing_is_known_is_found(line: str) -> None:
    with pytest.raises(AssertionError):
        shell.check(line)


@pytest.mark.parametrize("block", OUTPUT, ids=str)
def test_output_is_the_ready_line_or_a_list_of_hosts(block: Block) -> None:
    vendors = {host for hosts in VENDORS.hosts().values() for host in hosts}

    for line in block.text.splitlines():
        if HOSTS.fullmatch(line):
            assert set(line.split()[1:]) <= vendors
        else:
            assert READY.fullmatch(line)
