"""Chapter "Promo codes", over HTTP."""

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import httpx
import pytest

SHOP = {"shop_id": "DvLWN2ZTMZ"}
TRUSTED = {**SHOP, "shop_secret": "EIxTuot8sj"}
SECOND_SHOP = {"shop_id": "1234567890"}
SECOND_TRUSTED = {**SECOND_SHOP, "shop_secret": "0987654321"}
FEW = "3190"
"""The second shop's list of three codes."""
DONE = {"status": "success"}


def error(message: str) -> dict[str, Any]:
    return {"status": "error", "message": message, "payload": {"message": message}}


def newest(message: str) -> dict[str, Any]:
    """Observed: what the list and its uploads are refused with says `success` too."""
    return {"success": False, **error(message)}


EMPTY = error("Promo codes list is empty")
UNKNOWN = error("Promo codes list not found")


def fetch(rees46: httpx.Client, **who: str) -> httpx.Response:
    return rees46.get("promo_codes/fetch", params={**SECOND_SHOP, "id": FEW, **who})


def upload(rees46: httpx.Client, *codes: Any) -> httpx.Response:
    return rees46.post("promo_codes", json={**SECOND_TRUSTED, "id": FEW, "codes": codes})


def available(rees46: httpx.Client, shop: dict[str, str] = TRUSTED) -> int:
    (found,) = rees46.get("promo_codes", params=shop).json()
    return int(found["available"])


def test_a_shop_sees_its_own_lists_only(rees46: httpx.Client) -> None:
    answer = rees46.get("promo_codes", params=SECOND_TRUSTED)

    assert (answer.status_code, answer.json()) == (200, [{"id": 3190, "name": "Birthday codes", "available": 3}])


def test_takes_each_code_of_an_upload_once(rees46: httpx.Client) -> None:
    answer = upload(rees46, "HAPPY-3", "four", "four ", 5, " ", "")

    assert (answer.status_code, answer.json()) == (200, DONE)
    assert available(rees46, SECOND_TRUSTED) == 5


def test_a_code_that_was_issued_does_not_become_available_again(rees46: httpx.Client) -> None:
    code = fetch(rees46, did="aB3dE6gH9k").json()["code"]

    upload(rees46, code)

    assert available(rees46, SECOND_TRUSTED) == 2


@pytest.mark.parametrize(
    "form", [{"codes": "four, five"}, {"codes[]": ["four", "five"]}, {"codes[0]": "four", "codes[1]": "five"}]
)
def test_takes_an_upload_as_a_form(rees46: httpx.Client, form: dict[str, Any]) -> None:
    rees46.post("promo_codes", data={**SECOND_TRUSTED, "id": FEW, **form})

    assert available(rees46, SECOND_TRUSTED) == 5


def test_a_device_gets_the_same_code_again(rees46: httpx.Client) -> None:
    first = fetch(rees46, did="aB3dE6gH9k", seance="Zx8yW7vU6t")
    again = fetch(rees46, ssid="aB3dE6gH9k")

    assert (first.status_code, first.json()) == (200, {"code": "HAPPY-1"})
    assert again.json() == first.json()
    assert available(rees46, SECOND_TRUSTED) == 2


def test_two_devices_get_two_codes(rees46: httpx.Client) -> None:
    assert fetch(rees46, did="aB3dE6gH9k").json() == {"code": "HAPPY-1"}
    assert fetch(rees46, did="kH9gE6dB3a").json() == {"code": "HAPPY-2"}


def test_a_device_gets_another_code_after_an_order_with_the_first(rees46: httpx.Client) -> None:
    code = fetch(rees46, did="aB3dE6gH9k").json()["code"]
    order = {"event": "purchase", "order_id": "1", "order_price": 10, "promocode": code, "items": [{"id": "1"}]}

    rees46.post("push", json={**SECOND_SHOP, **order, "did": "aB3dE6gH9k"}).raise_for_status()

    assert fetch(rees46, did="aB3dE6gH9k").json() == {"code": "HAPPY-2"}


def test_a_device_with_the_secret_is_still_one_device(rees46: httpx.Client) -> None:
    first = fetch(rees46, did="aB3dE6gH9k", shop_secret="0987654321")

    assert fetch(rees46, did="aB3dE6gH9k").json() == first.json() == {"code": "HAPPY-1"}


def test_a_server_gets_a_fresh_code_by_each_call_until_the_list_is_exhausted(rees46: httpx.Client) -> None:
    answers = [fetch(rees46, shop_secret="0987654321") for _ in range(4)]

    assert [answer.json() for answer in answers] == [
        {"code": "HAPPY-1"},
        {"code": "HAPPY-2"},
        {"code": "HAPPY-3"},
        EMPTY,
    ]
    assert [answer.status_code for answer in answers] == [200, 200, 200, 404]


def test_64_clients_get_50_different_codes_and_14_times_404(rees46: httpx.Client) -> None:
    codes = [f"code-{number}" for number in range(47)]
    upload(rees46, *codes)

    with ThreadPoolExecutor(64) as clients:
        answers = list(clients.map(lambda number: fetch(rees46, did=f"device{number}"), range(64)))

    given = [answer.json()["code"] for answer in answers if answer.status_code == 200]
    refused = [answer.json() for answer in answers if answer.status_code == 404]
    assert sorted(given) == ["HAPPY-1", "HAPPY-2", "HAPPY-3", *sorted(codes)]
    assert refused == [EMPTY] * 14


