from typing import Any

import httpx
import pytest

from tests.conftest import Running
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
