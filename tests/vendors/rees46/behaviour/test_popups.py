"""When a popup is handed out."""

from typing import Any

import httpx
import pytest

from tests.vendors.rees46.calls import SHOP, SUCCESS, push


def popup(rees46: httpx.Client, did: str) -> Any:
    return rees46.get("init", params={"shop_id": SHOP, "did": did}).json()["popup"]


def test_there_is_none_unless_one_is_switched_on(rees46: httpx.Client, control: httpx.Client) -> None:
    before = popup(rees46, "D1")
    control.patch("rees46/popups/101", json={"shop_id": SHOP, "active": True})
    on = popup(rees46, "D1")
    control.patch("rees46/popups/101", json={"shop_id": SHOP, "active": False})

    assert before is None
    assert on["id"] == 101
    assert popup(rees46, "D1") is None


def test_the_same_one_does_not_come_again_within_a_minute(rees46: httpx.Client, control: httpx.Client) -> None:
    control.put("clock", json={"frozen": True})
    control.patch("rees46/popups/101", json={"shop_id": SHOP, "active": True})
    rees46.post("popup/showed", json={"shop_id": SHOP, "did": "D1", "popup": 101})

    control.post("clock/advance", json={"seconds": 59})
    soon, elsewhere = popup(rees46, "D1"), popup(rees46, "D2")
    control.post("clock/advance", json={"seconds": 1})

    assert soon is None
    assert elsewhere["id"] == 101
    assert popup(rees46, "D1")["id"] == 101


@pytest.mark.parametrize("number", [999, 103])
def test_only_a_popup_that_is_there_is_switched(number: int, control: httpx.Client) -> None:
    answer = control.patch(f"rees46/popups/{number}", json={"shop_id": SHOP, "active": True})

    assert (answer.status_code, answer.json()["field"]) == (404, "id")


def test_one_that_waits_for_an_event_comes_with_its_answer(rees46: httpx.Client, control: httpx.Client) -> None:
    control.patch("rees46/popups/102", json={"shop_id": SHOP, "active": True})
    line = {"items": [{"id": "37"}]}

    at_start, viewed = popup(rees46, "D1"), push(rees46, "view", **line).json()
    brought = push(rees46, "cart", **line).json()
    rees46.post("popup/showed", json={"shop_id": SHOP, "did": "D1", "popup": 102})
    again, elsewhere = push(rees46, "cart", **line).json(), push(rees46, "cart", did="D2", **line).json()
    control.patch("rees46/popups/102", json={"shop_id": SHOP, "active": False})

    assert (at_start, viewed, again) == (None, SUCCESS, SUCCESS)
    assert (brought["status"], brought["popup"]["id"], elsewhere["popup"]["id"]) == ("success", 102, 102)
    assert push(rees46, "cart", did="D2", **line).json() == SUCCESS


def test_one_that_comes_at_the_start_comes_with_no_event(rees46: httpx.Client, control: httpx.Client) -> None:
    for number in (101, 102):
        control.patch(f"rees46/popups/{number}", json={"shop_id": SHOP, "active": True})

    assert popup(rees46, "D1")["id"] == 101
    assert push(rees46, "view", items=[{"id": "37"}]).json() == SUCCESS


@pytest.mark.parametrize(
    ("path", "event"), [("push/custom", "quiz_done"), ("track/opened", "opened"), ("track/clicked", "clicked")]
)
def test_events_of_the_shops_own_and_of_messages_bring_some_too(
    path: str, event: str, rees46: httpx.Client, control: httpx.Client
) -> None:
    control.patch("rees46/popups/101", json={"shop_id": SHOP, "active": True, "event": event})
    told = {"shop_id": SHOP, "did": "D1", "event": event, "code": "C", "type": "bulk"}

    answer = rees46.post(path, json=told)

    assert answer.json()["popup"]["id"] == 101
