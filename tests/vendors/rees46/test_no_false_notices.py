"""What follows the document, or is what real clients are known to send, is taken without a word."""

from typing import Any

import httpx
import pytest

from tests.vendors.rees46.calls import S2S, SHOP

DEVICE = {"shop_id": SHOP, "did": "aB3dE6gH9k"}
ALWAYS = {**DEVICE, "sid": "s1", "seance": "s1", "stream": "ios", "segment": "A"}
JANE = {"email": "jane@example.com"}
VIEW = {"event": "view", "items": [{"id": "1104"}]}
PURCHASE = {"event": "purchase", "items": [{"id": "1104", "amount": "2", "price": "329.0"}]}
AUDIENCE = {**JANE, "age": "", "favourite_sport": "hockey"}
OF_PURCHASE = {
    "custom": {"gift": True},
    "recommended_source": {"1104": {"from": "dynamic", "code": "x"}},
    "segment_ab": "A",
    "tax_free": "1",
    "channel": "web",
    "delivery_address": "Main street 1",
}
CALL = {
    "channel": "phone", "event": "call", "location_id": "1", "call_type": "in", "call_theme": "size",
    "subject_appeal": "shoes", "comment": "-", "author_type": "user", "status": "new",
}  # fmt: skip
OLD = {
    "item_id[0]": "1104", "price[0]": "199.0000", "is_available[0]": "true", "isAvailable[0]": "1", "amount[0]": "1",
    "categories[0]": "5,7", "rating": "5", "email_hash": "0cc1",
}  # fmt: skip


@pytest.mark.parametrize(
    ("method", "path", "sent"),
    [
        pytest.param(method, path, sent, id=f"{number}-{method}-{path}")
        for number, (method, path, sent) in enumerate(
            [
                (
                    "POST",
                    "subscriptions/subscribe_for_product_price",
                    {"json": {**ALWAYS, **JANE, "item_id": "1104", "price": "160"}},
                ),
                ("POST", "import/audience", {"json": {**S2S, "audience": [AUDIENCE]}}),
                ("GET", "search", {"params": {**S2S, **JANE, "type": "full_search", "search_query": "tent"}}),
                ("GET", "search", {"params": {**S2S, "type": "full_search", "search_query": "tent", "debug": "1"}}),
                ("GET", "search", {"params": {**DEVICE, "type": "instant_search", "search_query": "tent"}}),
                ("GET", "recommend/1fd1b3495137bc3c9299816026acf36f", {"params": DEVICE}),
                ("POST", "url/create", {"json": {**S2S, "links": [{"url": "https://example.com/1"}]}}),
                ("GET", "init", {"params": DEVICE}),
                ("GET", "init", {"params": {"shop_id": SHOP, "did": "", "sid": "s1", "seance": "s1", "tz": "2"}}),
                ("GET", "init", {"params": {"shop_id": SHOP, "tz": "2", "stream": "ios", "ios_advertising_id": "a"}}),
                ("POST", "popup/showed", {"json": {**DEVICE, "sid": "s1", "popup": 0}}),
                ("GET", "stories/demo", {"params": ALWAYS}),
                (
                    "POST",
                    "track/stories",
                    {"json": {**ALWAYS, "event": "view", "story_id": 1, "slide_id": "1", "code": "demo"}},
                ),
                ("GET", "products/counters", {"params": {**ALWAYS, "item": "1104"}}),
                ("GET", "products", {"params": ALWAYS}),
                ("GET", "products/get", {"params": {**ALWAYS, "item_id": "1104"}}),
                ("GET", "category/1", {"params": ALWAYS}),
                ("GET", "nps/categories", {"params": ALWAYS}),
                ("POST", "segments/get", {"json": ALWAYS}),
                ("POST", "push", {"json": {**ALWAYS, **VIEW, "from": "bulk", "code": "x"}}),
                ("POST", "push", {"json": {**ALWAYS, **VIEW, "source": {"from": "", "code": ""}}}),
                ("POST", "push", {"json": {**ALWAYS, **VIEW, "source": '{"from":"","code":""}'}}),
                ("POST", "push", {"json": {**ALWAYS, **PURCHASE, **OF_PURCHASE}}),
                (
                    "POST",
                    "push",
                    {"json": {**ALWAYS, "event": "search", "search_query": "tent", "results": ["1104"]}},
                ),
                (
                    "POST",
                    "push",
                    {"json": {**ALWAYS, **VIEW, "recommended_by": "web_push_digest", "web_push_digest_code": "x"}},
                ),
                ("POST", "push", {"json": {**DEVICE, **PURCHASE, "event": "cart", "full_cart": "true"}}),
                ("POST", "push", {"json": {**DEVICE, **PURCHASE, "event": "wish", "full_wish": "true"}}),
                ("POST", "push", {"json": {**DEVICE, "event": "cart", "items": [{"id": "1104", "is_available": 1}]}}),
                ("POST", "profile/set", {"json": {**DEVICE, "bought_something": "1"}}),
                (
                    "POST",
                    "nps/create",
                    {"json": {**ALWAYS, "channel": "website", "category": "checkout", "rate": "9", "order_id": ""}},
                ),
                (
                    "GET",
                    "recommend",
                    {
                        "params": {
                            **DEVICE,
                            "recommender_type": "popular",
                            "cart_count": "1",
                            "cart_item_id[0]": "1104",
                        }
                    },
                ),
                ("POST", "push", {"data": {**DEVICE, "event": "view", **OLD}}),
                ("POST", "push", {"json": {**S2S, **JANE, **VIEW}}),
                ("GET", "orders/last_for_user", {"params": {**S2S, "external_id": "1"}}),
                ("GET", "orders/last_for_user", {"params": {**S2S, **JANE}}),
                ("GET", "orders/last_for_user", {"params": DEVICE}),
            ]
        )
    ],
)
def test_says_nothing(rees46: httpx.Client, method: str, path: str, sent: dict[str, Any]) -> None:
    answer = rees46.request(method, path, **sent)

    assert answer.headers.get("x-emulator-notice") is None
    assert answer.status_code == 200, answer.text


