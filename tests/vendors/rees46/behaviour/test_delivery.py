"""A message on its way, and back: its links, its pixel, its record."""

from typing import Any

import httpx
import pytest

from tests.vendors.rees46.calls import S2S, SHOP, rows

PAGE = "https://northwind.example/orders/36?utm_source=email&utm_medium=order"


@pytest.fixture
def email(rees46: httpx.Client, control: httpx.Client) -> dict[str, Any]:
    order = {**S2S, "code": "order_delivered", "email": "jane.doe@example.com", "variables": {"order_id": 36}}
    assert rees46.post("multi/transactional", json=order).status_code == 200
    return control.get("outbox").json()["items"][0]  # type: ignore[no-any-return]


def inside(url: str) -> str:
    return url.partition("/rees46/")[2]


def test_an_email_knows_its_reader(email: dict[str, Any]) -> None:
    assert "<p>Hello Jane,</p>" in email["html"]
    assert email["text"].startswith("Hello Jane,")
    assert email["links"]["unsubscribe"] in email["html"]
    assert email["html"].endswith('.png" width="1" height="1" alt=""></body></html>')


def test_a_click_is_counted_and_leads_on(email: dict[str, Any], rees46: httpx.Client, control: httpx.Client) -> None:
    link = email["links"]["link_1"]

    answer = rees46.get(inside(link))

    assert f'<a href="{link}">See the order</a>' in email["html"]
    assert (answer.status_code, answer.headers["location"]) == (302, PAGE)
    assert rows(control, "message_events", "event", "url") == [("clicked", PAGE)]


@pytest.mark.parametrize("number", ["0", "2", "-1", "x", "9" * 30, "²"])
def test_only_links_of_the_message_lead_on(number: str, email: dict[str, Any], rees46: httpx.Client) -> None:
    answer = rees46.get(inside(email["links"]["link_1"]).removesuffix("1") + number)

    assert (answer.status_code, answer.headers["content-type"]) == (404, "text/html; charset=utf-8")


def test_the_pixel_tells_that_it_was_opened(email: dict[str, Any], rees46: httpx.Client, control: httpx.Client) -> None:
    answer = rees46.get(inside(email["links"]["open_pixel"]))

    assert "x-emulator-notice" not in answer.headers
    assert rows(control, "message_events", "event", "type") == [("opened", "transactional")]


@pytest.mark.usefixtures("email")
def test_a_strict_shop_knows_the_code(rees46: httpx.Client, control: httpx.Client) -> None:
    control.patch(f"rees46/shops/{SHOP}", json={"strict": True})
    ((code,),) = rows(control, "messages", "code")

    click = {"shop_id": SHOP, "did": "gN7WW9zXpM", "type": "transactional"}

    assert rees46.post("track/clicked", json={**click, "code": code}).status_code == 200
    assert rees46.post("track/clicked", json={**click, "code": f"{code}x"}).status_code == 404


def test_what_a_variable_says_cannot_break_the_email(rees46: httpx.Client, control: httpx.Client) -> None:
    order = {**S2S, "code": "order_delivered", "email": "new@example.org", "variables": {"order_id": '"><script>'}}

    rees46.post("multi/transactional", json=order)

    assert "<script>" not in control.get("outbox").json()["items"][0]["html"]
