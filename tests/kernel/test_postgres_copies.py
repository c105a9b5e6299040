from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import text

from emulator.kernel.database import command, insert_into
from emulator.kernel.postgres.worlds import SharedWorlds
from emulator.kernel.vendor import Vendors
from tests import engines
from tests.kernel import paper
from tests.kernel.tables import INDEX, Article

pytestmark = pytest.mark.once  # it brings its own PostgreSQL

_ADD = insert_into(Article)
_MARK = command(text("UPDATE test_articles SET vocabulary = array_to_tsvector(ARRAY['marked'])"))


@pytest.fixture
def shared(fixture: Path) -> Iterator[SharedWorlds]:
    with engines.database() as url:
        worlds = SharedWorlds(url, Vendors(paper), fixture=str(fixture))
        yield worlds
        worlds.close()


def test_a_copy_has_the_words_of_its_texts_without_looking_for_them_again(shared: SharedWorlds) -> None:
    with shared.default.transaction() as session:
        session.one(_ADD, title="Running shoes", body="Light and quick")
        session.run(_MARK)

    fork = shared.fork(shared.default, "t1")

    with fork.transaction() as session:
        session.one(_ADD, title="Lamps", body="Bright")
        assert INDEX.known(session, ["marked", "running", "lamps"]) == ["lamps", "marked"]
