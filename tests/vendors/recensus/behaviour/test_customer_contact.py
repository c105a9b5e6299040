"""The e-mail after a purchase."""

from datetime import UTC, datetime, timedelta, timezone

import httpx
import pytest

from emulator.vendors.recensus.behaviour.customer_contact import contact_time
from tests.vendors.recensus.signing import DATA, changed, post, purchase

NOW = datetime(2030, 1, 31, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("purchased_at", "days", "expected"),
    [
        (NOW, 7, NOW + timedelta(days=7)),
        (NOW - timedelta(days=3), 7, NOW + timedelta(days=4)),
        (NOW - timedelta(days=30), 7, NOW),
        (NOW + timedelta(days=2), 7, NOW + timedelta(days=9)),
        (NOW, 0, NOW),
        (NOW.astimezone(timezone(timedelta(hours=-5))), 1, NOW + timedelta(days=1)),
    ],
)
def test_contacts_some_days_after_the_purchase_but_never_before_the_request(
    purchased_at: datetime, days: int, expected: datetime
) -> None:
    assert contact_time(NOW, purchased_at, days) == expected


def state(control: httpx.Client) -> tuple[str, str]:
    kept = control.get("recensus/customer-contact-requests").json()["items"][0]
    return kept["state"], kept["contact_at"]


def test_the_customer_is_contacted_when_the_clock_reaches_the_day(
    recensus: httpx.Client, control: httpx.Client
) -> None:
    control.put("clock", json={"now": "2030-01-31T12:00:00Z", "frozen": True})
    post(recensus, {**DATA, "purchaseDate": "2030-01-31T13:00:00+0200"})
    before = state(control)

    early = control.post("clock/advance", json={"days": 6, "hours": 22}).json()["ran"]
    late = control.post("clock/advance", json={"hours": 1}).json()["ran"]

    assert before == ("pending", "2030-02-07T11:00:00Z")
    assert early == []
    assert late == [{"at": "2030-02-07T11:00:00Z", "vendor": "recensus", "what": "e-mail to ben@recensus.com"}]
    assert state(control) == ("sent", "2030-02-07T11:00:00Z")


def test_an_old_purchase_is_followed_up_at_once(recensus: httpx.Client, control: httpx.Client) -> None:
    post(recensus)

    message = control.get("outbox").json()["items"][0]

    assert (message["vendor"], message["channel"], message["to"]) == ("recensus", "email", "ben@recensus.com")
    assert state(control)[0] == "sent"


def test_each_merchant_has_its_own_interval(recensus: httpx.Client, control: httpx.Client) -> None:
    control.put("clock", json={"now": "2030-01-31T12:00:00Z", "frozen": True})
    control.post("accounts/recensus", json={"merchant": "slow", "secret": "s", "contact_after_days": 30})
    sent = {**DATA, "merchant": "slow", "purchaseDate": "2030-01-31T12:00:00Z"}

    post(recensus, sent, path="merchant/slow/customer-contact-request", secret="s", token="slow")

    assert state(control) == ("pending", "2030-03-02T12:00:00Z")


def test_the_email_links_to_feedback_on_each_purchased_product(recensus: httpx.Client, control: httpx.Client) -> None:
    post(recensus)

    message = control.get("outbox").json()["items"][0]

    assert message["subject"] == "Ben, how do you like what you bought at Cool Shoe Shop?"
    assert list(message["links"]) == ["review", "review_2", "review_3"]
    for link in message["links"].values():
        assert f"- Nike Shoes\n  {link}\n" in message["text"]
        assert f'<li>Nike Shoes: <a href="{link}">Leave feedback</a></li>' in message["html"]
        assert recensus.get(link).status_code == 200


def test_a_line_break_in_a_name_begins_no_header_of_the_email(recensus: httpx.Client, control: httpx.Client) -> None:
    post(recensus, changed(purchase(title="Nike\n- Shoes"), customerFirstName="Ben\r\nBcc: all@recensus.com"))

    message = control.get("outbox").json()["items"][0]

    assert message["subject"] == "Ben Bcc: all@recensus.com, how do you like what you bought at Cool Shoe Shop?"
    assert message["text"].startswith("Hello Ben Bcc: all@recensus.com,\n")
    assert f"\n- Nike - Shoes\n  {message['links']['review']}\n" in message["text"]


def test_what_the_merchant_sent_is_escaped_in_the_email(recensus: httpx.Client, control: httpx.Client) -> None:
    post(recensus, changed(purchase(title="<img src=x>"), customerFirstName="<b>Ben</b>"))

    html = control.get("outbox").json()["items"][0]["html"]

    assert "<p>Hello &lt;b&gt;Ben&lt;/b&gt;,</p>" in html
    assert "<li>&lt;img src=x&gt;: <a href=" in html
