"""The review reads of real clients."""

from typing import Any

import httpx
import pytest

from tests.conftest import TestWorld
from tests.vendors.reco.customers import NOT_FOUND

OLD = "/venue/123/reviews?apiKey=3x3mp3l"


def texts(answer: httpx.Response) -> list[str]:
    return [one["text"][:14] for one in answer.json()["reviews"]]


def test_a_review_has_the_fields_that_all_clients_read(reco: httpx.Client, world: TestWorld) -> None:
    answer = reco.get(f"{OLD}&limit=1")

    base = f"{world.running.url}{world.prefix}/reco"
    review: dict[str, Any] = answer.json()["reviews"][0]
    assert isinstance(review.pop("id"), int)
    assert isinstance(review["reviewer"].pop("id"), int)
    assert review == {
        "text": "Stans bästa kanelbulle, och Maria bakom disken kom ihåg att jag dricker havremjölk.",
        "grade": 5,
        "rating": 5,
        "created": 1790579640000,
        "reviewer": {"screenName": "Anna L.", "thumbPicture": f"{base}/images/reviewer.svg"},
        "venueMeta": {"venueIdentifier": "kafe-exempel"},
        "employeeMeta": {"employeeIdentifier": "maria-ek", "employeeName": "Maria Ek"},
    }
    assert {name: value for name, value in answer.json().items() if name != "reviews"} == {
        "status": 200,
        "id": 123,
        "name": "Kafé Exempel",
        "restfulIdentifier": f"{base}/company/kafe-exempel",
    }


def test_reviews_are_never_the_first_key(reco: httpx.Client) -> None:
    assert next(iter(reco.get(OLD).json())) == "status"


def test_a_review_of_no_employee_has_no_employee_meta(reco: httpx.Client) -> None:
    review = reco.get(f"{OLD}&from=2026-09-12&to=2026-09-12").json()["reviews"][0]

    assert "employeeMeta" not in review


def test_all_paths_read_the_same(reco: httpx.Client) -> None:
    v3 = reco.get("/v3/venue/123/reviews", headers={"Content-Type": "application/json"})

    assert len(v3.json()["reviews"]) == 10
    assert reco.get(OLD).json() == v3.json()
    assert reco.get("/seam/resource/restv1/company/123?apiKey=3x3mp3l").json() == v3.json()


def test_the_newest_is_first(reco: httpx.Client) -> None:
    created = [one["created"] for one in reco.get(OLD).json()["reviews"]]

    assert created == sorted(created, reverse=True)


@pytest.mark.parametrize(("limit", "expected"), [("2", 2), ("999", 10), ("-0", 10), ("0", 10), ("-1", 10), ("", 10)])
@pytest.mark.parametrize("path", [OLD, "/seam/resource/restv1/company/123?apiKey=3x3mp3l"])
def test_limit(reco: httpx.Client, path: str, limit: str, expected: int) -> None:
    assert len(texts(reco.get(f"{path}&limit={limit}"))) == expected


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("from=2026-08-23&to=2026-09-12", ["Gott kaffe och", "Beställde en p"]),
        ("from=2026-09-13", ["Stans bästa ka"]),
        ("to=2025-12-31&limit=-0", ["Trevligt bemöt"]),
        ("from=0001-01-01&to=0001-01-01", []),
        ("from=9999-12-31&to=9999-12-31", []),
        ("from=2026-09-12&to=2026-08-23", []),
    ],
)
def test_from_and_to_are_included(reco: httpx.Client, query: str, expected: list[str]) -> None:
    assert texts(reco.get(f"{OLD}&{query}")) == expected


def test_reads_the_reviews_of_an_employee(reco: httpx.Client) -> None:
    answer = reco.get("/venue/123/employee/1956/reviews?apiKey=3x3mp3l&limit=-0")

    assert texts(answer) == ["Stans bästa ka", "Beställde en p", "Trevligt bemöt"]


@pytest.mark.parametrize("employee", ["1", "maria", "0", "%00", "1956x"])
def test_an_unknown_employee_is_not_found(reco: httpx.Client, employee: str) -> None:
    answer = reco.get(f"/venue/123/employee/{employee}/reviews?apiKey=3x3mp3l")

    assert (answer.status_code, answer.json()) == (404, NOT_FOUND)


@pytest.mark.parametrize(
    ("query", "message"),
    [
        ("limit=two", "limit: the value is not a whole number"),
        ("from=yesterday", "from: the value is not a date like 2026-01-31"),
        ("to=2026-02-30", "to: the value is no day of the calendar"),
    ],
)
def test_refuses_what_it_cannot_read(reco: httpx.Client, query: str, message: str) -> None:
    answer = reco.get(f"{OLD}&{query}")

    assert answer.status_code == 400
    assert answer.json() == {"status": 400, "error": "Bad Request", "message": message}
