"""What a customer does with the e-mail after a purchase, by a control call in place of a browser."""

from typing import Any

import httpx
import pytest

from tests.vendors.recensus.signing import ALL_FIELDS, DATA, changed, md5, post, purchase

REVIEW = {"stars": 5, "text": "They <b>fit</b>."}
HAT = changed(ALL_FIELDS, gtin="77", title="Hat")
SCARF = changed(ALL_FIELDS, gtin="78", title="Scarf")
LINKS = "the message's links are review (Hat), review_2 (Scarf)"


@pytest.fixture
def two(recensus: httpx.Client) -> None:
    """Ben bought a hat and a scarf, some time ago."""
    assert post(recensus, {**DATA, "purchases": [HAT, SCARF]}).status_code == 201


def widget(recensus: httpx.Client, gtin: str) -> str:
    return recensus.get("widget/api/get", params={"mid": "1", "gtin": gtin, "hash": md5(f"{gtin}shared-secret")}).text


def test_a_review_is_shown_by_the_widget_once_it_is_accepted(recensus: httpx.Client, control: httpx.Client) -> None:
    post(recensus, purchase(gtin="77", title="Hat"))
    link = control.get("outbox/1").json()["links"]["review"]

    acted = control.post("outbox/1/review", json={**REVIEW, "name": "Ben"}).json()
    pending = widget(recensus, "77")
    control.post(f"recensus/reviews/{acted['made']['review']}/accept")

    made = acted.pop("made")
    assert acted == {
        "message": 1,
        "act": "review",
        "did": "reviewed Hat: 5 of 5 stars; Recensus has not accepted it yet",
        "link": link,
        "leads_to": None,
    }
    assert made == {"review": made["review"], "purchase": 1, "product": made["product"], "state": "pending"}
    assert "no reviews" in pending
    assert "<p>They &lt;b&gt;fit&lt;/b&gt;.</p>" in widget(recensus, "77")
    assert "<cite>Ben</cite>" in widget(recensus, "77")


@pytest.mark.usefixtures("two")
@pytest.mark.parametrize(
    "which", [{"product": "Scarf"}, {"link": "review_2"}, {"link": "review_2", "product": "Scarf"}]
)
def test_of_several_products_the_one_that_is_named_is_reviewed(which: dict[str, str], control: httpx.Client) -> None:
    acted = control.post("outbox/1/review", json={**REVIEW, **which}).json()

    assert acted["did"].startswith("reviewed Scarf: ")
    assert acted["link"] == control.get("outbox/1").json()["links"]["review_2"]


@pytest.mark.usefixtures("two")
@pytest.mark.parametrize(
    ("act", "body", "status", "field", "detail"),
    [
        ("review", REVIEW, 400, "link", f"say which of 2 products is meant; {LINKS}"),
        ("review", {**REVIEW, "product": "Shoe"}, 400, "product", f"there is no product 'Shoe'; {LINKS}"),
        ("review", {**REVIEW, "link": "review_3"}, 400, "link", f"there is no link 'review_3'; {LINKS}"),
        (
            "review",
            {**REVIEW, "link": "review", "text": "x" * 5001},
            400,
            "text",
            "Write a few words, at most 5000 characters.",
        ),
        (
            "review",
            {**REVIEW, "link": "review", "name": "x" * 101},
            400,
            "name",
            "Give a name of at most 100 characters.",
        ),
        ("opt_out", None, 409, "id", "message 1 of recensus has no opt_out; what can be done with it: review"),
    ],
)
def test_refuses(act: str, body: Any, status: int, field: str, detail: str, control: httpx.Client) -> None:
    before = control.get("recensus/reviews").json()["total"]

    answer = control.post(f"outbox/1/{act}", json=body)

    problem = answer.json()
    assert (answer.status_code, problem["field"], problem["detail"]) == (status, field, detail)
    assert control.get("recensus/reviews").json()["total"] == before


@pytest.mark.usefixtures("two")
def test_a_purchase_is_reviewed_once(control: httpx.Client) -> None:
    first, again = (control.post("outbox/1/review", json={**REVIEW, "product": "Hat"}) for _ in range(2))

    assert (first.status_code, again.status_code) == (200, 409)
    assert again.json()["detail"] == "You have left feedback on this purchase already."
