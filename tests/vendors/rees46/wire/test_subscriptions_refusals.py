"""What chapter "Subscriptions" refuses."""

from typing import Any

import httpx
import pytest

SHOP = {"shop_id": "DvLWN2ZTMZ"}
TRUSTED = {**SHOP, "shop_secret": "EIxTuot8sj"}


def error(message: str) -> dict[str, Any]:
    return {"status": "error", "message": message, "payload": {"message": message}}


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("POST", "subscriptions/manage"),
        ("POST", "subscriptions/callback"),
        ("GET", "subscriptions/check"),
        ("GET", "subscriptions/changes"),
    ],
)
@pytest.mark.parametrize(
    ("sent", "status", "message"),
    [
        ({}, 401, "Shop not found"),
        ({"shop_id": "unknown", "shop_secret": "EIxTuot8sj"}, 401, "Shop not found"),
        (SHOP, 403, "Invalid secret key"),
        ({**SHOP, "shop_secret": "0987654321"}, 403, "Invalid secret key"),
        ({**SHOP, "shop_secret": "wrong", "did": "aB3dE6gH9k"}, 403, "Invalid secret key"),
    ],
)
def test_refuses_who_may_not_ask(
    method: str, path: str, sent: dict[str, str], status: int, message: str, rees46: httpx.Client
) -> None:
    answer = rees46.request(method, path, params={"email": "jane@example.com", "event": "complained", **sent})

    assert (answer.status_code, answer.json()) == (status, error(message))


@pytest.mark.parametrize(
    ("method", "path", "sent", "message"),
    [
        ("POST", "manage", {"email": "jane"}, "email: is not an e-mail address"),
        (
            "POST",
            "manage",
            {"email": "jane@example.com", "email_bulk": "maybe"},
            "email_bulk: Input should be a valid boolean, unable to interpret input",
        ),
        ("POST", "callback", {"event": "complained"}, "email is missing"),
        ("POST", "callback", {"email": "jane@example.com"}, "event is missing"),
        (
            "POST",
            "callback",
            {"email": "jane@example.com", "event": "opened"},
            "event: Input should be 'hard_bounced', 'complained', 'blacklisted' or 'unsubscribed'",
        ),
        (
            "GET",
            "changes",
            {"event": "opened"},
            "event: Input should be 'subscribe', 'unsubscribe', 'hard_bounced', 'complained' or 'blacklisted'",
        ),
        ("GET", "changes", {"from": "10.05.2030"}, "from: is not a date in YYYY-MM-DD format"),
        ("GET", "changes", {"from": "1589068800"}, "from: is not a date in YYYY-MM-DD format"),
        ("GET", "changes", {"to": "2030-02-31"}, "to: is not a date in YYYY-MM-DD format"),
        ("GET", "changes", {"limit": "20001"}, "limit: Input should be less than or equal to 20000"),
        ("GET", "changes", {"offset": "-1"}, "offset: Input should be greater than or equal to 0"),
    ],
)
def test_refuses_what_is_wrong(
    method: str, path: str, sent: dict[str, str], message: str, rees46: httpx.Client
) -> None:
    answer = rees46.request(method, f"subscriptions/{path}", params={**TRUSTED, **sent})

    assert (answer.status_code, answer.json()) == (400, error(message))


@pytest.mark.parametrize(
    ("method", "path", "sent"),
    [
        ("POST", "manage", {"email_bulk": "true"}),
        ("GET", "check", {}),
        ("GET", "check", {"email": "", "phone": "null"}),
    ],
)
def test_refuses_to_say_anything_of_nobody(method: str, path: str, sent: dict[str, str], rees46: httpx.Client) -> None:
    answer = rees46.request(method, f"subscriptions/{path}", params={**TRUSTED, **sent})

    assert (answer.status_code, answer.json()) == (422, error("Identifier is not valid"))
