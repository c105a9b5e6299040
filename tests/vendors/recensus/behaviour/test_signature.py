"""The signature: the vectors of the SDK, and the URLs that a client may have signed."""

from typing import Any

import pytest

from emulator.kernel.http import Request
from emulator.vendors.recensus.behaviour import signature


def arrived(path: str, *, query: str = "", root: str = "", scheme: str = "http", **headers: str) -> Request:
    """A request as the server hands it over; header names with _ for -."""
    scope = {
        "method": "POST",
        "scheme": scheme,
        "path": path,
        "raw_path": path.encode(),
        "query_string": query.encode(),
        "headers": [(name.replace("_", "-").encode(), value.encode()) for name, value in headers.items()],
    }
    return Request(scope, b"", root=root)


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("http://api.recensus.com/merchant/00000/customer-contact-request", "dc72061955cf24b109fb0b437dee84fa"),
        ("https://api.recensus.com/merchant/00000/customer-contact-request", "80ec0cc51e9ad5fa9eec3716a278c7de"),
        ("http://127.0.0.1:8801/merchant/00000/customer-contact-request", "14bbf918f9090ad9d8899b670d79a04c"),
        (
            "http://127.0.0.1:8802/app_dev.php/api/merchant/00000/customer-contact-request",
            "ea631798216d56387150833ba8393c97",
        ),
        ("http://127.0.0.1:80/merchant/00000/customer-contact-request", "55fa7d0a240d0ac9ba1617ac0f191837"),
        ("http://127.0.0.1/merchant/00000/customer-contact-request", "ca9fd676e2db18cfde83a199ead21e4b"),
        ("http://127.0.0.1:8831/api?x=1&merchant/00000/customer-contact-request", "223175836009d5d3fda56564c5906dd8"),
    ],
)
def test_signs_as_the_sdk_does(url: str, expected: str) -> None:
    assert signature.signature("POST", url, "11111") == expected


def test_a_client_may_have_written_the_port_that_its_host_header_drops() -> None:
    request = arrived("/recensus/merchant/1", host="emulator.test")

    assert signature.addressed_urls(request) == [
        "http://emulator.test/recensus/merchant/1",
        "http://emulator.test:80/recensus/merchant/1",
        "https://emulator.test/recensus/merchant/1",
        "https://emulator.test:443/recensus/merchant/1",
    ]


def test_the_path_and_query_are_signed_as_they_were_written() -> None:
    request = arrived("/~t1/recensus/merchant/%31", query="a=%20b&c", host="[::1]:4717", scheme="https")

    assert signature.addressed_urls(request) == [
        "https://[::1]:4717/~t1/recensus/merchant/%31?a=%20b&c",
        "http://[::1]:4717/~t1/recensus/merchant/%31?a=%20b&c",
    ]


def test_the_first_proxy_knows_what_the_client_addressed() -> None:
    request = arrived(
        "/merchant/1", host="inner:9", x_forwarded_host="shop.test, mid.test", x_forwarded_proto="HTTPS, http"
    )

    assert signature.addressed_urls(request)[0] == "https://shop.test/merchant/1"
    assert "http://inner:9/merchant/1" in signature.addressed_urls(request)


@pytest.mark.parametrize(
    ("forwarded", "url"),
    [
        ({"host": "shop.test", "port": "8443"}, "https://shop.test:8443/recensus/merchant/1"),
        ({"host": "shop.test", "port": "443"}, "https://shop.test/recensus/merchant/1"),
        ({"host": "shop.test:8443", "port": "443"}, "https://shop.test:8443/recensus/merchant/1"),
        ({"host": "shop.test", "port": "x"}, "https://shop.test/recensus/merchant/1"),
        ({"port": "8443"}, "https://inner.test:8443/recensus/merchant/1"),
        ({"host": "shop.test", "prefix": "/mock/"}, "https://shop.test/mock/recensus/merchant/1"),
        ({"host": "shop.test", "prefix": "/mock"}, "https://shop.test/mock/merchant/1"),
        ({"prefix": "/mock"}, "https://inner.test/mock/recensus/merchant/1"),
        ({"host": "shop.test"}, "https://shop.test/merchant/1"),
    ],
)
def test_a_proxy_says_which_host_port_and_prefix_the_client_wrote(forwarded: dict[str, str], url: str) -> None:
    headers = {f"x_forwarded_{name}": value for name, value in forwarded.items()}
    request = arrived("/recensus/merchant/1", root="/recensus", host="inner.test", x_forwarded_proto="https", **headers)

    assert url in signature.addressed_urls(request)


def test_a_path_without_the_vendors_prefix_is_no_address_of_this_server() -> None:
    request = arrived("/recensus/merchant/1", root="/recensus", host="inner.test", x_forwarded_host="shop.test")

    assert "http://inner.test/merchant/1" not in signature.addressed_urls(request)


def test_a_protocol_that_is_none_is_not_believed() -> None:
    request = arrived("/merchant/1", host="a.test:1", x_forwarded_proto="gopher")

    assert signature.addressed_urls(request) == ["http://a.test:1/merchant/1", "https://a.test:1/merchant/1"]


@pytest.mark.parametrize(
    ("server", "url"),
    [
        (("127.0.0.1", 4717), "http://127.0.0.1:4717/merchant/1"),
        (("::1", 4717), "http://[::1]:4717/merchant/1"),
        (None, "http://localhost/merchant/1"),
    ],
)
def test_where_no_host_is_named_it_is_the_address_that_was_connected_to(server: Any, url: str) -> None:
    request = arrived("/merchant/1")
    request.scope = {**request.scope, "server": server}

    assert signature.addressed_urls(request)[0] == url


def test_a_client_may_sign_for_the_vendors_real_host_while_a_proxy_leads_here() -> None:
    request = arrived("/recensus/merchant/1", root="/recensus", host="127.0.0.1:4717")

    others = signature.other_urls(request, "https://emulator.test/base/")

    assert "https://api.recensus.com/merchant/1" in others
    assert "http://api.recensus.com/recensus/merchant/1" in others
    assert "https://emulator.test/base/recensus/merchant/1" in others


def test_a_path_alone_is_among_no_urls() -> None:
    request = arrived("/recensus/merchant/1", root="/recensus", host="127.0.0.1:4717")

    urls = signature.addressed_urls(request) + signature.other_urls(request, "")

    assert signature.path_urls(request) == ["/recensus/merchant/1", "/merchant/1"]
    assert set(signature.path_urls(request)).isdisjoint(urls)


def test_finds_the_url_that_was_signed() -> None:
    urls = ["http://a.test/", "http://b.test/"]

    assert signature.signed_url(signature.signature("POST", urls[1], "s"), "POST", urls, "s") == urls[1]
    assert signature.signed_url(signature.signature("PUT", urls[1], "s"), "POST", urls, "s") is None


def test_characters_that_no_url_has_break_nothing() -> None:
    assert len(signature.signature("POST", "http://smörgås.test/☃", "hemligt ☃")) == 32
    assert not signature.matches("é" * 32, "0" * 32)
