"""The documents' commands, run as they are printed, in a world of their own for each document."""

import re
from pathlib import Path

import pytest

from tests.conftest import TestWorld
from tests.documents import reading
from tests.documents.running import PRINTED, run

pytestmark = pytest.mark.once

SHOWN = list(dict.fromkeys(block.document for block in reading.blocks("console") if block.document != reading.SECURE))


@pytest.mark.parametrize("document", SHOWN, ids=reading.name)
def test_what_a_document_prints_is_what_happens(document: Path, world: TestWorld, tmp_path: Path) -> None:
    port = world.running.url.rpartition(":")[2]

    def here(command: str) -> str:
        # An address that names a world is left in it; any other is the document's own world.
        command = re.sub(rf"{PRINTED}(?!/~)", f"{world.running.url}{world.prefix}", command)
        return command.replace(PRINTED, world.running.url).replace(".localhost:4717", f".localhost:{port}")

    run(document, tmp_path, here, EMULATOR_PORT=port, EMULATOR_WORLD=world.name)


def test_every_readme_shows_a_call() -> None:
    readmes = [document for document in reading.DOCUMENTS if document.name == "README.md"]

    assert len(readmes) == 4
    assert set(readmes) <= set(SHOWN)
