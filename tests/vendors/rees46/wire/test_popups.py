"""Popups over HTTP."""

import json
from typing import Any

import httpx
import pytest

from tests.vendors.rees46.calls import SHOP, SUCCESS, refusal


@pytest.mark.parametrize("number", [101, "101", 0, 999])
@pytest.mark.parametrize("how", ["data", "json", "params"])
def test_whatever_was_shown_is_taken(number: Any, how: str, rees46: httpx.Client) -> None:
    answer = rees46.post("popup/showed", **{how: {"shop_id": SHOP, "did": "D1", "sid": "S1", "popup": number}})

    assert (answer.status_code, answer.json()) == (200, SUCCESS)


@pytest.mark.parametrize(
    ("name", "css"),
    [
        (f"{SHOP}_popup_101", ".popup { padding: 2em; background: #fff; color: #333 }"),
        (f"{SHOP}_popup_999", ""),
        ("unknown_popup_101", ""),
        ("x", ""),
    ],
)
def test_a_popup_has_a_stylesheet(name: str, css: str, rees46: httpx.Client) -> None:
    answer = rees46.get(f"popup_css/{name}.css")

    assert (answer.status_code, answer.text) == (200, css)
    assert answer.headers["content-type"] == "text/css; charset=utf-8"


def test_a_popup_is_as_the_sdks_read_it(rees46: httpx.Client, control: httpx.Client) -> None:
    control.patch("rees46/popups/101", json={"shop_id": SHOP, "active": True})

    popup = rees46.get("init", params={"shop_id": SHOP, "did": "D1"}).json()["popup"]

    assert popup.keys() == {
        "id",
        "channels",
        "position",
        "delay",
        "html",
        "components",
        "web_push_system",
        "popup_actions",
    }
    assert (popup["id"], popup["position"], popup["delay"]) == (101, "centered", 3)
    assert json.loads(popup["components"])["header"] == "10 % off"
    assert json.loads(popup["popup_actions"])["close"] == {"button_text": "Not now"}


@pytest.mark.parametrize(
    ("sent", "status", "message"),
    [
        ({}, 401, "Shop not found"),
        ({"shop_id": "unknown"}, 401, "Shop not found"),
        (
            {"shop_id": SHOP, "popup": "x"},
            400,
            "popup: Input should be a valid integer, unable to parse string as an integer",
        ),
        ({"shop_id": SHOP, "popup": -1}, 400, "popup: Input should be greater than or equal to 0"),
        ({"shop_id": SHOP, "popup": 2**31}, 400, f"popup: Input should be less than {2**31}"),
        ({"shop_id": SHOP, "did": ["x"]}, 400, "did: Input should be a valid string"),
    ],
)
def test_refuses(sent: dict[str, Any], status: int, message: str, rees46: httpx.Client) -> None:
    answer = rees46.post("popup/showed", json=sent)

    assert (answer.status_code, answer.json()) == (status, refusal(message))
