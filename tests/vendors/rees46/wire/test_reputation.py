"""Reviews of the shop."""

import httpx
import pytest

from tests.vendors.rees46.calls import SHOP, refusal


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_there_are_none(method: str, rees46: httpx.Client) -> None:
    answer = rees46.request(method, "reputation/shop", data={"shop_id": SHOP, "count": "10", "offset": "0"})

    assert (answer.status_code, answer.json()) == (200, [])


@pytest.mark.parametrize("method", ["GET", "POST"])
@pytest.mark.parametrize(
    ("sent", "status", "message"),
    [
        ({}, 401, "Shop not found"),
        (
            {"shop_id": SHOP, "count": "x"},
            400,
            "count: Input should be a valid integer, unable to parse string as an integer",
        ),
        ({"shop_id": SHOP, "offset": "-1"}, 400, "offset: Input should be greater than or equal to 0"),
    ],
)
def test_refuses(method: str, sent: dict[str, str], status: int, message: str, rees46: httpx.Client) -> None:
    answer = rees46.request(method, "reputation/shop", data=sent)

    assert (answer.status_code, answer.json()) == (status, refusal(message))
