import contextlib
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path
from typing import Any, cast

import psycopg
import pytest
from sqlalchemy import text
from sqlmodel import select

from emulator.kernel import outbox, schedule, snapshots
from emulator.kernel.clock import Start
from emulator.kernel.database import command, insert_into, prepare
from emulator.kernel.postgres import templates
from emulator.kernel.postgres.world import SharedWorld
from emulator.kernel.postgres.worlds import SharedWorlds
from emulator.kernel.vendor import Vendors
from tests import engines
from tests.conftest import PATIENCE
from tests.kernel import paper
from tests.kernel.conftest import NOON
from tests.kernel.tables import INDEX, Article

pytestmark = pytest.mark.once  # it brings its own PostgreSQL

_ADD = insert_into(Article)
_TITLES = prepare(select(Article.title).order_by(Article.title))
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


@pytest.fixture
def other(shared: SharedWorlds, url: str) -> Iterator[SharedWorlds]:
    """Another process."""
    worlds = SharedWorlds(url, shared.vendors, fixture=shared.fixture)
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


def test_a_copy_has_the_indexes_of_its_template_and_a_snapshot_only_those_of_its_keys(shared: SharedWorlds) -> None:
    with shared.default.transaction() as session:
        session.one(_ADD, title="Running shoes", body="Light and quick")
        schedule.later(session, NOON, vendor="paper", task="say", text="News")

    fork = cast(SharedWorld, shared.fork(shared.default, "t1"))
    snapshots.save(shared.default, "kept")

    ((kept,),) = shared.server.ask("SELECT id FROM emulator.kept WHERE snapshot = 'kept'")
    template = indexes(shared, fork.database.base, like=fork.database.number)
    assert {"test_articles_forms_idx", "test_articles_vocabulary_idx", "ix_due_at"} <= template.keys()
    assert indexes(shared, fork.database.number) == template
    assert indexes(shared, kept) == {name: made for name, made in template.items() if name.endswith("_pkey")}


def indexes(worlds: SharedWorlds, schema: int, *, like: int | None = None) -> dict[str, str]:
    """How each was made: of all tables there, or of those that are `like` another schema's."""
    return dict(
        worlds.server.ask(
            "SELECT indexname, replace(indexdef, schemaname || '.', '') FROM pg_indexes WHERE schemaname = %s"
            " AND tablename IN (SELECT tablename FROM pg_tables WHERE schemaname = %s)",
            f"w{schema}",
            f"w{like or schema}",
        )
    )


def test_a_table_whose_first_write_was_undone_is_not_taken_for_the_worlds_own(shared: SharedWorlds) -> None:
    with contextlib.suppress(LookupError), shared.default.transaction() as session:
        session.one(_ADD, title="Lamps", body="Bright")
        raise LookupError

    with shared.default.transaction() as session:
        session.one(_ADD, title="Running shoes", body="Light and quick")

    with shared.make("t1").transaction() as session:
        assert session.all(_TITLES) == []


def test_a_fork_has_one_state_of_a_source_that_another_process_is_writing_to(
    shared: SharedWorlds, other: SharedWorlds, url: str
) -> None:
    with ThreadPoolExecutor(1) as beside:
        with other.default.transaction() as session:
            session.one(_ADD, title="Lamps", body="Bright")
            forking = beside.submit(shared.fork, shared.default, "t1")
            waits_or_is_done(forking, url)
        fork = forking.result(timeout=PATIENCE)

    with fork.transaction() as session:
        assert session.all(_TITLES) == ["Lamps"]


def waits_or_is_done(work: Future[Any], url: str) -> None:
    """Returns when the database lets the work wait for somebody, or need not."""
    waiting = "SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'"
    with psycopg.connect(url, autocommit=True) as connection:
        while not work.done() and connection.execute(waiting).fetchone() is None:
            pass


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


def test_a_template_stays_for_the_world_that_another_process_is_making_of_it(
    shared: SharedWorlds, other: SharedWorlds
) -> None:
    shared.make("t1", start=Start(NOON, frozen=True))
    template = other.templates.of(other.fixture, NOON)

    with other._new("t2") as made:
        other._fill(made, template, fixture=other.fixture, made_at=NOON, start=Start(NOON))
        shared.drop("t1")

    t2 = cast(SharedWorld, shared.get("t2"))
    assert t2.database.base in numbers(shared)
    with t2.transaction() as session:
        assert outbox.message(session, 1) is not None


def test_a_template_stays_where_a_world_is_made_of_it_while_another_is_dropped(
    shared: SharedWorlds, other: SharedWorlds, url: str
) -> None:
    later = NOON + timedelta(days=1)
    bases = []
    for name, now in (("t1", NOON), ("t2", later)):
        made = cast(SharedWorld, shared.make(name, start=Start(now, frozen=True)))
        bases.append(made.database.base)
    shared.server.ask("DELETE FROM emulator.worlds WHERE name IN ('t1', 't2')")

    with ThreadPoolExecutor(1) as beside:
        with psycopg.connect(url) as reader:
            reader.execute(f"LOCK TABLE w{bases[0]}.test_pages IN ACCESS SHARE MODE")
            dropping = beside.submit(templates.drop_unused, other.server)
            waits_or_is_done(dropping, url)
            shared.make("t3", start=Start(later, frozen=True))
        dropping.result(timeout=PATIENCE)

    there = {number for (number,) in shared.server.ask("SELECT id FROM emulator.templates")}
    assert there & set(bases) == {bases[1]}


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
