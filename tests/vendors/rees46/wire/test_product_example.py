"""The product that the description shows."""

import httpx

from emulator.vendors.rees46.wire.product_example import PRODUCT


def test_it_is_what_the_demo_shop_answers(rees46: httpx.Client) -> None:
    answer = rees46.get("products/get", params={"shop_id": "DvLWN2ZTMZ", "item_id": "187"})

    here = str(rees46.base_url).rstrip("/")
    handle = PRODUCT["image_url_handle"].replace("/rees46", rees46.base_url.path.rstrip("/"), 1)
    pictures = {
        size: url.replace("http://127.0.0.1:4717/rees46", here) for size, url in PRODUCT["image_url_resized"].items()
    }
    original = pictures["original"]
    assert answer.json() == {
        **PRODUCT,
        "picture": original,
        "image_url": original,
        "image_url_handle": handle,
        "image_url_resized": pictures,
    }
