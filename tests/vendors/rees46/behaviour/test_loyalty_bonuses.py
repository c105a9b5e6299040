"""The balance of bonuses is what stands on the profile."""

from typing import Any

import httpx

from tests.vendors.rees46.calls import S2S, profile
from tests.vendors.rees46.loyalty import JANE


def balance(rees46: httpx.Client) -> dict[str, Any]:
    answer = rees46.get("loyalty/bonuses/balance", params=JANE)
    return answer.json()["payload"]["balance"]  # type: ignore[no-any-return]


def test_an_import_of_bonuses_is_the_balance(rees46: httpx.Client) -> None:
    before = balance(rees46)["active"]
    rees46.post("import/bonuses", json={**S2S, "bonuses": [{"phone": "10000000002", "balance": 77}]})

    assert (before, balance(rees46)["active"]) == (1123, 77)


def test_bonuses_until_a_day_are_gone_on_that_day(rees46: httpx.Client, control: httpx.Client) -> None:
    control.put("clock", json={"now": "2030-01-01T12:00:00Z"})
    reward = {**JANE, "event": "registration", "amount": 100, "expire_in": "2030-01-03"}
    rees46.post("loyalty/basic/event_bonus", json=reward)
    control.put("clock", json={"now": "2030-01-02T23:59:59Z"})
    until_then = balance(rees46)
    control.put("clock", json={"now": "2030-01-03T00:00:00Z"})

    history = rees46.get("loyalty/bonuses/history", params=JANE).json()["payload"]["transactions"]
    assert (until_then["active"], until_then["expiring"]) == (1223, 100)
    assert (balance(rees46)["active"], balance(rees46)["expiring"]) == (1123, 0)
    assert [(one["event"], one["status"]) for one in history] == [("registration", "expired")]


def test_bonuses_that_were_cancelled_do_not_expire_as_well(rees46: httpx.Client, control: httpx.Client) -> None:
    control.put("clock", json={"now": "2030-01-01T12:00:00Z"})
    reward = {**JANE, "event": "registration", "amount": 100, "expire_in": "2030-01-03"}
    number = rees46.post("loyalty/basic/event_bonus", json=reward).json()["transaction_id"]
    rees46.patch("loyalty/bonuses/cancel", json={**JANE, "transaction_id": number})
    control.put("clock", json={"now": "2030-01-04T00:00:00Z"})

    assert balance(rees46)["active"] == 1123


def test_who_leaves_keeps_bonuses_for_when_they_join_again(rees46: httpx.Client) -> None:
    rees46.request("DELETE", "loyalty/members/destroy", json=JANE)
    refused = rees46.get("loyalty/bonuses/balance", params=JANE)
    rees46.post("loyalty/members/join", json={**S2S, "phone": "10000000002"})

    assert refused.json()["message"] == "Identifier is not valid"
    assert balance(rees46)["active"] == 1123
    assert profile(rees46, phone="10000000002")["loyalty_bonuses"] == 1123
