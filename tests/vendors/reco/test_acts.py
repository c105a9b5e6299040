"""What a customer does with an invite, by a control call in place of a browser."""

from typing import Any

import httpx
import pytest

from tests.vendors.reco.customers import JANE, MAIL, SANDBOX, SMS, SVEN, code, messages

REVIEW = {"stars": 4, "text": "Bra & <b>billigt</b>!"}


def reviews(reco: httpx.Client) -> list[dict[str, Any]]:
    return reco.get("venue/123/reviews", params={"apiKey": "3x3mp3l"}).json()["reviews"]  # type: ignore[no-any-return]


@pytest.mark.parametrize(("path", "customer"), [(MAIL, JANE), (SMS, SVEN)])
def test_a_review_is_among_the_venues_reviews(
    path: str, customer: dict[str, str], reco: httpx.Client, control: httpx.Client
) -> None:
    reco.post(path, json={"invites": [customer]})
    (message,) = messages(control)

    acted = control.post(f"outbox/{message['id']}/review", json=REVIEW)

    newest = reviews(reco)[0]
    assert acted.json() == {
        "message": message["id"],
        "act": "review",
        "did": "reviewed Kafé Exempel: 4 of 5 stars",
        "link": message["links"]["review"],
        "leads_to": None,
        "made": {"venue": "123", "review": newest["id"]},
    }
    assert (newest["text"], newest["rating"]) == (REVIEW["text"], 4)


def test_the_page_behind_the_link_says_so_too(reco: httpx.Client, control: httpx.Client, browser: httpx.Client) -> None:
    reco.post(MAIL, json={"invites": [JANE]})
    (message,) = messages(control)

    control.post(f"outbox/{message['id']}/review", json=REVIEW)

    assert browser.get(message["links"]["review"]).status_code == 409


@pytest.mark.parametrize(("path", "customer"), [(MAIL, JANE), (SMS, SVEN)])
def test_who_opts_out_is_not_invited_again(
    path: str, customer: dict[str, str], reco: httpx.Client, control: httpx.Client
) -> None:
    reco.post(path, json={"invites": [customer]})
    (message,) = messages(control)

    acted = [control.post(f"outbox/{message['id']}/opt_out").json() for _ in range(2)]

    address = customer.get("email") or "+46730000000"
    to = customer.get("email") or customer["mobile"]
    assert (
        acted
        == [
            {
                "message": message["id"],
                "act": "opt_out",
                "did": f"{to} gets no more invites",
                "link": message["links"]["opt_out"],
                "leads_to": None,
                "made": {"address": address},
            }
        ]
        * 2
    )
    assert code(reco.post(path, json={"invites": [customer]})) == 4


def test_in_the_sandbox_nothing_of_it_is_real(reco: httpx.Client, control: httpx.Client) -> None:
    before = reviews(reco)
    reco.post(f"/sandbox{MAIL}", json={"invites": [JANE]}, headers=SANDBOX)

    for act, body in (("review", REVIEW), ("opt_out", None)):
        assert control.post(f"outbox/1/{act}", json=body).status_code == 200

    assert reviews(reco) == before
    assert code(reco.post(MAIL, json={"invites": [JANE]})) is None


@pytest.mark.parametrize(
    ("act", "body", "status", "field", "detail"),
    [
        ("open", None, 409, "id", "message 1 of reco has no open; what can be done with it: review, opt_out"),
        (
            "click",
            {"link": "review"},
            409,
            "id",
            "message 1 of reco has no click; what can be done with it: review, opt_out",
        ),
        ("bounce", None, 409, "id", "message 1 of reco has no bounce; what can be done with it: review, opt_out"),
        ("review", {**REVIEW, "product": "x"}, 400, "product", "Reco asks about a venue, not about products"),
        ("review", {**REVIEW, "link": "opt_out"}, 400, "link", "the link to a review is called review"),
    ],
)
def test_refuses(
    act: str, body: Any, status: int, field: str, detail: str, reco: httpx.Client, control: httpx.Client
) -> None:
    reco.post(MAIL, json={"invites": [JANE]})

    answer = control.post(f"outbox/1/{act}", json=body)

    problem = answer.json()
    assert (answer.status_code, problem["field"], problem["detail"]) == (status, field, detail)
    assert control.get("reco/invites").json()["items"][0]["review"] is None


def test_an_invite_is_answered_once(reco: httpx.Client, control: httpx.Client) -> None:
    reco.post(MAIL, json={"invites": [JANE]})
    control.post("outbox/1/review", json=REVIEW)

    again = control.post("outbox/1/review", json=REVIEW)

    assert (again.status_code, again.json()["detail"]) == (409, "the invite has its review already: it is good for one")
