"""What Recensus' own people and its merchants' customers would do."""

import json
from typing import Any

import httpx
import pytest

from tests.conftest import TestWorld
from tests.vendors.recensus.signing import DATA, post, purchase

FROZEN = {"now": "2030-01-31T12:00:00Z", "frozen": True}


def test_lists_customer_contact_requests(recensus: httpx.Client, control: httpx.Client, world: TestWorld) -> None:
    control.put("clock", json=FROZEN)
    post(recensus, {**purchase(), "purchaseDate": "2030-01-31T12:00:00+0000"})

    answer = control.get("recensus/customer-contact-requests").json()

    link = answer["items"][0]["purchases"][0].pop("feedback")
    assert link.startswith(f"{world.running.url}{world.prefix}/recensus/feedback/")
    assert answer == {
        "items": [
            {
                "id": 1,
                "merchant": "1",
                "customer_first_name": "Ben",
                "customer_last_name": "Waine",
                "customer_email": "ben@recensus.com",
                "purchase_date": "2030-01-31T12:00:00+0000",
                "state": "pending",
                "created_at": "2030-01-31T12:00:00Z",
                "contact_at": "2030-02-07T12:00:00Z",
                "purchases": [
                    {"id": 1, "product": 1, "title": "Nike Shoes", "lang": "en", "url": None, "quantity": "2"}
                ],
            }
        ],
        "total": 1,
    }


def test_a_customer_leaves_feedback_and_it_is_decided_about(recensus: httpx.Client, control: httpx.Client) -> None:
    control.put("clock", json=FROZEN)
    post(recensus, DATA)

    left = control.post("recensus/reviews", json={"purchase": 2, "rating": 3, "text": "So so.", "name": "Ben"})
    accepted = control.post(f"recensus/reviews/{left.json()['id']}/accept")
    refused = control.post(f"recensus/reviews/{left.json()['id']}/refuse")

    review = {
        "id": left.json()["id"],
        "product": 5,
        "purchase": 2,
        "rating": 3,
        "text": "So so.",
        "name": "Ben",
        "state": "pending",
        "created_at": "2030-01-31T12:00:00Z",
    }
    assert (left.status_code, left.json()) == (201, review)
    assert (accepted.status_code, accepted.json()) == (200, {**review, "state": "accepted"})
    assert (refused.status_code, refused.json()) == (200, {**review, "state": "refused"})
    assert control.get("recensus/reviews").json()["items"][-1] == {**review, "state": "refused"}


FEEDBACK = {"purchase": 1, "rating": 3, "text": "So so."}


@pytest.mark.parametrize(
    ("body", "status", "field"),
    [
        ({**FEEDBACK, "purchase": 9}, 404, "purchase"),
        ({**FEEDBACK, "purchase": 0}, 404, "purchase"),
        ({**FEEDBACK, "purchase": 10**30}, 404, "purchase"),
        ({**FEEDBACK, "purchase": "1"}, 400, "purchase"),
        ({**FEEDBACK, "rating": 0}, 400, "rating"),
        ({**FEEDBACK, "rating": 6}, 400, "rating"),
        ({**FEEDBACK, "text": ""}, 400, "text"),
        ({**FEEDBACK, "text": "x" * 5001}, 400, "text"),
        ({**FEEDBACK, "name": "x" * 101}, 400, "name"),
        ({**FEEDBACK, "text": "a\0b"}, 400, "text"),
        ({**FEEDBACK, "text": 7}, 400, "text"),
        ({**FEEDBACK, "name": "\0"}, 400, "name"),
        ({**FEEDBACK, "stars": 5}, 400, "stars"),
        ({"purchase": 1, "rating": 3}, 400, "text"),
    ],
)
def test_feedback_that_cannot_be_taken_is_refused(
    recensus: httpx.Client, control: httpx.Client, body: dict[str, Any], status: int, field: str
) -> None:
    post(recensus)
    before = control.get("recensus/reviews").json()

    answer = control.post("recensus/reviews", json=body)

    assert (answer.status_code, answer.json()["field"]) == (status, field)
    assert answer.headers["content-type"] == "application/problem+json"
    assert control.get("recensus/reviews").json() == before


@pytest.mark.parametrize("field", ["text", "name"])
def test_feedback_with_half_a_character_is_refused(recensus: httpx.Client, control: httpx.Client, field: str) -> None:
    post(recensus)
    body = json.dumps({**FEEDBACK, field: "\ud83d"})

    answer = control.post("recensus/reviews", content=body, headers={"Content-Type": "application/json"})

    assert (answer.status_code, answer.json()["field"]) == (400, field)


def test_feedback_on_a_purchase_is_left_once(recensus: httpx.Client, control: httpx.Client) -> None:
    post(recensus)
    control.post("recensus/reviews", json=FEEDBACK)

    again = control.post("recensus/reviews", json=FEEDBACK)

    assert (again.status_code, again.json()["field"]) == (409, "purchase")


@pytest.mark.parametrize(
    ("call", "status"),
    [("999/accept", 404), ("999/refuse", 404), ("0/accept", 400), ("x/accept", 400), (f"{10**30}/refuse", 400)],
)
def test_there_is_nothing_to_decide_about_an_unknown_review(control: httpx.Client, call: str, status: int) -> None:
    answer = control.post(f"recensus/reviews/{call}")

    assert answer.status_code == status
    assert answer.headers["content-type"] == "application/problem+json"
