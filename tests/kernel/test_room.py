import logging
import math
import re
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from emulator.kernel.room import FullError, Limits
from emulator.kernel.vendor import Vendors
from emulator.kernel.world import DEFAULT
from emulator.kernel.worlds import Worlds
from tests import engines
from tests.kernel import paper


@pytest.fixture
def few(fixture: Path) -> Iterator[Worlds]:
    """Room for two worlds, which may be left for a minute."""
    with engines.worlds(Vendors(paper), fixture=str(fixture), limits=Limits(most=2, idle=60)) as made:
        yield made


def names(worlds: Worlds) -> set[str]:
    return {world.name for world in worlds} - {DEFAULT}


def leave(worlds: Worlds, name: str, seconds: float) -> None:
    """As if nobody had used the world for so long."""
    worlds.get(name).used_at -= seconds
    worlds.room.look_at -= seconds


def test_for_one_more_the_world_goes_that_was_used_least_recently(few: Worlds) -> None:
    few.make("t1")
    few.make("t2")
    leave(few, "t2", 30)

    few.make("t3")

    assert names(few) == {"t1", "t3"}


def test_the_log_says_which_world_went_and_why(few: Worlds, caplog: pytest.LogCaptureFixture) -> None:
    few.make("t1")
    leave(few, "t1", 20)
    few.make("t2")
    leave(few, "t2", 10)
    few.make("t3")
    leave(few, "t3", 61)

    list(few)

    told = [record.getMessage() for record in caplog.records if record.levelno == logging.WARNING]
    assert [re.sub(r"\d\d\.\d", "%", one) for one in told] == [
        "world 't1' dropped, unused for % s: EMULATOR_WORLDS_MAX allows 2 worlds",
        "world 't3' dropped, unused for % s: EMULATOR_WORLD_IDLE allows 60 s",
    ]
    first, second = (float(one.partition("unused for ")[2].partition(" ")[0]) for one in told)
    assert (20 <= first < 60, second >= 61) == (True, True)


def test_the_default_world_never_goes(few: Worlds) -> None:
    few.default.used_at -= 1000

    for number in range(4):
        few.make(f"t{number}")

    assert few.get(DEFAULT) is few.default


def test_a_world_in_use_never_goes_and_one_that_finds_no_room_is_not_made(few: Worlds) -> None:
    first, second = few.make("t1"), few.make("t2")
    with first.visited(), second.visited():
        leave(few, "t1", 61)

        with pytest.raises(FullError, match="there are 2 worlds, as many as EMULATOR_WORLDS_MAX allows, and all are"):
            few.make("t3")

        assert names(few) == {"t1", "t2"}
        assert first.idle_seconds() == 0
    few.make("t3")
    assert "t3" in names(few)


def test_one_that_cannot_be_made_drops_none(few: Worlds) -> None:
    few.make("t1")
    few.make("t2")

    for wrong in ({"name": "t1"}, {"name": "t3", "fixture": "nope"}):
        with pytest.raises(ValueError, match="there is"):
            few.make(**wrong)

    assert names(few) == {"t1", "t2"}


def test_a_world_that_is_forked_is_used(few: Worlds) -> None:
    source = few.make("t1")
    few.make("t2")
    leave(few, "t1", 30)

    few.fork(source, "t3")

    assert names(few) == {"t1", "t3"}


def test_a_fork_may_take_the_place_of_what_it_was_forked_from(few: Worlds) -> None:
    source, other = few.make("t1"), few.make("t2")

    with other.visited():
        few.fork(source, "t3")

    assert names(few) == {"t2", "t3"}


@pytest.mark.once
def test_while_no_world_can_have_been_left_too_long_nobody_looks(few: Worlds) -> None:
    few.make("t1")
    few.drop("t1")
    assert few.room.look_at <= time.perf_counter() + 60
    few.room.look_at = 0

    few.room.look()

    assert few.room.look_at == math.inf


def test_one_that_is_used_for_long_does_not_have_everybody_look(few: Worlds) -> None:
    with few.make("t1").visited():
        leave(few, "t1", 1000)
        begin = time.perf_counter()

        list(few)

        assert few.room.look_at >= begin + 6
