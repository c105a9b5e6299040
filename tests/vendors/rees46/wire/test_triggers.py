"""Chapter "Triggers", over HTTP."""

from typing import Any

import httpx
import pytest

from tests.vendors.rees46.calls import S2S, SHOP, SUCCESS, refusal

JANE = {"email": "jane@example.com"}
PRICE = ("subscriptions/subscribe_for_product_price", "subscriptions/unsubscribe_from_product_price")
STOCK = ("subscriptions/subscribe_for_product_available", "subscriptions/unsubscribe_from_product_available")
IS_CHEAPER = "products/check_price_drop_subscription"
IS_BACK = "products/check_product_available_subscription"
KINDS = [(*PRICE, IS_CHEAPER), (*STOCK, IS_BACK)]


def waits(rees46: httpx.Client, path: str, item: str, **who: str) -> Any:
    return rees46.get(path, params={**S2S, **(who or JANE), "item": item}).json()


def put(rees46: httpx.Client, **offer: Any) -> None:
    item = {"id": "A", "name": "Tent", "price": 100, "url": "https://shop.example/tent", "categories": ["1"], **offer}
    answer = rees46.put("import/products", json={**S2S, "items": [item]})
    assert answer.status_code == 204, answer.text


def sent(control: httpx.Client, **filters: str) -> list[tuple[str, str, str]]:
    items = control.get("outbox", params=filters).json()["items"]
    return [(item["channel"], item["to"], item["subject"] or item["text"]) for item in items]


@pytest.mark.parametrize(("subscribe", "unsubscribe", "check"), KINDS)
def test_who_subscribes_waits_until_they_unsubscribe(
    subscribe: str, unsubscribe: str, check: str, rees46: httpx.Client
) -> None:
    before = waits(rees46, check, "3323")
    answers = [rees46.post(subscribe, json={**S2S, **JANE, "item": "3323", "price": "160"}) for _ in range(2)]
    between = waits(rees46, check, "3323")

    left = rees46.post(unsubscribe, json={**S2S, **JANE, "item_ids": [3323, "ABCDEF"]})

    assert [(answer.status_code, answer.json()) for answer in (*answers, left)] == [(200, SUCCESS)] * 3
    assert (before, between, waits(rees46, check, "3323")) == (False, True, False)


@pytest.mark.parametrize(("subscribe", "unsubscribe", "check"), KINDS)
@pytest.mark.parametrize(
    ("sent", "left"),
    [
        ({"item_ids": []}, []),
        ({}, []),
        ({"item_ids": ""}, []),
        ({"item_ids": "1, 2"}, ["3"]),
        ({"item_ids": '["1"]'}, ["2", "3"]),
        ({"item_id": "3"}, ["1", "2"]),
        ({"item_ids": ["9"]}, ["1", "2", "3"]),
    ],
)
def test_one_unsubscribes_from_some_or_from_all(
    subscribe: str, unsubscribe: str, check: str, sent: dict[str, Any], left: list[str], rees46: httpx.Client
) -> None:
    for item in ("1", "2", "3"):
        rees46.post(subscribe, data={"shop_id": SHOP, "did": "D1", "item_id": item})

    rees46.post(unsubscribe, json={"shop_id": SHOP, "did": "D1", **sent})

    asked = [
        item
        for item in ("1", "2", "3")
        if rees46.post(check, json={"shop_id": SHOP, "did": "D1", "item_id": item}).json()
    ]
    assert asked == left


def test_the_two_kinds_are_apart(rees46: httpx.Client) -> None:
    rees46.post(PRICE[0], json={**S2S, **JANE, "item_id": "A", "price": 160})

    assert (waits(rees46, IS_CHEAPER, "A"), waits(rees46, IS_BACK, "A")) == (True, False)


def test_what_a_device_waits_for_its_owner_waits_for(rees46: httpx.Client) -> None:
    rees46.post(PRICE[0], json={"shop_id": SHOP, "did": "D1", "item": "A", "price": 160})

    rees46.post(STOCK[0], json={"shop_id": SHOP, "did": "D1", "item": "B", **JANE})

    assert (waits(rees46, IS_CHEAPER, "A"), waits(rees46, IS_BACK, "B")) == (True, True)


def test_a_lower_price_is_told_once(rees46: httpx.Client, control: httpx.Client, browser: httpx.Client) -> None:
    put(rees46)
    rees46.post(PRICE[0], json={**S2S, **JANE, "item": "A", "price": 90})
    put(rees46, price=95)
    before = sent(control)

    put(rees46, price=80)
    put(rees46, price=70)

    assert before == []
    assert sent(control) == [("email", "jane@example.com", "Tent now costs 80.00 $")]
    assert not waits(rees46, IS_CHEAPER, "A")
    message = control.get("outbox").json()["items"][0]
    assert browser.get(message["links"]["product"]).headers["location"] == "https://shop.example/tent"
    assert browser.get(message["links"]["unsubscribe"]).status_code == 200