def test_an_old_name_stands_for_the_one_that_is_documented(rees46: httpx.Client) -> None:
    answer = rees46.post("push", data={"shop_id": SHOP, "ssid": "aB3dE6gH9k", "event": "view", **OLD})

    assert answer.headers.get_list("x-emulator-notice") == ["`ssid` is an old name of `did` for POST /push"]


def test_says_nothing_of_a_cancelled_order(rees46: httpx.Client) -> None:
    ordered = rees46.post("push", json={**DEVICE, **PURCHASE, "order_id": "A-1"})

    cancelled = rees46.post("sync/orders", json={**S2S, "orders": [{"id": "A-1", "status": "cancelled"}]})

    assert [one.headers.get("x-emulator-notice") for one in (ordered, cancelled)] == [None, None]


def test_says_nothing_of_a_recommendation_for_an_address(control: httpx.Client, rees46: httpx.Client) -> None:
    code = control.get("state/rees46/recommenders").json()["items"][0]["code"]

    answer = rees46.get(f"recommend/{code}", params={**S2S, **JANE})

    assert (answer.status_code, answer.headers.get("x-emulator-notice")) == (200, None)


def test_says_nothing_of_an_identifier_that_is_a_text(rees46: httpx.Client) -> None:
    made = rees46.post("crm/client_calls", json={**S2S, **JANE, **CALL})

    changed = rees46.patch("crm/client_calls", json={**S2S, **JANE, "ID": str(made.json()["id"]), "status": "closed"})

    assert [one.headers.get("x-emulator-notice") for one in (made, changed)] == [None, None]
    assert [one.status_code for one in (made, changed)] == [200, 200]


@pytest.mark.parametrize(
    ("method", "path", "sent", "notice"),
    [
        ("GET", "search", {"sesion": "s1", "type": "full_search", "search_query": "a"}, "`sesion` is not documented"),
        ("POST", "push", {"event": "view", "item_id": "1104", "itemid": "1"}, "did you mean `item_id`?"),
        ("POST", "push", {"event": "view", "item_id": "1104", "streem": "ios"}, "did you mean `stream`?"),
        ("GET", "products/counters", {"item": "1104", "seanse": "s1"}, "did you mean `seance`?"),
        ("POST", "profile/set", {"bought_somthing": "1"}, "did you mean `bought_something`?"),
    ],
)
def test_a_misspelt_name_is_still_told(
    rees46: httpx.Client, method: str, path: str, sent: dict[str, str], notice: str
) -> None:
    answer = rees46.request(method, path, params={**DEVICE, "sid": "s1", **sent})

    assert notice in answer.headers["x-emulator-notice"]


@pytest.mark.parametrize(
    "sent",
    [{"items": [{"id": "1104", "amount": "two"}]}, {"items": [{"id": "1104", "is_available": "maybe"}]}],
)
def test_a_text_that_is_no_number_or_flag_is_still_told(rees46: httpx.Client, sent: dict[str, Any]) -> None:
    answer = rees46.post("push", json={**DEVICE, "event": "cart", **sent})

    assert "is sent as a string, and documented as" in answer.headers["x-emulator-notice"]
