"""When a subscription of the loyalty program works, and when its limits begin anew."""

from typing import Any

import httpx
import pytest

from tests.vendors.rees46.calls import S2S, SHOP

ANN = {**S2S, "identifier": "447700900123"}
TERMS = {"subscription": "premium", "plan": "base", "paid_till": "2030-10-01", "limits_reset_date": "2030-01-31"}
CART = {"cart_items": [{"product_id": "187", "price": 1000, "quantity": 1}]}
PATH = "loyalty/subscriptions/"


@pytest.fixture(autouse=True)
def today(control: httpx.Client) -> None:
    control.put("clock", json={"now": "2030-01-10T12:00:00Z"})


def join(rees46: httpx.Client, **more: Any) -> httpx.Response:
    return rees46.post(f"{PATH}members/join", json={**ANN, **TERMS, **more})


def status(rees46: httpx.Client) -> dict[str, Any]:
    return rees46.get(f"{PATH}status", params=ANN).json()["payload"]  # type: ignore[no-any-return]


@pytest.mark.parametrize(("day", "works"), [("2030-10-01T23:59:59Z", True), ("2030-10-02T00:00:00Z", False)])
def test_what_nobody_prolongs_ends_by_itself(
    day: str, works: bool, rees46: httpx.Client, control: httpx.Client
) -> None:
    join(rees46)
    control.put("clock", json={"now": day})

    rees46.post("loyalty/checkout/apply", json={**ANN, **CART, "order_id": "N1", "subscription": "premium"})

    orders = rees46.get(f"{PATH}orders", params={**ANN, "subscription": "premium"}).json()["payload"]["orders"]
    assert (bool(status(rees46)["benefits"]), len(orders)) == (works, works)


@pytest.mark.parametrize(
    ("today", "reset"),
    [
        ("2030-01-30T12:00:00Z", "2030-01-31"),
        ("2030-01-31T00:00:00Z", "2030-02-28"),
        ("2030-02-28T00:00:00Z", "2030-03-31"),
        ("2030-03-30T00:00:00Z", "2030-03-31"),
        ("2031-12-31T00:00:00Z", "2032-01-31"),
    ],
)
def test_limits_begin_anew_each_month(today: str, reset: str, rees46: httpx.Client, control: httpx.Client) -> None:
    join(rees46)
    control.put("clock", json={"now": today})

    assert status(rees46)["member"]["limits_reset_date"] == reset


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31"])
def test_any_day_of_the_calendar_will_do(day: str, rees46: httpx.Client) -> None:
    answer = join(rees46, paid_till=day, limits_reset_date=day)

    assert (answer.status_code, status(rees46)["member"]["paid_till"]) == (200, day)


def test_of_two_subscriptions_the_status_is_that_of_the_later(rees46: httpx.Client, control: httpx.Client) -> None:
    both = [
        {"id": number, "code": code, "plans": [{"code": "base"}]} for number, code in ((1, "premium"), (2, "music"))
    ]
    control.put(f"rees46/shops/{SHOP}/loyalty", json={"subscriptions": both})
    join(rees46, subscription="music")
    control.post("clock/advance", json={"seconds": 1})

    join(rees46)

    assert status(rees46)["member"]["subscription"] == "premium"


@pytest.mark.parametrize("state", ["inactive", "archived"])
@pytest.mark.parametrize("part", ["subscription", "plan", "benefit"])
def test_what_is_not_active_brings_nothing(part: str, state: str, rees46: httpx.Client, control: httpx.Client) -> None:
    def program(**states: str) -> dict[str, Any]:
        benefit = {"code": "lounge", **({"status": states["benefit"]} if "benefit" in states else {})}
        plan = {"code": "base", "benefits": [benefit], **({"status": states["plan"]} if "plan" in states else {})}
        top = {"status": states["subscription"]} if "subscription" in states else {}
        return {"subscriptions": [{"id": 1, "code": "premium", "plans": [plan], **top}]}

    control.put(f"rees46/shops/{SHOP}/loyalty", json=program())
    join(rees46)
    control.put(f"rees46/shops/{SHOP}/loyalty", json=program(**{part: state}))

    assert status(rees46)["benefits"] == []
    assert join(rees46).status_code == (200 if part == "benefit" else 404)


def test_a_cancelled_order_does_not_count(rees46: httpx.Client) -> None:
    join(rees46)
    for number in ("N1", "N2"):
        rees46.post("loyalty/checkout/apply", json={**ANN, **CART, "order_id": number, "subscription": "premium"})
    rees46.post("loyalty/checkout/cancel", json={**S2S, "order_id": "N1"})

    report = rees46.get(f"{PATH}members/report", params={**ANN, "subscription": "premium"}).json()["payload"]["report"]

    assert report == [{"month": "2030-01-01", "purchases": 1, "saved": 200}]


@pytest.mark.parametrize("twice", [{"id": 1, "code": "b"}, {"id": 2, "code": "a"}])
def test_each_subscription_is_one_of_a_kind(twice: dict[str, Any], control: httpx.Client) -> None:
    forms = [{"id": 1, "code": "a"}, twice]

    refused = control.put(f"rees46/shops/{SHOP}/loyalty", json={"subscriptions": forms})

    assert (refused.status_code, refused.json()["field"]) == (400, "subscriptions")
