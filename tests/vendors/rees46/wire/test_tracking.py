"""Both families of tracking paths."""

from typing import Any

import httpx
import pytest

from tests.vendors.rees46.calls import changed, rows

SHOP = "DvLWN2ZTMZ"
CLICK = {"shop_id": SHOP, "did": "D1", "code": "i7ykuagkjgfs", "type": "mobile_push_transactional"}
PATHS = {
    "web_push_subscriptions/clicked": "clicked",
    "web_push_subscriptions/received": "received",
    "web_push_subscriptions/showed": "showed",
    "web_push_subscriptions/decline": "decline",
    "track/clicked": "clicked",
    "track/received": "received",
    "track/delivered": "delivered",
    "track/opened": "opened",
    "track/closed": "closed",
}


@pytest.mark.parametrize("how", ["data", "json"])
@pytest.mark.parametrize("path", PATHS)
def test_writes_one_log(path: str, how: str, rees46: httpx.Client, control: httpx.Client) -> None:
    answer = rees46.post(path, **{how: CLICK})

    logged = rows(control, "message_events", "event", "code", "type", "did")
    assert answer.status_code == 200
    assert answer.json() == {"status": "success"}
    assert answer.headers["x-emulator-notice"] == "no message with this code was sent: a strict shop answers 404"
    assert logged == [(PATHS[path], CLICK["code"], CLICK["type"], "D1")]


def test_a_permission_that_was_declined_is_about_no_message(rees46: httpx.Client) -> None:
    answer = rees46.post("web_push_subscriptions/decline", data={"shop_id": SHOP, "did": "D1"})

    assert answer.json() == {"status": "success"}
    assert "x-emulator-notice" not in answer.headers


def test_the_open_pixel_is_a_picture_whatever_its_code(rees46: httpx.Client, control: httpx.Client) -> None:
    answer = rees46.get("track/transactional/nothing.png")

    assert answer.status_code == 200
    assert answer.headers["content-type"] == "image/png"
    assert answer.content.startswith(b"\x89PNG\r\n")
    assert answer.headers["x-emulator-notice"] == "no message with this code was sent"
    assert rows(control, "message_events", "id") == []


@pytest.mark.parametrize("path", [path for path in PATHS if not path.endswith(("showed", "decline"))])
@pytest.mark.parametrize(
    ("changes", "status", "message"),
    [
        ({"shop_id": None}, 401, "Shop not found"),
        ({"shop_id": "unknown"}, 401, "Shop not found"),
        ({"code": None}, 400, "code is missing"),
        ({"code": ""}, 400, "code is missing"),
        ({"code": ["a"]}, 400, "code: Input should be a valid string"),
        ({"type": None}, 400, "type is missing"),
        ({"did": "x" * 256}, 400, "did: String should have at most 255 characters"),
    ],
)
def test_refuses(
    path: str, changes: dict[str, Any], status: int, message: str, rees46: httpx.Client, control: httpx.Client
) -> None:
    sent = changed(CLICK, changes)

    answer = rees46.post(path, json=sent)

    assert answer.status_code == status
    assert answer.json() == {"status": "error", "message": message, "payload": {"message": message}}
    assert rows(control, "message_events", "id") == []


@pytest.mark.parametrize("path", ["track/bulk/nothing/1", "track/bulk/nothing/x"])
def test_a_link_of_no_message_leads_nowhere(path: str, rees46: httpx.Client) -> None:
    answer = rees46.get(path)

    assert answer.status_code == 404
    assert "<h1>This link is not known</h1>" in answer.text
