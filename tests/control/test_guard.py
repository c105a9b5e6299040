from collections.abc import Iterator

import httpx
import pytest

from tests.conftest import Running, served
from tests.control.conftest import problem

FOREIGN = problem(403, "Forbidden", "pages of other sites may not use the control API")
NO_TOKEN = problem(401, "Unauthorized", "send the value of EMULATOR_CONTROL_TOKEN as `Authorization: Bearer …`")


@pytest.fixture(scope="module")
def guarded() -> Iterator[str]:
    """The address of a server whose control API demands a token."""
    with served(control_token="sesame") as server:
        yield server.url


@pytest.mark.parametrize("header", [None, "", "sesame", "Bearer", "Bearer Sesame", "Bearer sesame2", "Basic sesame"])
def test_without_the_token_nothing_is_told(guarded: str, header: str | None) -> None:
    headers = {} if header is None else {"Authorization": header}

    answers = [httpx.get(f"{guarded}/_emulator/{path}", headers=headers) for path in ("clock", "openapi.json", "nope")]

    assert [answer.json() for answer in answers] == [NO_TOKEN] * 3
    assert answers[0].headers["www-authenticate"] == "Bearer"


@pytest.mark.parametrize("header", ["Bearer sesame", "bearer  sesame"])
def test_with_the_token_everything_is_open(guarded: str, header: str) -> None:
    assert httpx.get(f"{guarded}/_emulator/clock", headers={"Authorization": header}).status_code == 200


@pytest.mark.parametrize("path", ["health", "ready"])
def test_health_is_for_everyone(guarded: str, path: str) -> None:
    assert httpx.get(f"{guarded}/_emulator/{path}").status_code == 200


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
        {"Origin": "http://127.0.0.1:1"},
        {"Sec-Fetch-Site": "cross-site"},
    ],
)
def test_pages_of_other_sites_are_refused(control: httpx.Client, headers: dict[str, str]) -> None:
    answer = control.post("/reset", headers=headers)

    assert answer.json() == FOREIGN


def test_its_own_pages_may_use_it_and_no_other_may_read_it(running: Running, control: httpx.Client) -> None:
    own = control.get("/clock", headers={"Origin": running.url, "Sec-Fetch-Site": "same-origin"})
    preflight = control.options("/clock", headers={"Origin": running.url, "Access-Control-Request-Method": "PUT"})

    assert own.status_code == 200
    for answer in (own, preflight):
        assert not [name for name in answer.headers if name.startswith("access-control")]


def test_a_body_that_is_too_large_is_refused(control: httpx.Client) -> None:
    answer = control.put("/clock", content=b" " * (16 * 1024 * 1024 + 1))

    assert answer.json() == problem(413, "Request Entity Too Large", "the body has more than 16777216 bytes")
