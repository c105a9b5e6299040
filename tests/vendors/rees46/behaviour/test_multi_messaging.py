"""Which channel a message takes."""

from typing import Any

import httpx
import pytest

from tests.vendors.rees46.calls import S2S, SHOP

JOHN = {"email": "john.smith@example.com", "phone": "10000000001"}
ORDER = {**S2S, "code": "order_delivered", "variables": {"order_id": 36}}
NONE = "none of the channels of the campaign order_delivered reaches this person"


def send(rees46: httpx.Client, **params: Any) -> httpx.Response:
    answer = rees46.post("multi/transactional", json={**ORDER, **params})
    assert (answer.status_code, answer.json()) == (200, {"status": "success"})
    return answer


def reached(control: httpx.Client) -> list[str]:
    return [message["channel"] for message in reversed(control.get("outbox").json()["items"])]


@pytest.fixture
def push_token(rees46: httpx.Client) -> None:
    token = {"shop_id": SHOP, "did": "jS4mK8pQ2x", "token": "T1", "platform": "ios"}
    assert rees46.post("mobile_push_tokens", json=token).status_code == 200


@pytest.mark.usefixtures("push_token")
def test_a_push_is_cheaper_than_an_email(rees46: httpx.Client, control: httpx.Client) -> None:
    send(rees46, **JOHN)

    assert reached(control) == ["mobile_push"]


def test_an_email_is_cheaper_than_an_sms(rees46: httpx.Client, control: httpx.Client) -> None:
    send(rees46, **JOHN)

    assert reached(control) == ["email"]


def test_an_sms_is_the_last_way(rees46: httpx.Client, control: httpx.Client) -> None:
    send(rees46, phone="447700900123")

    assert reached(control) == ["sms"]


def test_the_profiles_email_counts_where_only_the_phone_was_named(rees46: httpx.Client, control: httpx.Client) -> None:
    send(rees46, phone=JOHN["phone"])

    assert control.get("outbox").json()["items"][0]["to"] == JOHN["email"]


@pytest.mark.usefixtures("push_token")
def test_everywhere_is_all_channels_but_sms(rees46: httpx.Client, control: httpx.Client) -> None:
    send(rees46, **JOHN, send_everywhere=True)

    assert reached(control) == ["mobile_push", "email"]


def test_who_declined_transactional_emails_gets_an_sms(rees46: httpx.Client, control: httpx.Client) -> None:
    rees46.post("subscriptions/manage", json={**S2S, **JOHN, "email_transactional": False})

    send(rees46, **JOHN)

    assert reached(control) == ["sms"]


@pytest.mark.parametrize("email", ["gone@example.com", "complained@example.com", "spamtrap@example.com"])
def test_a_bad_address_is_not_written_to(email: str, rees46: httpx.Client, control: httpx.Client) -> None:
    answer = send(rees46, email=email)

    assert reached(control) == []
    assert answer.headers["x-emulator-notice"] == NONE


def test_a_push_campaign_reaches_nobody_without_a_token(rees46: httpx.Client, control: httpx.Client) -> None:
    answer = rees46.post("transact", json={**S2S, "code": "welcome", "email": "new@example.org"})

    assert answer.json() == {"success": True, "payload": {"code": None}}
    assert answer.headers["x-emulator-notice"] == "none of the channels of the campaign welcome reaches this person"
    assert reached(control) == []


@pytest.mark.usefixtures("push_token")
def test_each_device_gets_the_push(rees46: httpx.Client, control: httpx.Client) -> None:
    other = {"shop_id": SHOP, "did": "second", "email": JOHN["email"], "token": "T2", "platform": "android"}
    rees46.post("mobile_push_tokens", json=other)

    send(rees46, email=JOHN["email"])

    messages = control.get("outbox").json()["items"]
    assert {(message["to"], message["payload"]["platform"]) for message in messages} == {
        ("T1", "ios"),
        ("T2", "android"),
    }
    assert len({message["payload"]["android"]["id"] for message in messages}) == 1
