"""Somebody's test suite, run in several processes against one server: each test has a world of its own.

All tests do the same to the same people, so whatever one of them saw of another would be one too many. Worlds are
reached by every door there is: credentials alone, path, host, header, and a fork's credentials.
"""

import hashlib
import os
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from typing import Any
from urllib.parse import urlsplit
from uuid import uuid4

import httpx
import pytest

SERVER = os.environ["EMULATOR_URL"]
TESTS = int(os.environ["ISOLATION_TESTS"])
DOORS = ("credentials", "path", "host", "header", "fork")
DEMO = {
    "reco": [{"venue": "123", "api_key": "3x3mp3l"}],
    "rees46": [{"shop_id": "DvLWN2ZTMZ"}],
    "recensus": [{"merchant": "1", "token": "1", "secret": "shared-secret"}],
}
JANE = {"email": "jane@example.org", "firstName": "Jane"}
ORDER = {
    "customerFirstName": "Jane",
    "customerLastName": "Doe",
    "customerEmail": "jane@example.org",
    "purchaseDate": "2012-12-12T16:00:00+0000",
    "purchases": [{"quantity": "2", "gtin": "1", "mpn": "M", "brand": "B", "lang": "en", "title": "T", "type": "P"}],
}


@dataclass
class Door:
    """Where one world is found, and the credentials that are good there."""

    client: httpx.Client
    name: str
    kind: str
    accounts: dict[str, Any] = field(default_factory=lambda: DEMO)

    def control(self, method: str, path: str, **more: Any) -> Any:
        answer = self.client.request(method, f"/~{self.name}/_emulator{path}", **more)
        assert answer.is_success, answer.text
        return answer.json() if answer.content else None

    def post(self, vendor: str, path: str, body: Any, **headers: str) -> httpx.Response:
        address, here = self.at(vendor)
        return self.client.post(address + path, json=body, headers={**here, **headers})

    def at(self, vendor: str) -> tuple[str, dict[str, str]]:
        if self.kind == "path":
            return f"{SERVER}/~{self.name}/{vendor}", {}
        if self.kind == "host":
            return SERVER, {"Host": f"{vendor}.{self.name}.localhost:{urlsplit(SERVER).port}"}
        return f"{SERVER}/{vendor}", {"X-Emulator-World": self.name} if self.kind == "header" else {}

    def invite(self) -> httpx.Response:
        venue = self.accounts["reco"][0]
        key = {"X-Reco-ApiKey": venue["api_key"]}
        return self.post("reco", f"/invite/mail/venue/{venue['venue']}", {"invites": [JANE]}, **key)

    def view(self) -> httpx.Response:
        shop = self.accounts["rees46"][0]["shop_id"]
        return self.post("rees46", "/push", {"shop_id": shop, "did": "d-1", "event": "view", "item_id": "37"})

    def order(self) -> httpx.Response:
        merchant = self.accounts["recensus"][0]
        path = f"/merchant/{merchant['merchant']}/customer-contact-request"
        address, here = self.at("recensus")
        signed = address.replace(urlsplit(SERVER).netloc, here.get("Host", urlsplit(SERVER).netloc)) + path
        signature = hashlib.md5(f"POST{signed}{merchant['secret']}".encode(), usedforsecurity=False).hexdigest()
        request = {"token": merchant["token"], "signature": signature}
        return self.post(
            "recensus", path, {"data": {**ORDER, "merchant": merchant["merchant"]}, "signedRequest": request}
        )


@pytest.fixture(scope="session")
def client() -> Iterator[httpx.Client]:
    with httpx.Client(base_url=SERVER, timeout=60) as client:
        yield client


@pytest.fixture
def door(client: httpx.Client, number: int) -> Iterator[Door]:
    kind = DOORS[number % len(DOORS)]
    door = Door(client, f"i{number}-{uuid4().hex}", kind)
    if kind in ("credentials", "fork"):
        form = {"name": door.name}
        if kind == "fork":
            form["from"] = client.post("/_emulator/worlds").json()["name"]
        door.accounts = client.post("/_emulator/worlds", json=form).json()["credentials"]
        client.delete(f"/_emulator/worlds/{form.get('from')}")
    yield door
    client.delete(f"/_emulator/worlds/{door.name}")


@pytest.mark.parametrize("number", range(TESTS))
def test_a_world_is_its_tests_own(client: httpx.Client, door: Door, number: int) -> None:
    today = datetime(2050, 1, 1, 12, tzinfo=UTC) + timedelta(days=number)
    door.control("PUT", "/clock", json={"now": today.isoformat(), "frozen": True})

    answers = [door.invite(), door.invite(), door.view(), door.order()]

    assert [answer.headers["date"] for answer in answers] == [format_datetime(today, usegmt=True)] * 4
    assert [answer.status_code for answer in answers] == [200, 200, 200, 201]
    assert answers[0].json() == {"errors": [], "success": [JANE]}
    assert answers[1].json() == {"errors": [{"errorCode": 3, **JANE}], "success": []}
    assert answers[2].json() == {"status": "success"}
    assert answers[3].json()["data"]["id"] == 1
    assert [message["to"] for message in door.control("GET", "/outbox")["items"]] == [JANE["email"]] * 2
    journal = [entry["operation"] for entry in door.control("GET", "/requests")["items"]]
    assert journal == [
        "recensus.customer_contact_request",
        "rees46.push",
        "reco.create_email_invite",
        "reco.create_email_invite",
    ]
    door.control("POST", "/reset")
    assert door.invite().json() == {"errors": [], "success": [JANE]}
    door.control("DELETE", f"/worlds/{door.name}")
    if door.accounts is not DEMO:
        assert [answer.status_code for answer in (door.invite(), door.order(), door.view())] == [403, 403, 401]
