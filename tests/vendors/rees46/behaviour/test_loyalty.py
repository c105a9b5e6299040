"""Who joins is a person with a profile."""

import httpx

from tests.vendors.rees46.calls import S2S, profile


def status(rees46: httpx.Client, phone: str) -> bool:
    answer = rees46.get("loyalty/members/status", params={**S2S, "identifier": phone})
    return bool(answer.json()["payload"]["member"])


def test_who_joins_has_a_profile_and_stays_a_member(rees46: httpx.Client) -> None:
    before = status(rees46, "447700900123")
    for name in ("Ann", "Anna"):
        rees46.post("loyalty/members/join", json={**S2S, "phone": "447700900123", "first_name": name})

    assert not before
    assert status(rees46, "447700900123")
    assert profile(rees46, phone="447700900123")["first_name"] == "Anna"


def test_a_level_is_not_lost_by_joining_again(rees46: httpx.Client) -> None:
    rees46.post("loyalty/members/join", json={**S2S, "phone": "10000000002"})

    answer = rees46.get("loyalty/members/status", params={**S2S, "identifier": "10000000002"})
    assert answer.json()["payload"]["level"]["name"] == "Gold"
