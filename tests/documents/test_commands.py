"""The reference of the command line, which is made from the command."""

import pytest

from docs import commands
from tests.commands.test_options import COMMANDS
from tests.documents.reading import ROOT

pytestmark = pytest.mark.once
REFERENCE = commands.reference()


@pytest.mark.parametrize("path", COMMANDS, ids=" ".join)
def test_it_has_a_section_for_each_command_with_all_its_flags(path: tuple[str, ...]) -> None:
    name = " ".join(["emulator", *path])

    _, heading, rest = REFERENCE.partition(f"# {name}\n\n")
    section = rest.partition("\n#")[0]

    assert heading
    for one in COMMANDS[path].params:
        assert f"`{', '.join([*one.opts, *one.secondary_opts])}`" in section or f"`{one.metavar}`" in section


def test_it_has_each_variable() -> None:
    for command in COMMANDS.values():
        for one in command.params:
            assert one.envvar is None or f"`{one.envvar}`" in REFERENCE


def test_the_page_has_a_place_for_it() -> None:
    assert "\n<!-- made: commands -->\n" in (ROOT / "docs" / "command-line.md").read_text()
