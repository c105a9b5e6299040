"""Acts on messages: what is refused before any vendor is asked. What each vendor's do is with the vendor's tests."""

from typing import Any

import httpx
import pytest

from tests.control.conftest import problem

REVIEW = {"stars": 5, "text": "Bra!"}
ACTS = ("open", "click", "review", "opt_out", "bounce", "complain")


@pytest.mark.parametrize("act", ACTS)
def test_of_a_message_that_is_not_there_nothing_is_done(act: str, control: httpx.Client) -> None:
    answer = control.post(f"/outbox/9/{act}", json=REVIEW if act == "review" else None)

    assert (answer.status_code, answer.headers["content-type"]) == (404, "application/problem+json")
    assert answer.json() == problem(404, "Not Found", "there is no message 9", field="id")


@pytest.mark.parametrize(
    ("act", "body", "field", "detail"),
    [
        ("review", {"text": "Bra!"}, "stars", "stars: is missing"),
        ("review", {**REVIEW, "stars": 0}, "stars", "stars: Input should be greater than or equal to 1"),
        ("review", {**REVIEW, "stars": 6}, "stars", "stars: Input should be less than or equal to 5"),
        ("review", {**REVIEW, "stars": "5"}, "stars", "stars: Input should be a valid integer"),
        ("review", {**REVIEW, "stars": True}, "stars", "stars: Input should be a valid integer"),
        ("review", {"stars": 5}, "text", "text: is missing"),
        ("review", {**REVIEW, "text": " \n"}, "text", "text: write a few words"),
        ("review", {**REVIEW, "text": "\0"}, "text", "text: String should match pattern '^[^\\x00]*$'"),
        ("review", {**REVIEW, "star": 5}, "star", "star: unknown key"),
        ("open", {"link": "x"}, "link", "link: unknown key: this call takes no body"),
        ("opt_out", {"x": 1}, "x", "x: unknown key: this call takes no body"),
        ("complain", {"x": 1}, "x", "x: unknown key: this call takes no body"),
        ("click", {"link": 1}, "link", "link: Input should be a valid string"),
        ("bounce", {"kind": "hardly"}, "kind", "kind: Input should be 'hard' or 'soft'"),
    ],
)
@pytest.mark.usefixtures("invited")
def test_a_wrong_body_is_refused_with_its_field(
    act: str, body: Any, field: str, detail: str, control: httpx.Client
) -> None:
    answer = control.post(f"/outbox/1/{act}", json=body)

    assert answer.json() == problem(400, "Bad Request", detail, field=field)
    assert control.get("/reco/invites").json()["items"][0]["review"] is None


@pytest.mark.usefixtures("invited")
def test_an_act_that_there_is_not_is_no_call(control: httpx.Client) -> None:
    assert control.post("/outbox/1/shred").status_code == 404


def test_another_worlds_message_is_not_acted_on(
    control: httpx.Client, invited: httpx.Client, browser: httpx.Client
) -> None:
    made = control.post("/worlds", json={}).json()["name"]

    elsewhere = browser.post(f"/~{made}/_emulator/outbox/1/opt_out")

    assert elsewhere.status_code == 404
    assert control.get("/reco/opt-outs").json()["total"] == 1
