"""Chapter "Segments", over HTTP."""

from typing import Any

import httpx
import pytest

SHOP = {"shop_id": "DvLWN2ZTMZ"}
TRUSTED = {**SHOP, "shop_secret": "EIxTuot8sj"}
JANE = {**TRUSTED, "email": "jane@example.com"}
DONE = {"status": "success"}
ENDPOINTS = ["segments/add", "segments/remove", "segments/get"]


def error(message: str) -> dict[str, Any]:
    return {"status": "error", "message": message, "payload": {"message": message}}


def segments(rees46: httpx.Client, **who: str) -> Any:
    return rees46.get("segments/get", params={**TRUSTED, **who}).json()


def test_a_person_who_is_added_is_in_the_segment_once(rees46: httpx.Client) -> None:
    first = rees46.post("segments/add", data={**JANE, "segment_id": "313"})
    again = rees46.post("segments/add", json={**JANE, "segment_id": 313})

    assert (first.status_code, first.json()) == (200, DONE)
    assert (again.status_code, again.json()) == (200, DONE)
    assert segments(rees46, email="jane@example.com") == [{"id": 313, "type": "static"}]


def test_a_person_who_is_removed_is_no_longer_in_it(rees46: httpx.Client) -> None:
    rees46.post("segments/add", data={**JANE, "segment_id": "313"})

    answer = rees46.post("segments/remove", data={**JANE, "segment_id": "313"})

    assert (answer.status_code, answer.json()) == (200, DONE)
    assert segments(rees46, email="jane@example.com") == []


def test_to_remove_somebody_who_is_not_in_it_is_success_and_makes_nobody(rees46: httpx.Client) -> None:
    answer = rees46.post("segments/remove", data={**TRUSTED, "email": "nobody@example.com", "segment_id": "313"})

    assert (answer.status_code, answer.json()) == (200, DONE)
    assert segments(rees46, email="nobody@example.com") == []


def test_a_device_needs_no_secret(rees46: httpx.Client) -> None:
    rees46.post("segments/add", params={**SHOP, "did": "aB3dE6gH9k", "segment_id": "313"})

    answer = rees46.post("segments/get", json={**SHOP, "did": "aB3dE6gH9k"})

    assert (answer.status_code, answer.json()) == (200, [{"id": 313, "type": "static"}])


def test_a_get_may_carry_json_as_react_native_sends_it(rees46: httpx.Client) -> None:
    answer = rees46.request(
        "GET", "segments/get", params=TRUSTED, json={"email": "john.smith@example.com", "stream": None}
    )

    assert answer.json() == [{"id": 313, "type": "static"}, {"id": 314, "type": "dynamic"}]


def test_the_segment_of_an_ab_test_is_no_audience_segment(rees46: httpx.Client) -> None:
    answer = rees46.post("segments/add", json={**SHOP, "did": "aB3dE6gH9k", "segment": "A", "segment_id": "313"})

    assert answer.json() == DONE
    assert rees46.get("segments/get", params={**SHOP, "did": "aB3dE6gH9k", "segment": "B"}).json() == [
        {"id": 313, "type": "static"}
    ]


@pytest.mark.parametrize("phone", ["+10000000000", "10000000000", "+1 (000) 000-00-00", 10000000000])
def test_a_phone_under_the_name_email_is_a_phone(rees46: httpx.Client, phone: str | int) -> None:
    rees46.post("segments/add", json={**TRUSTED, "email": phone, "segment_id": "313"})

    assert segments(rees46, phone="10000000000") == [{"id": 313, "type": "static"}]


def test_email_and_phone_of_one_call_are_one_person(rees46: httpx.Client) -> None:
    rees46.post("segments/add", data={**JANE, "phone": "+10000000000", "segment_id": "313"})

    assert segments(rees46, phone="+10000000000") == segments(rees46, email="JANE@example.com ")


