"""Chapter "Net Promoter Score", over HTTP."""

from typing import Any

import httpx
import pytest

SHOP = {"shop_id": "DvLWN2ZTMZ"}
TRUSTED = {**SHOP, "shop_secret": "EIxTuot8sj"}
DEVICE = {**SHOP, "did": "aB3dE6gH9k"}
RATED = {"channel": "website", "category": "checkout", "rate": 7}
DONE = {"status": "success"}
JOHN = 1515915625535836508
FROM_THE_FIXTURE = [
    {"id": 1, "channel": "email", "category": "delivery", "rate": 7, "comment": "Lorem ipsum", "client_id": JOHN},
    {"id": 2, "channel": "popup", "category": "checkout", "rate": 9, "comment": None, "client_id": JOHN},
]


def error(message: str) -> dict[str, Any]:
    return {"status": "error", "message": message, "payload": {"message": message}}


def reviews(rees46: httpx.Client, **filters: str) -> Any:
    return rees46.get("nps/reviews", params={**TRUSTED, **filters}).json()


def new_reviews(rees46: httpx.Client) -> list[tuple[Any, ...]]:
    """Those that were not there from the start, without their numbers."""
    return [
        (review["channel"], review["category"], review["rate"], review["comment"])
        for review in reviews(rees46)
        if review["id"] > len(FROM_THE_FIXTURE)
    ]


def test_lists_the_categories_in_the_order_of_their_ids(rees46: httpx.Client) -> None:
    answer = rees46.get("nps/categories", params=SHOP)

    assert answer.status_code == 200
    assert [(category["id"], category["code"]) for category in answer.json()] == [
        (1, "website"),
        (2, "checkout"),
        (3, "delivery"),
    ]


@pytest.mark.parametrize("who", [{"did": "jS4mK8pQ2x"}, {"email": "John.Smith@example.com"}, {"phone": "+10000000001"}])
def test_thanks_a_known_client_by_name(rees46: httpx.Client, who: dict[str, str]) -> None:
    categories = rees46.get("nps/categories", params={**SHOP, **who}).json()

    assert categories[0]["promoter_success"].startswith("Thanks for your feedback, Mr. John Smith. It’s great")


@pytest.mark.parametrize("who", [{}, {"did": "nobodysdid"}, {"email": "nobody@example.com"}])
def test_thanks_anybody_else_without_a_name(rees46: httpx.Client, who: dict[str, str]) -> None:
    categories = rees46.get("nps/categories", params={**SHOP, **who}).json()

    assert categories[0]["promoter_success"].startswith("Thanks for your feedback. It’s great")


def test_lists_the_channels(rees46: httpx.Client) -> None:
    answer = rees46.get("nps/channels", params=SHOP)

    assert (answer.status_code, answer.json()) == (
        200,
        [
            {"id": 1, "code": "website", "name": "Online checkout quality"},
            {"id": 2, "code": "ios_app", "name": "iOS mobile app"},
            {"id": 3, "code": "android_app", "name": "Android mobile app"},
            {"id": 4, "code": "pos", "name": "POS terminal"},
            {"id": 5, "code": "email", "name": "E-mail"},
            {"id": 6, "code": "popup", "name": "Popup on the website"},
        ],
    )


def test_a_client_id_keeps_every_digit(rees46: httpx.Client) -> None:
    answer = rees46.get("nps/reviews", params=TRUSTED)

    assert (answer.status_code, answer.json()) == (200, FROM_THE_FIXTURE)
    assert '"client_id":1515915625535836508' in answer.text


@pytest.mark.parametrize(
    ("filters", "found"),
    [
        ({"channel": "email"}, [1]),
        ({"category": "checkout"}, [2]),
        ({"channel": "email", "category": "checkout"}, []),
        ({"channel": "fax"}, []),
        ({"date_from": "2025-03-04"}, [2]),
        ({"date_to": "2025-03-03"}, [1]),
        ({"date_from": "2025-03-03 00:00:00", "date_to": "2025-03-04T12:00:00Z"}, [1, 2]),
        ({"date_from": "2025-03-05"}, []),
        ({"date_from": "", "date_to": "null"}, [1, 2]),
    ],
)
def test_filters_reviews(rees46: httpx.Client, filters: dict[str, str], found: list[int]) -> None:
    assert [review["id"] for review in reviews(rees46, **filters)] == found


@pytest.mark.parametrize(
    "how",
    [
        {"data": {**DEVICE, **RATED, "comment": "Fine"}},
        {"json": {**DEVICE, **RATED, "comment": "Fine"}},
        {"json": {**DEVICE, **RATED, "comment": "Fine", "rate": "7", "order_id": "", "email": None}},
        {"params": {**DEVICE, **RATED, "comment": "Fine"}},
        {"params": {**DEVICE, "seance": "Zx8yW7vU6t"}, "data": {**RATED, "comment": "Fine"}},
        {"data": {**TRUSTED, **RATED, "comment": "Fine", "email": "jane@example.com"}},
        {"data": {**TRUSTED, **RATED, "comment": "Fine", "phone": "+10000000000"}},
        {"data": {**TRUSTED, **RATED, "comment": "Fine", "loyalty_id": "L-1"}},
    ],
)
def test_keeps_a_review_however_it_is_sent(rees46: httpx.Client, how: dict[str, Any]) -> None:
    answer = rees46.post("nps/create", **how)

    assert (answer.status_code, answer.json()) == (200, DONE)
    assert new_reviews(rees46) == [("website", "checkout", 7, "Fine")]


def test_a_second_review_on_the_same_day_replaces_the_first(rees46: httpx.Client) -> None:
    rees46.post("nps/create", json={**DEVICE, **RATED, "comment": "Fine"})

    rees46.post("nps/create", json={**DEVICE, **RATED, "rate": 10})

    assert new_reviews(rees46) == [("website", "checkout", 10, None)]


