"""Sliders over HTTP."""

import httpx
import pytest

from tests.vendors.rees46.calls import SHOP, refusal


def test_a_slider_has_its_banners_under_both_names(rees46: httpx.Client) -> None:
    answer = rees46.get("slider", params={"shop_id": SHOP, "code": "homepage_mobile"}).json()

    banners = answer["payload"]["banners"]
    properties = {"code": "homepage_mobile", "width": 1000, "height": 160}
    assert answer == {
        "status": "success",
        "payload": {"properties": properties, "banners": banners, "slides": banners},
    }
    assert banners[0] == {
        "image_url": "https://northwind.example/banners/summer.jpg",
        "url": "https://northwind.example/summer",
        "deeplink_ios": "northwind://summer",
        "deeplink_android": "northwind://summer",
        "content_type": "",
        "content": "",
        "html": "",
    }


@pytest.mark.parametrize(
    ("params", "status", "message"),
    [
        ({"code": "homepage_mobile"}, 401, "Shop not found"),
        ({"shop_id": SHOP}, 400, "code is missing"),
        ({"shop_id": SHOP, "code": "unknown"}, 404, "Invalid slider code"),
        ({"shop_id": "1234567890", "code": "homepage_mobile"}, 404, "Invalid slider code"),
        (
            {"shop_id": SHOP, "code": "homepage_mobile", "email": "x"},
            400,
            "email: is not an e-mail address",
        ),
    ],
)
def test_refuses(params: dict[str, str], status: int, message: str, rees46: httpx.Client) -> None:
    answer = rees46.get("slider", params=params)

    assert (answer.status_code, answer.json()) == (status, refusal(message))
