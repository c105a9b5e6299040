"""A device's stories go on where it left them."""

import httpx

from tests.vendors.rees46.calls import SHOP


def progress(rees46: httpx.Client, did: str) -> tuple[bool, int]:
    stories = rees46.get("stories/main", params={"shop_id": SHOP, "did": did}).json()["stories"]
    return stories[0]["viewed"], stories[0]["start_position"]


def test_a_story_is_viewed_when_all_its_slides_are(rees46: httpx.Client) -> None:
    view = {"shop_id": SHOP, "did": "D1", "event": "view", "story_id": "1", "code": "main"}

    seen = [progress(rees46, "D1")]
    for slide in (11, 12):
        rees46.post("track/stories", json={**view, "slide_id": slide})
        seen.append(progress(rees46, "D1"))

    assert seen == [(False, 0), (False, 1), (True, 0)]
    assert progress(rees46, "D2") == (False, 0)


def test_a_click_is_no_view(rees46: httpx.Client) -> None:
    click = {"shop_id": SHOP, "did": "D1", "event": "click", "story_id": 1, "slide_id": 11, "code": "main"}

    rees46.post("track/stories", json=click)

    assert progress(rees46, "D1") == (False, 0)
