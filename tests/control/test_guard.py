from collections.abc import Iterator

import httpx
import pytest

from tests.conftest import Running, TestWorld, served
from tests.control.conftest import problem

FOREIGN = problem(403, "Forbidden", "pages of other sites may not use the control API")
NO_TOKEN = problem(401, "Unauthorized", "send the value of EMULATOR_CONTROL_TOKEN as `Authorization: Bearer …`")


@pytest.fixture(scope="module")
def guarded() -> Iterator[httpx.Client]:
    """A server whose control API demands a token."""
    with served(control_token="sesame") as server:
        yield server.client()


@pytest.mark.parametrize("header", [None, "", "sesame", "Bearer", "Bearer Sesame", "Bearer sesame2", "Basic sesame"])
def test_without_the_token_nothing_is_told(guarded: httpx.Client, header: str | None) -> None:
    headers = {} if header is None else {"Authorization": header}

    answers = [guarded.get(f"/_emulator/{path}", headers=headers) for path in ("clock", "openapi.json", "nope")]

    assert [answer.json() for answer in answers] == [NO_TOKEN] * 3
    assert answers[0].headers["www-authenticate"] == "Bearer"


@pytest.mark.parametrize("header", ["Bearer sesame", "bearer  sesame"])
def test_with_the_token_everything_is_open(guarded: httpx.Client, header: str) -> None:
    assert guarded.get("/_emulator/clock", headers={"Authorization": header}).status_code == 200


@pytest.mark.parametrize("path", ["health", "ready"])
def test_health_is_for_everyone(guarded: httpx.Client, path: str) -> None:
    assert guarded.get(f"/_emulator/{path}").status_code == 200


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


def test_the_token_guards_every_world_and_no_world_is_made_without_it(guarded: httpx.Client) -> None:
    refused = (
        guarded.get("/~t1/_emulator/clock"),
        guarded.get("/_emulator/clock", headers={"X-Emulator-World": "t2"}),
    )

    told = guarded.get("/_emulator/worlds", headers={"Authorization": "Bearer sesame"}).json()
    assert [answer.json() for answer in refused] == [NO_TOKEN] * 2
    assert [world["name"] for world in told["items"]] == ["default"]


def test_vendors_need_no_token(guarded: httpx.Client) -> None:
    answer = guarded.get("/rees46/init", params={"shop_id": "1234567890"})

    assert answer.status_code == 200


@pytest.mark.parametrize("path", ["/_emulator/clock", "/~t1/_emulator/clock", "/reco/x", "/~t1/rees46/init", "/"])
def test_a_foreign_host_is_refused_everywhere(running: Running, path: str) -> None:
    answer = running.client("", {"Host": "evil.example"}).get(path)

    assert answer.json() == problem(
        421,
        "Misdirected Request",
        "this server does not answer for the host 'evil.example': name it in EMULATOR_ALLOWED_HOSTS, or use 127.0.0.1",
    )


def test_pages_of_other_sites_are_refused_in_every_world_and_make_none(running: Running) -> None:
    answer = running.client("/~never/_emulator", {"Origin": "https://evil.example"}).post("/reset")

    assert answer.json() == FOREIGN
    assert running.client("/_emulator").get("/worlds/never").status_code == 404


def test_pages_of_other_sites_may_call_a_vendor(running: Running, world: TestWorld) -> None:
    page = {"Origin": "https://shop.example", "Sec-Fetch-Site": "cross-site"}

    answer = world.client("rees46", page).get("/init", params={"shop_id": "DvLWN2ZTMZ"})

    assert answer.status_code == 200
    assert answer.headers["access-control-allow-origin"] == "https://shop.example"
