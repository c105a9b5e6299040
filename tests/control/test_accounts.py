from pathlib import Path
from typing import Any

import httpx
import pytest

from tests.conftest import Running, served
from tests.control.conftest import problem

DEMO = {"vendor": "reco", "venue": "123", "api_key": "3x3mp3l", "sandbox_api_key": "sandbox-api-key"}
NO_NOPE = problem(
    404, "Not Found", "no vendor is called 'nope'; the vendors are reco, rees46, recensus", field="vendor"
)


def test_lists_the_credentials_of_every_vendor(control: httpx.Client) -> None:
    answer = control.get("/accounts").json()

    assert answer["total"] == len(answer["items"])
    assert answer["items"][0] == DEMO
    assert [account["vendor"] for account in answer["items"]] == ["reco"] * 2 + ["rees46"] * 3 + ["recensus"] * 2


@pytest.mark.parametrize(
    ("vendor", "form", "taken"),
    [
        ("reco", {"venue": "9", "name": "Nine", "api_key": "nine"}, {"venue": "123", "name": "Other", "api_key": "x"}),
        ("rees46", {"shop_id": "nine", "shop_secret": "s"}, {"shop_id": "1234567890"}),
        ("recensus", {"merchant": "9", "secret": "s"}, {"merchant": "1"}),
    ],
)
def test_adds_an_account_once(control: httpx.Client, vendor: str, form: dict[str, Any], taken: dict[str, Any]) -> None:
    added = control.post(f"/accounts/{vendor}", json=form)

    again = [control.post(f"/accounts/{vendor}", json=body) for body in (form, taken)]
    assert added.status_code == 201
    assert added.json().items() >= {"vendor": vendor, **{name: form[name] for name in form if name != "name"}}.items()
    assert added.json() in control.get("/accounts").json()["items"]
    assert [answer.status_code for answer in again] == [409, 409]
    assert [answer.json()["field"] for answer in again] == [next(iter(form))] * 2
    assert all(answer.headers["content-type"] == "application/problem+json" for answer in again)


def test_a_new_account_leads_to_its_world(running: Running, control: httpx.Client) -> None:
    account = control.post("/accounts/reco", json={"venue": "9", "name": "Nine", "api_key": "nine-key"}).json()

    bare = running.client("/reco", {"X-Reco-ApiKey": account["api_key"]})
    answer = bare.post("/invite/mail/venue/9", json={"invites": [{"email": "jane@example.com"}]})

    assert answer.json() == {"errors": [], "success": [{"email": "jane@example.com"}]}
    assert control.get("/outbox").json()["total"] == 1


SAME = {"shop_id": "same", "shop_secret": "s"}


def shared(server: Running, *names: str) -> None:
    """Worlds, made in this order, each with an account of the same shop."""
    for name in names:
        server.client("/_emulator").post("/worlds", json={"name": name, "fixture": "empty"})
        server.client(f"/~{name}/_emulator").post("/accounts/rees46", json=SAME)


def holder(server: Running, *names: str) -> list[str]:
    """Those of the worlds that a call with the shared credentials leads to."""
    server.client("/rees46").get("/nps/categories", params=SAME)
    journals = {name: server.client(f"/~{name}/_emulator") for name in names}
    found = [name for name, one in journals.items() if one.get("/requests").json()["total"]]
    for one in journals.values():
        one.delete("/requests")
    return found


def test_a_credential_of_two_worlds_leads_to_the_other_when_the_first_is_gone(running: Running) -> None:
    shared(running, "b-first", "a-second")

    before = holder(running, "a-second", "b-first")
    running.client("/_emulator").delete("/worlds/b-first")
    after = holder(running, "a-second")
    running.client("/_emulator").delete("/worlds/a-second")
    neither = running.client("/rees46").get("/nps/categories", params=SAME)

    assert (before, after) == (["b-first"], ["a-second"])
    assert neither.headers["x-emulator-notice"] == "no world has this credential"


def test_who_has_a_credential_first_keeps_it_after_a_reset_and_a_restart(tmp_path: Path) -> None:
    both = ("a-second", "b-first")
    with served(data=tmp_path, fixture="empty") as server:
        shared(server, *reversed(both))
        server.client("/~b-first/_emulator").post("/snapshots", json={"name": "s"})
        server.client("/~b-first/_emulator").post("/snapshots/s/restore")
        restored = holder(server, *both)

    with served(data=tmp_path, fixture="empty") as again:
        restarted = holder(again, *both)
        again.client("/~b-first/_emulator").post("/reset")
        without = holder(again, *both)

    assert (restored, restarted, without) == (["b-first"], ["b-first"], ["a-second"])


@pytest.mark.parametrize(
    ("vendor", "body", "expected"),
    [
        ("reco", {"nmae": "x", "name": "y"}, problem(400, "Bad Request", "nmae: unknown key", field="nmae")),
        (
            "reco",
            {"venue": "9", "api_key": "k", "name": 1},
            problem(400, "Bad Request", "name: Input should be a valid string", field="name"),
        ),
        (
            "rees46",
            {"requests_per_minute": 10**30},
            problem(
                400,
                "Bad Request",
                "requests_per_minute: Input should be less than or equal to 1000000",
                field="requests_per_minute",
            ),
        ),
        ("reco", None, problem(400, "Bad Request", "the body: is missing")),
        (
            "nope",
            {},
            NO_NOPE,
        ),
    ],
)
def test_refuses_to_add(control: httpx.Client, vendor: str, body: Any, expected: dict[str, Any]) -> None:
    answer = control.post(f"/accounts/{vendor}", json=body) if body is not None else control.post(f"/accounts/{vendor}")

    assert answer.json() == expected
    assert control.get("/accounts").json()["total"] == 7
