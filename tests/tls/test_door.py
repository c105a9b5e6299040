"""The server as a client's proxy, and what a connection with TLS has in common with one that has none."""

import json
import socket
import ssl

import httpx
import pytest

from emulator import World
from tests.conftest import Running
from tests.tls.calls import CALLS, HOSTS, STATUS
from tests.tls.conftest import Secure

pytestmark = pytest.mark.once

HEALTH = b"GET /_emulator/health HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n"


def connect(url: str) -> socket.socket:
    return socket.create_connection(("127.0.0.1", httpx.URL(url).port or 0), timeout=60)


def until_closed(client: socket.socket) -> bytes:
    with client.makefile("rb") as stream:
        return stream.read()


@pytest.mark.parametrize("scheme", ["https", "http"])
@pytest.mark.parametrize(("vendor", "host"), HOSTS)
def test_a_proxys_client_calls_the_vendors_own_address(
    proxied: httpx.Client, private: World, vendor: str, host: str, scheme: str
) -> None:
    answer = CALLS[vendor](proxied, private, f"{scheme}://{host}")

    assert answer.status_code == STATUS[vendor], answer.text
    assert len(private.requests.made(vendor=vendor)) == 1


def test_a_proxy_may_be_spoken_to_with_tls(secure: Secure, private: World) -> None:
    proxy = httpx.Proxy(secure.secure_url, ssl_context=secure.trust)

    with httpx.Client(proxy=proxy, verify=secure.trust, timeout=60) as client:
        answer = CALLS["reco"](client, private, "https://api.reco.se")

    assert answer.status_code == 200


def test_who_speaks_at_once_when_the_tunnel_is_there_is_heard(secure: Secure) -> None:
    for _ in range(60):
        proxy = httpx.Proxy(secure.secure_url, ssl_context=secure.trust)
        with httpx.Client(proxy=proxy, verify=secure.trust, timeout=60) as client:
            assert client.get("https://localhost/_emulator/health").status_code == 200


def test_many_requests_go_through_one_tunnel(proxied: httpx.Client, private: World) -> None:
    answers = [CALLS["rees46"](proxied, private, "https://api.rees46.ru") for _ in range(20)]

    assert [answer.status_code for answer in answers] == [200] * 20
    assert len(private.requests.made(vendor="rees46")) == 20


def test_a_large_answer_comes_whole_through_a_tunnel(proxied: httpx.Client, secure: Secure) -> None:
    direct = httpx.get(f"{secure.url}/_emulator/openapi.json", timeout=60)

    answer = proxied.get("https://localhost/_emulator/openapi.json")

    assert answer.json()["paths"] == direct.json()["paths"]
    assert len(answer.content) > 65536


def test_a_tunnel_to_port_80_is_plain(secure: Secure) -> None:
    with connect(secure.url) as client:
        client.sendall(b"CONNECT api.reco.se:80 HTTP/1.1\r\nHost: api.reco.se:80\r\n\r\n")
        begun = client.recv(4096)
        client.sendall(HEALTH)
        answer = client.recv(4096)

    assert begun == b"HTTP/1.1 200 Connection established\r\n\r\n"
    assert answer.startswith(b"HTTP/1.1 200 OK\r\n")


def test_what_was_asked_before_a_tunnel_is_answered_before_it(secure: Secure) -> None:
    asked = b"GET /reco/venue/123/reviews HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n"
    httpx.get(f"{secure.url}/reco/venue/123/reviews", timeout=60)  # who comes first waits for what is not built yet

    with connect(secure.url) as client:
        client.sendall(asked + b"CONNECT example.org:443 HTTP/1.1\r\nHost: example.org:443\r\n\r\n")
        answered = until_closed(client)

    assert answered.startswith(b"HTTP/1.1 403 Forbidden\r\n")
    assert b"this server is a proxy for the vendors' hosts only" in answered


