"""Bonuses for an activity over HTTP, and their cancellation."""

from typing import Any

import httpx
import pytest

from tests.vendors.rees46.calls import S2S, changed, profile, refusal

REWARD = {**S2S, "identifier": "+1 (000) 000-00-02", "event": "registration", "amount": 5000}
CANCELLATION = {**S2S, "identifier": "10000000002"}


def reward(rees46: httpx.Client) -> int:
    return int(rees46.post("loyalty/basic/event_bonus", json=REWARD).json()["transaction_id"])


@pytest.mark.parametrize("how", ["data", "json"])
def test_rewards(how: str, rees46: httpx.Client) -> None:
    answer = rees46.post("loyalty/basic/event_bonus", **{how: REWARD})

    number = answer.json().get("transaction_id")
    assert (answer.status_code, answer.json()) == (200, {"success": True, "transaction_id": number})
    assert isinstance(number, int)
    assert profile(rees46, phone="10000000002")["loyalty_bonuses"] == 6123


@pytest.mark.parametrize("name", ["transaction_id", "id"])
def test_cancels(name: str, rees46: httpx.Client) -> None:
    number = reward(rees46)

    answer = rees46.patch("loyalty/bonuses/cancel", json={**CANCELLATION, name: str(number)})

    assert (answer.status_code, answer.json()) == (200, {"success": True})
    assert profile(rees46, phone="10000000002")["loyalty_bonuses"] == 1123


@pytest.mark.parametrize(
    ("changes", "status", "message"),
    [
        ({"shop_id": None}, 401, "Shop not found"),
        ({"shop_secret": None}, 403, "Invalid secret key"),
        ({"identifier": None}, 400, "identifier is missing"),
        ({"identifier": "447700900123"}, 400, "Identifier is not valid"),
        ({"event": None}, 400, "event is missing"),
        ({"amount": None}, 400, "amount is missing"),
        ({"amount": 0}, 400, "amount: Input should be greater than or equal to 1"),
        ({"expire_in": "soon"}, 400, "expire_in: is not a date in YYYY-MM-DD format"),
        ({"expire_in": "2020-01-01"}, 400, "expire_in: must be a day to come"),
    ],
)
def test_refuses_to_reward(changes: dict[str, Any], status: int, message: str, rees46: httpx.Client) -> None:
    sent = changed(REWARD, changes)

    answer = rees46.post("loyalty/basic/event_bonus", json=sent)

    assert (answer.status_code, answer.json()) == (status, {"success": False, **refusal(message)})
    assert profile(rees46, phone="10000000002")["loyalty_bonuses"] == 1123


def test_an_event_is_rewarded_once(rees46: httpx.Client) -> None:
    reward(rees46)

    answer = rees46.post("loyalty/basic/event_bonus", json={**REWARD, "amount": 1})

    body = {"success": False, **refusal("Bonuses for registration were rewarded before")}
    assert (answer.status_code, answer.json()) == (422, body)
    assert profile(rees46, phone="10000000002")["loyalty_bonuses"] == 6123


@pytest.mark.parametrize(
    ("changes", "status", "message"),
    [
        ({"shop_secret": "wrong"}, 403, "Invalid secret key"),
        ({"transaction_id": None}, 400, "transaction_id is missing"),
        ({"transaction_id": "0"}, 400, "transaction_id: Input should be greater than or equal to 1"),
        ({"transaction_id": 999}, 404, "Transaction not found"),
        ({"identifier": "10000000001"}, 404, "Transaction not found"),
        ({"identifier": "447700900123"}, 400, "Identifier is not valid"),
    ],
)
def test_refuses_to_cancel(changes: dict[str, Any], status: int, message: str, rees46: httpx.Client) -> None:
    sent = changed({**CANCELLATION, "transaction_id": reward(rees46)}, changes)

    answer = rees46.patch("loyalty/bonuses/cancel", json=sent)

    assert (answer.status_code, answer.json()) == (status, {"success": False, **refusal(message)})
    assert profile(rees46, phone="10000000002")["loyalty_bonuses"] == 6123


def test_what_is_over_is_not_cancelled_again(rees46: httpx.Client) -> None:
    number = reward(rees46)
    rees46.patch("loyalty/bonuses/cancel", json={**CANCELLATION, "transaction_id": number})

    answer = rees46.patch("loyalty/bonuses/cancel", json={**CANCELLATION, "transaction_id": number})

    body = {"success": False, **refusal("Transaction is not cancellable")}
    assert (answer.status_code, answer.json()) == (422, body)
    assert profile(rees46, phone="10000000002")["loyalty_bonuses"] == 1123
