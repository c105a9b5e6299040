"""Recensus' signature is over the URL as the client wrote it, whatever stands between the client and the server."""

import httpx
import pytest

from emulator import World
from tests.tls.calls import request_contact
from tests.tls.conftest import SERVICE, Client, Secure

pytestmark = pytest.mark.once

WRITTEN = [
    pytest.param("http://127.0.0.1:32768/recensus", {"http": 32768}, id="a mapped port"),
    pytest.param("https://127.0.0.1:32769/recensus", {"https": 32769}, id="a mapped port with TLS"),
    pytest.param(f"http://{SERVICE}:4717/recensus", {"http": 4717}, id="a compose service"),
    pytest.param(f"https://{SERVICE}:4718/recensus", {"https": 4718}, id="a compose service with TLS"),
    pytest.param("https://api.recensus.com", {}, id="TLS"),
    pytest.param("https://api.recensus.com/api", {}, id="TLS, the older path"),
    pytest.param("http://api.recensus.com:80", {}, id="a written default port"),
    pytest.param("https://dev.recensus.com:443", {}, id="a written default port with TLS"),
    pytest.param("https://recensus.localhost", {}, id="a host of the server's own"),
]


@pytest.mark.parametrize(("url", "mapped"), WRITTEN)
def test_a_signature_holds_for_the_address_that_was_written(
    secure: Secure, private: World, url: str, mapped: dict[str, int]
) -> None:
    with httpx.Client(transport=Client(secure, **mapped), timeout=60) as client:
        answer = request_contact(client, private, url)

    assert answer.status_code == 201, answer.text
    assert answer.json()["data"]["links"]["self"] == f"{url}{contacts(private)}/1"


@pytest.mark.parametrize(
    "url",
    [
        "https://api.recensus.com",
        "https://api.recensus.com:443",
        "http://api.recensus.com",
        "http://dev.recensus.com:80",
    ],
)
def test_a_signature_holds_through_a_proxy(proxied: httpx.Client, private: World, url: str) -> None:
    answer = request_contact(proxied, private, url)

    assert answer.status_code == 201, answer.text
    assert answer.json()["data"]["links"]["self"] == f"{url}{contacts(private)}/1"


@pytest.mark.parametrize("signed", ["https://api.recensus.com:8443", "https://api.example.com", ""])
def test_a_signature_for_another_address_is_refused_through_a_proxy(
    proxied: httpx.Client, private: World, signed: str
) -> None:
    answer = request_contact(proxied, private, "https://api.recensus.com", signed=f"{signed}{contacts(private)}")

    assert (answer.status_code, answer.json()["code"]) == (403, 403)


def contacts(world: World) -> str:
    return f"/merchant/{world.recensus.account['merchant']}/customer-contact-request"
