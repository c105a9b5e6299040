import pytest

from tests.conftest import Running
from tests.isolation import rounds


@pytest.mark.slow
def test_tests_in_several_processes_do_not_meet_on_one_server(running: Running) -> None:
    """`make isolation` does it with 400 tests in 8 processes, 20 times."""
    ended = rounds.one(running.url, tests=40, processes=4)

    assert ended.returncode == 0, ended.stdout
    assert "40 passed" in ended.stdout
    left = running.client("/_emulator").get("/worlds").json()["items"]
    assert not [world["name"] for world in left if world["name"].startswith("i")]