def test_a_device_that_asks_64_times_at_once_gets_one_code(rees46: httpx.Client) -> None:
    with ThreadPoolExecutor(64) as clients:
        answers = list(clients.map(lambda _: fetch(rees46, did="aB3dE6gH9k").json(), range(64)))

    assert answers == [{"code": "HAPPY-1"}] * 64
    assert available(rees46, SECOND_TRUSTED) == 2


WHO_MAY_NOT: list[tuple[dict[str, str], int, str]] = [
    ({}, 401, "Shop not found"),
    ({"shop_id": "unknown", "shop_secret": "EIxTuot8sj"}, 401, "Shop not found"),
    (SHOP, 403, "Invalid secret key"),
    ({**SHOP, "shop_secret": "wrong"}, 403, "Invalid secret key"),
]


@pytest.mark.parametrize(("sent", "status", "message"), WHO_MAY_NOT)
def test_refuses_to_list_for_whom_it_does_not_know(
    rees46: httpx.Client, sent: dict[str, str], status: int, message: str
) -> None:
    answer = rees46.get("promo_codes", params=sent)

    assert (answer.status_code, answer.json()) == (status, newest(message))


@pytest.mark.parametrize(
    ("sent", "status", "message"),
    [
        *[({**sent, "id": 3184, "codes": ["new"]}, status, message) for sent, status, message in WHO_MAY_NOT],
        ({**SHOP, "did": "aB3dE6gH9k", "id": 3184, "codes": ["new"]}, 403, "Invalid secret key"),
        ({**TRUSTED, "codes": ["new"]}, 400, "id is missing"),
        ({**TRUSTED, "id": [3184], "codes": ["new"]}, 400, "id: Input should be a valid string"),
        ({**TRUSTED, "id": 3184, "codes": [["new"]]}, 400, "codes.0: Input should be a valid string"),
        ({**TRUSTED, "id": 3184, "codes": ["x" * 256]}, 400, "codes.0: String should have at most 255 characters"),
        ({**TRUSTED, "id": 3184, "codes": "[1"}, 400, "codes: a list that begins with [ must be JSON"),
        ({**TRUSTED, "id": 3184}, 404, "Promo codes list is empty"),
        ({**TRUSTED, "id": 3184, "codes": []}, 404, "Promo codes list is empty"),
        ({**TRUSTED, "id": 3184, "codes": ["", None]}, 404, "Promo codes list is empty"),
        ({**TRUSTED, "id": 9999, "codes": ["new"]}, 404, "Promo codes list not found"),
        ({**TRUSTED, "id": "cart", "codes": ["new"]}, 404, "Promo codes list not found"),
        ({**TRUSTED, "id": "9" * 99, "codes": ["new"]}, 404, "Promo codes list not found"),
    ],
)
def test_refuses_an_upload_and_keeps_the_list_as_it_was(
    rees46: httpx.Client, sent: dict[str, Any], status: int, message: str
) -> None:
    answer = rees46.post("promo_codes", json=sent)

    assert (answer.status_code, answer.json()) == (status, newest(message))
    assert available(rees46) == 3744


@pytest.mark.parametrize("body", [b'{"shop_id": "DvLWN2ZTMZ", "codes": ["a",]}', b"{", b'{"shop_id": "\xff"}'])
def test_refuses_an_upload_that_is_not_json(rees46: httpx.Client, body: bytes) -> None:
    answer = rees46.post("promo_codes", content=body, headers={"Content-Type": "application/json"})

    assert answer.status_code == 400
    assert answer.json()["status"] == "error"
    assert available(rees46) == 3744


@pytest.mark.parametrize(
    ("sent", "status", "message"),
    [
        *[({**sent, "id": "3184"}, status, message) for sent, status, message in WHO_MAY_NOT],
        ({**SHOP, "id": "3184", "did": ""}, 403, "Invalid secret key"),
        ({**SHOP, "id": "3184", "email": "jane@example.com"}, 403, "Invalid secret key"),
        ({**SHOP, "did": "aB3dE6gH9k"}, 400, "id is missing"),
        ({**SHOP, "did": "x" * 256, "id": "3184"}, 400, "did: String should have at most 255 characters"),
        ({**SHOP, "did": "aB3dE6gH9k", "id": "9999"}, 404, "Promo codes list not found"),
        ({**SHOP, "did": "aB3dE6gH9k", "id": "-1"}, 404, "Promo codes list not found"),
    ],
)
def test_refuses_a_fetch_and_issues_nothing(
    rees46: httpx.Client, sent: dict[str, str], status: int, message: str
) -> None:
    answer = rees46.get("promo_codes/fetch", params=sent)

    assert (answer.status_code, answer.json()) == (status, error(message))
    assert available(rees46) == 3744


def test_the_list_of_another_shop_is_unknown(rees46: httpx.Client) -> None:
    answer = rees46.get("promo_codes/fetch", params={**SECOND_SHOP, "did": "aB3dE6gH9k", "id": "3184"})

    assert (answer.status_code, answer.json()) == (404, UNKNOWN)
