"""The changed subscriptions list, by its filters."""

from typing import Any

import httpx
import pytest

from tests.vendors.rees46.calls import S2S, SHOP


def changes(rees46: httpx.Client, **filters: str | int) -> Any:
    return rees46.get("subscriptions/changes", params={**S2S, **filters}).json()


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        ({}, ["yesterday", "today"]),
        ({"from": "2030-05-08"}, ["earlier", "yesterday", "today"]),
        ({"from": "2030-05-08", "to": "2030-05-08"}, ["earlier"]),
        ({"from": "2030-05-09", "to": "2030-05-09"}, ["yesterday"]),
        ({"from": "2030-05-11"}, []),
        ({"email": "today@example.com"}, ["today"]),
        ({"phone": "10000000009"}, []),
        ({"from": "2030-05-08", "offset": "1", "limit": "1"}, ["yesterday"]),
        ({"from": "0001-01-01", "to": "9999-12-31", "channel": "api"}, ["earlier", "yesterday", "today"]),
        ({"event": "unsubscribe"}, []),
        ({"channel": "api"}, ["yesterday", "today"]),
        ({"channel": "popup"}, []),
    ],
)
def test_the_changes_of_whole_days_are_listed(
    filters: dict[str, str], expected: list[str], rees46: httpx.Client, control: httpx.Client
) -> None:
    moments = {"earlier": "2030-05-08T23:59:59Z", "yesterday": "2030-05-09T00:00:00Z", "today": "2030-05-10T23:59:59Z"}
    control.post("reset")
    for name, now in moments.items():
        control.put("clock", json={"now": now, "frozen": True})
        rees46.post("subscriptions/manage", json={**S2S, "email": f"{name}@example.com", "email_bulk": True})

    listed = changes(rees46, **filters)

    assert [row["contact"] for row in listed] == [f"{name}@example.com" for name in expected]


def test_offset_and_limit_count_rows_of_the_answer(rees46: httpx.Client) -> None:
    rees46.post(
        "subscriptions/manage",
        json={**S2S, "email": "jane@example.com", "email_bulk": True, "email_chain": True, "email_transactional": 1},
    )
    everything = changes(rees46, channel="api")

    pages = [changes(rees46, channel="api", offset=offset, limit=1) for offset in range(4)]

    assert pages == [[row] for row in everything] + [[]]


def test_the_demo_world_has_some_of_before_it_began(rees46: httpx.Client) -> None:
    listed = changes(rees46, to="9999-12-31")

    assert [(row["contact_type"], row["contact"], row["event"], row["channel"]) for row in listed] == [
        *[("email", "john.smith@example.com", "subscribe", "popup")] * 3,
        ("sms", "+10000000001", "subscribe", "crm"),
        ("email", "gone@example.com", "hard_bounced", "email_feedback_processing"),
    ]


# Subscribed before the address was known

DEVICE = {"shop_id": SHOP, "did": "aB3dE6gH9k"}
JANE = {"email": "jane@example.com"}


def listed(rees46: httpx.Client, contact: str) -> list[tuple[str, ...]]:
    names = ("contact_type", "contact", "campaign_type", "event", "channel")
    return [tuple(row[name] for name in names) for row in changes(rees46) if row["contact"] == contact]


@pytest.mark.parametrize(
    ("path", "sent"),
    [
        ("profile/set", {**DEVICE, **JANE}),
        ("subscriptions/manage", {**DEVICE, **JANE}),
        ("segments/add", {**DEVICE, **JANE, "segment_id": "313"}),
        ("push", {**DEVICE, **JANE, "event": "view", "items": [{"id": "37"}]}),
        ("sync/orders", {**S2S, "orders": [{"id": "A-1", "did": DEVICE["did"], **JANE, "items": [{"id": "37"}]}]}),
        ("import/audience", {**S2S, "audience": [{"external_id": "7", **JANE}]}),
    ],
)
def test_what_was_chosen_before_the_address_was_known_is_listed_once_it_is(
    path: str, sent: dict[str, Any], rees46: httpx.Client
) -> None:
    rees46.post("profile/set", json={**S2S, "did": DEVICE["did"], "external_id": "7"})
    rees46.post("subscriptions/manage", json={**DEVICE, "email_bulk": True, "email_chain": False, "sms_bulk": True})
    before = listed(rees46, JANE["email"])

    for _ in range(2):
        assert rees46.post(path, json=sent).status_code == 200

    assert before == []
    assert listed(rees46, JANE["email"]) == [("email", JANE["email"], "bulk", "subscribe", "js_sdk")]


def test_a_phone_that_is_known_later_is_listed_with_its_own_channels(rees46: httpx.Client) -> None:
    imported = {"audience": [{**JANE, "email_bulk": True, "sms_bulk": True, "whatsapp_chain": True}]}
    rees46.post("import/audience", json={**S2S, **imported})

    rees46.post("profile/set", json={**S2S, **JANE, "phone": "+1 000 000"})
    rees46.post("profile/set", json={**S2S, **JANE, "phone": "+1 000 001"})

    assert listed(rees46, JANE["email"]) == [("email", JANE["email"], "bulk", "subscribe", "import")]
    assert listed(rees46, "+1000000") == [
        ("sms", "+1000000", "bulk", "subscribe", "import"),
        ("whatsapp", "+1000000", "chain", "subscribe", "import"),
    ]
    assert listed(rees46, "+1000001") == []


def test_what_a_device_chose_is_listed_where_its_owner_turns_out_to_be_known(rees46: httpx.Client) -> None:
    rees46.post("subscriptions/manage", json={**S2S, **JANE, "email_chain": False})
    rees46.post("subscriptions/manage", json={**DEVICE, "email_bulk": 1, "email_chain": 1, "sms_chain": 1})

    rees46.post("profile/set", json={**DEVICE, **JANE})
    rees46.post("profile/set", json={**S2S, **JANE, "phone": "+1 000 000"})

    assert listed(rees46, JANE["email"]) == [("email", JANE["email"], "bulk", "subscribe", "js_sdk")]
    assert listed(rees46, "+1000000") == [("sms", "+1000000", "chain", "subscribe", "js_sdk")]


def test_who_changed_their_mind_before_is_not_listed(rees46: httpx.Client) -> None:
    for on in (True, False):
        rees46.post("subscriptions/manage", json={**DEVICE, "email_bulk": on})

    rees46.post("profile/set", json={**DEVICE, **JANE})

    assert listed(rees46, JANE["email"]) == []


def test_an_address_that_may_not_be_written_to_is_not_listed_as_subscribed(rees46: httpx.Client) -> None:
    rees46.post("subscriptions/callback", json={**S2S, **JANE, "event": "complained"})
    rees46.post("subscriptions/manage", json={**DEVICE, "email_bulk": True})

    rees46.post("profile/set", json={**DEVICE, **JANE})

    assert [row[3] for row in listed(rees46, JANE["email"])] == ["complained"]
