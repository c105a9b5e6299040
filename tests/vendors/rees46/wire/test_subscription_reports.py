"""What subscribers of the loyalty program have and had of it, over HTTP."""

from typing import Any

import httpx
import pytest

from tests.vendors.rees46.calls import S2S, STRANGERS, changed, refusal

ANN = {**S2S, "identifier": "447700900123"}
PREMIUM = {**ANN, "subscription": "premium"}
TERMS = {"plan": "base", "paid_till": "2030-10-01", "limits_reset_date": "2030-07-01"}
PATH = "loyalty/subscriptions/"
CALLS = [("status", ANN), ("members/report", PREMIUM), ("orders", PREMIUM)]


@pytest.fixture
def joined(rees46: httpx.Client, control: httpx.Client) -> None:
    control.put("clock", json={"now": "2030-06-15T12:00:00Z"})
    assert rees46.post(f"{PATH}members/join", json={**PREMIUM, **TERMS}).status_code == 200
    for number, subscription in (("N1", "premium"), ("N2", None)):
        cart = [{"product_id": "187", "price": 1000, "quantity": 1}]
        sent = {**ANN, "order_id": number, "subscription": subscription, "cart_items": cart}
        assert rees46.post("loyalty/checkout/apply", json=sent).status_code == 200


@pytest.mark.usefixtures("joined")
def test_shows_what_a_subscriber_has(rees46: httpx.Client) -> None:
    answer = rees46.get(f"{PATH}status", params=ANN)

    promotion = {"id": 117, "name": "Subscribers pay less", "status": "active"}
    value = {"promotions": [promotion], "limit": 5000, "used": 200, "left": 4800}
    payload = {
        "message": "Successful request",
        "member": {"identifier": "447700900123", "subscription": "premium", **TERMS},
        "benefits": [
            {"code": "lounge", "name": "Lounge", "data_type": "boolean", "value": True},
            {"code": "deliveries", "name": "Free deliveries", "data_type": "integer", "value": 3},
            {"code": "sales", "name": "Sales", "data_type": "promos", "value": value},
        ],
    }
    assert (answer.status_code, answer.json()) == (200, {"success": True, "payload": payload})


@pytest.mark.usefixtures("joined")
@pytest.mark.parametrize(
    ("depth", "months"),
    [
        ({}, [("2030-06-01", 1)]),
        ({"depth": 0}, [("2030-06-01", 1)]),
        ({"depth": 2}, [("2030-04-01", 0), ("2030-05-01", 0), ("2030-06-01", 1)]),
    ],
)
def test_reports_each_month(depth: dict[str, int], months: list[tuple[str, int]], rees46: httpx.Client) -> None:
    answer = rees46.get(f"{PATH}members/report", params={**PREMIUM, **depth})

    payload = {
        "message": "Successful request",
        "subscription": {"id": 1, "code": "premium", "name": "Premium"},
        "report": [{"month": month, "purchases": count, "saved": 200 * count} for month, count in months],
    }
    assert (answer.status_code, answer.json()) == (200, {"success": True, "payload": payload})


@pytest.mark.usefixtures("joined")
@pytest.mark.parametrize(
    ("days", "found"),
    [
        ({}, ["N1"]),
        ({"date_from": "2030-06-15", "date_to": "2030-06-15"}, ["N1"]),
        ({"date_from": "2030-06-16"}, []),
        ({"date_to": "2030-06-14"}, []),
    ],
)
def test_lists_the_orders_that_were_made_with_it(days: dict[str, str], found: list[str], rees46: httpx.Client) -> None:
    answer = rees46.get(f"{PATH}orders", params={**PREMIUM, **days})

    payload = answer.json()["payload"]
    assert (answer.status_code, payload["message"]) == (200, "Successful request")
    assert [(order["id"], order["total"]) for order in payload["orders"]] == [(number, 800) for number in found]


@pytest.mark.parametrize(("path", "sent"), CALLS)
@pytest.mark.parametrize(
    ("changes", "status", "message"),
    [
        *STRANGERS,
        ({"identifier": None}, 400, "identifier is missing"),
        ({"identifier": "x"}, 400, "identifier: a phone has 3 to 20 digits"),
        ({}, 400, "Identifier is not valid"),
    ],
)
def test_refuses_strangers(
    changes: dict[str, Any], status: int, message: str, path: str, sent: dict[str, Any], rees46: httpx.Client
) -> None:
    sent = changed(sent, changes)

    answer = rees46.get(PATH + path, params=sent)

    assert (answer.status_code, answer.json()) == (status, {"success": False, **refusal(message)})


@pytest.mark.usefixtures("joined")
@pytest.mark.parametrize(
    ("path", "sent", "status", "message"),
    [
        ("members/report", {**PREMIUM, "subscription": "no"}, 404, "Subscription no not found"),
        ("members/report", {**PREMIUM, "depth": 13}, 400, "depth: Input should be less than or equal to 12"),
        ("members/report", ANN, 400, "subscription is missing"),
        ("orders", ANN, 400, "subscription is missing"),
        ("orders", {**PREMIUM, "subscription": "no"}, 400, "Identifier is not valid"),
        ("orders", {**PREMIUM, "date_to": "x"}, 400, "date_to: is not a date in YYYY-MM-DD format"),
    ],
)
def test_refuses(path: str, sent: dict[str, Any], status: int, message: str, rees46: httpx.Client) -> None:
    answer = rees46.get(PATH + path, params=sent)

    assert (answer.status_code, answer.json()) == (status, {"success": False, **refusal(message)})
