"""The access ladder and what every answer carries."""

import httpx
import pytest

from tests.vendors.rees46.calls import open_shop, refusal, rows

SHOP = "DvLWN2ZTMZ"


def test_a_page_of_the_shop_may_read_the_answer(rees46: httpx.Client) -> None:
    answer = rees46.get("init", params={"shop_id": SHOP}, headers={"Origin": "https://shop.example"})

    assert answer.headers["access-control-allow-origin"] == "https://shop.example"
    assert answer.headers["access-control-allow-credentials"] == "true"
    assert answer.headers["vary"] == "Origin"


def test_a_browser_may_ask_first(rees46: httpx.Client) -> None:
    answer = rees46.options("init", headers={"Origin": "https://shop.example"})

    assert answer.status_code == 204
    assert answer.headers["access-control-allow-origin"] == "https://shop.example"
    assert answer.headers["access-control-allow-credentials"] == "true"
    assert answer.headers["access-control-allow-headers"] == "Content-Type, X-Shop-Secret"
    assert answer.headers["access-control-allow-methods"] == "GET, POST, PUT, PATCH, DELETE, OPTIONS"


def test_head_finds_what_only_takes_something_and_writes_nothing(rees46: httpx.Client, control: httpx.Client) -> None:
    before = rows(control, "events", "id")

    answer = rees46.head("push", params={"shop_id": SHOP, "did": "D1", "event": "view", "item_id": "37"})

    assert (answer.status_code, answer.content) == (200, b"")
    assert rows(control, "events", "id") == before


def test_a_refusal_is_readable_for_a_page_too(rees46: httpx.Client) -> None:
    answer = rees46.get("init", headers={"Origin": "https://shop.example"})

    assert answer.status_code == 401
    assert answer.headers["access-control-allow-origin"] == "https://shop.example"
    assert answer.headers["content-type"] == "application/json; charset=utf-8"


def test_an_unknown_path_and_a_wrong_verb_are_refused_in_json(rees46: httpx.Client) -> None:
    unknown = rees46.get("nowhere")
    wrong = rees46.delete("init")

    assert (unknown.status_code, unknown.json()["message"]) == (404, "The specified object could not be found.")
    assert (wrong.status_code, wrong.headers["allow"]) == (405, "GET")
    assert wrong.json()["payload"]["message"] == "You tried to access with an invalid method."


def test_a_body_over_the_limit_is_refused(rees46: httpx.Client) -> None:
    answer = rees46.request("GET", "init", content=b"x" * 2_000_000)

    assert answer.status_code == 413
    assert answer.json()["status"] == "error"


def test_a_shop_that_is_not_active_is_refused(rees46: httpx.Client, control: httpx.Client) -> None:
    shop = open_shop(control, active=False)

    answer = rees46.get("init", params=shop)

    assert (answer.status_code, answer.json()) == (403, refusal("Shop deactivated"))


def test_a_limited_shop_is_told_when_to_come_again(rees46: httpx.Client, control: httpx.Client) -> None:
    shop = open_shop(control, requests_per_minute=2)
    control.put("clock", json={"frozen": True})

    statuses = [rees46.get("init", params=shop).status_code for _ in range(2)]
    refused = rees46.get("init", params=shop)
    control.post("clock/advance", json={"seconds": int(refused.headers["retry-after"])})

    assert statuses == [200, 200]
    assert (refused.status_code, refused.headers["retry-after"]) == (429, "60")
    assert refused.json() == refusal("You're sending too many requests.")
    assert rees46.get("init", params=shop).status_code == 200


def test_a_shop_whose_limit_is_lowered_waits_until_it_is_below_the_new_one(
    rees46: httpx.Client, control: httpx.Client
) -> None:
    shop = open_shop(control, requests_per_minute=10)
    control.put("clock", json={"frozen": True})
    for _ in range(3):
        rees46.get("init", params=shop)
        control.post("clock/advance", json={"seconds": 10})
    control.patch(f"rees46/shops/{shop['shop_id']}", json={"requests_per_minute": 1})

    refused = rees46.get("init", params=shop)
    control.post("clock/advance", json={"seconds": int(refused.headers["retry-after"]) - 1})
    too_soon = rees46.get("init", params=shop)
    control.post("clock/advance", json={"seconds": int(too_soon.headers["retry-after"])})

    assert (refused.status_code, refused.headers["retry-after"]) == (429, "50")
    assert (too_soon.status_code, too_soon.headers["retry-after"]) == (429, "1")
    assert rees46.get("init", params=shop).status_code == 200


def test_shops_of_one_world_have_limits_of_their_own(rees46: httpx.Client, control: httpx.Client) -> None:
    control.put("clock", json={"frozen": True})
    shops = [open_shop(control, requests_per_minute=1), open_shop(control, requests_per_minute=1), open_shop(control)]

    statuses = [rees46.get("init", params=shop).status_code for shop in (*shops, *shops)]

    assert statuses == [200, 200, 200, 429, 429, 200]


@pytest.mark.parametrize("accept", ["application/xml", "text/html, application/xhtml+xml;q=0.9", "image/png"])
def test_another_format_than_json_is_not_to_be_had(accept: str, rees46: httpx.Client) -> None:
    answer = rees46.get("init", params={"shop_id": SHOP}, headers={"Accept": accept})

    assert (answer.status_code, answer.json()) == (406, refusal("You requested a format that isn't json."))


@pytest.mark.parametrize("accept", ["*/*", "text/html,*/*;q=0.8", "application/*", "text/html, *; q=.2", "text/json"])
def test_whoever_takes_anything_gets_json(accept: str, rees46: httpx.Client) -> None:
    answer = rees46.get("init", params={"shop_id": SHOP}, headers={"Accept": accept})

    assert answer.status_code == 200


def test_what_is_no_json_is_to_be_had_as_it_is(rees46: httpx.Client) -> None:
    picture = rees46.get(f"pictures/{SHOP}/120/187.png", headers={"Accept": "image/png"})
    identifier = rees46.get("generate_ssid", params={"shop_id": SHOP}, headers={"Accept": "text/plain"})

    assert (picture.status_code, identifier.status_code) == (200, 200)
