"""Every way to a world, for every vendor: credentials alone, path, host, header."""

import hashlib
from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

import httpx
import pytest

from tests.conftest import Running, TestWorld

VENDORS = ("reco", "rees46", "recensus")
OPERATIONS = {
    "reco": "reco.create_email_invite",
    "rees46": "rees46.push",
    "recensus": "recensus.customer_contact_request",
}
NO_WORLD = "no world has this credential"


def signed(url: str, secret: str) -> str:
    return hashlib.md5(f"POST{url}{secret}".encode(), usedforsecurity=False).hexdigest()


def call(client: httpx.Client, vendor: str, root: str, accounts: dict[str, Any]) -> httpx.Response:
    """One call of the vendor at `root`, with the first of its accounts."""
    account = accounts[vendor][0]
    if vendor == "reco":
        key = {"X-Reco-ApiKey": account["api_key"]}
        path = f"{root}/invite/mail/venue/{account['venue']}"
        return client.post(path, json={"invites": [{"email": "jane@example.org"}]}, headers=key)
    if vendor == "rees46":
        form = {"shop_id": account["shop_id"], "did": "d-1", "event": "view", "item_id": "37"}
        return client.post(f"{root}/push", json=form)
    path = f"{root}/merchant/{account['merchant']}/customer-contact-request"
    host = client.headers.get("host", urlsplit(str(client.base_url)).netloc)
    about = {"token": account["token"], "signature": signed(f"http://{host}{path}", account["secret"])}
    return client.post(path, json={"data": {**ORDER, "merchant": account["merchant"]}, "signedRequest": about})


ORDER = {
    "customerFirstName": "Jane",
    "customerLastName": "Doe",
    "customerEmail": "jane@example.org",
    "purchaseDate": "2012-12-12T16:00:00+0000",
    "purchases": [{"quantity": "2", "gtin": "1", "mpn": "M", "brand": "B", "lang": "en", "title": "T", "type": "P"}],
}


@pytest.fixture
def made(running: Running, world: TestWorld) -> dict[str, Any]:
    """A world with credentials that alone lead to it."""
    access: dict[str, Any] = running.client("/_emulator").post("/worlds", json={"name": world.name}).json()
    return access


def by_credentials(running: Running, name: str, vendor: str) -> tuple[httpx.Client, str]:
    return running.client(), f"/{vendor}"


def by_path(running: Running, name: str, vendor: str) -> tuple[httpx.Client, str]:
    return running.client(), f"/~{name}/{vendor}"


def by_host(running: Running, name: str, vendor: str) -> tuple[httpx.Client, str]:
    return running.client("", {"Host": f"{vendor}.{name}.localhost"}), ""


def by_header(running: Running, name: str, vendor: str) -> tuple[httpx.Client, str]:
    return running.client("", {"X-Emulator-World": name}), f"/{vendor}"


Door = Callable[[Running, str, str], tuple[httpx.Client, str]]


@pytest.mark.parametrize("vendor", VENDORS)
@pytest.mark.parametrize("door", [by_credentials, by_path, by_host, by_header])
def test_leads_to_the_world(running: Running, made: dict[str, Any], vendor: str, door: Door) -> None:
    client, root = door(running, made["name"], vendor)

    answer = call(client, vendor, root, made["credentials"])

    assert answer.is_success, answer.text
    journal = running.client(f"/~{made['name']}/_emulator").get("/requests").json()
    assert [entry["operation"] for entry in journal["items"]] == [OPERATIONS[vendor]]


@pytest.mark.parametrize(("vendor", "status"), [("reco", 403), ("rees46", 401), ("recensus", 403)])
def test_a_credential_of_no_world_is_an_unknown_key(
    running: Running, made: dict[str, Any], vendor: str, status: int
) -> None:
    running.client("/_emulator").delete(f"/worlds/{made['name']}")

    answer = call(running.client(), vendor, f"/{vendor}", made["credentials"])

    assert answer.status_code == status
    assert answer.headers.get_list("x-emulator-notice")[0] == NO_WORLD
    assert NO_WORLD not in answer.text
    journal = running.client("/_emulator").get("/requests", params={"vendor": vendor, "limit": 1}).json()
    assert journal["items"][0]["notices"][0] == NO_WORLD


def test_demo_credentials_at_the_bare_address_mean_the_default_world(running: Running, made: dict[str, Any]) -> None:
    answer = running.client("/rees46").get("/init", params={"shop_id": "1234567890"})

    assert answer.status_code == 200
    assert NO_WORLD not in answer.headers.get("x-emulator-notice", "")
    assert running.client(f"/~{made['name']}/_emulator").get("/requests").json()["total"] == 0


def test_who_names_a_world_that_cannot_be_is_told(running: Running) -> None:
    answers = [
        running.client().get("/~A.b/reco/venue/123/reviews"),
        running.client("", {"X-Emulator-World": "-"}).get("/rees46/init"),
        running.client().get(f"/~{'a' * 64}/recensus/"),
    ]

    assert [answer.status_code for answer in answers] == [404] * 3
    assert {answer.headers["content-type"] for answer in answers} == {"application/problem+json"}
