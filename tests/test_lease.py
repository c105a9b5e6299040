"""Processes that hold a file together: here each is a thread, for the system tells them apart by what they opened."""

import os
import threading
from contextlib import ExitStack
from pathlib import Path

import pytest

from emulator import lease
from tests.conftest import PATIENCE

pytestmark = pytest.mark.once


def test_who_waits_is_alone_too_when_the_one_before_removed_the_lock(tmp_path: Path) -> None:
    file = tmp_path / "run.json"
    lock = file.with_suffix(".lock")
    inside = threading.Event()
    locked: list[int] = []

    def come() -> None:
        with lease.alone(file):
            locked.append(lock.stat().st_ino)
            inside.set()

    with lease.alone(file):
        waiting = threading.Thread(target=come)
        waiting.start()
        while not _is_waited_for(lock):
            os.sched_yield()
        lease.remove(file)
    waiting.join(timeout=PATIENCE)

    assert inside.is_set()
    assert locked == [lock.stat().st_ino]


def test_who_takes_the_file_when_all_have_left_finds_it_there_still(tmp_path: Path) -> None:
    file = tmp_path / "run.json"
    file.touch()
    waiting = threading.Thread(target=lease._wait_for_all_to_leave, args=(file,))

    with ExitStack() as using:
        with lease.alone(file):
            waiting.start()
            while not _is_waited_for(file.with_suffix(".lock")):
                os.sched_yield()
            using.enter_context(lease.held(file))
        while waiting.is_alive() and not _is_waited_for(file):
            os.sched_yield()
        assert file.exists()
    waiting.join(timeout=PATIENCE)

    assert not file.exists()


def _is_waited_for(file: Path) -> bool:
    """Whether somebody has it open beside who is alone, or holds it."""
    opened = [os.path.realpath(f"/proc/self/fd/{number}") for number in os.listdir("/proc/self/fd")]
    return opened.count(str(file)) > 1


def test_a_file_is_held_until_the_last_has_let_go(tmp_path: Path) -> None:
    file = tmp_path / "run.json"
    seen = [lease.is_held(file)]

    with lease.held(file):
        with lease.held(file):
            seen.append(lease.is_held(file))
        seen.append(lease.is_held(file))
    seen.append(lease.is_held(file))

    assert seen == [False, True, True, False]
