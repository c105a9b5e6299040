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
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from emulator.testing import Emulator, World

_RUN = "EMULATOR_PYTEST_RUN"
"""The variable that tells the processes of one test run which they are."""
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


def pytest_unconfigure(config: pytest.Config) -> None:
    # A worker that was killed has not left.
    if not hasattr(config, "workerinput") and _file().exists():
        from emulator.testing import shared

        shared.leave(_file())


def _file() -> Path:
    return Path(tempfile.gettempdir()) / f"emulator-{os.environ[_RUN]}.json"


@pytest.fixture(scope="session")
def emulator_server(request: pytest.FixtureRequest, pytestconfig: pytest.Config) -> "Iterator[Emulator]":
    """The server of this test run (`emulator.testing.Emulator`): one for all workers of pytest-xdist.

    It is `--emulator-url`, or one that is started on a free port when the first test needs it. Raises RuntimeError
    where it cannot start, and ends the run where no emulator answers at that address.
    """
    from emulator.testing import Emulator, shared

    option = pytestconfig.getoption("--emulator-url")
    url = option or os.environ.get("EMULATOR_URL")
    token = pytestconfig.getoption("--emulator-token") or os.environ.get("EMULATOR_CONTROL_TOKEN", "")
    if url:
        given_by = "--emulator-url" if option else "EMULATOR_URL"
        with closing(_running(given_by, url, token, request.session)) as server:
            yield server
    elif pytestconfig.getoption("--emulator-in-process"):
        with Emulator(in_process=True) as server:
            yield server
    else:
        with shared.server(_file()) as address, Emulator(url=address, token=token) as server:
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
    with emulator_server.world(**how) as world:
        yield world


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Any:
    """Shows what the code under test called, and what it caused to be sent, where its test fails."""
    report = yield
    found = getattr(item, "funcargs", {}).get("emulator")
    if report.when == "call" and report.failed and found is not None:
        from emulator.testing import World
        from emulator.testing import report as showing

        if isinstance(found, World):  # a project may have a fixture of that name itself
            report.sections.extend(showing.sections(found))
    return report
