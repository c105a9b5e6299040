"""Worlds that nobody uses for a while are put away, and nobody notices."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from emulator.kernel import journal, outbox, room, schedule, snapshots
from emulator.kernel.vendor import Vendors
from emulator.kernel.world import DEFAULT, World
from emulator.kernel.worlds import Worlds
from emulator.vendors import VENDORS
from tests.kernel import paper
from tests.kernel.conftest import NOON

pytestmark = pytest.mark.once


@pytest.fixture(autouse=True)
def two_awake(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(room, "AWAKE", 2)


@pytest.fixture(params=["in memory", "in files"])
def kept(request: pytest.FixtureRequest, fixture: Path, tmp_path: Path) -> Iterator[Worlds]:
    data = tmp_path / "data" if request.param == "in files" else None
    made = Worlds(Vendors(paper), fixture=str(fixture), data=data)
    yield made
    made.close()


def resting(worlds: Worlds) -> set[str]:
    return {world.name for world in worlds if world.database.at_rest}


def put_to_rest(worlds: Worlds, world: World) -> None:
    world.rest(worlds.templates.like(world.fixture))
    assert world.database.at_rest


def send(world: World, text: str) -> None:
    with world.transaction(request_id=world.next_request_id()) as session:
        outbox.send(session, vendor="paper", channel="sms", to="readers", text=text)


def sent(world: World) -> list[str | None]:
    with world.transaction() as session:
        return [message.text for message in outbox.latest_first(session, outbox.Filter(), limit=9)]


def test_those_that_were_used_last_are_awake_and_the_default_world(kept: Worlds) -> None:
    for name in ("t1", "t2", "t3", "t4"):
        kept.make(name)
    assert resting(kept) == {"t1", "t2"}

    send(kept.get("t1"), "a")

    assert resting(kept) == {"t2", "t3"}


def test_a_world_that_rested_is_as_it_was(kept: Worlds) -> None:
    world = kept.make("t1")
    world.clock.set(NOON, frozen=True)
    send(world, "a")
    with world.transaction() as session:
        schedule.later(session, NOON + timedelta(hours=1), vendor="paper", task="say", text="b")
    rows, size = world.rows(), world.database.bytes_used()

    put_to_rest(kept, world)

    assert (world.rows(), world.database.bytes_used() > 0) == (rows, True)
    assert world.database.at_rest
    if world.database.path is None:
        assert world.database.bytes_used() == size
    assert sent(world) == ["a"]
    put_to_rest(kept, world)
    world.clock.set(NOON + timedelta(hours=2), frozen=True)
    world.catch_up()
    assert sent(world) == ["b", "a"]


def test_a_world_that_rests_can_be_forked_reset_and_dropped(kept: Worlds) -> None:
    world = kept.make("t1")
    send(world, "a")
    put_to_rest(kept, world)

    fork = kept.fork(world, "t2")
    put_to_rest(kept, world)
    kept.reset(world)
    put_to_rest(kept, fork)
    kept.reset(fork)
    put_to_rest(kept, fork)

    assert (sent(fork), sent(world)) == (["a"], [])
    put_to_rest(kept, world)
    kept.drop("t1")
    assert resting(kept) <= {"t2"}


def test_what_a_world_goes_back_to_rests_with_it(kept: Worlds) -> None:
    fork = kept.fork(kept.make("t1"), "t2")
    send(fork, "a")
    snapshots.save(fork, "sent")
    send(fork, "b")

    put_to_rest(kept, fork)

    beginning = kept.folder.beginning("t2")
    assert beginning is not None
    assert beginning.at_rest
    snapshots.restore(fork, "sent")
    assert sent(fork) == ["a"]
    put_to_rest(kept, fork)
    kept.reset(fork)
    assert sent(fork) == []


def test_a_snapshot_that_was_looked_at_rests_again(worlds: Worlds) -> None:
    world = worlds.make("t1")
    snapshots.save(world, "empty")
    put_to_rest(worlds, world)

    seen = snapshots.every(world)

    with worlds.folder.snapshot("t1", "empty") as kept:
        assert kept.at_rest
    assert [one.name for one in seen] == ["empty"]


def test_the_journal_of_a_world_that_rests_is_written(worlds: Worlds) -> None:
    world = worlds.make("t1")
    entry = dict.fromkeys(("request_headers", "request_body", "answer_headers", "answer_body"), b"")
    about = {"id": 1, "at": NOON, "vendor": "paper", "operation": None, "method": "GET", "url": "/", "path": "/"}
    world.keep({**entry, **about, "status": 200, "duration_ms": 1.0, "notices": None})

    put_to_rest(worlds, world)

    assert not world.unwritten
    with world.transaction() as session:
        assert journal.count(session, journal.Filter()) == 1


def test_a_world_in_use_does_not_rest(worlds: Worlds) -> None:
    with worlds.make("t1").visited():
        for name in ("t2", "t3", "t4"):
            worlds.make(name)

        assert "t1" not in resting(worlds)


def test_a_large_world_does_not_rest(worlds: Worlds, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(room, "LARGEST", 1)

    for name in ("t1", "t2", "t3", "t4"):
        worlds.make(name)

    assert not resting(worlds)
    assert not worlds.get(DEFAULT).database.at_rest


def test_a_demo_world_that_rests_takes_less_than_64_kb() -> None:
    """So 1,000 of them take less than 64 MB; `make bench` measures the whole process."""
    worlds = Worlds(VENDORS)
    for number in range(5):
        worlds.make(f"t{number}")

    kept = [world.database._rests_on for world in worlds if world.database.at_rest]

    assert len(kept) == 3
    for image in kept:
        assert image is not None
        assert sum(map(len, image.pages.values())) < 64 * 1024
        assert image.like is worlds.templates.like("demo")
    worlds.close()
