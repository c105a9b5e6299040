"""What old clients' calls lead to."""

import httpx
import pytest

from tests.vendors.rees46.calls import S2S, SHOP


@pytest.mark.parametrize(("declined", "wanted"), [({}, True), ({"declined": "1"}, False)])
def test_an_address_that_is_left_is_subscribed(declined: dict[str, str], wanted: bool, rees46: httpx.Client) -> None:
    left = {"shop_id": SHOP, "ssid": "S1", "email": "new@example.org", **declined}

    rees46.post("subscriptions/create", data=left)

    checked = rees46.get("subscriptions/check", params={**S2S, "email": "new@example.org"}).json()
    assert {checked[flag] for flag in ("email_bulk", "email_chain", "email_transactional")} == {wanted}


def test_a_declined_form_is_about_a_device_alone(rees46: httpx.Client, control: httpx.Client) -> None:
    answer = rees46.post("subscriptions/create", data={"shop_id": SHOP, "ssid": "S1", "declined": "1"})

    assert answer.json() == {"status": "success"}
    assert control.get("state/rees46/identifiers", params={"q": "S1"}).json()["total"] >= 1


def test_a_browser_that_subscribed_gets_web_pushes(rees46: httpx.Client, control: httpx.Client) -> None:
    subscription = {"shop_id": SHOP, "did": "gN7WW9zXpM", "endpoint": "https://push.example/1"}
    rees46.post("web_push_subscriptions", json=subscription)

    rees46.post("multi/transactional", json={**S2S, "email": "jane.doe@example.com", "code": "order_delivered"})

    (message,) = control.get("outbox").json()["items"]
    assert (message["channel"], message["to"]) == ("web_push", "https://push.example/1")
    assert message["payload"].keys() >= {"title", "body", "type", "id", "url", "icon", "image", "event"}