@pytest.mark.parametrize("host", ["example.org", "8.8.8.8", "reco.se"])
def test_a_tunnel_to_somewhere_else_is_refused_with_a_sentence(proxied: httpx.Client, host: str) -> None:
    sentence = f"403 this server is a proxy for the vendors' hosts only, and {host} is none of them"

    with pytest.raises(httpx.ProxyError, match=sentence):
        proxied.get(f"https://{host}/")


def test_a_request_for_somewhere_else_is_refused_with_a_sentence(proxied: httpx.Client) -> None:
    answer = proxied.get("http://example.org/")

    assert answer.status_code == 421
    assert "does not answer for the host 'example.org'" in answer.json()["detail"]


def test_a_server_without_tls_says_what_a_tunnel_needs(running: Running) -> None:
    with (
        httpx.Client(proxy=running.url, timeout=60) as client,
        pytest.raises(httpx.ProxyError, match=r"501 .* with --tls "),
    ):
        client.get("https://api.reco.se/")


@pytest.mark.parametrize(
    ("target", "status"),
    [
        ("api.reco.se", 400),
        ("/", 400),
        ("api.reco.se:x", 400),
        ("api.reco.se:" + 5000 * "1", 400),
        ("example.org:80", 403),
    ],
)
def test_a_tunnel_that_cannot_be_says_why_in_its_body_too(secure: Secure, target: str, status: int) -> None:
    with connect(secure.url) as client:
        client.sendall(f"CONNECT {target} HTTP/1.1\r\nHost: {target}\r\n\r\n".encode())
        head, _, body = until_closed(client).partition(b"\r\n\r\n")

    problem = json.loads(body)
    assert (problem["type"], problem["status"]) == ("about:blank", status)
    assert head.split(b"\r\n")[:2] == [
        f"HTTP/1.1 {status} {problem['detail']}".encode(),
        b"content-type: application/problem+json",
    ]


def test_a_client_that_speaks_no_tls_in_its_tunnel_is_left(secure: Secure, caplog: pytest.LogCaptureFixture) -> None:
    with connect(secure.url) as client:
        client.sendall(b"CONNECT api.reco.se:443 HTTP/1.1\r\nHost: api.reco.se:443\r\n\r\n")
        client.recv(4096)
        client.sendall(HEALTH)
        rest = until_closed(client)

    assert b"HTTP/1.1" not in rest
    assert httpx.get(f"{secure.url}/_emulator/health", timeout=60).status_code == 200
    assert caplog.records == []


def test_a_vendors_answer_leaves_in_one_piece_with_tls_too(secure: Secure, private: World) -> None:
    line = f"GET {private.reco.url.removeprefix(secure.url)}/venue/123/reviews HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n"

    with connect(secure.secure_url) as plain, secure.trust.wrap_socket(plain, server_hostname="127.0.0.1") as client:
        client.sendall(line.encode())
        head, _, body = client.recv(65536).partition(b"\r\n\r\n")

    assert head.startswith(b"HTTP/1.1 403 ")
    assert f"content-length: {len(body)}".encode() in head


def test_a_fault_resets_a_connection_with_tls_too(proxied: httpx.Client, private: World) -> None:
    private.faults.add(vendor="rees46", reset=True, times=1)

    with pytest.raises(httpx.TransportError):
        CALLS["rees46"](proxied, private, "https://api.rees46.ru")

    assert private.requests.made(vendor="rees46")[0].status == 0


def test_a_client_that_takes_no_certificate_leaves_no_trace(secure: Secure, caplog: pytest.LogCaptureFixture) -> None:
    distrusting = ssl.create_default_context()

    for url in ("https://api.reco.se/", "https://api.rees46.ru/"):
        with (
            httpx.Client(proxy=secure.url, verify=distrusting, timeout=60) as client,
            pytest.raises(httpx.ConnectError),
        ):
            client.get(url)

    assert caplog.records == []
