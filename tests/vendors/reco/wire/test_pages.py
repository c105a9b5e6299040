"""The pages behind the links in messages, as a customer uses them."""

import httpx
import pytest

from tests.vendors.reco.customers import JANE, MAIL, code, messages

ANSWER = {"grade": "4", "text": "<script>alert(1)</script> Gott!"}


@pytest.fixture
def links(reco: httpx.Client, control: httpx.Client) -> dict[str, str]:
    """The links in Jane's invite."""
    reco.post(MAIL, json={"invites": [JANE]})
    found: dict[str, str] = messages(control)[0]["links"]
    return found


def test_stars_and_a_text_make_a_review_that_the_venue_reads(reco: httpx.Client, links: dict[str, str]) -> None:
    form = reco.get(links["review"])
    thanks = reco.post(links["review"], data=ANSWER)

    assert (form.status_code, thanks.status_code) == (200, 200)
    assert 'name="grade" value="5"' in form.text
    newest = reco.get("/v3/venue/123/reviews").json()["reviews"][0]
    assert (newest["text"], newest["grade"]) == ("<script>alert(1)</script> Gott!", 4)
    assert newest["reviewer"]["screenName"] == "Jane D."


def test_an_invite_is_answered_once(reco: httpx.Client, links: dict[str, str]) -> None:
    reco.post(links["review"], data=ANSWER)

    again = reco.post(links["review"], data=ANSWER)

    assert again.status_code == reco.get(links["review"]).status_code == 409
    assert "vi har redan fått ditt omdöme" in again.text
    assert len(reco.get("/v3/venue/123/reviews").json()["reviews"]) == 11


@pytest.mark.parametrize(
    "data",
    [
        {},
        {"grade": "4"},
        {"grade": "4", "text": " "},
        {**ANSWER, "grade": "6"},
        {**ANSWER, "grade": "٤"},
        {f"field{n}": "x" for n in range(30)},
    ],
)
def test_stars_and_text_are_needed(reco: httpx.Client, links: dict[str, str], data: dict[str, str]) -> None:
    answer = reco.post(links["review"], data=data)

    assert answer.status_code == 400
    assert "Välj 1 till 5 stjärnor" in answer.text
    assert len(reco.get("/v3/venue/123/reviews").json()["reviews"]) == 10


def test_what_people_typed_is_escaped(reco: httpx.Client, links: dict[str, str]) -> None:
    refused = reco.post(links["review"], data={**ANSWER, "grade": ""})
    thanks = reco.post(links["review"], data=ANSWER)
    company = reco.get(reco.get("/v3/venue/123/reviews").json()["restfulIdentifier"])

    for page in (refused, thanks, company):
        assert page.headers["content-type"] == "text/html; charset=utf-8"
        assert "&lt;script&gt;alert(1)&lt;/script&gt; Gott!" in page.text
        assert "<script" not in page.text


def test_the_opt_out_link_asks_and_its_button_opts_out(
    reco: httpx.Client, control: httpx.Client, links: dict[str, str]
) -> None:
    asked = reco.get(links["opt_out"])
    before = control.get("reco/opt-outs").json()["total"]
    done = reco.post(links["opt_out"])

    assert (asked.status_code, before, done.status_code) == (200, 1, 200)
    assert "jane.doe@example.org" in asked.text
    assert code(reco.post(MAIL, json={"invites": [JANE]})) == 4


@pytest.mark.parametrize("key", ["x", "1-0000000000000000", "99999999999999999999-0123456789abcdef", "%00", "1-"])
@pytest.mark.parametrize(
    ("method", "page"),
    [("GET", "review"), ("POST", "review"), ("GET", "opt-out"), ("POST", "opt-out"), ("GET", "company")],
)
def test_a_wrong_link_leads_to_a_page_that_says_so(
    reco: httpx.Client, links: dict[str, str], method: str, page: str, key: str
) -> None:
    answer = reco.request(method, f"/{page}/{key}")

    assert answer.status_code == 404
    assert "Länken är fel" in answer.text


def test_the_picture_of_a_reviewer_is_there(reco: httpx.Client) -> None:
    address = reco.get("/v3/venue/123/reviews").json()["reviews"][0]["reviewer"]["thumbPicture"]

    assert reco.get(address).headers["content-type"] == "image/svg+xml"
