"""Whose mappings a key sees."""

import httpx
import pytest


@pytest.mark.parametrize(
    ("path", "key", "exists"),
    [
        ("restaurant/customer?platform=waiteraid&id=123", "3x3mp3l", True),
        ("restaurant/customer?platform=waiteraid&id=124", "3x3mp3l", False),
        ("restaurant/customer?platform=other&id=123", "3x3mp3l", False),
        ("hotel/customer?platform=waiteraid&id=123", "3x3mp3l", False),
        ("restaurant/customer?platform=waiteraid&id=12%003", "3x3mp3l", False),
        ("restaurant/customer?platform=waiteraid&id=123", "cykel-api-key", False),
    ],
)
def test_a_key_sees_the_mappings_of_its_own_venue(reco: httpx.Client, path: str, key: str, exists: bool) -> None:
    answer = reco.get(f"/v3/{path}", headers={"X-Reco-ApiKey": key})

    assert (answer.status_code, answer.json()) == (200, {"exists": exists})
