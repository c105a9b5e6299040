"""What is set of a profile, and what a change of e-mail does."""

import httpx
import pytest

from tests.vendors.rees46.calls import S2S, SHOP, SUCCESS, profile


def test_only_what_is_sent_changes(rees46: httpx.Client) -> None:
    rees46.post("profile/set", json={**S2S, "email": "a@b.se", "first_name": "Jane", "shoe": "39", "hat": "M"})

    rees46.post("profile/set", data={**S2S, "email": "a@b.se", "last_name": "Smith", "first_name": "", "hat": "L"})

    read = profile(rees46, email="a@b.se")
    assert (read["first_name"], read["last_name"]) == ("Jane", "Smith")
    assert read["custom_properties"] == {"shoe": "39", "hat": "L"}


def test_an_age_that_was_not_said_is_the_birthdays(rees46: httpx.Client, control: httpx.Client) -> None:
    control.put("clock", json={"now": "2040-03-10T12:00:00Z", "frozen": True})
    rees46.post("profile/set", json={**S2S, "email": "a@b.se", "birthday": "1990-03-11"})

    before = profile(rees46, email="a@b.se")["age"]
    control.post("clock/advance", json={"days": 1})

    assert (before, profile(rees46, email="a@b.se")["age"]) == (49, 50)


def test_a_device_that_names_somebodys_email_becomes_theirs(rees46: httpx.Client) -> None:
    rees46.post("profile/set", json={**S2S, "email": "jane@example.org", "first_name": "Jane"})

    rees46.post("profile/set", json={"shop_id": SHOP, "did": "D1", "email": "jane@example.org"})

    assert profile(rees46, did="D1")["first_name"] == "Jane"
    assert rees46.get("init", params={"shop_id": SHOP, "did": "D1"}).json()["has_email"] is True


def test_a_further_phone_is_additional(rees46: httpx.Client) -> None:
    for phone in ("111", "222"):
        rees46.post("profile/set", json={**S2S, "email": "a@b.se", "phone": phone})

    read = profile(rees46, phone="222")
    assert (read["phone"], read["additional_phones"]) == ("111", ["222"])


@pytest.fixture
def two(rees46: httpx.Client) -> httpx.Client:
    rees46.post("profile/set", json={**S2S, "email": "old@example.org", "first_name": "Jane"})
    rees46.post("profile/set", json={**S2S, "email": "new@example.org", "phone": "10000000000", "first_name": "John"})
    return rees46


def test_a_new_email_is_taken_from_whoever_had_it(two: httpx.Client) -> None:
    change = {"old_email": "old@example.org", "new_email": "New@Example.org", "i_understand_what_i_am_doing": "true"}

    answer = two.post("profile/force_change_email", data={**S2S, **change})

    assert answer.json() == SUCCESS
    assert profile(two, email="new@example.org")["first_name"] == "Jane"
    assert profile(two, phone="10000000000")["email"] is None
    assert two.get("profile", params={**S2S, "email": "old@example.org"}).status_code == 404


def test_a_change_to_the_same_email_changes_nothing(two: httpx.Client) -> None:
    change = {"old_email": "old@example.org", "new_email": "old@example.org", "i_understand_what_i_am_doing": 1}

    answer = two.post("profile/force_change_email", json={**S2S, **change})

    assert answer.json() == SUCCESS
    assert profile(two, email="old@example.org")["first_name"] == "Jane"