@pytest.mark.parametrize("other", [{"channel": "pos"}, {"category": "delivery"}, {"did": "kH9gE6dB3a"}])
def test_another_channel_category_or_client_is_another_review(rees46: httpx.Client, other: dict[str, str]) -> None:
    rees46.post("nps/create", json={**DEVICE, **RATED})

    rees46.post("nps/create", json={**DEVICE, **RATED, **other})

    assert len(new_reviews(rees46)) == 2


def test_a_review_by_email_replaces_the_one_by_a_device_of_the_same_person(rees46: httpx.Client) -> None:
    rees46.post("nps/create", json={**SHOP, **RATED, "did": "jS4mK8pQ2x", "rate": 3})

    rees46.post("nps/create", json={**TRUSTED, **RATED, "email": "john.smith@example.com", "rate": 8})

    assert new_reviews(rees46) == [("website", "checkout", 8, None)]


def test_an_order_says_whose_review_it_is(rees46: httpx.Client) -> None:
    purchase = {"event": "purchase", "order_id": "ORDER-3341", "order_price": 10, "items": [{"id": "1", "price": 10}]}
    rees46.post("push", json={**SHOP, **purchase, "did": "jS4mK8pQ2x"}).raise_for_status()

    rees46.post("nps/create", json={**TRUSTED, **RATED, "order_id": "ORDER-3341"}).raise_for_status()

    assert reviews(rees46)[-1] == {"id": 3, **RATED, "comment": None, "client_id": JOHN}


def test_a_device_brings_its_review_when_it_turns_out_to_be_a_known_person(rees46: httpx.Client) -> None:
    rees46.post("nps/create", json={**TRUSTED, **RATED, "email": "jane@example.com", "rate": 3})
    rees46.post("nps/create", json={**DEVICE, **RATED, "rate": 8})

    rees46.post("segments/add", json={**DEVICE, "email": "jane@example.com", "segment_id": "313"})

    assert new_reviews(rees46) == [("website", "checkout", 8, None)]


@pytest.mark.parametrize("endpoint", ["nps/categories", "nps/channels"])
@pytest.mark.parametrize("sent", [{}, {"shop_id": ""}, {"shop_id": "unknown"}])
def test_refuses_to_list_for_an_unknown_shop(rees46: httpx.Client, endpoint: str, sent: dict[str, str]) -> None:
    answer = rees46.get(endpoint, params=sent)

    assert (answer.status_code, answer.json()) == (401, error("Shop not found"))


@pytest.mark.parametrize(
    ("sent", "status", "message"),
    [
        ({}, 401, "Shop not found"),
        ({"shop_id": "unknown", "shop_secret": "EIxTuot8sj"}, 401, "Shop not found"),
        (SHOP, 403, "Invalid secret key"),
        (DEVICE, 403, "Invalid secret key"),
        ({**SHOP, "shop_secret": "wrong"}, 403, "Invalid secret key"),
        ({**TRUSTED, "date_from": "yesterday"}, 400, "date_from: is not a date like 2025-12-31"),
        ({**TRUSTED, "date_to": "2025-02-30"}, 400, "date_to: is not a date like 2025-12-31"),
    ],
)
def test_refuses_to_show_reviews(rees46: httpx.Client, sent: dict[str, str], status: int, message: str) -> None:
    answer = rees46.get("nps/reviews", params=sent)

    assert (answer.status_code, answer.json()) == (status, error(message))


@pytest.mark.parametrize(
    ("sent", "status", "message"),
    [
        (RATED, 401, "Shop not found"),
        ({**RATED, "shop_id": "unknown", "did": "aB3dE6gH9k"}, 401, "Shop not found"),
        ({**SHOP, **RATED}, 403, "Invalid secret key"),
        ({**SHOP, **RATED, "email": "jane@example.com"}, 403, "Invalid secret key"),
        ({**DEVICE, **RATED, "shop_secret": "wrong"}, 403, "Invalid secret key"),
        ({**TRUSTED, **RATED}, 400, "Identifier is not valid"),
        ({**TRUSTED, **RATED, "order_id": "unknown"}, 400, "Identifier is not valid"),
        ({**DEVICE, "category": "checkout", "rate": 7}, 400, "channel is missing"),
        ({**DEVICE, "channel": "website", "rate": 7}, 400, "category is missing"),
        ({**DEVICE, "channel": "website", "category": "checkout"}, 400, "rate is missing"),
        ({**DEVICE, **RATED, "channel": "fax"}, 400, "Channel is not valid"),
        ({**DEVICE, **RATED, "category": "weather"}, 400, "Category is not valid"),
        ({**DEVICE, **RATED, "rate": True}, 400, "rate: Input should be a valid integer"),
        ({**DEVICE, **RATED, "rate": 0}, 400, "rate: Input should be greater than or equal to 1"),
        ({**DEVICE, **RATED, "rate": "11"}, 400, "rate: Input should be less than or equal to 10"),
        (
            {**DEVICE, **RATED, "rate": "good"},
            400,
            "rate: Input should be a valid integer, unable to parse string as an integer",
        ),
        ({**DEVICE, **RATED, "comment": {"text": "Fine"}}, 400, "comment: Input should be a valid string"),
    ],
)
def test_refuses_a_review_and_keeps_nothing(
    rees46: httpx.Client, sent: dict[str, Any], status: int, message: str
) -> None:
    answer = rees46.post("nps/create", json=sent)

    assert (answer.status_code, answer.json()) == (status, error(message))
    assert reviews(rees46) == FROM_THE_FIXTURE
