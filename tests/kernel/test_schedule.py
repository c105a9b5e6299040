import contextlib
from datetime import datetime, timedelta

import pytest

from emulator.kernel import outbox, schedule
from emulator.kernel.schedule import Ran
from emulator.kernel.world import World
from tests.kernel.conftest import NOON

HOUR = timedelta(hours=1)


def plan(world: World, task: str, at: datetime, text: str) -> None:
    with world.transaction(request_id=7) as session:
        schedule.later(session, at, vendor="paper", task=task, text=text)


def said(world: World) -> list[tuple[datetime, str | None]]:
    with world.transaction() as session:
        messages = outbox.latest_first(session, outbox.Filter(channel="sms"), limit=100)
    return [(message.at, message.text) for message in reversed(messages)]


def test_nothing_happens_before_its_time(world: World) -> None:
    plan(world, "say", NOON + HOUR, "later")

    assert world.catch_up() == []
    assert said(world) == []


def test_runs_in_the_order_of_time_each_at_its_own(world: World) -> None:
    plan(world, "say", NOON + 3 * HOUR, "third")
    plan(world, "say", NOON + HOUR, "first")
    plan(world, "say", NOON + HOUR, "second")
    world.clock.advance(5 * HOUR)

    ran = world.catch_up()

    assert ran == [
        Ran(NOON + HOUR, "paper", "said first"),
        Ran(NOON + HOUR, "paper", "said second"),
        Ran(NOON + 3 * HOUR, "paper", "said third"),
    ]
    assert said(world) == [(NOON + HOUR, "first"), (NOON + HOUR, "second"), (NOON + 3 * HOUR, "third")]


def test_what_is_planned_by_what_runs_runs_too_in_its_place(world: World) -> None:
    plan(world, "say_and_say_again", NOON, "first")
    plan(world, "say", NOON + 2 * HOUR, "last")
    world.clock.advance(3 * HOUR)

    ran = world.catch_up()

    assert [due.what for due in ran] == ["said first", "said again", "said last"]


def test_what_is_planned_for_before_now_runs_now(world: World) -> None:
    plan(world, "say", NOON - HOUR, "late")

    ran = world.catch_up()

    assert ran == [Ran(NOON, "paper", "said late")]


def test_more_than_is_looked_up_at_once_runs_in_order_too(world: World) -> None:
    for number in reversed(range(250)):
        plan(world, "say", NOON + number * HOUR, str(number))
    plan(world, "say_and_say_again", NOON + HOUR / 2, "early")
    world.clock.advance(300 * HOUR)

    ran = world.catch_up()

    assert [due.what for due in ran][:4] == ["said 0", "said early", "said 1", "said again"]
    assert [due.what for due in ran][4:] == [f"said {number}" for number in range(2, 250)]
    assert world.due_at is None


def test_what_was_not_reached_when_the_run_was_given_up_is_still_due(world: World) -> None:
    for number in range(3):
        plan(world, "say", NOON + number * HOUR, str(number))
    world.clock.advance(5 * HOUR)
    steps = schedule.run_due(world, world.clock.now())
    next(steps)

    steps.close()

    assert world.due_at == NOON + HOUR
    assert [due.what for due in world.catch_up()] == ["said 1", "said 2"]


def test_runs_once(world: World) -> None:
    plan(world, "say", NOON, "once")
    world.catch_up()

    assert world.catch_up() == []
    assert world.due_at is None


def test_what_had_nothing_left_to_do_is_not_told(world: World) -> None:
    plan(world, "keep_silent", NOON, "")

    assert world.catch_up() == []
    assert world.due_at is None


@pytest.mark.parametrize("task", ["say_and_break", "unknown"])
def test_a_task_that_breaks_leaves_nothing_behind_and_holds_up_nobody(
    world: World, task: str, caplog: pytest.LogCaptureFixture
) -> None:
    plan(world, task, NOON, "half")
    plan(world, "say", NOON, "whole")

    ran = world.catch_up()

    assert [due.what for due in ran] == [f"{task} broke; the server's log says why", "said whole"]
    assert said(world) == [(NOON, "whole")]
    assert f"the scheduled task {task}" in caplog.text


def test_what_it_writes_is_known_to_come_from_the_request_that_planned_it(world: World) -> None:
    plan(world, "say", NOON, "hello")
    world.catch_up()

    with world.transaction() as session:
        message = outbox.message(session, 1)

    assert message is not None
    assert message.request_id == 7


def test_a_plan_that_is_rolled_back_never_runs(world: World) -> None:
    with contextlib.suppress(RuntimeError), world.transaction() as session:
        schedule.later(session, NOON, vendor="paper", task="say", text="never")
        raise RuntimeError

    assert world.catch_up() == []
    assert said(world) == []
