"""Whether a person is in a segment."""

from typing import Any

import httpx
import pytest

from tests.vendors.rees46.calls import S2S, SHOP, refusal

JOHN = {**S2S, "email": "john.smith@example.com"}


@pytest.mark.parametrize(
    ("sent", "included"),
    [
        ({"segment_id": 313}, True),
        ({"segment_id": "314"}, True),
        ({"segment_id": "315"}, False),
        ({"segment_id": "999"}, False),
        ({"segment_ids": ["315", 313]}, True),
        ({"segment_ids": "315, 999"}, False),
        ({"ids": [315, 313]}, True),
        ({"segment_id": "313", "email": "nobody@example.com"}, False),
    ],
)
def test_answers_a_bare_boolean(sent: dict[str, Any], included: bool, rees46: httpx.Client) -> None:
    answer = rees46.post("segments/includes", json={**JOHN, **sent})

    assert (answer.status_code, answer.json()) == (200, included)


@pytest.mark.parametrize(
    ("sent", "status", "message"),
    [
        ({}, 401, "Shop not found"),
        ({"shop_id": SHOP, "email": "john.smith@example.com"}, 403, "Invalid secret key"),
        ({**JOHN, "shop_secret": "wrong"}, 403, "Invalid secret key"),
        (S2S, 400, "Identifier is not valid"),
        (JOHN, 400, "segment_id is missing"),
    ],
)
def test_refuses(sent: dict[str, str], status: int, message: str, rees46: httpx.Client) -> None:
    answer = rees46.post("segments/includes", json=sent)

    assert (answer.status_code, answer.json()) == (status, refusal(message))
