"""Chapters "SMS messaging" and "Multi-messaging"."""

from typing import Any

import httpx
import pytest

from tests.vendors.rees46.calls import S2S, STRANGERS, SUCCESS, changed, refusal, rows

SMS = {**S2S, "code": "order_shipped", "phone": "+44 7700 900123", "variables": {"order_id": 36}}
MULTI = {**S2S, "code": "order_delivered", "email": "new@example.org", "variables": {"order_id": 36}}


def outbox(control: httpx.Client) -> list[dict[str, Any]]:
    return control.get("outbox").json()["items"]  # type: ignore[no-any-return]


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_sends_an_sms(method: str, rees46: httpx.Client, control: httpx.Client) -> None:
    answer = rees46.request(method, "sms/transactional", json=SMS)

    (message,) = outbox(control)
    assert (answer.status_code, answer.json()) == (200, SUCCESS)
    assert (message["channel"], message["to"]) == ("sms", "447700900123")
    assert message["text"] == "Northwind: order 36 is on its way"
    assert rows(control, "identifiers", "value", value="447700900123") == [("447700900123",)]


def test_takes_variables_of_a_form(rees46: httpx.Client, control: httpx.Client) -> None:
    form = {**S2S, "code": "order_shipped", "phone": "447700900123", "variables[order_id]": "37"}

    answer = rees46.post("sms/transactional", data=form)

    assert answer.status_code == 200
    assert outbox(control)[0]["text"] == "Northwind: order 37 is on its way"


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_sends_on_the_first_channel_that_reaches(method: str, rees46: httpx.Client, control: httpx.Client) -> None:
    answer = rees46.request(method, "multi/transactional", json=MULTI)

    (message,) = outbox(control)
    assert (answer.status_code, answer.json()) == (200, SUCCESS)
    assert (message["channel"], message["to"], message["subject"]) == (
        "email",
        "new@example.org",
        "Order 36 was delivered",
    )


def test_what_replaced_both_answers_the_messages_code(rees46: httpx.Client, control: httpx.Client) -> None:
    copies = {"cc": ["boss@example.org"], "bcc": "audit@example.org"}

    answer = rees46.post("transact", json={**MULTI, **copies})

    ((code,),) = rows(control, "messages", "code")
    assert (answer.status_code, answer.json()) == (200, {"success": True, "payload": {"code": code}})
    assert {message["to"] for message in outbox(control)} == {
        "new@example.org",
        "boss@example.org",
        "audit@example.org",
    }


def test_a_test_message_has_no_code(rees46: httpx.Client, control: httpx.Client) -> None:
    answer = rees46.post("transact", json={**MULTI, "test": 1})

    assert answer.json() == {"success": True, "payload": {"code": None}}
    assert len(outbox(control)) == 1
    assert "/track/" not in outbox(control)[0]["html"]
    assert rows(control, "messages", "code") == []


NOBODY = "One of identifiers must present in request: email or phone"
REFUSED = [
    *STRANGERS,
    ({"code": None}, 400, "code is missing"),
    ({"code": ""}, 400, "code is missing"),
    ({"code": "unknown"}, 404, "Campaign not found"),
    ({"variables": "x"}, 400, "variables: Input should be a valid dictionary"),
    ({"variables": [1]}, 400, "variables: Input should be a valid dictionary"),
    ({"variables": "{"}, 400, "variables: an object that begins with { must be JSON"),
]


@pytest.mark.parametrize(
    ("changes", "status", "message"),
    [
        *REFUSED,
        ({"phone": None}, 422, "phone is missing"),
        ({"phone": "12"}, 400, "phone: a phone has 3 to 20 digits"),
        ({"code": "order_delivered"}, 404, "Campaign not found"),
    ],
)
def test_refuses_an_sms(
    changes: dict[str, Any], status: int, message: str, rees46: httpx.Client, control: httpx.Client
) -> None:
    answer = rees46.post("sms/transactional", json=changed(SMS, changes))

    assert (answer.status_code, answer.json()) == (status, refusal(message))
    assert outbox(control) == []


@pytest.mark.parametrize(
    ("changes", "status", "message"),
    [
        *REFUSED,
        ({"email": None}, 422, NOBODY),
        ({"email": None, "did": "D1"}, 422, NOBODY),
        ({"email": "nobody"}, 400, "email: is not an e-mail address"),
        (
            {"send_everywhere": "maybe"},
            400,
            "send_everywhere: Input should be a valid boolean, unable to interpret input",
        ),
        ({"code": "order_shipped"}, 404, "Campaign not found"),
    ],
)
def test_refuses_a_multi_message(
    changes: dict[str, Any], status: int, message: str, rees46: httpx.Client, control: httpx.Client
) -> None:
    answer = rees46.post("multi/transactional", json=changed(MULTI, changes))

    assert (answer.status_code, answer.json()) == (status, refusal(message))
    assert outbox(control) == []
    assert rows(control, "identifiers", "value", value="new@example.org") == []


@pytest.mark.parametrize(
    ("changes", "status", "message"),
    [*REFUSED, ({"email": None}, 422, NOBODY), ({"email": None, "did": "D"}, 422, NOBODY)],
)
def test_refuses_to_transact(
    changes: dict[str, Any], status: int, message: str, rees46: httpx.Client, control: httpx.Client
) -> None:
    answer = rees46.post("transact", json=changed(MULTI, changes))

    assert (answer.status_code, answer.json()) == (status, {"success": False, **refusal(message)})
    assert outbox(control) == []
