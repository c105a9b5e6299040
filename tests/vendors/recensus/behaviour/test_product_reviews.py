"""Product reviews "subject to validation"."""

import httpx
import pytest

from tests.vendors.recensus.signing import md5, post, purchase

GTIN = {"mid": "1", "gtin": "77", "hash": md5("77shared-secret")}


@pytest.fixture
def review(recensus: httpx.Client, control: httpx.Client) -> str:
    """The call that decides about a review of a hat, without its last word."""
    post(recensus, purchase(gtin="77", mpn="H", brand="Hatter", title="Hat"))
    number = control.post("recensus/reviews", json={"purchase": 1, "rating": 5, "text": "Fits."}).json()["id"]
    return f"recensus/reviews/{number}"


def is_shown(recensus: httpx.Client, query: dict[str, str]) -> bool:
    return "<p>Fits.</p>" in recensus.get("widget/api/get", params=query).text


@pytest.mark.parametrize(
    ("decisions", "shown"),
    [
        ([], False),
        (["accept"], True),
        (["refuse"], False),
        (["accept", "accept"], True),
        (["accept", "refuse"], False),
        (["refuse", "accept"], True),
    ],
)
def test_a_review_is_shown_once_it_is_accepted(
    recensus: httpx.Client, control: httpx.Client, review: str, decisions: list[str], shown: bool
) -> None:
    for decision in decisions:
        assert control.post(f"{review}/{decision}").status_code == 200

    assert is_shown(recensus, GTIN) is shown


@pytest.mark.parametrize(
    ("query", "shown"),
    [
        (GTIN, True),
        ({"mid": "1", "mpn": "H", "brand": "Hatter", "hash": md5("HatterHshared-secret")}, True),
        ({"mid": "1", "name": "Hat", "hash": md5("Hatshared-secret")}, True),
        ({"mid": "1", "mpn": "H", "hash": md5("Hshared-secret")}, False),
        ({"mid": "1", "brand": "Hatter", "hash": md5("Hattershared-secret")}, False),
        ({"mid": "00000", "gtin": "77", "hash": md5("7711111")}, False),
    ],
)
def test_a_product_is_found_by_gtin_by_mpn_and_brand_or_by_name(
    recensus: httpx.Client, control: httpx.Client, review: str, query: dict[str, str], shown: bool
) -> None:
    control.post(f"{review}/accept")

    assert is_shown(recensus, query) is shown
