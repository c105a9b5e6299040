"""Every call of the loyalty program that only the shop's own server may make, made by others."""

from typing import Any

import httpx
import pytest

from tests.vendors.rees46.calls import S2S, STRANGERS, changed, refusal
from tests.vendors.rees46.loyalty import JANE, TENT

SENT_CODE = {**S2S, "identifier": "447700900123", "event": "verify_phone"}
NAMED = {**S2S, "order_id": "N1"}
ORDER = {**NAMED, **JANE, "cart_items": [TENT]}
PREMIUM = {**S2S, "identifier": "447700900123", "subscription": "premium"}
TERMS = {"plan": "base", "paid_till": "2030-10-01", "limits_reset_date": "2030-07-01"}
CALLS: list[tuple[str, str, dict[str, Any]]] = [
    ("POST", "checkout/estimate", ORDER),
    ("POST", "checkout/apply", ORDER),
    ("POST", "checkout/confirm", NAMED),
    ("POST", "checkout/cancel", NAMED),
    ("POST", "checkout/change", ORDER),
    ("GET", "checkout/details", NAMED),
    ("GET", "promos", S2S),
    ("POST", "promos/cart", JANE),
    ("POST", "referral/join", {**JANE, "id": 1}),
    ("GET", "referral/code", JANE),
    ("GET", "stickers/balance", JANE),
    ("GET", "stickers/history", JANE),
    ("POST", "otp/send", SENT_CODE),
    ("GET", "otp/check", {**SENT_CODE, "code": "12345"}),
    ("POST", "qr/get", JANE),
    ("POST", "qr/check", {**S2S, "code": "10000000002-0000"}),
    ("POST", "subscriptions/members/join", {**PREMIUM, **TERMS}),
    ("PATCH", "subscriptions/members/prolong", {**PREMIUM, "paid_till": "2030-11-01"}),
    ("PATCH", "subscriptions/prolong", {**PREMIUM, "paid_till": "2030-11-01"}),
    ("DELETE", "subscriptions/members/leave", PREMIUM),
    ("DELETE", "subscriptions/leave", PREMIUM),
    ("GET", "subscriptions/members", {**S2S, "subscription": "premium"}),
]


@pytest.mark.parametrize("where", ["params", "json"])
@pytest.mark.parametrize(("method", "path", "sent"), CALLS, ids=[f"{method} {path}" for method, path, _ in CALLS])
def test_refuses_strangers(where: str, method: str, path: str, sent: dict[str, Any], rees46: httpx.Client) -> None:
    for changes, status, message in STRANGERS:
        answer = rees46.request(method, f"loyalty/{path}", **{where: changed(sent, changes)})

        assert (answer.status_code, answer.json()) == (status, {"success": False, **refusal(message)}), changes
