"""What clients of earlier years call."""

from typing import Any
from uuid import UUID

import httpx
import pytest

from tests.vendors.rees46.calls import S2S, SHOP, SUCCESS, refusal, rows


def test_generates_an_ssid(rees46: httpx.Client) -> None:
    first, second = (rees46.get("generate_ssid") for _ in range(2))

    assert first.headers["content-type"] == "text/plain; charset=utf-8"
    assert str(UUID(first.text)) == first.text
    assert first.text != second.text


@pytest.mark.parametrize(
    ("sent", "secret"),
    [
        ({}, "skip"),
        ({"shop_secret": "wrong"}, "invalid"),
        ({"shop_secret": "EIxTuot8sj"}, "correct"),
        ({"secret": "EIxTuot8sj"}, "correct"),
    ],
)
def test_checks_credentials(sent: dict[str, str], secret: str, rees46: httpx.Client) -> None:
    answer = rees46.get("check", params={"shop_id": SHOP, **sent})

    assert (answer.status_code, answer.json()) == (200, {"key": "correct", "secret": secret})


@pytest.mark.parametrize(
    "sent",
    [
        {"subscription": {"endpoint": "https://push.example/1", "keys": {"auth": "x"}}},
        {"subscription": '{"endpoint": "https://push.example/1"}'},
        {"endpoint": "https://push.example/1"},
        {"token": "https://push.example/1"},
    ],
)
def test_keeps_where_a_browsers_pushes_go(sent: dict[str, Any], rees46: httpx.Client, control: httpx.Client) -> None:
    answer = rees46.post("web_push_subscriptions", json={"shop_id": SHOP, "did": "D1", **sent})

    assert (answer.status_code, answer.json()) == (200, SUCCESS)
    assert rows(control, "push_tokens", "did", "platform", "token") == [("D1", "web", "https://push.example/1")]


@pytest.mark.parametrize("sent", [{}, {"subscription": {"keys": {}}}, {"subscription": {"endpoint": 1}}])
def test_a_subscription_without_an_endpoint_is_taken_with_a_notice(
    sent: dict[str, Any], rees46: httpx.Client, control: httpx.Client
) -> None:
    answer = rees46.post("web_push_subscriptions", json={"shop_id": SHOP, "did": "D1", **sent})

    assert (answer.status_code, answer.json()) == (200, SUCCESS)
    assert "has no endpoint" in answer.headers["x-emulator-notice"]
    assert rows(control, "push_tokens", "did") == []


NO_DID = (400, "did is missing")


@pytest.mark.parametrize(
    ("method", "path", "sent", "status", "message"),
    [
        ("GET", "check", {}, 401, "Shop not found"),
        ("GET", "check", {"shop_id": "unknown"}, 401, "Shop not found"),
        ("POST", "web_push_subscriptions", {"did": "D1"}, 401, "Shop not found"),
        ("POST", "web_push_subscriptions", {"shop_id": SHOP}, *NO_DID),
        (
            "POST",
            "web_push_subscriptions",
            {"shop_id": SHOP, "did": "D1", "subscription": "x"},
            400,
            "subscription: Input should be a valid dictionary",
        ),
        ("POST", "subscriptions/create", {"did": "D1"}, 401, "Shop not found"),
        ("POST", "subscriptions/create", {"shop_id": SHOP, "email": "a@b.example"}, *NO_DID),
        (
            "POST",
            "subscriptions/create",
            {"shop_id": SHOP, "did": "D1", "email": "x"},
            400,
            "email: is not an e-mail address",
        ),
        ("POST", "push_attributes", {"did": "D1"}, 401, "Shop not found"),
        ("POST", "push_attributes", {"shop_id": SHOP}, *NO_DID),
        (
            "POST",
            "push_attributes",
            {"shop_id": SHOP, "did": "D1", "attributes": [1]},
            400,
            "attributes: Input should be a valid dictionary",
        ),
    ],
)
def test_refuses(method: str, path: str, sent: dict[str, Any], status: int, message: str, rees46: httpx.Client) -> None:
    answer = rees46.request(method, path, json=sent)

    assert (answer.status_code, answer.json()) == (status, refusal(message))


def test_attributes_are_the_profiles_properties(rees46: httpx.Client) -> None:
    for attributes in ({"size": "39", "colour": "red"}, {"colour": "blue"}):
        rees46.post("push_attributes", json={"shop_id": SHOP, "did": "gN7WW9zXpM", "attributes": attributes})

    profile = rees46.get("profile", params={**S2S, "email": "jane.doe@example.com"}).json()
    assert profile["custom_properties"] == {
        "favourite_season": "winter",
        "shoe_size": "39",
        "size": "39",
        "colour": "blue",
    }
