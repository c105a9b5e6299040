"""The notifications center."""

from typing import Any

import httpx
import pytest

from tests.vendors.rees46.calls import S2S, SHOP, refusal

JANE = {"email": "jane.doe@example.com"}
PATHS = ["notifications", "notifications/counters", "notifications/counters/extended"]


@pytest.fixture
def code(rees46: httpx.Client, control: httpx.Client) -> str:
    """Of a message that Jane was sent."""
    control.put("clock", json={"now": "2030-01-31T12:00:00Z", "frozen": True})
    sent = rees46.post("transact", json={**S2S, **JANE, "code": "order_delivered", "variables": {"order_id": 36}})
    return str(sent.json()["payload"]["code"])


def messages(rees46: httpx.Client, **params: Any) -> list[dict[str, Any]]:
    answer = rees46.get("notifications", params={**S2S, **JANE, **params})
    assert answer.status_code == 200, answer.text
    return answer.json()["messages"]  # type: ignore[no-any-return]


def test_shows_what_was_sent_in_both_places(code: str, rees46: httpx.Client) -> None:
    answer = rees46.get("notifications", params={**S2S, **JANE})

    (message,) = answer.json()["messages"]
    assert answer.json() == {"status": "success", "payload": {"messages": [message]}, "messages": [message]}
    assert message == {
        "type": "transactional",
        "campaign_id": message["campaign_id"],
        "code": code,
        "channel": "email",
        "date": "2030-01-31",
        "sent_at": "2030-01-31T12:00:00.000Z",
        "subject": "Order 36 was delivered",
        "body": "",
        "url": "",
        "icon": "",
        "picture": "",
        "statistics": {
            "opened": False,
            "clicked": False,
            "purchased": False,
            "complained": False,
            "hard_bounced": False,
            "soft_bounced": False,
            "unsubscribed": False,
        },
    }


@pytest.mark.parametrize(
    ("params", "found"),
    [
        ({}, 1),
        ({"date_from": "2030-01-31"}, 1),
        ({"date_from": "2030-02-01"}, 0),
        ({"date_to": "2030-01-31"}, 1),
        ({"date_to": "2030-01-30"}, 0),
        ({"date_from": "0001-01-01", "date_to": "9999-12-31"}, 1),
        ({"type": "bulk,transactional"}, 1),
        ({"type": "trigger"}, 0),
        ({"channel": "email, sms"}, 1),
        ({"channel": "mobile_push"}, 0),
        ({"limit": 500}, 1),
        ({"page": 2}, 0),
        ({"page": 10**30, "limit": 10**30}, 0),
    ],
)
@pytest.mark.usefixtures("code")
def test_filters(params: dict[str, Any], found: int, rees46: httpx.Client) -> None:
    assert len(messages(rees46, **params)) == found


@pytest.mark.usefixtures("code")
def test_a_device_asks_about_itself_only(rees46: httpx.Client) -> None:
    hers = rees46.get("notifications", params={"shop_id": SHOP, "did": "gN7WW9zXpM"}).json()["messages"]
    theirs = rees46.get("notifications", params={"shop_id": SHOP, "did": "aN0nYm0uSd", **JANE}).json()["messages"]

    assert (len(hers), len(theirs)) == (1, 0)


def test_counts(code: str, rees46: httpx.Client) -> None:
    rees46.post("track/clicked", json={"shop_id": SHOP, "code": code, "type": "transactional"})

    counted = rees46.get("notifications/counters", params={**S2S, **JANE})
    extended = rees46.get("notifications/counters/extended", params={**S2S, **JANE})

    assert counted.json() == {"status": "success", "payload": {"counters": {"sent": 1, "opened": 1}}}
    email = {"bulk": {}, "chain": {}, "transactional": {"sent": 1, "opened": 1, "clicked": 1}}
    channels = {"email": email, "web_push": {}, "mobile_push": {}, "whatsapp": {}, "sms": {}}
    assert extended.json() == {"status": "success", "payload": {"counters": {"channels": channels}}}


def test_tells_what_happened_to_a_message(code: str, rees46: httpx.Client) -> None:
    rees46.post("track/opened", json={"shop_id": SHOP, "code": code, "type": "transactional"})

    answer = rees46.get(f"notifications/{code}", params={"shop_id": SHOP, "type": "transactional"})

    about = {"code": code, "type": "transactional", "date": "2030-01-31T12:00:00.000Z"}
    assert answer.json() == {
        "status": "success",
        "payload": {"messages": [{**about, "event": "sent"}, {**about, "event": "opened"}]},
    }


def test_another_shops_message_is_none(code: str, rees46: httpx.Client) -> None:
    answer = rees46.get(f"notifications/{code}", params={"shop_id": "1234567890"})

    assert (answer.status_code, answer.json()) == (404, refusal("Code is not valid"))


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize(
    ("params", "status", "message"),
    [
        ({}, 401, "Shop not found"),
        ({"shop_id": "unknown"}, 401, "Shop not found"),
        ({"shop_id": SHOP}, 403, "Invalid secret key"),
        ({"shop_id": SHOP, **JANE}, 403, "Invalid secret key"),
        ({**S2S, "shop_secret": "wrong", **JANE}, 403, "Invalid secret key"),
        (S2S, 400, "Identifier is not valid"),
        (
            {**S2S, **JANE, "date_from": "yesterday"},
            400,
            "date_from: Input should be a valid date or datetime, input is too short",
        ),
    ],
)
def test_refuses(path: str, params: dict[str, str], status: int, message: str, rees46: httpx.Client) -> None:
    answer = rees46.get(path, params=params)

    assert (answer.status_code, answer.json()) == (status, refusal(message))


@pytest.mark.parametrize(("name", "value"), [("page", "0"), ("page", "x"), ("limit", "0")])
def test_refuses_a_page_that_is_none(name: str, value: str, rees46: httpx.Client) -> None:
    answer = rees46.get("notifications", params={**S2S, **JANE, name: value})

    assert answer.status_code == 400
    assert answer.json()["message"].startswith(f"{name}: ")
