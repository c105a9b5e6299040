"""The changed subscriptions list, by its filters."""

from typing import Any

import httpx
import pytest

from tests.vendors.rees46.calls import S2S


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
