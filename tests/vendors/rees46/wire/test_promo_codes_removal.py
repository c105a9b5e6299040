"""Promo codes that are deleted from their list, and lists of lists by the newer documentation's parameters."""

from typing import Any

import httpx
import pytest

from tests.vendors.rees46.calls import S2S, SHOP, SUCCESS, refusal

SECOND = {"shop_id": "1234567890", "shop_secret": "0987654321"}
FEW = 3190
"""The second shop's list: HAPPY-1, HAPPY-2 and HAPPY-3."""


def fetch(rees46: httpx.Client, did: str) -> Any:
    return rees46.get("promo_codes/fetch", params={"shop_id": "1234567890", "id": FEW, "did": did}).json()


def available(rees46: httpx.Client) -> int:
    (found,) = rees46.get("promo_codes", params=SECOND).json()
    return int(found["available"])


def test_deleted_codes_leave_the_list_whoever_has_them(rees46: httpx.Client) -> None:
    assert fetch(rees46, "D1") == {"code": "HAPPY-1"}

    answer = rees46.request(
        "DELETE",
        "promo_codes/delete",
        json={**SECOND, "promo_code_list_id": FEW, "codes": ["HAPPY-1", "HAPPY-2", "HAPPY-2", "other"]},
    )

    counts = {"deleted_count": 2, "not_found_count": 1}
    assert (answer.status_code, answer.json()) == (200, {"status": "success", "payload": counts})
    assert available(rees46) == 1
    assert fetch(rees46, "D1") == {"code": "HAPPY-3"}


def test_a_purged_list_keeps_what_was_sent(rees46: httpx.Client) -> None:
    fetch(rees46, "D1")

    answer = rees46.request("DELETE", "promo_codes/purge", json={**SECOND, "id": FEW})

    assert (answer.status_code, answer.json()) == (200, SUCCESS)
    assert available(rees46) == 0
    assert fetch(rees46, "D1") == {"code": "HAPPY-1"}
    assert fetch(rees46, "D2") == refusal("Promo codes list is empty")


@pytest.mark.parametrize("path", ["promo_codes/delete", "promo_codes/purge"])
@pytest.mark.parametrize(
    ("sent", "status", "message"),
    [
        ({}, 401, "Shop not found"),
        ({"shop_id": SHOP, "id": 3184}, 403, "Invalid secret key"),
        ({**S2S, "shop_secret": "wrong", "id": 3184}, 403, "Invalid secret key"),
        ({**S2S, "id": 9999}, 404, "Promo codes list not found"),
        ({**S2S, "id": FEW}, 404, "Promo codes list not found"),
        ({**S2S, "id": "x" * 256}, 400, None),
        (S2S, 400, None),
    ],
)
def test_refuses(path: str, sent: dict[str, Any], status: int, message: str | None, rees46: httpx.Client) -> None:
    answer = rees46.request("DELETE", path, json={"codes": ["CART-1"], **sent})

    said = message or answer.json()["message"]
    assert (answer.status_code, answer.json()) == (status, {"success": False, **refusal(said)})


def test_refuses_to_delete_no_codes_at_all(rees46: httpx.Client) -> None:
    answer = rees46.request("DELETE", "promo_codes/delete", json={**SECOND, "id": FEW})

    assert (answer.status_code, answer.json()) == (400, {"success": False, **refusal("codes is missing")})


@pytest.mark.parametrize(
    ("wanted", "expected"),
    [
        ({"include": "3190,1"}, [FEW]),
        ({"include": "3184"}, []),
        ({"exclude": "3190"}, []),
        ({"offset": 1}, []),
        ({"limit": 1}, [FEW]),
        ({"active": 1}, []),
    ],
)
def test_the_list_of_lists_can_be_narrowed(wanted: dict[str, Any], expected: list[int], rees46: httpx.Client) -> None:
    rees46.request("DELETE", "promo_codes/purge", json={**SECOND, "id": FEW})

    answer = rees46.get("promo_codes", params={**SECOND, **wanted})

    assert (answer.status_code, [found["id"] for found in answer.json()]) == (200, expected)
