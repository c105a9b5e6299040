"""Each link in a message leads to a page for people that does what it says, in the message's own world."""

from html.parser import HTMLParser
from typing import Any

import httpx
import pytest

from tests.conftest import TestWorld
from tests.vendors.recensus.signing import post, purchase

EVIL = '"><script>alert(1)</script>'
EMPTY = {"meta", "img", "br", "input"}


class Page(HTMLParser):
    """Raises AssertionError for an end tag that ends nothing."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: Any) -> None:  # noqa: ARG002 (the parser gives it)
        self.tags.append(tag)
        if tag not in EMPTY:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


@pytest.fixture
def links(control: httpx.Client, reco: httpx.Client, rees46: httpx.Client, recensus: httpx.Client) -> dict[str, str]:
    """The links to pages in a message of each vendor, whose texts would break a page that takes them as HTML."""
    reco.post("/invite/mail/venue/123", json={"invites": [{"email": "jane@example.com", "firstName": EVIL}]})
    post(recensus, purchase(title=EVIL, customerFirstName=EVIL))
    jane = {"shop_id": "DvLWN2ZTMZ", "shop_secret": "EIxTuot8sj", "email": "jane@example.com"}
    rees46.post("multi/transactional", json={**jane, "code": "order_delivered", "variables": {"order_id": EVIL}})
    items = control.get("/outbox").json()["items"]
    return {
        f"{message['vendor']}.{name}": link
        for message in items
        for name, link in message["links"].items()
        if name in ("review", "opt_out", "unsubscribe")
    }


def test_every_link_leads_to_a_whole_page_in_the_world_of_its_message(
    links: dict[str, str], world: TestWorld, browser: httpx.Client
) -> None:
    pages = {name: browser.get(link) for name, link in links.items()}

    assert list(pages) == ["rees46.unsubscribe", "recensus.review", "reco.review", "reco.opt_out"]
    for name, page in pages.items():
        read = Page(page.text)
        assert (page.status_code, page.headers["content-type"]) == (200, "text/html; charset=utf-8")
        assert links[name].startswith(f"{world.running.url}{world.prefix}/{name.partition('.')[0]}/")
        assert read.open == []
        assert (read.tags.count("title"), read.tags.count("form"), "script" in read.tags) == (1, 1, False)


@pytest.mark.parametrize("name", ["reco.review", "reco.opt_out", "recensus.review"])
def test_only_to_look_at_a_page_with_a_form_changes_nothing(
    name: str, links: dict[str, str], control: httpx.Client, world: TestWorld, browser: httpx.Client
) -> None:
    def stored() -> Any:
        return [control.get(f"/{path}").json() for path in ("reco/opt-outs", "reco/invites", "recensus/reviews")]

    before = stored()

    for method in ("GET", "HEAD"):
        browser.request(method, links[name])

    assert stored() == before


def test_the_form_on_the_page_does_what_the_call_does(
    links: dict[str, str], control: httpx.Client, browser: httpx.Client
) -> None:
    reviewed = browser.post(links["reco.review"], data={"grade": "4", "text": EVIL})
    left = browser.post(links["recensus.review"], data={"rating": "4", "text": EVIL, "name": EVIL})
    out = browser.post(links["reco.opt_out"])

    for page in (reviewed, left, out):
        read = Page(page.text)
        assert (page.status_code, read.open, "script" in read.tags) == (200, [], False)
    assert control.get("/reco/invites").json()["items"][0]["review"] is not None
    assert control.get("/recensus/reviews").json()["items"][-1]["text"] == EVIL
    assert control.get("/reco/opt-outs").json()["items"][0]["address"] == "jane@example.com"


@pytest.mark.parametrize("name", ["rees46.unsubscribe", "recensus.review", "reco.review", "reco.opt_out"])
@pytest.mark.parametrize("key", ["x", "1-0000000000000000", "0" * 24, "%00", "%3Cscript%3E", "é"])
def test_a_key_that_nobody_has_is_a_plain_404(
    name: str, key: str, links: dict[str, str], browser: httpx.Client
) -> None:
    base = links[name].rpartition("/")[0]

    for method in ("GET", "POST"):
        page = browser.request(method, f"{base}/{key}")
        assert (page.status_code, page.headers["content-type"]) == (404, "text/html; charset=utf-8")
        assert Page(page.text).open == []


def test_a_message_names_its_request_also_when_it_was_sent_later(
    control: httpx.Client, reco: httpx.Client, recensus: httpx.Client
) -> None:
    control.put("/clock", json={"now": "2030-01-31T12:00:00Z", "frozen": True})
    later = {"invites": [{"email": "jane@example.com"}], "scheduled": {"sendDateFrom": "2030-02-04"}}
    reco.post("/invite/mail/venue/123", json=later)
    post(recensus, {**purchase(), "purchaseDate": "2030-01-31T12:00:00+0000"})
    control.post("/clock/advance", json={"days": 30})

    messages = control.get("/outbox").json()["items"]

    caused = {one["vendor"]: control.get(f"/requests/{one['request_id']}").json()["operation"] for one in messages}
    assert caused == {"reco": "reco.create_email_invite", "recensus": "recensus.customer_contact_request"}
