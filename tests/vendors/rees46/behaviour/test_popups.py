"""When a popup is handed out."""

from typing import Any

import httpx
import pytest

from tests.vendors.rees46.calls import SHOP


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


@pytest.mark.parametrize("number", [999, 102])
def test_only_a_popup_that_is_there_is_switched(number: int, control: httpx.Client) -> None:
    answer = control.patch(f"rees46/popups/{number}", json={"shop_id": SHOP, "active": True})

    assert (answer.status_code, answer.json()["field"]) == (404, "id")
