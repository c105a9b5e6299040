"""`emulator worlds`."""

import json

import httpx
import pytest

from tests.commands.conftest import Emulator
from tests.conftest import TestWorld


@pytest.mark.parametrize("command", [["worlds"], ["worlds", "list"]])
def test_worlds_are_listed_with_what_they_hold(
    command: list[str], emulator: Emulator, world: TestWorld, control: httpx.Client
) -> None:
    control.get("/clock")

    listed = emulator(*command).output

    rows = {line.split()[0]: line.split() for line in listed.splitlines() if line.strip()}
    assert rows["name"] == ["name", "fixture", "age", "unused", "rows", "KB"]
    name, fixture, _, age_unit, _, unused_unit, held, kilobytes = rows[world.name]
    assert (name, fixture, age_unit, unused_unit) == (world.name, "demo", "s", "s")
    assert int(held) > 100
    assert int(kilobytes) > 100


def test_worlds_are_listed_as_the_control_api_tells_them(
    emulator: Emulator, world: TestWorld, control: httpx.Client
) -> None:
    control.get("/clock")

    told = json.loads(emulator("worlds", "list", "--json").stdout)

    assert world.name in [one["name"] for one in told["items"]]
    assert told["total"] == len(told["items"])


def test_a_world_is_made_forked_and_dropped(emulator: Emulator, world: TestWorld, control: httpx.Client) -> None:
    made, fork = f"{world.name}-made", f"{world.name}-fork"

    access = json.loads(emulator("worlds", "make", made, "--fixture", "demo", "--json").stdout)
    forked = json.loads(emulator("worlds", "make", fork, "--from", made, "--json").stdout)
    dropped = [emulator("worlds", "drop", name) for name in (made, fork)]

    assert (access["name"], forked["name"]) == (made, fork)
    assert access["credentials"] != forked["credentials"]
    assert [one.output for one in dropped] == [f"{made} is dropped\n", f"{fork} is dropped\n"]
    assert not {made, fork} & {one["name"] for one in control.get("/worlds").json()["items"]}


def test_what_the_server_refuses_is_one_sentence(emulator: Emulator) -> None:
    unknown = emulator("worlds", "drop", "nope")
    taken = emulator("worlds", "make", "default")

    assert (unknown.exit_code, unknown.output) == (1, "emulator: there is no world 'nope'\n")
    assert (taken.exit_code, taken.output) == (
        1,
        "emulator: there is a world 'default' already: delete it first, or give another name\n",
    )
