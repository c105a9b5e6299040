"""One-time codes and QR codes over HTTP."""

from typing import Any

import httpx
import pytest

from tests.vendors.rees46.calls import S2S, SHOP, changed, refusal
from tests.vendors.rees46.loyalty import JANE

SEND = {**S2S, "identifier": "+44 7700 900123", "event": "verify_phone"}


@pytest.mark.parametrize("how", ["data", "json"])
def test_sends_a_code_by_sms(how: str, rees46: httpx.Client, control: httpx.Client) -> None:
    answer = rees46.post("loyalty/otp/send", **{how: SEND})

    sent = control.get("outbox").json()["items"]
    assert (answer.status_code, answer.json()) == (200, {"success": True})
    assert [(one["channel"], one["to"], one["text"][:26]) for one in sent] == [
        ("sms", "447700900123", "Northwind: your code is " + sent[0]["text"][24:26])
    ]


@pytest.mark.parametrize("path", ["loyalty/otp/check", "loyalty/subscriptions/otp/check"])
def test_checks_a_code(path: str, rees46: httpx.Client, control: httpx.Client) -> None:
    rees46.post("loyalty/otp/send", json=SEND)
    code = control.get("outbox").json()["items"][0]["text"][24:29]

    answer = rees46.get(path, params={**SEND, "code": code})

    assert (answer.status_code, answer.json()) == (200, {"success": True})


def test_draws_and_checks_a_members_code(rees46: httpx.Client) -> None:
    drawn = rees46.post("loyalty/qr/get", json=JANE)
    code = drawn.json()["payload"]["code"]

    checked = [rees46.post("loyalty/qr/check", json={**S2S, name: code}).json() for name in ("code", "identifier")]

    assert (drawn.status_code, drawn.json()) == (200, {"success": True, "payload": {"code": code}})
    assert (code[:12], len(code), code[12:].isdecimal()) == ("10000000002-", 16, True)
    assert checked == [{"success": True}] * 2


@pytest.mark.parametrize(
    ("path", "sent", "status", "message"),
    [
        ("otp/send", S2S, 400, "identifier is missing"),
        ("otp/send", {**SEND, "identifier": "x"}, 400, "identifier: a phone has 3 to 20 digits"),
        ("otp/send", {**S2S, "identifier": "10000000002"}, 400, "event is missing"),
        ("otp/send", {**SEND, "event": "Verify!"}, 400, "event: String should match pattern '^[a-z0-9_]+$'"),
        ("qr/get", S2S, 400, "identifier is missing"),
        ("qr/get", {**S2S, "identifier": "447700900123"}, 400, "Identifier is not valid"),
        ("qr/check", S2S, 400, "code is missing"),
        ("qr/check", {**S2S, "code": "10000000002-0000"}, 400, "Code is not correct"),
        ("qr/check", {**S2S, "code": "nonsense"}, 400, "Code is not correct"),
    ],
)
def test_refuses(path: str, sent: dict[str, Any], status: int, message: str, rees46: httpx.Client) -> None:
    answer = rees46.post(f"loyalty/{path}", json=sent)

    assert (answer.status_code, answer.json()) == (status, {"success": False, **refusal(message)})


@pytest.mark.parametrize(
    ("changes", "status", "message"),
    [
        ({}, 400, "Code is not correct"),
        ({"code": None}, 400, "code is missing"),
        ({"event": "another"}, 400, "Code is not correct"),
        ({"identifier": "10000000001"}, 400, "Code is not correct"),
    ],
)
def test_refuses_a_code(changes: dict[str, Any], status: int, message: str, rees46: httpx.Client) -> None:
    rees46.post("loyalty/otp/send", json=SEND)
    sent = changed({**SEND, "code": "no"}, changes)

    answer = rees46.get("loyalty/otp/check", params=sent)

    assert (answer.status_code, answer.json()) == (status, {"success": False, **refusal(message)})


def test_a_program_without_an_sms_campaign_sends_no_code(rees46: httpx.Client, control: httpx.Client) -> None:
    control.put(f"rees46/shops/{SHOP}/loyalty", json={"otp_campaign": "order_delivered"})

    answer = rees46.post("loyalty/otp/send", json=SEND)

    message = "The loyalty program has no SMS campaign for one-time codes"
    assert (answer.status_code, answer.json()) == (422, {"success": False, **refusal(message)})
    assert control.get("outbox").json()["total"] == 0
