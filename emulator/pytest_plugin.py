"""Fixtures for other people's tests. Nothing of the emulator is loaded until a test asks for one of them.

def test_a_paid_order_asks_for_a_review(emulator):
    shop = Shop(reco_url=emulator.reco.url, reco_key=emulator.reco.account["api_key"])

    shop.pay(order)

    emulator.requests.assert_called("reco.create_email_invite", times=1, email=order.email)
"""

import os
import tempfile
import uuid
from collections.abc import Iterator
from contextlib import ExitStack, closing
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from emulator.testing import Emulator, World

_RUN = "EMULATOR_PYTEST_RUN"
"""The variable that tells the processes of one test run which they are."""
_WORLD: "pytest.StashKey[World]" = pytest.StashKey()
_KEYWORDS = ("fixture", "now", "frozen", "strict")
"""What the marker takes."""


def pytest_addoption(parser: pytest.Parser) -> None:
    group = parser.getgroup("emulator", "the API emulator")
    group.addoption("--emulator-url", help="A server that runs already; else one is started. [EMULATOR_URL]")
    group.addoption("--emulator-token", help="What its control calls must bear. [EMULATOR_CONTROL_TOKEN]")
    group.addoption(
        "--emulator-in-process",
        action="store_true",
        help="No server, no port: only the emulator's own clients reach it.",
    )


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line(
        "markers",
        f"emulator({', '.join(f'{name}=...' for name in _KEYWORDS)}): how the world of the fixture `emulator` is made, "
        "as in POST /_emulator/worlds",
    )
    if not hasattr(config, "workerinput"):
        os.environ[_RUN] = uuid.uuid4().hex
    if config.getoption("--emulator-in-process") and config.getoption("--emulator-url"):
        raise pytest.UsageError("--emulator-url is a server with a port: leave it out, or --emulator-in-process")


def _file() -> Path:
    return Path(tempfile.gettempdir()) / f"emulator-{os.environ[_RUN]}.url"


@pytest.fixture(scope="session")
def emulator_server(request: pytest.FixtureRequest, pytestconfig: pytest.Config) -> "Iterator[Emulator]":
    """The server of this test run (`emulator.testing.Emulator`): one for all workers of pytest-xdist.

    It is `--emulator-url`, or one that is started on a free port when the first test needs it. Raises RuntimeError
    where it cannot start, and ends the run where no emulator answers at that address.
    """
    from urllib.parse import urlsplit

    from emulator import proxies
    from emulator.testing import Emulator, shared

    option, in_process = (pytestconfig.getoption(f"--emulator-{name}") for name in ("url", "in-process"))
    url = option or (None if in_process else os.environ.get("EMULATOR_URL"))
    token = pytestconfig.getoption("--emulator-token") or os.environ.get("EMULATOR_CONTROL_TOKEN", "")
    with ExitStack() as stack:
        if url:
            given_by = "--emulator-url" if option else "EMULATOR_URL"
            server = stack.enter_context(closing(_running(given_by, url, token, request.session)))
        elif in_process:
            server = stack.enter_context(Emulator(in_process=True))
        else:
            address = stack.enter_context(shared.server(_file()))
            server = stack.enter_context(Emulator(url=address, token=token))
        variables = stack.enter_context(pytest.MonkeyPatch.context())
        for name, value in proxies.passed_by(urlsplit(server.url).hostname or "").items():
            variables.setenv(name, value)  # for the code under test, which may heed a proxy of the shell's
        yield server


def _running(given_by: str, url: str, token: str, session: pytest.Session) -> "Emulator":
    """Ends the run where it cannot be used: no test could."""
    import httpx

    from emulator.testing import ControlError, Emulator

    try:
        return Emulator(url=url, token=token).start()
    except (ValueError, ControlError, httpx.TransportError) as error:
        sentence = f"{given_by} {url}: {error}"
        if not hasattr(session.config, "workerinput"):
            pytest.exit(sentence, returncode=pytest.ExitCode.USAGE_ERROR)
        session.shouldfail = sentence  # a worker that exits is an internal error to pytest-xdist
        pytest.fail(sentence, pytrace=False)


@pytest.fixture
def emulator(request: pytest.FixtureRequest, emulator_server: "Emulator") -> "Iterator[World]":
    """A world of the test's own (`emulator.testing.World`), gone after it; its credentials lead to it alone.

    `.reco`, `.rees46`, `.recensus` have `.url`, `.account` (credentials) and `.client` (httpx); `.clock`, `.outbox`,
    `.requests` and `.faults` steer it and assert on it. The marker `emulator(...)` says how it is made.
    """
    how: dict[str, Any] = {}
    for marker in request.node.iter_markers("emulator"):
        wrong = [*map(repr, marker.args), *(name for name in marker.kwargs if name not in _KEYWORDS)]
        if wrong:
            raise pytest.UsageError(f"the marker emulator takes {', '.join(_KEYWORDS)} by name, and not {wrong[0]}")
        how = {**marker.kwargs, **how}
    if isinstance(how.get("fixture"), str):
        how["fixture"] = _beside(request.path, how["fixture"])
    with emulator_server.world(**how) as world:
        request.node.stash[_WORLD] = world
        yield world


def _beside(test: Path, fixture: str) -> str:
    """A path is taken from the test's file, if something is there; a name is never one."""
    named = "/" in fixture or fixture.endswith(".yaml")
    return str(test.parent / fixture) if named and (test.parent / fixture).exists() else fixture


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Any:
    """Shows what the code under test called, and what it caused to be sent, where its test fails."""
    report = yield
    if report.failed and report.when != "teardown" and _WORLD in item.stash:
        from emulator.testing import report as showing

        shown = showing.sections(item.stash[_WORLD])
        report.sections.extend(shown)
        item.user_properties.extend(shown)  # what a JUnit file has of a test
    return report
