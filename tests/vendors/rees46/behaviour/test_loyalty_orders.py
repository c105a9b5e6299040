"""What an order takes and brings, and when it gives it back."""

from typing import Any

import httpx
import pytest
import yaml

from tests.vendors.rees46.calls import S2S, refusal
from tests.vendors.rees46.loyalty import JANE, certificate

pytestmark = pytest.mark.usefixtures("march")

TENTS = {"cart_items": [{"product_id": "187", "price": 1000, "quantity": 2}]}
ORDER = {**JANE, **TENTS, "order_id": "N1", "charge_bonuses": True}
NAMED = {**S2S, "order_id": "N1"}


def step(rees46: httpx.Client, path: str, **more: Any) -> httpx.Response:
    return rees46.post(f"loyalty/checkout/{path}", json={**(ORDER if path == "apply" else NAMED), **more})


def bonuses(rees46: httpx.Client) -> int:
    answer = rees46.get("loyalty/bonuses/balance", params=JANE)
    return int(answer.json()["payload"]["balance"]["active"])


def history(rees46: httpx.Client) -> list[tuple[str, str, str, int]]:
    rows = rees46.get("loyalty/bonuses/history", params=JANE).json()["payload"]["transactions"]
    return [(row["event_source"], row["order_id"], row["status"], row["amount"]) for row in rows]


@pytest.fixture
def gift(rees46: httpx.Client) -> str:
    return certificate(rees46, "gift", nominal=1000)


def on_it(rees46: httpx.Client, code: str) -> float:
    answer = rees46.get("loyalty/certificates/balance", params={**S2S, "code": code})
    return float(answer.json()["payload"]["certificate"]["balance"])


def test_an_estimate_takes_nothing(rees46: httpx.Client) -> None:
    rees46.post("loyalty/checkout/estimate", json=ORDER)

    assert (bonuses(rees46), history(rees46)) == (1123, [])


def test_bonuses_are_taken_at_apply_and_the_reward_is_given_at_confirm_once(rees46: httpx.Client) -> None:
    step(rees46, "apply")
    applied = bonuses(rees46)
    answers = [step(rees46, "confirm").json() for _ in range(2)]

    assert (applied, bonuses(rees46)) == (1123 - 540, 1123 - 540 + 63)
    assert answers[0] == answers[1]
    assert history(rees46) == [("order", "N1", "confirmed", 63), ("order", "N1", "spent", -540)]


@pytest.mark.parametrize("before", [["apply"], ["apply", "confirm"], ["apply", "apply", "confirm"]])
def test_a_cancelled_order_gives_everything_back(before: list[str], gift: str, rees46: httpx.Client) -> None:
    for one in before:
        assert step(rees46, one, **({"certificates": [gift]} if one == "apply" else {})).status_code == 200
    while_it_lasts = on_it(rees46, gift)

    step(rees46, "cancel")

    paid = rees46.get("loyalty/certificates/transactions", params={**S2S, "code": gift}).json()["payload"]
    assert while_it_lasts == 0
    assert (bonuses(rees46), on_it(rees46, gift)) == (1123, 1000)
    assert {row[2] for row in history(rees46)} == {"cancelled"}
    assert sum(one["amount"] for one in paid["transactions"]) == 0


@pytest.fixture
def taken_over(gift: str, rees46: httpx.Client, control: httpx.Client) -> dict[str, str]:
    """A second shop, put on top of the world, that has the first one's order and its certificate under its code."""
    step(rees46, "apply", certificates=[gift])
    control.post("snapshots", json={"name": "applied"})
    document = yaml.safe_load(control.get("snapshots/applied").text)
    shop = next(one for one in document["rees46"]["shops"] if one["shop_id"] == S2S["shop_id"])
    kept = {name: shop["records"][name] for name in ("certificates", "certificate_transactions", "loyalty_orders")}
    for order in kept["loyalty_orders"]:
        order.pop("profile", None)
    second = {"shop_id": "second", "shop_secret": "second-secret"}
    of_second = yaml.safe_dump({"rees46": {"shops": [{**second, "records": kept}]}})
    answer = control.post("fixtures", content=of_second)
    assert answer.is_success, answer.text
    return second


@pytest.mark.parametrize(("path", "back"), [(["cancel"], 1000), (["confirm", "change"], 500)])
def test_what_comes_back_is_put_on_the_certificate_of_the_orders_shop(
    path: list[str], back: float, gift: str, taken_over: dict[str, str], rees46: httpx.Client, control: httpx.Client
) -> None:
    fewer = {**JANE, "cart_items": [{"product_id": "187", "price": 1000, "quantity": 1}]}
    for one in path:
        assert step(rees46, one, **{**(fewer if one == "change" else {}), **taken_over}).status_code == 200

    rows = control.get("state/rees46/certificates").json()["items"]
    assert [row["balance"] for row in rows if row["code"] == gift] == [0, back]


def test_an_order_is_applied_again_with_another_cart(rees46: httpx.Client) -> None:
    step(rees46, "apply")
    step(rees46, "apply", cart_items=[{"product_id": "187", "price": 1000, "quantity": 1}])

    assert bonuses(rees46) == 1123 - 270
    assert history(rees46) == [("order", "N1", "spent", -270)]


@pytest.mark.parametrize(
    ("before", "then"),
    [
        (["apply", "confirm"], "apply"),
        (["apply", "cancel"], "apply"),
        (["apply", "cancel"], "confirm"),
        (["apply", "cancel"], "cancel"),
    ],
)
def test_what_its_status_forbids_changes_nothing(before: list[str], then: str, rees46: httpx.Client) -> None:
    for one in before:
        step(rees46, one)
    had = bonuses(rees46), history(rees46)

    refused = step(rees46, then)

    message = f"Could not {then} order in its current status"
    assert (refused.status_code, refused.json()) == (422, {"success": False, **refusal(message)})
    assert (bonuses(rees46), history(rees46)) == had


def test_a_certificate_is_spent_once(gift: str, rees46: httpx.Client) -> None:
    orders = [step(rees46, "apply", order_id=number, certificates=[gift]).json()["payload"] for number in ("N1", "N2")]

    assert [order["saved_by_certificates"] for order in orders] == [1000, 0]
    assert on_it(rees46, gift) == 0
