"""Two processes in one world at the same moment: what the one does is not lost by what the other does."""

import asyncio
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from emulator.kernel import fixture_document, snapshots
from emulator.kernel.clock import Clock
from emulator.kernel.folder import UnknownSnapshotError
from emulator.kernel.postgres.world import SharedWorld
from emulator.kernel.postgres.worlds import SharedWorlds
from emulator.kernel.snapshots import SnapshotExistsError
from emulator.kernel.vendor import Vendors
from tests import engines
from tests.conftest import PATIENCE
from tests.kernel import paper
from tests.kernel.conftest import NOON

pytestmark = pytest.mark.once  # it brings its own PostgreSQL

HOUR = timedelta(hours=1)


@pytest.fixture
def two(fixture: Path) -> Iterator[list[SharedWorld]]:
    """One world, as two processes have it."""
    with engines.database() as url:
        both = [SharedWorlds(url, Vendors(paper), fixture=str(fixture)) for _ in range(2)]
        both[0].default.set_clock(lambda clock: clock.set(NOON, frozen=True))
        found = [worlds.named("default") for worlds in both]
        for world in found:
            world.look()
        yield found
        for worlds in both:
            worlds.close()


@pytest.fixture
def beside() -> Iterator[ThreadPoolExecutor]:
    with ThreadPoolExecutor(1) as executor:
        yield executor


def until_it_waits(world: SharedWorld, work: "Future[Any]") -> None:
    """For the other process, or is done without that."""
    waiting = "SELECT 1 FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database()"
    while not work.done() and world.worlds.server.ask(waiting) == []:
        pass


def test_a_clock_stays_moved_whatever_another_process_does_while_it_is_moved(
    two: list[SharedWorld], beside: ThreadPoolExecutor
) -> None:
    ours, theirs = two
    changing = []

    def move(clock: Clock) -> None:
        changing.append(beside.submit(theirs.be_strict, True))
        until_it_waits(ours, changing[0])
        clock.advance(HOUR)

    asyncio.run(ours.move_clock(move))
    changing[0].result(timeout=PATIENCE)

    for world in two:
        world.look()
    assert [world.clock.now() for world in two] == [NOON + HOUR] * 2


def test_a_clock_is_moved_on_from_where_another_process_moved_it(two: list[SharedWorld]) -> None:
    for world in two:
        asyncio.run(world.move_clock(lambda clock: clock.advance(HOUR)))

    assert two[1].clock.now() == NOON + 2 * HOUR


def test_how_strict_a_world_is_stays_so_whatever_another_process_did_just_before(two: list[SharedWorld]) -> None:
    ours, theirs = two
    theirs.set_clock(lambda clock: clock.advance(HOUR))

    ours.be_strict(True)

    theirs.look()
    assert [world.strict for world in two] == [True, True]


def test_a_world_that_another_process_made_strict_can_be_made_lenient(two: list[SharedWorld]) -> None:
    ours, theirs = two
    theirs.be_strict(True)

    ours.be_strict(False)

    theirs.look()
    assert [world.strict for world in two] == [False, False]


def one(world: SharedWorld) -> str:
    return snapshots.one(world, "x").name


def export(world: SharedWorld) -> str:
    with snapshots.opened(world, "x") as kept:
        return fixture_document.written(kept, "x")[:3]


def restore(world: SharedWorld) -> None:
    snapshots.restore(world, "x")


def fork(world: SharedWorld) -> str:
    return snapshots.fork(world, "x", "t1").name


def every(world: SharedWorld) -> list[str]:
    return [found.name for found in snapshots.every(world)]


@pytest.mark.parametrize(
    ("read", "found"), [(one, "x"), (export, "# x"), (restore, None), (fork, "t1"), (every, ["x"])]
)
def test_a_snapshot_that_another_process_is_replacing_is_there(
    two: list[SharedWorld], beside: ThreadPoolExecutor, read: Callable[[SharedWorld], Any], found: Any
) -> None:
    ours, theirs = two
    snapshots.save(ours, "x")

    with ours.whole():
        snapshots.save(ours, "x", replace=True)
        reading = beside.submit(read, theirs)
        until_it_waits(ours, reading)

    assert reading.result(timeout=PATIENCE) == found


@pytest.mark.parametrize("read", [one, export, restore, fork])
def test_a_snapshot_that_another_process_is_deleting_is_unknown(
    two: list[SharedWorld], beside: ThreadPoolExecutor, read: Callable[[SharedWorld], Any]
) -> None:
    ours, theirs = two
    snapshots.save(ours, "x")

    with ours.whole():
        snapshots.remove(ours, "x")
        reading = beside.submit(read, theirs)
        until_it_waits(ours, reading)

    with pytest.raises(UnknownSnapshotError, match="has no snapshot 'x': it has none"):
        reading.result(timeout=PATIENCE)
    assert every(theirs) == []


def test_a_snapshot_that_another_process_is_deleting_is_passed_over_in_the_list(
    two: list[SharedWorld], beside: ThreadPoolExecutor
) -> None:
    ours, theirs = two
    for name in ("w", "x"):
        snapshots.save(ours, name)

    with ours.whole():
        snapshots.remove(ours, "w")
        listing = beside.submit(every, theirs)
        until_it_waits(ours, listing)

    assert listing.result(timeout=PATIENCE) == ["x"]


def test_of_two_who_save_a_snapshot_of_one_name_one_did(two: list[SharedWorld], beside: ThreadPoolExecutor) -> None:
    ours, theirs = two

    with ours.whole():
        saving = beside.submit(snapshots.save, theirs, "x")
        until_it_waits(ours, saving)
        snapshots.save(ours, "x")

    with pytest.raises(SnapshotExistsError, match="there is a snapshot 'x' already"):
        saving.result(timeout=PATIENCE)


def test_of_two_who_delete_a_snapshot_one_did(two: list[SharedWorld], beside: ThreadPoolExecutor) -> None:
    ours, theirs = two
    snapshots.save(ours, "x")

    with ours.whole():
        deleting = beside.submit(snapshots.remove, theirs, "x")
        until_it_waits(ours, deleting)
        snapshots.remove(ours, "x")

    with pytest.raises(UnknownSnapshotError, match="the snapshot 'x' has been deleted meanwhile"):
        deleting.result(timeout=PATIENCE)
