"""Referral programs over HTTP."""

from typing import Any

import httpx
import pytest

from tests.vendors.rees46.calls import S2S, refusal
from tests.vendors.rees46.loyalty import JANE


@pytest.mark.parametrize("how", ["data", "json"])
def test_a_member_becomes_a_partner_once(how: str, rees46: httpx.Client) -> None:
    before = rees46.get("loyalty/referral/code", params=JANE)
    joined = [rees46.post("loyalty/referral/join", **{how: {**JANE, "id": 1}}) for _ in range(2)]
    found = rees46.get("loyalty/referral/code", params=JANE)

    code = joined[0].json()["payload"]["code"]
    assert before.json() == {"success": True, "payload": {"message": "Success", "codes": []}}
    for answer in joined:
        payload = {"message": "Success", "code": code}
        assert (answer.status_code, answer.json()) == (200, {"success": True, "payload": payload})
    codes = [{"referral_program_id": 1, "code": code, "description": "Bring a friend"}]
    assert found.json() == {"success": True, "payload": {"message": "Success", "codes": codes}}


@pytest.mark.parametrize(
    ("method", "path", "sent", "status", "message"),
    [
        ("POST", "referral/join", JANE, 400, "id is missing"),
        ("POST", "referral/join", {**JANE, "id": 0}, 400, "id: Input should be greater than or equal to 1"),
        ("POST", "referral/join", {**JANE, "id": 2}, 404, "Referral program not found"),
        ("POST", "referral/join", {**S2S, "identifier": "447700900123", "id": 1}, 400, "Identifier is not valid"),
        ("GET", "referral/code", S2S, 400, "identifier is missing"),
        ("GET", "referral/code", {**S2S, "identifier": "447700900123"}, 400, "Identifier is not valid"),
    ],
)
def test_refuses(method: str, path: str, sent: dict[str, Any], status: int, message: str, rees46: httpx.Client) -> None:
    answer = rees46.request(method, f"loyalty/{path}", json=sent)

    assert (answer.status_code, answer.json()) == (status, {"success": False, **refusal(message)})
