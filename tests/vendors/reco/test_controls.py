"""What Reco's customer service and a venue's customers would do."""

from typing import Any

import httpx
import pytest

from tests.vendors.reco.customers import JANE, MAIL, SMS, SVEN

FROZEN = {"now": "2030-01-31T12:00:00Z", "frozen": True}
REVIEW = {"grade": 5, "text": "Bra!"}


def test_lists_opts_out_and_opts_in(control: httpx.Client) -> None:
    control.put("clock", json=FROZEN)

    out = control.post("reco/opt-outs", json={"email": " Jane.Doe@example.org"})
    listed = control.get("reco/opt-outs").json()
    back = control.delete("reco/opt-outs", params={"email": "jane.doe@example.org"})

    assert (out.status_code, out.json()) == (
        201,
        {"address": "jane.doe@example.org", "sandbox": False, "opted_out": True},
    )
    assert listed["total"] == 2
    assert listed["items"][0] == {"address": "jane.doe@example.org", "sandbox": False, "at": "2030-01-31T12:00:00Z"}
    assert back.json() == {"address": "jane.doe@example.org", "sandbox": False, "opted_out": False, "removed": True}
    assert control.get("reco/opt-outs").json()["total"] == 1


def test_lists_invites_the_latest_first(reco: httpx.Client, control: httpx.Client) -> None:
    control.put("clock", json=FROZEN)
    reco.post(MAIL, json={"invites": [JANE]})
    reco.post(SMS, json={"invites": [SVEN], "scheduled": {"sendDateFrom": "2030-02-04"}})

    answer = control.get("reco/invites").json()

    assert answer["total"] == 2
    assert [(one["to"], one["state"]) for one in answer["items"]] == [
        ("0730000000", "scheduled"),
        ("jane.doe@example.org", "sent"),
    ]
    assert answer["items"][1] == {
        "id": 1,
        "venue": "123",
        "sandbox": False,
        "channel": "email",
        "to": "jane.doe@example.org",
        "first_name": "Jane",
        "last_name": "Doe",
        "metadata": [],
        "state": "sent",
        "created_at": "2030-01-31T12:00:00Z",
        "send_at": "2030-01-31T12:00:00Z",
        "review": None,
    }


def test_answers_an_invite_with_a_review_once(reco: httpx.Client, control: httpx.Client) -> None:
    control.put("clock", json=FROZEN)
    reco.post(MAIL, json={"invites": [JANE]})

    made = control.post("reco/invites/1/review", json={**REVIEW, "name": "J. D.", "employee": "1956"})
    again = control.post("reco/invites/1/review", json=REVIEW)

    review = made.json()
    assert isinstance(review.pop("id"), int)
    assert (made.status_code, review) == (
        201,
        {
            "venue": "123",
            "invite": 1,
            "employee": "1956",
            "sandbox": False,
            "grade": 5,
            "text": "Bra!",
            "name": "J. D.",
            "created_at": "2030-01-31T12:00:00Z",
        },
    )
    assert (again.status_code, again.json()["detail"]) == (409, "invite 1 has its review already")
    assert reco.get("/v3/venue/123/reviews").json()["reviews"][0]["employeeMeta"]["employeeName"] == "Maria Ek"


@pytest.mark.parametrize(("path", "entry"), [(MAIL, JANE), (SMS, SVEN)])
def test_finds_the_invite_of_a_customer(
    reco: httpx.Client, control: httpx.Client, path: str, entry: dict[str, Any]
) -> None:
    reco.post(path, json={"invites": [entry]})
    customer = {name: entry[name] for name in ("email", "mobile") if name in entry}

    made = control.post("reco/reviews", json={"venue": "123", **customer, **REVIEW})

    assert (made.status_code, made.json()["invite"]) == (201, 1)


@pytest.mark.parametrize(
    ("call", "body", "status", "field"),
    [
        ("opt-outs", {}, 400, "email"),
        ("opt-outs", {"email": "jane"}, 400, "email"),
        ("opt-outs", {"mobile": "1"}, 400, "mobile"),
        ("opt-outs", {"email": "a@b.se", "mobile": "0730000000"}, 400, "mobile"),
        ("opt-outs", {"email": "a@b.se", "why": "spam"}, 400, "why"),
        ("invites/1/review", REVIEW, 404, "number"),
        ("invites/99999999999999999999/review", REVIEW, 404, "number"),
        ("invites/x/review", REVIEW, 400, "number"),
        ("invites/1/review", {"grade": 6, "text": ""}, 400, "grade"),
        ("reviews", {"venue": "123", "email": "nobody@example.org", **REVIEW}, 404, "email"),
        ("reviews", {"venue": "124", "email": "nobody@example.org", **REVIEW}, 404, "venue"),
        ("reviews", {"venue": "123", "email": "a@b.se", "grade": 5, "text": "a\0b"}, 400, "text"),
    ],
)
def test_refuses_and_names_the_field(
    control: httpx.Client, call: str, body: dict[str, Any], status: int, field: str
) -> None:
    answer = control.post(f"reco/{call}", json=body)

    assert (answer.status_code, answer.json().get("field")) == (status, field)


def test_nobody_answers_what_was_not_sent(reco: httpx.Client, control: httpx.Client) -> None:
    control.put("clock", json=FROZEN)
    reco.post(MAIL, json={"invites": [JANE], "scheduled": {"sendDateFrom": "2030-02-04"}})

    early = control.post("reco/invites/1/review", json=REVIEW)
    control.post("clock/advance", json={"days": 8})
    late = control.post("reco/invites/1/review", json=REVIEW)

    assert (early.status_code, early.json()["detail"]) == (
        409,
        "invite 1 is scheduled: nobody can answer what was not sent",
    )
    assert late.status_code == 201


def test_refuses_an_unknown_employee(reco: httpx.Client, control: httpx.Client) -> None:
    reco.post(MAIL, json={"invites": [JANE]})

    answer = control.post("reco/invites/1/review", json={**REVIEW, "employee": "7"})

    assert (answer.status_code, answer.json()["field"]) == (400, "employee")


@pytest.mark.parametrize("venue", ["124", "abc", "%00"])
def test_an_unknown_venue_has_no_share(control: httpx.Client, venue: str) -> None:
    assert control.get(f"reco/venues/{venue}/contacted-share").status_code == 404
