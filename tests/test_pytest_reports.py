"""What the plugin shows of failing tests, and what it makes of the folder and the shell that it is started from."""

import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from tests.conftest import PATIENCE
from tests.test_pytest_plugin import EIGHT, run

pytestmark = [pytest.mark.slow, pytest.mark.once]
FAILING = """
@pytest.fixture
def invited(emulator):
    invite(emulator, "setup@example.org")
    raise LookupError

def test_setup(invited):
    pass

def test_by_name(request):
    invite(request.getfixturevalue("emulator"), "by-name@example.org")
    assert False

def test_block(emulator):
    with emulator.fork() as other:
        invite(other, "block@example.org")
        assert False

def test_fork(emulator):
    invite(emulator.fork(), "fork@example.org")
    assert False

def test_closed(emulator):
    emulator.close()
    assert False
"""


def test_a_failing_test_shows_all_its_worlds_however_it_had_them(tmp_path: Path) -> None:
    done = run(tmp_path, FAILING, "--emulator-in-process", "-p", "no:randomly", "--junitxml", str(tmp_path / "all.xml"))

    assert "4 failed, 1 error" in done.stdout, done.stdout + done.stderr
    cases = ET.parse(tmp_path / "all.xml").getroot().iter("testcase")  # noqa: S314 (pytest wrote it)
    sent = {
        case.attrib["name"]: {
            one.attrib["name"].partition(" of ")[0]: one.attrib["value"] for one in case.iter("property")
        }
        for case in cases
    }
    for name, address in (("setup", "setup"), ("by_name", "by-name"), ("block", "block"), ("fork", "fork")):
        told = sent[f"test_{name}"]
        assert f"email to {address}@example.org: " in told["emulator outbox"], told
        assert f"email to {address}@example.org: " in done.stdout
    assert sent["test_closed"]["emulator"].startswith("the world cannot be asked: ")


def test_what_a_test_leaves_open_disturbs_no_other_test(tmp_path: Path) -> None:
    tests = """
def test_a_fork_is_kept(emulator):
    emulator.fork().clock.freeze()

def test_innocent():
    import gc
    gc.collect()
"""

    done = run(tmp_path, tests, "-p", "no:randomly", "-W", "error")

    assert "2 passed" in done.stdout, done.stdout + done.stderr


def test_in_process_goes_before_the_variable(tmp_path: Path) -> None:
    done = run(tmp_path, EIGHT, "--emulator-in-process", EMULATOR_URL="http://127.0.0.1:9")

    assert "8 passed" in done.stdout, done.stdout + done.stderr


def test_a_proxy_of_the_shell_is_not_asked(tmp_path: Path) -> None:
    tests = """
def test_it(emulator):
    import httpx
    assert httpx.get(f"{emulator.rees46.url}/init", params={"shop_id": emulator.rees46.account["shop_id"]}).is_success
"""

    done = run(tmp_path, tests, HTTP_PROXY="http://127.0.0.1:9", http_proxy="http://127.0.0.1:9")

    assert "1 passed" in done.stdout, done.stdout + done.stderr


def test_a_fixture_lies_beside_the_test_that_names_it(tmp_path: Path) -> None:
    (tmp_path / "sub").mkdir()
    (tmp_path / "sub" / "world.yaml").write_text("reco: {venues: []}\n")
    (tmp_path / "sub" / "test_sub.py").write_text(
        """
import pytest

@pytest.mark.emulator(fixture="world.yaml")
def test_it(emulator):
    assert emulator.reco.accounts == []
"""
    )

    done = run(tmp_path, "", "--emulator-in-process")

    assert "1 passed" in done.stdout, done.stdout + done.stderr


def test_a_file_of_the_projects_own_is_not_taken_for_the_server(tmp_path: Path) -> None:
    (tmp_path / "emulator.py").write_text("raise SystemExit('a game console')")
    (tmp_path / "test_it.py").write_text("def test_it(emulator):\n    emulator.clock.now()\n")

    done = subprocess.run(
        [Path(sys.executable).with_name("pytest"), "-q", "-p", "no:cacheprovider", str(tmp_path)],
        capture_output=True,
        text=True,
        cwd=tmp_path,
        timeout=10 * PATIENCE,
        check=False,
    )

    assert "1 passed" in done.stdout, done.stdout + done.stderr