def test_without_the_secret_an_address_opens_nobodys_segments(rees46: httpx.Client) -> None:
    rees46.post("segments/add", data={**JANE, "segment_id": "313"})
    stranger = {**SHOP, "did": "aB3dE6gH9k", "email": "jane@example.com"}

    assert rees46.get("segments/get", params=stranger).json() == []
    assert rees46.post("segments/get", json=stranger).json() == []
    assert rees46.get("segments/get", params={**TRUSTED, **stranger}).json() == [{"id": 313, "type": "static"}]


def test_a_device_brings_its_segments_when_it_turns_out_to_be_a_known_person(rees46: httpx.Client) -> None:
    rees46.post("segments/add", data={**JANE, "segment_id": "313"})
    rees46.post("segments/add", json={**SHOP, "did": "aB3dE6gH9k", "segment_id": "315"})

    rees46.post("segments/add", json={**SHOP, "did": "aB3dE6gH9k", "email": "jane@example.com", "segment_id": "313"})

    both = [{"id": 313, "type": "static"}, {"id": 315, "type": "static"}]
    assert segments(rees46, email="jane@example.com") == both
    assert rees46.get("segments/get", params={**SHOP, "did": "aB3dE6gH9k"}).json() == both


@pytest.mark.parametrize("endpoint", ENDPOINTS)
@pytest.mark.parametrize(
    ("sent", "status", "message"),
    [
        ({}, 401, "Shop not found"),
        ({"shop_id": "unknown", "shop_secret": "EIxTuot8sj", "email": "jane@example.com"}, 401, "Shop not found"),
        ({**SHOP, "email": "jane@example.com"}, 403, "Invalid secret key"),
        ({**SHOP, "shop_secret": "wrong", "email": "jane@example.com"}, 403, "Invalid secret key"),
        ({**SHOP, "shop_secret": "wrong", "did": "aB3dE6gH9k"}, 403, "Invalid secret key"),
        (TRUSTED, 400, "Identifier is not valid"),
        ({**TRUSTED, "email": "", "phone": "null"}, 400, "Identifier is not valid"),
    ],
)
def test_refuses_who_may_not_ask(
    rees46: httpx.Client, endpoint: str, sent: dict[str, str], status: int, message: str
) -> None:
    answer = rees46.post(endpoint, data={**sent, "segment_id": "313"})

    assert (answer.status_code, answer.json()) == (status, error(message))


@pytest.mark.parametrize("endpoint", ["segments/add", "segments/remove"])
@pytest.mark.parametrize(
    ("sent", "status", "message"),
    [
        ({}, 400, "segment_id is missing"),
        ({"segment_id": ""}, 400, "segment_id is missing"),
        ({"segment_id": ["313"]}, 400, "segment_id: Input should be a valid string"),
        ({"segment_id": "313", "email": "jane"}, 400, "email: is not an e-mail address"),
        ({"segment_id": "313", "phone": "12"}, 400, "phone: a phone has 3 to 20 digits"),
        ({"segment_id": 999}, 404, "Segment not found"),
        ({"segment_id": "0313"}, 404, "Segment not found"),
        ({"segment_id": "3" * 200}, 404, "Segment not found"),
        ({"segment_id": "newsletter"}, 404, "Segment not found"),
        ({"segment_id": "314"}, 404, "Segment is not static"),
    ],
)
def test_refuses_what_is_no_static_segment(
    rees46: httpx.Client, endpoint: str, sent: dict[str, Any], status: int, message: str
) -> None:
    answer = rees46.post(endpoint, json={**JANE, **sent})

    assert (answer.status_code, answer.json()) == (status, error(message))
    assert segments(rees46, email="jane@example.com") == []


def test_the_segment_of_another_shop_is_unknown(rees46: httpx.Client) -> None:
    other = {"shop_id": "1234567890", "shop_secret": "0987654321", "email": "jane@example.com", "segment_id": "313"}

    answer = rees46.post("segments/add", data=other)

    assert (answer.status_code, answer.json()) == (404, error("Segment not found"))
