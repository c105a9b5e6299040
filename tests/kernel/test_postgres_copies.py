from collections.abc import Iterator
from pathlib import Path
from typing import cast

import pytest
from sqlalchemy import text

from emulator.kernel import outbox, snapshots
from emulator.kernel.clock import Start
from emulator.kernel.database import command, insert_into
from emulator.kernel.postgres.world import SharedWorld
from emulator.kernel.postgres.worlds import SharedWorlds
from emulator.kernel.vendor import Vendors
from tests import engines
from tests.kernel import paper
from tests.kernel.conftest import NOON
from tests.kernel.tables import INDEX, Article

pytestmark = pytest.mark.once  # it brings its own PostgreSQL

_ADD = insert_into(Article)
_MARK = command(text("UPDATE test_articles SET vocabulary = array_to_tsvector(ARRAY['marked'])"))


@pytest.fixture
def url() -> Iterator[str]:
    with engines.database() as url:
        yield url


@pytest.fixture
def shared(fixture: Path, url: str) -> Iterator[SharedWorlds]:
    (fixture / "paper.yaml").write_text("articles: [{title: News}]\n")  # which is of the moment when it is loaded
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


def test_a_template_goes_with_the_last_that_stands_on_it(shared: SharedWorlds) -> None:
    before = numbers(shared)
    first = shared.make("t1", start=Start(NOON, frozen=True))
    snapshots.save(shared.default, "other")
    fork = shared.fork(first, "t2")
    assert len(numbers(shared)) == len(before) + 1

    shared.drop("t1")
    snapshots.remove(shared.default, "other")
    shared.reset(fork)
    shared.drop("t2")

    assert numbers(shared) == before


def test_a_template_stays_for_the_world_that_another_process_is_making_of_it(shared: SharedWorlds, url: str) -> None:
    shared.make("t1", start=Start(NOON, frozen=True))
    other = SharedWorlds(url, shared.vendors, fixture=shared.fixture)
    template = other.templates.of(other.fixture, NOON)

    with other._new("t2") as made:
        other._fill(made, template, fixture=other.fixture, made_at=NOON, start=Start(NOON))
        shared.drop("t1")
    other.close()

    t2 = cast(SharedWorld, shared.get("t2"))
    assert t2.database.base in numbers(shared)
    with t2.transaction() as session:
        assert outbox.message(session, 1) is not None


def test_what_a_fixture_was_days_ago_goes_when_a_server_starts(shared: SharedWorlds, url: str, tmp_path: Path) -> None:
    before = numbers(shared)
    (tmp_path / "other").mkdir()
    (tmp_path / "other" / "paper.yaml").write_text("articles: [{title: Days ago}]\n")
    shared.make("t1", fixture=str(tmp_path / "other"))
    shared.drop("t1")
    assert len(numbers(shared)) == len(before) + 1, "it stays for the next one"
    shared.server.ask("UPDATE emulator.templates SET lasts_since = now() - interval '2 days'")

    SharedWorlds(url, shared.vendors, fixture=shared.fixture).close()

    assert numbers(shared) == before


def numbers(worlds: SharedWorlds) -> set[int]:
    """Of the templates; each has its schema."""
    templates = {number for (number,) in worlds.server.ask("SELECT id FROM emulator.templates")}
    schemas = worlds.server.ask("SELECT nspname FROM pg_namespace WHERE nspname ~ '^w[0-9]+$'")
    worlds_too = worlds.server.ask("SELECT id FROM emulator.worlds UNION SELECT id FROM emulator.kept")
    assert {name for (name,) in schemas} == {f"w{number}" for number in {*templates, *(id_ for (id_,) in worlds_too)}}
    return templates
