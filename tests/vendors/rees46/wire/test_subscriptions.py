"""Chapter "Subscriptions", over HTTP."""

from typing import Any

import httpx
import pytest

SHOP = {"shop_id": "DvLWN2ZTMZ"}
TRUSTED = {**SHOP, "shop_secret": "EIxTuot8sj"}
JANE = {**TRUSTED, "email": "jane@example.com"}
BOTH = {**JANE, "phone": "+10000000000"}
DONE = {"status": "success"}
CHANNELS = ("email", "sms", "web_push", "mobile_push", "telegram", "whatsapp", "max")
NOTHING: dict[str, bool] = {
    **{f"{channel}_{kind}": False for channel in CHANNELS for kind in ("bulk", "chain", "transactional")},
    **dict.fromkeys(["email_invalid", "email_blacklisted", "email_bounced", "email_suppressed"], False),
    **dict.fromkeys(["web_push", "mobile_push", "wallet_bulk", "exists", "email_confirmed"], False),
}
NOON = "2030-05-10T12:00:00Z"


def error(message: str) -> dict[str, Any]:
    return {"status": "error", "message": message, "payload": {"message": message}}


def checked(rees46: httpx.Client, **who: str) -> Any:
    return rees46.get("subscriptions/check", params={**TRUSTED, **who}).json()


def changes(rees46: httpx.Client, **filters: str | int) -> Any:
    return rees46.get("subscriptions/changes", params={**TRUSTED, **filters}).json()


def change(contact: str, campaign_type: str, event: str, **more: Any) -> dict[str, Any]:
    return {
        "contact_type": "email",
        "contact": contact,
        "campaign_type": campaign_type,
        "event": event,
        "channel": "api",
        "datetime": "2030-05-10 12:00:00",
        "ip": "127.0.0.1",
        **more,
    }


@pytest.fixture(autouse=True)
def stopped_clock(control: httpx.Client) -> None:
    control.put("clock", json={"now": NOON, "frozen": True})


# Manage subscriptions


def test_what_is_subscribed_is_shown_by_the_check_and_by_the_changes(rees46: httpx.Client) -> None:
    answer = rees46.post(
        "subscriptions/manage", data={**BOTH, "email_bulk": "true", "email_chain": "1", "sms_bulk": "true"}
    )

    assert (answer.status_code, answer.json()) == (200, DONE)
    expected = {**NOTHING, "exists": True, "email_bulk": True, "email_chain": True, "sms_bulk": True}
    assert checked(rees46, email="jane@example.com") == expected
    assert checked(rees46, phone="10000000000") == expected
    assert changes(rees46) == [
        change("jane@example.com", "bulk", "subscribe"),
        change("jane@example.com", "chain", "subscribe"),
        change("+10000000000", "bulk", "subscribe", contact_type="sms"),
    ]


def test_a_flag_that_is_not_sent_stays_as_it_was(rees46: httpx.Client) -> None:
    rees46.post("subscriptions/manage", json={**JANE, "email_bulk": True, "email_chain": True})

    rees46.post("subscriptions/manage", json={**JANE, "email_bulk": False, "email_chain": None})

    assert checked(rees46, email="jane@example.com") == {**NOTHING, "exists": True, "email_chain": True}


def test_only_what_really_changes_is_listed(rees46: httpx.Client) -> None:
    rees46.post("subscriptions/manage", json={**JANE, "email_bulk": True, "email_chain": False})

    rees46.post("subscriptions/manage", json={**JANE, "email_bulk": "true"})

    assert changes(rees46) == [change("jane@example.com", "bulk", "subscribe")]


def test_sms_count_only_for_somebody_with_a_phone(rees46: httpx.Client) -> None:
    rees46.post("subscriptions/manage", json={**JANE, "sms_bulk": True})
    before = checked(rees46, email="jane@example.com")

    rees46.post("subscriptions/manage", json=BOTH)

    assert before == {**NOTHING, "exists": True}
    assert checked(rees46, email="jane@example.com") == {**NOTHING, "exists": True, "sms_bulk": True}
    assert changes(rees46) == [change("+10000000000", "bulk", "subscribe", contact_type="sms")]


@pytest.mark.parametrize(
    ("stream", "agent", "channel"),
    [
        (None, "Mozilla/5.0", "js_sdk"),
        ("web", "Mozilla/5.0", "js_sdk"),
        ("ios", "Shop/1 CFNetwork/1494 Darwin/23", "mobile_sdk"),
        (None, "Personalizatio SDK REES46, v2.1", "mobile_sdk"),
        (None, "ReactNative Android or iOS SDK v4", "mobile_sdk"),
    ],
)
def test_a_device_needs_no_secret(stream: str | None, agent: str, channel: str, rees46: httpx.Client) -> None:
    sent = {**SHOP, "did": "aB3dE6gH9k", "email": "jane@example.com", "email_bulk": True, "stream": stream}

    answer = rees46.post("subscriptions/manage", json=sent, headers={"User-Agent": agent})

    assert (answer.status_code, answer.json()) == (200, DONE)
    assert changes(rees46) == [change("jane@example.com", "bulk", "subscribe", channel=channel)]
    by_device = rees46.get("subscriptions/check", params={**SHOP, "did": "aB3dE6gH9k"})
    assert by_device.json() == {**NOTHING, "exists": True, "email_bulk": True}


