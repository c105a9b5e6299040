"""Chapters "Chats" and "Communications", over HTTP."""

import json
from typing import Any

import httpx
import pytest

from tests.vendors.rees46.calls import S2S, STRANGERS, SUCCESS, refusal, rows

JANE = {"email": "jane@example.com"}
CHAT = {**S2S, **JANE, "platform": "livetex", "code": "C-1"}
CALL = {**S2S, **JANE, "channel": "phone", "event": "call", "comment": "Asked for a tent"}


def calls(rees46: httpx.Client, **who: str) -> Any:
    return rees46.get("crm/client_calls", params={**S2S, **(who or JANE)}).json()


@pytest.fixture(autouse=True)
def stopped_clock(control: httpx.Client) -> None:
    control.put("clock", json={"now": "2030-05-10T12:00:00Z", "frozen": True})


# Save chat log


def test_a_chat_log_is_kept_by_its_code(rees46: httpx.Client, control: httpx.Client) -> None:
    answers = [
        rees46.post("chat_reports", json={**CHAT, "data": {"text": "Hello"}}),
        rees46.post(
            "chat_reports", files={name: (None, value) for name, value in {**CHAT, "data": '{"n": 2}'}.items()}
        ),
        rees46.post(
            "chat_reports", data={**S2S, "phone": "+1555", "platform": "livetex", "code": "C-2", "data": "text"}
        ),
    ]

    assert [(answer.status_code, answer.json()) for answer in answers] == [(200, SUCCESS)] * 3
    assert rows(control, "chat_reports", "code", "data")[1:] == [("C-1", {"n": 2}), ("C-2", "text")]


# Communications


def test_a_communication_is_kept_and_read(rees46: httpx.Client) -> None:
    saved = rees46.post("crm/client_calls", json=CALL)

    number = saved.json()["id"]
    assert (saved.status_code, saved.json()) == (200, {"status": "success", "id": number})
    assert calls(rees46) == [
        {
            "id": number,
            "channel": "phone",
            "event": "call",
            "location_id": None,
            "call_type": None,
            "call_theme": None,
            "subject_appeal": None,
            "comment": "Asked for a tent",
            "author_type": None,
            "status": None,
            "created_at": "2030-05-10 12:00:00",
        }
    ]


def test_the_last_twenty_are_read_the_newest_first(rees46: httpx.Client) -> None:
    for number in range(21):
        rees46.post("crm/client_calls", json={**CALL, "comment": str(number)})

    assert [row["comment"] for row in calls(rees46)] == [str(number) for number in range(20, 0, -1)]
    assert calls(rees46, email="nobody@example.com") == []


@pytest.mark.parametrize("spelling", ["path", "ID", "id"])
def test_only_what_is_sent_is_edited(spelling: str, rees46: httpx.Client) -> None:
    number = rees46.post("crm/client_calls", json=CALL).json()["id"]
    path, more = (f"/{number}", {}) if spelling == "path" else ("", {spelling: number})

    answer = rees46.patch(f"crm/client_calls{path}", json={**S2S, **JANE, **more, "status": "closed", "comment": ""})

    assert (answer.status_code, answer.json()) == (200, {"status": "success", "id": number})
    [row] = calls(rees46)
    assert (row["status"], row["comment"], row["channel"]) == ("closed", "Asked for a tent", "phone")


@pytest.mark.parametrize("spelling", ["path", "ID"])
@pytest.mark.parametrize("who", [{"email": "stranger@example.com"}, {"email": "nobody@example.com"}, {"did": "D9"}])
def test_the_communication_of_somebody_else_is_not_found(
    who: dict[str, str], spelling: str, rees46: httpx.Client
) -> None:
    number = rees46.post("crm/client_calls", json=CALL).json()["id"]
    rees46.post("profile/set", json={**S2S, "email": "stranger@example.com"})
    before = calls(rees46)

    path, more = (f"/{number}", {}) if spelling == "path" else ("", {spelling: number})
    answer = rees46.patch(f"crm/client_calls{path}", json={**S2S, **who, **more, "comment": "overwritten"})

    assert (answer.status_code, answer.json()) == (404, refusal("Communication not found"))
    assert calls(rees46) == before


def test_whom_a_communication_is_with_need_not_be_said_again(rees46: httpx.Client) -> None:
    number = rees46.post("crm/client_calls", json=CALL).json()["id"]

    answer = rees46.patch(f"crm/client_calls/{number}", json={**S2S, "status": "closed"})

    assert (answer.status_code, calls(rees46)[0]["status"]) == (200, "closed")


def test_the_communication_of_another_shop_is_not_found(rees46: httpx.Client) -> None:
    number = rees46.post("crm/client_calls", json=CALL).json()["id"]

    other = {"shop_id": "1234567890", "shop_secret": "0987654321", "status": "closed"}
    answer = rees46.patch(f"crm/client_calls/{number}", json=other)

    assert (answer.status_code, answer.json()) == (404, refusal("Communication not found"))


# Refusals


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("POST", "chat_reports"),
        ("POST", "crm/client_calls"),
        ("GET", "crm/client_calls"),
        ("PATCH", "crm/client_calls"),
        ("PATCH", "crm/client_calls/1"),
    ],
)
@pytest.mark.parametrize(("sent", "status", "message"), STRANGERS)
def test_refuses_who_may_not_ask(
    method: str, path: str, sent: dict[str, Any], status: int, message: str, rees46: httpx.Client
) -> None:
    answer = rees46.request(method, path, json={**CALL, **sent})

    assert (answer.status_code, answer.json()) == (status, refusal(message))


@pytest.mark.parametrize(
    ("method", "path", "sent", "status", "message"),
    [
        ("POST", "chat_reports", {**CHAT, "data": {}, "email": None}, 400, "Identifier is not valid"),
        ("POST", "chat_reports", {**CHAT, "data": {}, "platform": "other"}, 422, "platform: Input should be 'livetex'"),
        ("POST", "chat_reports", {**CHAT, "data": {}, "code": ""}, 400, "code is missing"),
        ("POST", "chat_reports", CHAT, 400, "data is missing"),
        ("POST", "crm/client_calls", S2S, 400, "Identifier is not valid"),
        ("GET", "crm/client_calls", S2S, 400, "Identifier is not valid"),
        ("GET", "crm/client_calls", {**S2S, "email": "jane"}, 400, "email: is not an e-mail address"),
        ("PATCH", "crm/client_calls", CALL, 400, "ID is missing"),
        ("PATCH", "crm/client_calls/0", CALL, 400, "ID: Input should be greater than or equal to 1"),
        ("PATCH", "crm/client_calls/9", CALL, 404, "Communication not found"),
    ],
)
def test_refuses_what_is_wrong(
    method: str, path: str, sent: dict[str, Any], status: int, message: str, rees46: httpx.Client
) -> None:
    answer = rees46.request(method, path, content=json.dumps(sent), headers={"Content-Type": "application/json"})

    assert (answer.status_code, answer.json()) == (status, refusal(message))
