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


@pytest.mark.parametrize(
    ("sent", "comes"),
    [
        (None, False),
        ("", False),
        ("home", False),
        ("cart", True),
        ("home, cart", True),
        ("checkout,home", True),
        ("CART", False),
    ],
)
def test_one_for_certain_screens_comes_at_the_start_on_these(
    sent: str | None, comes: bool, rees46: httpx.Client, control: httpx.Client
) -> None:
    screens = {"target_screens": ["cart", "checkout"]}
    switched = control.patch("rees46/popups/101", json={"shop_id": SHOP, "active": True, **screens})
    named = {} if sent is None else {"target_screen": sent}

    started = rees46.get("init", params={"shop_id": SHOP, "did": "D1", **named}).json()

    assert switched.json() == {"id": 101, "active": True, "event": None, **screens}
    assert (started["popup"] is not None) is comes


def test_one_for_no_screen_comes_on_every_one(rees46: httpx.Client, control: httpx.Client) -> None:
    control.patch("rees46/popups/101", json={"shop_id": SHOP, "active": True, "target_screens": ["cart"]})
    control.patch("rees46/popups/101", json={"shop_id": SHOP, "active": True, "target_screens": []})

    started = rees46.get("init", params={"shop_id": SHOP, "did": "D1", "target_screen": "home"}).json()

    assert started["popup"]["id"] == 101


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
    ("path", "event"),
    [
        ("push/custom", "quiz_done"),
        ("track/opened", "opened"),
        ("track/clicked", "clicked"),
        *(
            (path, path)
            for path in (
                "track/stories",
                "profile/set",
                "subscriptions/manage",
                "subscriptions/subscribe_for_product_price",
                "subscriptions/unsubscribe_from_product_price",
                "subscriptions/subscribe_for_product_available",
                "subscriptions/unsubscribe_from_product_available",
            )
        ),
    ],
)
def test_other_calls_bring_some_too(path: str, event: str, rees46: httpx.Client, control: httpx.Client) -> None:
    control.patch("rees46/popups/101", json={"shop_id": SHOP, "active": True, "event": event})
    about = {"code": "C", "type": "bulk", "story_id": 1, "slide_id": 1, "item_id": "37"}
    told = {"shop_id": SHOP, "did": "D1", "event": "view" if path == "track/stories" else event, **about}

    answer, elsewhere = (rees46.post(path, json=told).json() for path in (path, "track/received"))

    assert (answer.keys(), answer["popup"]["id"]) == ({"status", "popup"}, 101)
    assert elsewhere == SUCCESS


def test_a_full_search_brings_one_too_but_not_while_somebody_types(rees46: httpx.Client, control: httpx.Client) -> None:
    asked = {"shop_id": SHOP, "did": "D1", "search_query": "tent"}
    before = rees46.get("search", params={**asked, "type": "full_search"}).json()
    control.patch("rees46/popups/101", json={"shop_id": SHOP, "active": True, "event": "search"})

    full, typing = (
        rees46.get("search", params={**asked, "type": f"{kind}_search"}).json() for kind in ("full", "instant")
    )
    nobody = rees46.get("search", params={"shop_id": SHOP, "search_query": "tent", "type": "full_search"}).json()

    assert full.pop("popup")["id"] == 101
    assert full.keys() == before.keys() == typing.keys() == nobody.keys()