def test_what_a_device_chose_is_its_owners_once_it_is_known(rees46: httpx.Client) -> None:
    rees46.post("subscriptions/manage", json={**JANE, "email_bulk": False})
    rees46.post("subscriptions/manage", json={**SHOP, "did": "aB3dE6gH9k", "email_bulk": True, "email_chain": True})

    rees46.post("subscriptions/manage", json={**SHOP, "did": "aB3dE6gH9k", "email": "jane@example.com"})

    assert checked(rees46, email="jane@example.com") == {**NOTHING, "exists": True, "email_chain": True}


def test_a_token_subscribes_to_pushes_until_the_person_says_no(rees46: httpx.Client) -> None:
    device = {**SHOP, "did": "aB3dE6gH9k"}
    rees46.post("mobile_push_tokens", json={**device, "token": "T1", "platform": "ios"})
    before = rees46.get("subscriptions/check", params=device).json()

    rees46.post("subscriptions/manage", json={**device, "mobile_push_bulk": False, "web_push_bulk": True})

    pushes = {"mobile_push": True, "mobile_push_chain": True, "mobile_push_transactional": True}
    assert before == {**NOTHING, "exists": True, **pushes, "mobile_push_bulk": True}
    assert rees46.get("subscriptions/check", params=device).json() == {**NOTHING, "exists": True, **pushes}
    assert changes(rees46) == [change("T1", "bulk", "unsubscribe", contact_type="mpush", channel="js_sdk")]


# System operations


@pytest.mark.parametrize(
    ("event", "flag", "listed"),
    [
        ("hard_bounced", {"email_bounced": True, "exists": False}, "hard_bounced"),
        ("complained", {"email_suppressed": True}, "complained"),
        ("blacklisted", {"email_blacklisted": True}, "blacklisted"),
        ("unsubscribed", {}, "unsubscribe"),
    ],
)
def test_a_marked_address_gets_no_more_emails(
    event: str, flag: dict[str, bool], listed: str, rees46: httpx.Client
) -> None:
    rees46.post("subscriptions/manage", json={**BOTH, "email_bulk": True, "sms_bulk": True})

    answer = rees46.post("subscriptions/callback", data={**JANE, "event": event})

    assert (answer.status_code, answer.json()) == (200, DONE)
    on = {"sms_bulk": True} if event != "hard_bounced" else {}
    assert checked(rees46, email="jane@example.com") == {**NOTHING, "exists": True, **on, **flag}
    assert changes(rees46, event=listed) == [change("jane@example.com", "everything", listed, channel="api_callback")]


@pytest.mark.parametrize("event", ["hard_bounced", "complained", "blacklisted"])
def test_a_marked_address_is_not_subscribed_again(event: str, rees46: httpx.Client) -> None:
    rees46.post("subscriptions/callback", data={**JANE, "event": event})
    before = checked(rees46, email="jane@example.com")

    answer = rees46.post("subscriptions/manage", json={**JANE, "email_bulk": True})

    assert (answer.status_code, answer.json()) == (200, DONE)
    assert answer.headers["x-emulator-notice"] == (
        "email_bulk: the address has bounced, complained or is blacklisted, so it stays off"
    )
    assert checked(rees46, email="jane@example.com") == {**before, "exists": True}
    assert changes(rees46, event="subscribe") == []


def test_an_unsubscribed_address_may_be_subscribed_again(rees46: httpx.Client) -> None:
    rees46.post("subscriptions/callback", data={**JANE, "event": "unsubscribed"})

    rees46.post("subscriptions/manage", json={**JANE, "email_bulk": True})

    assert checked(rees46, email="jane@example.com") == {**NOTHING, "exists": True, "email_bulk": True}


def test_who_has_never_said_anything_is_unsubscribed_too(rees46: httpx.Client) -> None:
    rees46.post("profile/set", json=JANE)

    for _ in range(2):
        rees46.post("subscriptions/callback", data={**JANE, "event": "unsubscribed"})

    assert changes(rees46) == [change("jane@example.com", "everything", "unsubscribe", channel="api_callback")]


def test_the_bounced_address_is_no_longer_the_persons(rees46: httpx.Client) -> None:
    rees46.post("subscriptions/manage", json={**BOTH, "sms_bulk": True})

    rees46.post("subscriptions/callback", data={**JANE, "event": "hard_bounced"})

    assert checked(rees46, phone="+10000000000") == {**NOTHING, "exists": True, "sms_bulk": True}


def test_the_same_callback_is_listed_once(rees46: httpx.Client) -> None:
    for _ in range(2):
        rees46.post("subscriptions/callback", data={**JANE, "event": "complained"})

    assert changes(rees46) == [change("jane@example.com", "everything", "complained", channel="api_callback")]


# Check subscription status


def test_an_address_of_a_disposal_domain_is_invalid(rees46: httpx.Client) -> None:
    assert checked(rees46, email="jane@mailinator.com") == {**NOTHING, "email_invalid": True}


def test_the_secret_may_be_a_header(rees46: httpx.Client) -> None:
    headers = {"X-Shop-Secret": "EIxTuot8sj"}
    sent = {**SHOP, "email": "john.smith@example.com"}

    answers = [rees46.get(f"subscriptions/{name}", params=sent, headers=headers) for name in ("check", "changes")]

    assert [answer.status_code for answer in answers] == [200, 200]
    assert answers[0].json()["email_bulk"] is True
