"""The examples of other languages, run as they are, against a server beside them."""

import re
import socket
from pathlib import Path

import pytest

from emulator import Emulator
from tests.languages.conftest import IN_PYTEST, PROGRAMS, Example, demand, ended

pytestmark = [pytest.mark.slow, pytest.mark.once]
programs = pytest.mark.parametrize("example", PROGRAMS, ids=lambda one: one.file)


def names(emulator: Emulator) -> list[str]:
    return [world["name"] for world in emulator.control.get("/worlds")["items"]]


def twice(example: Example, emulator: Emulator, folder: Path) -> list[tuple[int, str]]:
    """What became of two runs, the second of which began before the first had ended."""
    file = example.copy(folder)
    processes = [example.start(file, emulator.url), example.start(file, emulator.url)]
    return [ended(process) for process in processes]


@programs
def test_an_example_is_run_twice_at_once_and_leaves_nothing_behind(
    example: Example, alone: Emulator, tmp_path: Path
) -> None:
    demand(example)
    printed = re.compile(rf"Reco invited Jane on 2030-01-14T\S+ to write at {alone.url}/~w-[^/]+/reco/review/\S+\n")

    runs = twice(example, alone, tmp_path)

    assert all(status == 0 and printed.fullmatch(text) for status, text in runs), runs
    assert names(alone) == ["default"]


def test_the_example_of_pytest_is_run_twice_at_once_and_leaves_nothing_behind(alone: Emulator, tmp_path: Path) -> None:
    runs = twice(IN_PYTEST, alone, tmp_path)

    assert all(status == 0 and "1 passed" in text for status, text in runs), runs
    assert names(alone) == ["default"]


@programs
def test_an_example_fails_with_a_sentence_where_the_customer_was_not_invited(
    example: Example, alone: Emulator, tmp_path: Path
) -> None:
    demand(example)

    status, printed = example.run(example.copy(tmp_path, days=2), alone.url)

    assert (status, printed) == (1, "the number of e-mails to Jane after the day: expected 1, got 0\n")
    assert names(alone) == ["default"]


def test_the_example_of_pytest_fails_with_a_sentence_where_the_customer_was_not_invited(
    alone: Emulator, tmp_path: Path
) -> None:
    status, printed = IN_PYTEST.run(IN_PYTEST.copy(tmp_path, days=2), alone.url)

    assert status == 1
    assert "AssertionError: no message came within 2 s (to='jane@example.org')" in printed
    assert names(alone) == ["default"]


@programs
def test_an_example_fails_with_a_sentence_where_there_is_no_emulator(example: Example, tmp_path: Path) -> None:
    demand(example)
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))  # and nobody listens
        url = f"http://127.0.0.1:{taken.getsockname()[1]}"

        status, printed = example.run(example.copy(tmp_path), url)

    assert status == 1
    assert url in printed
    assert "cannot be reached" in printed
    assert len(printed.splitlines()) <= 2, printed
