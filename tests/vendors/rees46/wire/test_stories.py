"""Stories over HTTP."""

from typing import Any

import httpx
import pytest

from tests.vendors.rees46.calls import SHOP, SUCCESS, changed, refusal

VIEW = {"shop_id": SHOP, "did": "D1", "event": "view", "story_id": 1, "slide_id": 11, "code": "main"}


def test_a_block_is_as_the_sdks_read_it(rees46: httpx.Client) -> None:
    block = rees46.get("stories/main", params={"shop_id": SHOP, "did": "D1"}).json()

    first = block["stories"][0]
    assert {name: type(block["settings"][name]) for name in ("font_size", "avatar_size")} == {
        "font_size": int,
        "avatar_size": int,
    }
    assert first.keys() == {"id", "name", "avatar", "viewed", "start_position", "pinned", "slides"}
    assert (first["id"], first["viewed"], first["start_position"], first["pinned"]) == (1, False, 0, True)
    assert first["slides"][0].keys() == {
        "id",
        "duration",
        "background",
        "background_color",
        "preview",
        "type",
        "elements",
    }
    assert isinstance(first["slides"][0]["elements"][1]["font_size"], str)


def test_a_code_that_nobody_knows_has_no_stories(rees46: httpx.Client) -> None:
    answer = rees46.get("stories/unknown", params={"shop_id": SHOP})

    assert (answer.status_code, answer.json()["stories"]) == (200, [])


@pytest.mark.parametrize("how", ["data", "json"])
@pytest.mark.parametrize("event", ["view", "click"])
def test_tracks(event: str, how: str, rees46: httpx.Client) -> None:
    answer = rees46.post("track/stories", **{how: {**VIEW, "event": event}})

    assert (answer.status_code, answer.json()) == (200, SUCCESS)


@pytest.mark.parametrize("shop", [{}, {"shop_id": "unknown"}])
def test_refuses_to_show_without_a_shop(shop: dict[str, str], rees46: httpx.Client) -> None:
    answer = rees46.get("stories/main", params=shop)

    assert (answer.status_code, answer.json()) == (401, refusal("Shop not found"))


@pytest.mark.parametrize(
    ("changes", "status", "message"),
    [
        ({"shop_id": None}, 401, "Shop not found"),
        ({"event": None}, 400, "event is missing"),
        ({"event": "like"}, 400, "event: Input should be 'view' or 'click'"),
        ({"story_id": None}, 400, "story_id is missing"),
        ({"slide_id": None}, 400, "slide_id is missing"),
        ({"slide_id": [1]}, 400, "slide_id: Input should be a valid string"),
    ],
)
def test_refuses_to_track(changes: dict[str, Any], status: int, message: str, rees46: httpx.Client) -> None:
    sent = changed(VIEW, changes)

    answer = rees46.post("track/stories", json=sent)

    assert (answer.status_code, answer.json()) == (status, refusal(message))
