"""What Happens Next: the pages behind the links of the e-mail."""

import httpx
import pytest

from tests.vendors.recensus.signing import post, purchase


def feedback_link(recensus: httpx.Client, control: httpx.Client, title: str = "Nike Shoes") -> str:
    post(recensus, purchase(title=title))
    link: str = control.get("recensus/customer-contact-requests").json()["items"][0]["purchases"][0]["feedback"]
    return link


def test_a_customer_leaves_stars_and_a_text(recensus: httpx.Client, control: httpx.Client) -> None:
    link = feedback_link(recensus, control)
    form = recensus.get(link)

    sent = recensus.post(link, data={"rating": "4", "text": "  Light.\r\nGood. ", "name": "Ben"})

    review = control.get("recensus/reviews").json()["items"][-1]
    assert form.headers["content-type"] == "text/html; charset=utf-8"
    assert "<h1>How do you like Nike Shoes?</h1>" in form.text
    assert (sent.status_code, "<h1>Thank you</h1>" in sent.text) == (200, True)
    assert {name: review[name] for name in ("product", "purchase", "rating", "text", "name", "state")} == {
        "product": 1,
        "purchase": 1,
        "rating": 4,
        "text": "Light.\r\nGood.",
        "name": "Ben",
        "state": "pending",
    }


def test_a_customer_need_not_give_a_name(recensus: httpx.Client, control: httpx.Client) -> None:
    recensus.post(feedback_link(recensus, control), data={"rating": "1", "text": "No.", "name": ""})

    assert control.get("recensus/reviews").json()["items"][-1]["name"] == "Anonymous"


@pytest.mark.parametrize(
    ("form", "problem"),
    [
        ({}, "Give one to five stars."),
        ({"text": "Good"}, "Give one to five stars."),
        ({"rating": "6", "text": "Good"}, "Give one to five stars."),
        ({"rating": "0", "text": "Good"}, "Give one to five stars."),
        ({"rating": "٤", "text": "Good"}, "Give one to five stars."),
        ({"rating": "5"}, "Write a few words, at most 5000 characters."),
        ({"rating": "5", "text": " \n"}, "Write a few words, at most 5000 characters."),
        ({"rating": "5", "text": "x" * 5001}, "Write a few words, at most 5000 characters."),
        ({"rating": "5", "text": "a\0b"}, "Write a few words, at most 5000 characters."),
        ({"rating": "5", "text": "Good", "name": "x" * 101}, "Give a name of at most 100 characters."),
    ],
)
def test_feedback_that_is_not_whole_is_asked_for_again(
    recensus: httpx.Client, control: httpx.Client, form: dict[str, str], problem: str
) -> None:
    link = feedback_link(recensus, control)
    before = control.get("recensus/reviews").json()

    answer = recensus.post(link, data=form)

    assert answer.status_code == 400
    assert f'<p role="alert">{problem}</p>' in answer.text
    assert control.get("recensus/reviews").json() == before


@pytest.mark.parametrize(
    ("body", "status"),
    [
        (b"", 400),
        (b"\xff\xfe", 400),
        (b"{}", 400),
        (b"&".join([b"a=1"] * 50), 400),
        (b"rating=5&text=%FF", 200),
    ],
)
def test_a_body_that_is_no_form_breaks_nothing(
    recensus: httpx.Client, control: httpx.Client, body: bytes, status: int
) -> None:
    answer = recensus.post(feedback_link(recensus, control), content=body)

    assert answer.status_code == status
    assert answer.headers["content-type"] == "text/html; charset=utf-8"


def test_a_purchase_is_reviewed_once(recensus: httpx.Client, control: httpx.Client) -> None:
    link = feedback_link(recensus, control)
    recensus.post(link, data={"rating": "4", "text": "Good"})
    before = control.get("recensus/reviews").json()

    again = recensus.post(link, data={"rating": "1", "text": "Bad"})

    assert again.status_code == 400
    assert "You have left feedback on this purchase already." in again.text
    assert control.get("recensus/reviews").json() == before


def test_what_was_typed_is_escaped(recensus: httpx.Client, control: httpx.Client) -> None:
    link = feedback_link(recensus, control, title='<script>"&')

    page = recensus.get(link)
    again = recensus.post(link, data={"text": "</textarea><script>", "name": '"><script>'})

    assert "<script>" not in page.text + again.text
    assert "<h1>How do you like &lt;script&gt;&quot;&amp;?</h1>" in page.text
    assert "&lt;/textarea&gt;&lt;script&gt;" in again.text
    assert 'value="&quot;&gt;&lt;script&gt;"' in again.text


@pytest.mark.parametrize("key", ["0" * 24, "x", "%00", "'--"])
@pytest.mark.parametrize("method", ["GET", "POST"])
def test_a_link_that_nobody_was_sent_leads_nowhere(recensus: httpx.Client, method: str, key: str) -> None:
    answer = recensus.request(method, f"feedback/{key}")

    assert (answer.status_code, "This link leads to no purchase." in answer.text) == (404, True)
