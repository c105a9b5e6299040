"""Balance and history of bonuses over HTTP."""

from typing import Any

import httpx
import pytest

from tests.vendors.rees46.calls import S2S, SHOP, refusal
from tests.vendors.rees46.loyalty import JANE


def transactions(rees46: httpx.Client, path: str, **params: Any) -> list[dict[str, Any]]:
    answer = rees46.get(f"loyalty/bonuses/{path}", params={**JANE, **params})
    assert answer.json()["success"] is True
    return answer.json()["payload"]["transactions"]  # type: ignore[no-any-return]


@pytest.fixture
def rewarded(rees46: httpx.Client, control: httpx.Client) -> list[int]:
    """Jane was given bonuses for three events: one is to expire, one was cancelled."""
    control.put("clock", json={"now": "2030-01-01T12:00:00Z"})
    numbers = []
    for event, more in (("registration", {"expire_in": "2030-01-10"}), ("survey", {}), ("birthday", {})):
        answer = rees46.post("loyalty/basic/event_bonus", json={**JANE, "event": event, "amount": 100, **more})
        numbers.append(answer.json()["transaction_id"])
    rees46.patch("loyalty/bonuses/cancel", json={**JANE, "transaction_id": numbers[2]})
    return numbers


@pytest.mark.usefixtures("rewarded")
@pytest.mark.parametrize(
    ("expire_in", "expiring", "day"),
    [(None, 100, "2030-01-15"), ("2030-01-10", 100, "2030-01-10"), ("2030-01-09", 0, "2030-01-09")],
)
def test_tells_the_balance(expire_in: str | None, expiring: int, day: str, rees46: httpx.Client) -> None:
    answer = rees46.get("loyalty/bonuses/balance", params={**JANE, **({"expire_in": expire_in} if expire_in else {})})

    balance = {"active": 1323, "pending": 0, "expiring": expiring, "expire_in": day}
    assert (answer.status_code, answer.json()) == (200, {"success": True, "payload": {"balance": balance}})


@pytest.mark.usefixtures("rewarded")
def test_a_transaction_is_told_in_the_history(rees46: httpx.Client) -> None:
    assert transactions(rees46, "history", expiration_date_to="2030-12-31") == [
        {
            "date": "2030-01-01",
            "status": "confirmed",
            "event_source": "custom",
            "event": "registration",
            "order_id": None,
            "amount": 100,
            "activation_date": "2030-01-01",
            "expiration_date": "2030-01-10",
        }
    ]


@pytest.mark.usefixtures("rewarded")
@pytest.mark.parametrize(
    ("params", "events"),
    [
        ({}, ["birthday", "survey", "registration"]),
        ({"limit": 1, "offset": 1}, ["survey"]),
        ({"status": "cancelled"}, ["birthday"]),
        ({"status": "spent"}, []),
        ({"expiration_date_from": "2030-01-11"}, []),
        ({"created_date_to": "2029-12-31"}, []),
        ({"activation_date_from": "2030-01-01", "limit": 2}, ["birthday", "survey"]),
    ],
)
def test_the_history_is_filtered(params: dict[str, Any], events: list[str], rees46: httpx.Client) -> None:
    assert [one["event"] for one in transactions(rees46, "history", **params)] == events


def test_the_history_of_events_has_what_can_be_cancelled(rewarded: list[int], rees46: httpx.Client) -> None:
    common = {"amount": 100, "date": "2030-01-01", "activation_date": "2030-01-01", "expiration_date": None}
    over = {"status": "cancelled", "remaining_amount": 0, "cancellable": False}
    confirmed = {"status": "confirmed", "remaining_amount": 100, "cancellable": True}
    assert transactions(rees46, "event_bonus_history", limit=2) == [
        {"id": rewarded[2], "event": "birthday", **common, **over},
        {"id": rewarded[1], "event": "survey", **common, **confirmed},
    ]


@pytest.mark.parametrize("path", ["balance", "history", "event_bonus_history"])
@pytest.mark.parametrize(
    ("params", "status", "message"),
    [
        ({"identifier": "10000000002"}, 401, "Shop not found"),
        ({"shop_id": SHOP, "identifier": "10000000002"}, 403, "Invalid secret key"),
        (S2S, 400, "identifier is missing"),
        ({**S2S, "identifier": "x"}, 400, "identifier: a phone has 3 to 20 digits"),
        ({**S2S, "identifier": "46700000003"}, 400, "Identifier is not valid"),
        ({**S2S, "identifier": "447700900123"}, 400, "Identifier is not valid"),
    ],
)
def test_refuses(params: dict[str, str], status: int, message: str, path: str, rees46: httpx.Client) -> None:
    answer = rees46.get(f"loyalty/bonuses/{path}", params=params)

    assert (answer.status_code, answer.json()) == (status, {"success": False, **refusal(message)})
