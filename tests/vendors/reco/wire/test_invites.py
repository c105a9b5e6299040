"""Create email invite, create sms invite, over HTTP."""

import asyncio
from typing import Any

import httpx
import pytest

from tests.conftest import PATIENCE, TestWorld
from tests.vendors.reco.customers import JANE, JOHN, MAIL, SMS, SVEN, code, messages

JSON = {"Content-Type": "application/json"}


def test_answers_success_and_errors_of_one_request(reco: httpx.Client) -> None:
    answer = reco.post(MAIL, json={"invites": [JOHN, JANE, {"email": "jane"}]})

    assert answer.status_code == 200
    assert answer.json() == {
        "errors": [{"errorCode": 4, **JOHN}, {"errorCode": 2, "email": "jane"}],
        "success": [JANE],
    }


def test_answers_with_what_was_sent_unchanged(reco: httpx.Client) -> None:
    sent = {"email": " Jane.DOE@Example.org ", "firstName": "", "extra": 1, "metadata": []}

    answer = reco.post(MAIL, json={"invites": [sent]})

    assert answer.json() == {"errors": [], "success": [{"email": " Jane.DOE@Example.org ", "firstName": ""}]}


def test_sms_invites_answer_with_the_number(reco: httpx.Client) -> None:
    answer = reco.post(SMS, json={"invites": [SVEN, {"mobile": "12"}]})

    assert answer.json() == {"errors": [{"errorCode": 2, "mobile": "12"}], "success": [SVEN]}


@pytest.mark.parametrize("path", [MAIL, SMS])
def test_the_channels_address_is_needed(reco: httpx.Client, path: str) -> None:
    other = {"mobile": "0730000000"} if path == MAIL else {"email": "jane@example.org"}

    answer = reco.post(path, json={"invites": [other, {}]})

    assert answer.json() == {"errors": [{"errorCode": 2, **other}, {"errorCode": 2}], "success": []}


@pytest.mark.parametrize(
    "entry",
    [
        {"email": None},
        {"email": 17},
        {"email": ["jane@example.org"]},
        {"email": "j\0ane@example.org"},
        {"email": "jane@example.org", "firstName": {"first": "Jane"}},
        {"email": "jane@example.org", "lastName": "D\0e"},
        {"email": "jane@example.org", "metadata": {"key": "a", "value": "b"}},
        {"email": "jane@example.org", "metadata": [{"key": "a", "value": "b", "type": {}}]},
        {"email": 10**400},
    ],
)
def test_wrong_input_is_code_2_and_asks_nobody(reco: httpx.Client, control: httpx.Client, entry: Any) -> None:
    answer = reco.post(MAIL, json={"invites": [entry]})

    assert (answer.status_code, code(answer)) == (200, 2)
    assert control.get("reco/invites").json() == {"items": [], "total": 0}


def test_an_infinite_number_is_answered_as_null(reco: httpx.Client) -> None:
    answer = reco.post(MAIL, content=b'{"invites": [{"email": 1e999}]}', headers=JSON)

    assert answer.json() == {"errors": [{"errorCode": 2, "email": None}], "success": []}


def test_a_wrong_date_is_code_2_for_every_invite(reco: httpx.Client) -> None:
    answer = reco.post(MAIL, json={"invites": [JANE, JOHN], "scheduled": {"sendDateFrom": "2026-02-30"}})

    assert answer.json() == {"errors": [{"errorCode": 2, **JANE}, {"errorCode": 2, **JOHN}], "success": []}


def test_the_request_of_the_woocommerce_plugin_is_taken(reco: httpx.Client, control: httpx.Client) -> None:
    body = (
        b'{"invites":[{"email":"asa@example.org","firstName":"\\u00c5sa","lastName":"\\u00c5berg"}],'
        b'"scheduled":{"sendDateFrom":"2018-01-20"}}'
    )

    answer = reco.post(MAIL, content=body, headers=JSON)

    sent = {"email": "asa@example.org", "firstName": "Åsa", "lastName": "Åberg"}
    assert answer.json() == {"errors": [], "success": [sent]}
    assert [one["to"] for one in messages(control)] == ["asa@example.org"]


def test_of_64_clients_with_the_same_invite_one_succeeds(world: TestWorld) -> None:
    async def post_all() -> list[httpx.Response]:
        url = f"{world.running.url}{world.prefix}/reco{MAIL}"
        limits = httpx.Limits(max_connections=64)
        async with httpx.AsyncClient(limits=limits, timeout=PATIENCE, headers={"X-Reco-ApiKey": "3x3mp3l"}) as client:
            return await asyncio.gather(*(client.post(url, json={"invites": [JANE]}) for _ in range(64)))

    answers = asyncio.run(post_all())

    codes = [code(answer) for answer in answers]
    assert {answer.status_code for answer in answers} == {200}
    assert (codes.count(None), codes.count(3)) == (1, 63)
