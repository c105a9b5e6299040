"""What people do with a shop's messages, by a control call in place of a mail program or a device."""

from typing import Any

import httpx
import pytest

from tests.vendors.rees46.calls import S2S, SHOP, rows

JANE = {"email": "jane@example.com"}
ORDER = {**S2S, "code": "order_delivered", "variables": {"order_id": 36}}
PAGE = "https://northwind.example/orders/36?utm_source=email&utm_medium=order"
FLAGS = {"email_bulk": True, "email_chain": True, "email_transactional": True}


@pytest.fixture
def email(rees46: httpx.Client, control: httpx.Client) -> dict[str, Any]:
    """Jane wants all e-mails, and has got one."""
    rees46.post("subscriptions/manage", json={**S2S, **JANE, **FLAGS})
    rees46.post("multi/transactional", json={**ORDER, **JANE})
    return control.get("outbox/1").json()  # type: ignore[no-any-return]


@pytest.fixture
def push(rees46: httpx.Client, control: httpx.Client) -> dict[str, Any]:
    """A web push."""
    rees46.post("web_push_subscriptions", json={"shop_id": SHOP, "did": "D1", "endpoint": "https://push.example/1"})
    rees46.post("profile/set", json={"shop_id": SHOP, "did": "D1", **JANE})
    rees46.post("multi/transactional", json={**ORDER, **JANE})
    return control.get("outbox/1").json()  # type: ignore[no-any-return]


def statistics(rees46: httpx.Client) -> set[str]:
    (message,) = rees46.get("notifications", params={**S2S, **JANE}).json()["messages"]
    return {name for name, happened in message["statistics"].items() if happened}


def status(rees46: httpx.Client) -> set[str]:
    checked = rees46.get("subscriptions/check", params={**S2S, **JANE}).json()
    return {name for name, on in checked.items() if on and name.startswith("email_")}


def changes(rees46: httpx.Client, channel: str) -> list[tuple[str, str, str]]:
    found = rees46.get("subscriptions/changes", params={**S2S, **JANE, "channel": channel}).json()
    return [(row["campaign_type"], row["event"], row["ip"]) for row in found]


def test_an_email_is_opened(email: dict[str, Any], rees46: httpx.Client, control: httpx.Client) -> None:
    acted = control.post("outbox/1/open").json()

    ((code,),) = rows(control, "messages", "code")
    assert acted == {
        "message": 1,
        "act": "open",
        "did": "tracked: opened",
        "link": email["links"]["open_pixel"],
        "leads_to": None,
        "made": {"code": code, "event": "opened"},
    }
    assert statistics(rees46) == {"opened"}


@pytest.mark.parametrize("said", [None, {}, {"link": "link_1"}])
def test_a_link_of_an_email_is_clicked(
    said: Any, email: dict[str, Any], rees46: httpx.Client, control: httpx.Client
) -> None:
    acted = control.post("outbox/1/click", json=said).json()

    assert (acted["link"], acted["leads_to"]) == (email["links"]["link_1"], PAGE)
    assert rows(control, "message_events", "event", "url") == [("clicked", PAGE)]
    assert statistics(rees46) == {"opened", "clicked"}


@pytest.mark.parametrize(("act", "said"), [("opt_out", None), ("click", {"link": "unsubscribe"})])
def test_who_opts_out_is_unsubscribed(
    act: str, said: Any, email: dict[str, Any], rees46: httpx.Client, control: httpx.Client
) -> None:
    acted = control.post(f"outbox/1/{act}", json=said).json()

    assert acted == {
        "message": 1,
        "act": act,
        "did": "jane@example.com gets no more newsletters from Northwind Outdoor",
        "link": email["links"]["unsubscribe"],
        "leads_to": None,
        "made": {"email": "jane@example.com", "email_bulk": False, "email_chain": False},
    }
    assert status(rees46) == {"email_transactional"}
    assert statistics(rees46) == {"unsubscribed"}
    assert changes(rees46, "unsubscribe_page") == [
        ("bulk", "unsubscribe", "127.0.0.1"),
        ("chain", "unsubscribe", "127.0.0.1"),
    ]


def test_the_link_itself_does_the_same(email: dict[str, Any], rees46: httpx.Client, browser: httpx.Client) -> None:
    browser.get(email["links"]["unsubscribe"])

    assert email["links"]["unsubscribe"] in email["html"]
    assert statistics(rees46) == {"unsubscribed"}
    assert len(changes(rees46, "unsubscribe_page")) == 2


@pytest.mark.usefixtures("email")
@pytest.mark.parametrize(
    ("act", "event", "flag"),
    [("bounce", "hard_bounced", "email_bounced"), ("complain", "complained", "email_suppressed")],
)
def test_an_address_that_bounces_or_complains_is_marked(
    act: str, event: str, flag: str, rees46: httpx.Client, control: httpx.Client
) -> None:
    ((code,),) = rows(control, "messages", "code")

    acted = control.post(f"outbox/1/{act}").json()

    assert acted["made"] == {"email": "jane@example.com", "code": code, "event": event}
    assert status(rees46) == {flag}
    assert changes(rees46, "email_processing") == [("everything", event, None)]
    assert (event,) in rows(control, "message_events", "event")
    assert rees46.post("multi/transactional", json={**ORDER, **JANE}).headers["x-emulator-notice"].startswith("none of")