def test_what_was_told_is_among_the_notifications(rees46: httpx.Client, control: httpx.Client) -> None:
    put(rees46, available=False)
    rees46.post("mobile_push_tokens", json={"shop_id": SHOP, "did": "D1", "token": "T", "platform": "android"})
    rees46.post(STOCK[0], json={"shop_id": SHOP, "did": "D1", "item": "A"})
    put(rees46)
    (pushed,) = control.get("outbox").json()["items"]
    code = pushed["payload"]["android"]["id"]

    clicked = rees46.post("track/clicked", json={"shop_id": SHOP, "did": "D1", "type": "chain", "code": code})

    (message,) = rees46.get("notifications", params={"shop_id": SHOP, "did": "D1"}).json()["messages"]
    event = {"type": "product", "uri": "A"}
    assert "x-emulator-notice" not in clicked.headers
    assert (pushed["payload"]["ios"]["event"], pushed["payload"]["ios"]["src"]) == (
        event,
        {"type": "chain", "id": code},
    )
    assert (message["type"], message["channel"], message["code"]) == ("chain", "mobile_push", code)
    assert (message["body"], message["url"]) == ("Tent is back in stock at 100.00 $", "https://shop.example/tent")
    assert message["statistics"]["clicked"]


def test_a_return_to_stock_is_told(rees46: httpx.Client, control: httpx.Client) -> None:
    put(rees46, available=False)
    rees46.post(STOCK[0], json={**S2S, "phone": "+10000000000", "item": "A"})

    put(rees46)

    assert sent(control) == [("sms", "10000000000", "Tent is back in stock at 100.00 $ https://shop.example/tent")]


def test_a_device_is_told_by_push(rees46: httpx.Client, control: httpx.Client) -> None:
    put(rees46, available=False)
    rees46.post("mobile_push_tokens", json={"shop_id": SHOP, "did": "D1", "token": "T", "platform": "ios"})
    rees46.post(STOCK[0], json={"shop_id": SHOP, "did": "D1", "item": "A"})

    put(rees46)

    assert [(channel, to) for channel, to, _ in sent(control)] == [("mobile_push", "T")]


@pytest.mark.parametrize("refused", [{"email_chain": False}, {"event": "complained"}])
def test_who_wants_no_such_emails_gets_none(
    refused: dict[str, Any], rees46: httpx.Client, control: httpx.Client
) -> None:
    put(rees46)
    rees46.post(PRICE[0], json={**S2S, **JANE, "item": "A"})
    rees46.post(
        "subscriptions/callback" if "event" in refused else "subscriptions/manage", json={**S2S, **JANE, **refused}
    )

    put(rees46, price=50)

    assert sent(control) == []


# Refusals


@pytest.mark.parametrize(
    ("method", "path"),
    [("POST", path) for path in (*PRICE, *STOCK, IS_CHEAPER, IS_BACK)]
    + [("GET", path) for path in (IS_CHEAPER, IS_BACK)],
)
@pytest.mark.parametrize(
    ("sent", "status", "message"),
    [
        ({}, 401, "Shop not found"),
        ({"shop_id": "unknown"}, 401, "Shop not found"),
        ({"shop_id": SHOP}, 403, "Invalid secret key"),
        ({"shop_id": SHOP, "shop_secret": "wrong"}, 403, "Invalid secret key"),
    ],
)
def test_refuses_who_may_not_ask(
    method: str, path: str, sent: dict[str, str], status: int, message: str, rees46: httpx.Client
) -> None:
    answer = rees46.request(method, path, params={**JANE, "item": "A", **sent})

    assert (answer.status_code, answer.json()) == (status, refusal(message))


@pytest.mark.parametrize(
    ("path", "sent", "message"),
    [
        (PRICE[0], {}, "Identifier is not valid"),
        (PRICE[0], JANE, "item is missing"),
        (PRICE[0], {**JANE, "item": "A", "price": "cheap"}, "price: Input should be a valid number"),
        (STOCK[0], {**JANE, "item": ""}, "item is missing"),
        (STOCK[1], {**JANE, "item_ids": "[1"}, "item_ids: "),
        (IS_BACK, JANE, "item is missing"),
    ],
)
def test_refuses_what_is_wrong(path: str, sent: dict[str, Any], message: str, rees46: httpx.Client) -> None:
    answer = rees46.post(path, json={**S2S, **sent})

    assert answer.status_code == 400
    assert answer.json()["message"].startswith(message)
