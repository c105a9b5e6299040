"""The pages that the unsubscribe link of an e-mail leads to."""

import httpx
import pytest

from tests.conftest import TestWorld

TRUSTED = {"shop_id": "DvLWN2ZTMZ", "shop_secret": "EIxTuot8sj"}
JANE = {**TRUSTED, "email": "jane@example.com"}
FLAGS = ("email_bulk", "email_chain", "email_transactional")


@pytest.fixture
def page(rees46: httpx.Client, world: TestWorld) -> str:
    """Jane's link; she is subscribed to all e-mails."""
    from emulator.vendors.rees46.behaviour import people, unsubscribe
    from emulator.vendors.rees46.storage import shops

    rees46.post("subscriptions/manage", json={**JANE, **dict.fromkeys(FLAGS, True)})
    with world.running.application.worlds.get(world.name).transaction() as session:
        shop = shops.with_shop_id(session, "DvLWN2ZTMZ")
        assert shop is not None
        jane = people.identify(session, shop, {"email": "jane@example.com"})
        return unsubscribe.link(session, shop, jane)


def subscribed(rees46: httpx.Client) -> list[str]:
    checked = rees46.get("subscriptions/check", params=JANE).json()
    return [flag for flag in FLAGS if checked[flag]]


def listed(rees46: httpx.Client, channel: str) -> list[tuple[str, str, str]]:
    rows = rees46.get("subscriptions/changes", params={**TRUSTED, "channel": channel}).json()
    return [(row["contact"], row["campaign_type"], row["event"]) for row in rows]


def test_the_click_on_the_link_unsubscribes(page: str, rees46: httpx.Client, browser: httpx.Client) -> None:
    answer = browser.get(page)

    assert (answer.status_code, answer.headers["content-type"]) == (200, "text/html; charset=utf-8")
    assert "<strong>jane@example.com</strong> gets no more newsletters from Northwind Outdoor." in answer.text
    assert subscribed(rees46) == ["email_transactional"]
    assert listed(rees46, "unsubscribe_page") == [
        ("jane@example.com", "bulk", "unsubscribe"),
        ("jane@example.com", "chain", "unsubscribe"),
    ]


def test_the_link_of_a_message_to_somebody_new_unsubscribes(
    rees46: httpx.Client, control: httpx.Client, browser: httpx.Client
) -> None:
    rees46.post("multi/transactional", json={**JANE, "code": "order_delivered", "variables": {"order_id": "36"}})
    link = control.get("outbox", params={"to": "jane@example.com"}).json()["items"][0]["links"]["unsubscribe"]

    for _ in range(2):
        browser.get(link)

    assert listed(rees46, "unsubscribe_page") == [
        ("jane@example.com", "bulk", "unsubscribe"),
        ("jane@example.com", "chain", "unsubscribe"),
    ]


def test_the_pages_button_subscribes_again(page: str, rees46: httpx.Client, browser: httpx.Client) -> None:
    browser.get(page)

    answer = browser.post(page, data={"action": "resubscribe"})

    assert answer.status_code == 200
    assert "<strong>jane@example.com</strong> gets newsletters from Northwind Outdoor again." in answer.text
    assert subscribed(rees46) == list(FLAGS)
    assert listed(rees46, "resubscribe_page") == [
        ("jane@example.com", "bulk", "subscribe"),
        ("jane@example.com", "chain", "subscribe"),
    ]


@pytest.mark.parametrize("body", ["List-Unsubscribe=One-Click", "", "action=unsubscribe"])
def test_any_other_post_unsubscribes_as_one_click_does(
    body: str, page: str, rees46: httpx.Client, browser: httpx.Client
) -> None:
    answer = browser.post(page, content=body, headers={"Content-Type": "application/x-www-form-urlencoded"})

    assert answer.status_code == 200
    assert subscribed(rees46) == ["email_transactional"]


def test_a_head_request_changes_nothing(page: str, rees46: httpx.Client, browser: httpx.Client) -> None:
    answer = browser.head(page)

    assert answer.status_code == 200
    assert subscribed(rees46) == list(FLAGS)


def test_who_complained_is_not_subscribed_again(page: str, rees46: httpx.Client, browser: httpx.Client) -> None:
    rees46.post("subscriptions/callback", json={**JANE, "event": "complained"})

    answer = browser.post(page, data={"action": "resubscribe"})

    assert "jane@example.com cannot be subscribed again" in answer.text
    assert subscribed(rees46) == []


def test_the_page_works_when_the_address_has_bounced(page: str, rees46: httpx.Client, browser: httpx.Client) -> None:
    rees46.post("subscriptions/callback", json={**JANE, "event": "hard_bounced"})

    answer = browser.get(page)

    assert answer.status_code == 200
    assert "You get no more newsletters from Northwind Outdoor." in answer.text


@pytest.mark.parametrize("method", ["GET", "POST"])
@pytest.mark.parametrize("key", ["unknown", "%00", "ä"])
def test_a_link_that_nobody_has_is_not_known(method: str, key: str, rees46: httpx.Client) -> None:
    answer = rees46.request(method, f"unsubscribe/{key}")

    assert (answer.status_code, answer.headers["content-type"]) == (404, "text/html; charset=utf-8")
    assert "This link is not known" in answer.text
