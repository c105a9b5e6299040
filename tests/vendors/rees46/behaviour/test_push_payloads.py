"""The documented payloads, each for both platforms."""

import json
from typing import Any

import httpx
import pytest

from emulator.vendors.rees46.behaviour import push_payloads
from emulator.vendors.rees46.behaviour.push_payloads import Push
from tests.vendors.rees46.calls import S2S, SHOP


def test_the_default_structure_has_everything() -> None:
    push = Push(
        type="bulk",
        id="33631",
        title="T",
        subtitle="S",
        body="B",
        icon="https://i",
        image="https://p",
        url="https://u",
        event={"type": "web", "uri": "https://e"},
        actions=[{"title": "A", "url": "https://a"}],
    )

    assert push_payloads.ios(push) == {
        "aps": {"alert": {"title": "T", "subtitle": "S", "body": "B", "badge": 1}, "mutable-content": 1},
        "image_url": "https://p",
        "event": {"type": "web", "uri": "https://e"},
        "src": {"type": "bulk", "id": "33631"},
    }
    assert push_payloads.android(push) == {
        "title": "T",
        "body": "B",
        "type": "bulk",
        "id": "33631",
        "icon": "https://i",
        "url": "https://u",
        "image": "https://p",
        "actions": '[{"action": "b0", "title": "A"}]',
        "action_urls": '["https://a"]',
        "event": '{"type": "web", "uri": "https://e"}',
    }


def test_a_basic_message_has_no_event() -> None:
    push = Push(type="bulk", id="33631", title="Welcome aboard!", body="Hey")

    assert push_payloads.android(push) == {"title": "Welcome aboard!", "body": "Hey", "type": "bulk", "id": "33631"}
    assert push_payloads.ios(push).keys() == {"aps", "src"}


@pytest.mark.parametrize(
    ("code", "variables", "event"),
    [
        ("welcome", {}, None),
        ("only_today", {"brand": "Dyson"}, {"type": "web", "uri": "https://example.com/landing/promo"}),
        ("black_friday", {"category_id": "BF"}, {"type": "category", "uri": "BF"}),
        ("back_in_stock", {"item_id": "PRODUCT123"}, {"type": "product", "uri": "PRODUCT123"}),
        ("order_delivered", {"order_id": 36}, {"type": "custom", "uri": "order/status/36", "payload": {}}),
    ],
)
def test_the_demo_world_has_a_push_of_each_kind(
    code: str, variables: dict[str, Any], event: dict[str, Any] | None, rees46: httpx.Client, control: httpx.Client
) -> None:
    rees46.post("mobile_push_tokens", json={"shop_id": SHOP, "did": "jS4mK8pQ2x", "token": "T", "platform": "ios"})

    answer = rees46.post("transact", json={**S2S, "code": code, "phone": "10000000001", "variables": variables})

    (message,) = control.get("outbox", params={"channel": "mobile_push", "to": "T"}).json()["items"]
    payload = message["payload"]
    assert payload["ios"].get("event") == event
    assert payload["ios"]["src"] == {"type": "transactional", "id": answer.json()["payload"]["code"]}
    assert json.loads(payload["android"].get("event", "null")) == event
    assert payload["android"]["id"] == answer.json()["payload"]["code"]