@pytest.mark.usefixtures("email")
def test_an_address_that_bounces_for_now_stays_as_it_is(rees46: httpx.Client, control: httpx.Client) -> None:
    acted = control.post("outbox/1/bounce", json={"kind": "soft"}).json()

    assert acted["did"] == "jane@example.com has bounced for now"
    assert status(rees46) == set(FLAGS)
    assert statistics(rees46) == {"soft_bounced"}
    assert changes(rees46, "email_processing") == []


@pytest.mark.parametrize(("act", "event"), [("open", "opened"), ("click", "clicked")])
def test_a_push_is_opened_and_clicked(
    act: str, event: str, push: dict[str, Any], rees46: httpx.Client, control: httpx.Client
) -> None:
    acted = control.post(f"outbox/1/{act}").json()

    url = "https://northwind.example/orders/36" if act == "click" else None
    images = {"image": "https://northwind.example/parcel.jpg", "icon": "https://northwind.example/icon.png"}
    assert push["links"] == {"link_1": "https://northwind.example/orders/36", **images}
    assert (push["acts"], acted["leads_to"]) == (["open", "click"], url)
    assert acted["made"] == {"code": push["payload"]["id"], "event": event}
    assert rows(control, "message_events", "event", "type", "url") == [(event, "transactional", url)]
    assert event in statistics(rees46)


@pytest.mark.parametrize(
    ("order", "link", "url"),
    [
        ("welcome", None, None),
        ("only_today", None, "https://example.com/landing/promo"),
        ("only_today", "button_1", "https://example.com/landing/promo"),
    ],
)
def test_a_mobile_push_is_clicked_with_or_without_a_link(
    order: str, link: str | None, url: str | None, rees46: httpx.Client, control: httpx.Client
) -> None:
    token = {"shop_id": SHOP, "did": "D1", **JANE, "token": "T", "platform": "ios"}
    rees46.post("mobile_push_tokens", json=token)
    rees46.post("multi/transactional", json={**S2S, **JANE, "code": order})

    acted = control.post("outbox/1/click", json={"link": link}).json()

    assert acted["leads_to"] == url
    assert rows(control, "message_events", "event") == [("clicked",)]


def test_the_links_of_an_sms_are_named_and_nothing_is_heard_of_it(rees46: httpx.Client, control: httpx.Client) -> None:
    variables = {"order_id": 36, "url": "https://northwind.example/t/36"}
    rees46.post(
        "sms/transactional", json={**S2S, "code": "order_shipped", "phone": "447700900123", "variables": variables}
    )

    sms = control.get("outbox/1").json()
    refused = control.post("outbox/1/click")

    assert (sms["links"], sms["acts"]) == ({"link_1": "https://northwind.example/t/36"}, [])
    assert (refused.status_code, refused.json()["detail"]) == (
        409,
        "message 1 of rees46 has no click; nothing can be done with it",
    )


def test_of_a_test_message_nothing_is_counted(rees46: httpx.Client, control: httpx.Client) -> None:
    rees46.post("transact", json={**ORDER, **JANE, "test": True})

    message = control.get("outbox/1").json()
    control.post("outbox/1/bounce", json={"kind": "soft"})

    assert message["acts"] == ["opt_out", "bounce", "complain"]
    assert rows(control, "message_events", "event") == []


def test_the_product_that_a_trigger_tells_of_has_its_link(rees46: httpx.Client, control: httpx.Client) -> None:
    item = {"id": "A", "name": "Tent", "price": 100, "url": "https://shop.example/tent", "categories": ["1"]}
    rees46.put("import/products", json={**S2S, "items": [item]})
    rees46.post("subscriptions/subscribe_for_product_price", json={**S2S, **JANE, "item": "A"})
    rees46.put("import/products", json={**S2S, "items": [{**item, "price": 80}]})

    message = control.get("outbox").json()["items"][0]
    clicked = control.post(f"outbox/{message['id']}/click", json={"link": "product"}).json()

    assert list(message["links"]) == ["unsubscribe", "product", "open_pixel"]
    assert clicked["leads_to"] == "https://shop.example/tent"
    assert statistics(rees46) == {"opened", "clicked"}


LINKS = "the message's links are unsubscribe, link_1"
PIXEL = "'open_pixel' is a picture, which nobody clicks: to open the message loads it"


@pytest.mark.usefixtures("email")
@pytest.mark.parametrize(
    ("act", "body", "status_code", "field", "detail"),
    [
        ("click", {"link": "link_2"}, 400, "link", f"there is no link 'link_2'; {LINKS}"),
        ("click", {"link": "open_pixel"}, 400, "link", f"{PIXEL}; {LINKS.replace('links', 'other links')}"),
        ("bounce", {"kind": "loud"}, 400, "kind", "kind: Input should be 'hard' or 'soft'"),
        (
            "review",
            {"stars": 5, "text": "Good."},
            409,
            "id",
            "message 1 of rees46 has no review; what can be done with it: open, click, opt_out, bounce, complain",
        ),
    ],
)
def test_refuses(
    act: str, body: Any, status_code: int, field: str, detail: str, rees46: httpx.Client, control: httpx.Client
) -> None:
    answer = control.post(f"outbox/1/{act}", json=body)

    problem = answer.json()
    assert (answer.status_code, problem["field"], problem["detail"]) == (status_code, field, detail)
    assert rows(control, "message_events", "event") == []
    assert status(rees46) == set(FLAGS)
