"""Requests and answers as plain values."""

import pytest

from emulator.kernel.http import Request, header_text, json_answer, read_json


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("plain words", b"plain words"),
        ("a\r\nX-Injected: 1", b"a  X-Injected: 1"),
        ("nul\0 tab\t escape\x1b", b"nul  tab  escape "),
        ("Kafé 💥", b"Kaf? ?"),
    ],
)
def test_no_line_of_what_a_client_sent_becomes_a_header(text: str, value: bytes) -> None:
    assert header_text(text) == value


def test_a_header_sent_twice_is_joined_and_its_name_has_no_case() -> None:
    headers = [(b"x-a", b"1"), (b"content-type", b"Text/HTML; charset=utf-8"), (b"x-a", b"2")]

    request = Request({"method": "GET", "headers": headers}, b"")

    assert request.header("x-a") == "1, 2"
    assert request.content_type == "text/html"


def test_a_url_is_what_the_client_wrote() -> None:
    scope = {
        "method": "POST",
        "scheme": "http",
        "path": "/reco/a b",
        "raw_path": b"/reco/a%20b",
        "query_string": b"x=%2F",
        "headers": [(b"host", b"127.0.0.1:80")],
    }

    request = Request(scope, b"", root="/reco", path="/a b")

    assert request.url == "http://127.0.0.1:80/reco/a%20b?x=%2F"
    assert request.base_url == "http://127.0.0.1:80/reco"


@pytest.mark.parametrize("body", [b"", b"{", b"[NaN]", b"[" * 5000, b'"\xff"', b"{'a': 1}"])
def test_what_is_not_json_is_a_value_error(body: bytes) -> None:
    with pytest.raises(ValueError, match=r"line 1|invalid|recursion"):
        read_json(body)


def test_an_answer_without_a_body_has_no_content_type() -> None:
    answer = json_answer(None, status=200, headers={"Allow": "GET"})
    empty = type(answer)(204)

    assert answer.wire_headers() == [
        (b"content-type", b"application/json"),
        (b"content-length", b"4"),
        (b"allow", b"GET"),
    ]
    assert empty.wire_headers() == [(b"content-length", b"0")]
