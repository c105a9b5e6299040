"""Membership of the loyalty program over HTTP."""

from typing import Any

import httpx
import pytest

from tests.vendors.rees46.calls import S2S, SHOP, changed, refusal

JOIN = {**S2S, "phone": "+44 7700 900123", "email": "new@example.org", "first_name": "Ann"}
NO_LEVEL = {"name": None, "code": None, "expiration_date": None}


@pytest.mark.parametrize("how", ["data", "json"])
def test_joins(how: str, rees46: httpx.Client) -> None:
    answer = rees46.post("loyalty/members/join", **{how: JOIN})

    payload = {"message": "Member is registered successfully", "identifier": "447700900123"}
    assert (answer.status_code, answer.json()) == (200, {"status": "success", "payload": payload})


@pytest.mark.parametrize(
    ("phone", "member", "level"),
    [
        ("10000000002", True, {"name": "Gold", "code": "level_gold", "expiration_date": "2028-01-01"}),
        ("10000000001", True, NO_LEVEL),
        ("447700900123", False, NO_LEVEL),
        ("46700000003", False, NO_LEVEL),
    ],
)
def test_tells_who_is_a_member(phone: str, member: bool, level: dict[str, Any], rees46: httpx.Client) -> None:
    answer = rees46.get("loyalty/members/status", params={**S2S, "identifier": phone})

    assert answer.json() == {"status": "success", "payload": {"member": member, "level": level}}


@pytest.mark.parametrize(
    ("changes", "status", "message"),
    [
        ({"shop_id": None}, 401, "Shop not found"),
        ({"shop_secret": None}, 403, "Invalid secret key"),
        ({"phone": None}, 400, "phone is missing"),
        ({"phone": "x"}, 400, "phone: a phone has 3 to 20 digits"),
        ({"email": "x"}, 400, "email: is not an e-mail address"),
        ({"gender": "x"}, 400, "gender: Input should be 'm' or 'f'"),
        ({"birthday": "x"}, 400, "birthday: Input should be a valid date or datetime, input is too short"),
    ],
)
def test_refuses_to_join(changes: dict[str, Any], status: int, message: str, rees46: httpx.Client) -> None:
    sent = changed(JOIN, changes)

    answer = rees46.post("loyalty/members/join", json=sent)

    assert (answer.status_code, answer.json()) == (status, refusal(message))


@pytest.mark.parametrize(
    ("params", "status", "message"),
    [
        ({"identifier": "10000000001"}, 401, "Shop not found"),
        ({"shop_id": SHOP, "identifier": "10000000001"}, 403, "Invalid secret key"),
        (S2S, 400, "identifier is missing"),
        ({**S2S, "identifier": "x"}, 400, "identifier: a phone has 3 to 20 digits"),
    ],
)
def test_refuses_to_tell(params: dict[str, str], status: int, message: str, rees46: httpx.Client) -> None:
    answer = rees46.get("loyalty/members/status", params=params)

    assert (answer.status_code, answer.json()) == (status, refusal(message))


@pytest.mark.parametrize("name", ["phone", "identifier"])
def test_who_leaves_is_no_member_and_has_no_level(name: str, rees46: httpx.Client) -> None:
    answer = rees46.request("DELETE", "loyalty/members/destroy", json={**S2S, name: "10000000002"})

    status = rees46.get("loyalty/members/status", params={**S2S, "identifier": "10000000002"})
    assert (answer.status_code, answer.json()) == (200, {"success": True, "payload": None})
    assert status.json()["payload"] == {"member": False, "level": NO_LEVEL}


@pytest.mark.parametrize(
    ("sent", "status", "message"),
    [
        ({"phone": "10000000002"}, 401, "Shop not found"),
        ({"shop_id": SHOP, "phone": "10000000002"}, 403, "Invalid secret key"),
        (S2S, 400, "phone is missing"),
        ({**S2S, "phone": "447700900123"}, 400, "Identifier is not valid"),
    ],
)
def test_refuses_to_end_a_membership(sent: dict[str, str], status: int, message: str, rees46: httpx.Client) -> None:
    answer = rees46.request("DELETE", "loyalty/members/destroy", json=sent)

    assert (answer.status_code, answer.json()) == (status, {"success": False, **refusal(message)})
