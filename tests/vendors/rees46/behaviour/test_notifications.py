"""What became of a message."""

import httpx
import pytest

from emulator.kernel.database import Session
from emulator.vendors.rees46.behaviour import notifications, people
from emulator.vendors.rees46.storage import messages
from emulator.vendors.rees46.storage.shops import Shop
from tests.vendors.rees46.calls import S2S, SHOP, push

JANE = {"email": "jane.doe@example.com"}


@pytest.fixture
def code(rees46: httpx.Client) -> str:
    sent = rees46.post("transact", json={**S2S, **JANE, "code": "order_delivered"})
    return str(sent.json()["payload"]["code"])


def happened(rees46: httpx.Client) -> set[str]:
    (message,) = rees46.get("notifications", params={**S2S, **JANE}).json()["messages"]
    return {name for name, did in message["statistics"].items() if did}


def test_who_clicked_has_opened(code: str, rees46: httpx.Client) -> None:
    rees46.post("web_push_subscriptions/clicked", data={"shop_id": SHOP, "code": code, "type": "transactional"})

    assert happened(rees46) == {"opened", "clicked"}


def test_a_purchase_is_the_messages_when_it_names_its_code(code: str, rees46: httpx.Client) -> None:
    source = {"recommended_by": "transactional", "recommended_code": code}
    bought = push(rees46, "purchase", did="gN7WW9zXpM", items=[{"id": "37"}], **source)

    assert bought.status_code == 200
    assert happened(rees46) == {"purchased"}


@pytest.mark.usefixtures("code")
def test_two_weeks_later_it_is_asked_for_by_date(rees46: httpx.Client, control: httpx.Client) -> None:
    control.post("clock/advance", json={"days": 15})

    lately = rees46.get("notifications", params={**S2S, **JANE}).json()["messages"]
    ever = rees46.get("notifications", params={**S2S, **JANE, "date_from": "2020-01-01"}).json()["messages"]

    assert (len(lately), len(ever)) == (0, 1)


def test_an_anonymous_devices_messages_become_the_persons(session: Session, shop: Shop) -> None:
    anonymous = people.identify(session, shop, {"did": "D1"})
    columns = {"campaign_id": 1, "type": "chain", "channel": "mobile_push", "links": []}
    messages.add(session, code="C1", shop=shop.id, profile=anonymous, at=session.now, **columns)

    jane = people.identify(session, shop, {"did": "D1", **JANE})

    assert [message.code for message in notifications.sent_to(session, jane, notifications.Filter())] == ["C1"]
