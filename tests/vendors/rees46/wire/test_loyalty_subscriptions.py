"""Subscriptions of the loyalty program over HTTP."""

from typing import Any

import httpx
import pytest

from tests.vendors.rees46.calls import S2S, changed, profile, refusal

ANN = {"identifier": "447700900123", "subscription": "premium"}
TERMS = {"plan": "base", "paid_till": "2030-10-01", "limits_reset_date": "2030-07-01"}
JOIN = {**S2S, **ANN, **TERMS}
PATH = "loyalty/subscriptions/"
CALLS = [
    ("POST", "members/join", JOIN),
    ("PATCH", "members/prolong", {**S2S, **ANN, "paid_till": "2030-11-01"}),
    ("PATCH", "prolong", {**S2S, **ANN, "paid_till": "2030-11-01"}),
    ("DELETE", "members/leave", {**S2S, **ANN}),
    ("DELETE", "leave", {**S2S, **ANN}),
    ("GET", "members", {**S2S, "subscription": "premium"}),
]


def members(rees46: httpx.Client, **more: Any) -> list[dict[str, Any]]:
    found = rees46.get(f"{PATH}members", params={**S2S, "subscription": "premium", **more}).json()
    assert (found["success"], found["payload"]["message"]) == (True, "Successful request")
    return found["payload"]["members"]  # type: ignore[no-any-return]


@pytest.mark.parametrize("how", ["data", "json"])
def test_somebody_who_was_not_known_joins(how: str, rees46: httpx.Client) -> None:
    answer = rees46.post(f"{PATH}members/join", **{how: {**JOIN, "identifier": "+44 7700 900123"}})

    payload = {"message": "Member is joined to subscription", **ANN, **TERMS}
    assert (answer.status_code, answer.json()) == (200, {"success": True, "payload": payload})
    assert profile(rees46, phone="447700900123")["phone"] == "447700900123"
    assert members(rees46) == [{**ANN, **TERMS}]


def test_who_joins_again_has_the_new_terms(rees46: httpx.Client) -> None:
    rees46.post(f"{PATH}members/join", json=JOIN)
    other = {"plan": "professional", "paid_till": "2031-01-01", "limits_reset_date": "2030-12-01"}

    rees46.post(f"{PATH}members/join", json={**JOIN, **other})

    assert members(rees46) == members(rees46, plan="professional") == [{**ANN, **other}]
    assert members(rees46, plan="base") == []


@pytest.mark.parametrize("path", ["members/prolong", "prolong"])
def test_a_prolonged_subscription_keeps_its_plan(path: str, rees46: httpx.Client) -> None:
    rees46.post(f"{PATH}members/join", json=JOIN)

    answer = rees46.patch(f"{PATH}{path}", json={**S2S, **ANN, "paid_till": "2030-11-01"})

    now = {**ANN, **TERMS, "paid_till": "2030-11-01"}
    payload = {"message": "The subscription is prolonged", **now}
    assert (answer.status_code, answer.json()) == (200, {"success": True, "payload": payload})
    assert members(rees46) == [now]


@pytest.mark.parametrize("path", ["members/leave", "leave"])
def test_who_has_left_is_no_member(path: str, rees46: httpx.Client) -> None:
    rees46.post(f"{PATH}members/join", json=JOIN)

    answer = rees46.request("DELETE", f"{PATH}{path}", json={**S2S, **ANN})

    payload = {"message": "The subscription is cancelled", **ANN, "member": {**ANN, **TERMS}}
    assert (answer.status_code, answer.json()) == (200, {"success": True, "payload": payload})
    assert members(rees46) == []


@pytest.mark.parametrize(("method", "path", "sent"), CALLS)
def test_refuses_what_names_no_subscription(method: str, path: str, sent: dict[str, Any], rees46: httpx.Client) -> None:
    answer = rees46.request(method, PATH + path, json=changed(sent, {"subscription": None}))

    assert (answer.status_code, answer.json()) == (400, {"success": False, **refusal("subscription is missing")})


@pytest.mark.parametrize(
    ("method", "path", "sent", "status", "message"),
    [
        ("POST", "members/join", {**JOIN, "identifier": "x"}, 400, "identifier: a phone has 3 to 20 digits"),
        ("POST", "members/join", {**JOIN, "subscription": "no"}, 404, "Subscription no not found"),
        ("POST", "members/join", {**JOIN, "plan": "no"}, 404, "Plan no not found"),
        ("POST", "members/join", {**JOIN, "plan": None}, 400, "plan is missing"),
        ("POST", "members/join", {**JOIN, "paid_till": None}, 400, "paid_till is missing"),
        (
            "POST",
            "members/join",
            {**JOIN, "limits_reset_date": "soon"},
            400,
            "limits_reset_date: is not a date in YYYY-MM-DD format",
        ),
        ("PATCH", "members/prolong", {**S2S, **ANN}, 400, "paid_till is missing"),
        ("PATCH", "members/prolong", {**S2S, **ANN, "paid_till": "2030-11-01"}, 400, "Identifier is not valid"),
        ("DELETE", "members/leave", {**S2S, **ANN}, 400, "Identifier is not valid"),
        ("DELETE", "members/leave", {**S2S, "subscription": "premium"}, 400, "identifier is missing"),
        ("GET", "members", {**S2S, "subscription": "no"}, 404, "Subscription no not found"),
    ],
)
def test_refuses(method: str, path: str, sent: dict[str, Any], status: int, message: str, rees46: httpx.Client) -> None:
    answer = rees46.request(method, PATH + path, json=sent)

    assert (answer.status_code, answer.json()) == (status, {"success": False, **refusal(message)})
    assert members(rees46) == []
