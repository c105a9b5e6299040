"""Chapter "CRM", over HTTP."""

from typing import Any

import httpx
import pytest

from tests.vendors.rees46.calls import S2S, refusal

JANE = {
    "email": "jane@example.com",
    "phone": "1555",
    "loyalty_id": "L01",
    "birthday": "1971-09-11",
    "loyalty_card_location": "NY",
    "loyalty_bonuses": 300,
    "email_bulk": True,
    "sms_bulk": False,
}
FOUND = {
    "email": "jane@example.com",
    "external_id": None,
    "phone": "1555",
    "first_name": None,
    "last_name": None,
    "gender": None,
    "age": None,
    "birthday": "1971-09-11",
    "location": None,
    "email_bulk": True,
    "email_chain": None,
    "email_transactional": None,
    "web_push": None,
    "mobile_push": None,
    "sms_bulk": None,
    "sms_chain": None,
    "sms_transactional": None,
    "loyalty_id": "L01",
    "loyalty_location": "NY",
    "loyalty_status": None,
    "loyalty_bonuses": 300,
    "loyalty_bonuses_to_next_level": None,
    "created_date": "2030-05-10",
    "device": None,
}


def search(rees46: httpx.Client, by: Any, *ids: Any) -> httpx.Response:
    return rees46.post("crm/search/bulk", json={**S2S, "by": by, "ids": list(ids)})


@pytest.fixture(autouse=True)
def jane(rees46: httpx.Client, control: httpx.Client) -> None:
    control.put("clock", json={"now": "2030-05-10T12:00:00Z", "frozen": True})
    rees46.post("import/audience", json={**S2S, "audience": [JANE]})


@pytest.mark.parametrize(
    ("by", "ids"),
    [
        ("loyalty_id", ["L00", "L01", "L01"]),
        ("email", [" Jane@Example.com", "x"]),
        ("phone", ["+1 555", "?"]),
        ("birthday", ["1971-09-11"]),
        ("birthday", ["soon", "1971-02-30", "2000-01-01", "2000-01-02", "2000-01-03", "2000-01-04", "1971-09-11"]),
    ],
)
def test_finds_who_has_one_of_the_identifiers(by: str, ids: list[str], rees46: httpx.Client) -> None:
    answer = search(rees46, by, *ids)

    assert (answer.status_code, answer.json()) == (200, [FOUND])
    assert list(answer.json()[0]) == list(FOUND)


@pytest.mark.parametrize(
    ("by", "ids"),
    [
        ("loyalty_id", []),
        ("external_id", ["L01"]),
        ("birthday", [f"2000-01-0{day}" for day in range(1, 6)] + ["1971-09-11"]),
    ],
)
def test_who_is_not_found_is_left_out(by: str, ids: list[str], rees46: httpx.Client) -> None:
    assert search(rees46, by, *ids).json() == []


def test_a_device_and_its_token_are_shown(rees46: httpx.Client) -> None:
    device = {"shop_id": S2S["shop_id"], "did": "D1"}
    rees46.post("mobile_push_tokens", json={**device, "token": "T", "platform": "android"})
    rees46.post("profile/set", json={**device, "email": "jane@example.com"})

    assert search(rees46, "email", "jane@example.com").json() == [{**FOUND, "mobile_push": True, "device": "D1"}]


@pytest.mark.parametrize(
    ("sent", "status", "message"),
    [
        ({"shop_id": None}, 401, "Shop not found"),
        ({"shop_secret": None}, 403, "Invalid secret key"),
        ({"shop_secret": "wrong"}, 403, "Invalid secret key"),
        ({"by": None}, 400, "by is missing"),
        (
            {"by": "name"},
            400,
            "by: Input should be 'loyalty_id', 'birthday', 'email', 'phone' or 'external_id'",
        ),
        ({"ids": None}, 400, "ids is missing"),
        ({"ids": [["L01"]]}, 400, "ids.0: Input should be a valid string"),
    ],
)
def test_refuses(sent: dict[str, Any], status: int, message: str, rees46: httpx.Client) -> None:
    answer = rees46.post("crm/search/bulk", json={**S2S, "by": "loyalty_id", "ids": ["L01"], **sent})

    assert (answer.status_code, answer.json()) == (status, refusal(message))
