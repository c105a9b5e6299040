"""Which banners a slider shows."""

import httpx
import pytest

from tests.vendors.rees46.calls import SHOP


@pytest.mark.parametrize(
    ("tags", "pages"),
    [
        ("", ["summer", "winter"]),
        ("winter", ["winter"]),
        ("winter, summer", ["summer", "winter"]),
        ("winter,spring", ["winter"]),
        ("spring", []),
    ],
)
def test_tags_choose_banners(tags: str, pages: list[str], rees46: httpx.Client) -> None:
    answer = rees46.get("slider", params={"shop_id": SHOP, "code": "homepage_mobile", "tags": tags})

    urls = [banner["url"] for banner in answer.json()["payload"]["banners"]]
    assert urls == [f"https://northwind.example/{page}" for page in pages]
