from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from emulator.kernel import journal
from emulator.kernel.http import Request, json_answer
from emulator.kernel.vendor import Vendors
from emulator.kernel.world import World
from emulator.kernel.worlds import Worlds
from tests.engines import Store
from tests.kernel import paper

SCOPE: dict[str, Any] = {
    "method": "POST",
    "path": "/paper/letters",
    "scheme": "http",
    "query_string": b"",
    "headers": [(b"host", b"h"), (b"x-b", b"1"), (b"x-b", b"2: 3")],
}


KEPT, BYTES_KEPT = journal.Limits()
WRITTEN: dict[str, Any] = {"vendor": "paper", "operation": None, "duration_ms": 0.5, "notices": []}


def write(world: World, times: int, body: bytes = b"", header: bytes = b"h") -> None:
    scope = {**SCOPE, "headers": [(b"host", header), *SCOPE["headers"][1:]]}
    for _ in range(times):
        with world.transaction(request_id=world.next_request_id()) as session:
            journal.write(session, Request(scope, body, path="/letters"), json_answer({"ok": True}), **WRITTEN)


def size(entry: journal.Record) -> int:
    return sum(len(value) for name, value in entry.items() if name == "url" or isinstance(value, bytes))


@pytest.fixture
def kept_in_files(fixture: Path, tmp_path: Path) -> Iterator[World]:
    worlds = Worlds(Vendors(paper), fixture=str(fixture), data=tmp_path / "data")
    yield worlds.default
    worlds.close()


def test_keeps_the_latest_and_lets_the_oldest_go(world: World) -> None:
    write(world, KEPT + 600)

    with world.transaction() as session:
        kept = journal.count(session, journal.Filter())
        latest = journal.latest_first(session, journal.Filter(), limit=1)

    assert kept == KEPT
    assert [entry.id for entry in latest] == [KEPT + 600]


@pytest.mark.once
def test_a_world_in_memory_holds_no_more_beside_its_database_than_it_keeps(world: World) -> None:
    write(world, KEPT + 600)

    assert len(world.unwritten) == KEPT
    assert world.unwritten_bytes == sum(map(size, world.unwritten))


@pytest.mark.once
def test_a_world_in_memory_writes_large_entries_before_anybody_looks(world: World) -> None:
    body = b"x" * journal.BODY_KEPT

    write(world, journal.BYTES_BESIDE // len(body) + 10, body)

    written = world.database.connection.execute("SELECT count(*), max(id) FROM journal").fetchone()
    assert written[0] == written[1] == world.next_request_id() - 1 - len(world.unwritten) > 0
    assert world.unwritten_bytes < journal.BYTES_BESIDE


def test_what_went_for_its_age_does_not_count_as_kept(kept_in_files: World) -> None:
    kept_in_files.limits = journal.Limits(300, 1_000_000)

    counts = []
    for _ in range(15):
        write(kept_in_files, 100, b"x" * 1000)
        with kept_in_files.transaction() as session:
            counts.append(journal.count(session, journal.Filter()))

    assert counts == [100, 200, *[300] * 13]


@pytest.mark.parametrize("in_files", [False, True])
def test_keeps_no_more_than_it_is_told_to(in_files: bool, world: World, kept_in_files: World) -> None:
    chosen = kept_in_files if in_files else world
    chosen.limits = journal.Limits(20, 1024 * 1024)

    write(chosen, 50)
    by_count = kept(chosen)
    write(chosen, 9, b"x" * journal.BODY_KEPT)
    by_bytes = kept(chosen)

    assert by_count == list(range(50, 30, -1))
    assert (1 <= len(by_bytes) <= 4, by_bytes[0]) == (True, 59)


@pytest.mark.parametrize("in_files", [False, True])
def test_a_world_that_begins_anew_keeps_as_much_again(in_files: bool, world: World, kept_in_files: World) -> None:
    chosen = kept_in_files if in_files else world
    chosen.limits = journal.Limits(30)
    write(chosen, 41)
    before = kept(chosen)
    chosen.worlds.reset(chosen)

    write(chosen, 41)

    assert kept(chosen) == before == list(range(41, 11, -1))


def kept(world: World) -> list[int]:
    with world.transaction() as session:
        return [entry.id for entry in journal.latest_first(session, journal.Filter(), limit=100)]


def test_what_was_forgotten_does_not_count_as_kept(world: World) -> None:
    write(world, 3, b"x" * 1000)

    with world.transaction() as session:
        journal.clear(session)

    assert world.journal_bytes == 0


def test_whoever_looks_sees_every_entry_that_was_written(world: World) -> None:
    seen = []

    for times in (1, 2, 3):
        write(world, times)
        with world.transaction() as session:
            seen.append([entry.id for entry in journal.latest_first(session, journal.Filter(), limit=10)])

    assert seen == [[1], [3, 2, 1], [6, 5, 4, 3, 2, 1]]


def test_what_was_rolled_back_leaves_no_entry(world: World) -> None:
    def fail() -> None:
        with world.transaction(request_id=world.next_request_id()) as session:
            journal.write(session, Request(SCOPE, b""), json_answer({}), **WRITTEN)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()

    with world.transaction() as session:
        assert journal.count(session, journal.Filter()) == 0


def test_a_fork_has_the_entries_and_a_reset_world_has_none(world: World) -> None:
    write(world, 3)
    fork = world.worlds.fork(world, "fork")
    write(world, 3)
    world.worlds.reset(world)

    with world.transaction() as session, fork.transaction() as forked:
        counts = [journal.count(one, journal.Filter()) for one in (session, forked)]

    assert counts == [0, 3]


@pytest.mark.parametrize("part", ["body", "header"])
def test_large_requests_do_not_fill_the_machine(world: World, part: str) -> None:
    body = b"x" * journal.BODY_KEPT

    write(world, BYTES_KEPT // len(body) + 50, **{part: body})

    with world.transaction() as session:
        kept = journal.count(session, journal.Filter())
        latest = journal.latest_first(session, journal.Filter(), limit=1)
    assert 100 < kept <= BYTES_KEPT // len(body)
    assert [entry.id for entry in latest] == [BYTES_KEPT // len(body) + 50]


def test_what_is_kept_still_counts_after_a_restart(fixture: Path, store: Store) -> None:
    first = store.open(Vendors(paper), fixture=str(fixture))
    write(first.default, 3, b"x" * 1000)
    counted = first.default.journal_bytes
    first.close()

    again = store.open(Vendors(paper), fixture=str(fixture))

    assert again.default.journal_bytes == counted > 3000
    again.close()


def test_keeps_of_a_body_no_more_than_its_limit(world: World) -> None:
    write(world, 1, b"x" * (journal.BODY_KEPT + 1))

    with world.transaction() as session:
        entry = journal.entry(session, 1)

    assert entry is not None
    assert entry.request_body == b"x" * journal.BODY_KEPT


def test_headers_are_kept_as_they_were_sent(world: World) -> None:
    write(world, 1)

    with world.transaction() as session:
        entry = journal.entry(session, 1)

    assert entry is not None
    assert journal.unpack(entry.request_headers) == [("host", "h"), ("x-b", "1"), ("x-b", "2: 3")]


def test_numbers_go_on_after_it_was_emptied(world: World) -> None:
    write(world, 3)
    with world.transaction() as session:
        journal.clear(session)

    write(world, 1)

    with world.transaction() as session:
        assert [entry.id for entry in journal.latest_first(session, journal.Filter(), limit=9)] == [4]
