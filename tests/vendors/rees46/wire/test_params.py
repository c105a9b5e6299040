"""The one bag of parameters, read through `GET /init`, which echoes `did` and `seance`, and directly."""

from typing import Any
from urllib.parse import quote

import httpx
import pytest

from emulator.kernel.http import Request
from emulator.vendors.rees46.errors import BadRequest
from emulator.vendors.rees46.wire import params

SHOP = "shop_id=DvLWN2ZTMZ"
JSON = "application/json"
FORM = "application/x-www-form-urlencoded"


def request(query: str = "", body: bytes = b"", content_type: str = "") -> Request:
    headers = [(b"content-type", content_type.encode())] if content_type else []
    return Request({"method": "POST", "query_string": query.encode(), "headers": headers}, body)


@pytest.mark.parametrize(
    ("body", "content_type"),
    [
        (b'{"shop_id": "DvLWN2ZTMZ", "did": "D1"}', JSON),
        (b'{"shop_id": "DvLWN2ZTMZ", "did": "D1"}', FORM),
        (b'\r\n {"shop_id": "DvLWN2ZTMZ", "did": "D1"}', "text/plain"),
        (b"shop_id=DvLWN2ZTMZ&did=D1", FORM),
        (b"shop_id=DvLWN2ZTMZ&did=D1", ""),
        (
            b'--x\r\nContent-Disposition: form-data; name="shop_id"\r\n\r\nDvLWN2ZTMZ\r\n'
            b'--x\r\nContent-Disposition: form-data; name="did"; filename="did.txt"\r\n\r\nD1\r\n--x--\r\n',
            "multipart/form-data; boundary=x",
        ),
    ],
)
def test_reads_a_body_whatever_its_content_type_says(body: bytes, content_type: str) -> None:
    bag = params.read(request(body=body, content_type=content_type))

    assert bag == {"shop_id": "DvLWN2ZTMZ", "did": "D1"}


def test_a_get_may_have_a_body(rees46: httpx.Client) -> None:
    answer = rees46.request("GET", "init", json={"shop_id": "DvLWN2ZTMZ", "did": "from-body"})

    assert answer.json()["did"] == "from-body"


def test_the_body_counts_before_the_query(rees46: httpx.Client) -> None:
    answer = rees46.request("GET", f"init?{SHOP}&did=query&seance=query", json={"did": "body"})

    assert (answer.json()["did"], answer.json()["seance"]) == ("body", "query")


def test_of_a_name_that_comes_twice_the_last_counts_and_a_list_has_both(rees46: httpx.Client) -> None:
    started = rees46.get(f"init?{SHOP}&did=first&did=last").json()
    listed = rees46.get(f"products?{SHOP}&brands=Trailhead&brands=Stormfell,Klarwater&limit=100").json()

    assert started["did"] == "last"
    assert {product["brand"] for product in listed["products"]} == {"Trailhead", "Stormfell", "Klarwater"}


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("a[b]=1", {"a": {"b": "1"}}),
        ("a[]=1&a[]=2", {"a": ["1", "2"]}),
        ("a[1]=y&a[0]=x", {"a": ["x", "y"]}),
        ("a[10]=z&a[9]=y", {"a": ["y", "z"]}),
        ("a[0][id]=1&a[1][id]=2", {"a": [{"id": "1"}, {"id": "2"}]}),
        ("a[][id]=1&a[][n]=x&a[][id]=2", {"a": [{"id": "1", "n": "x"}, {"id": "2"}]}),
        ("a[b][c][]=1", {"a": {"b": {"c": ["1"]}}}),
        ("a%5B0%5D=1", {"a": ["1"]}),
        ("a[0]=1&a[LAST]=2", {"a": {"0": "1", "LAST": "2"}}),
        ("a[b=1", {"a[b": "1"}),
        ("=%7B%7D", {"": "{}"}),
        ("a=1&a=2", {"a": "2"}),
        ("a", {"a": ""}),
        ("a=x+y", {"a": "x y"}),
    ],
)
def test_reads_names_with_brackets_as_rack_does(written: str, read: dict[str, Any]) -> None:
    assert params.read(request(query=written)) == read
    assert params.read(request(body=written.encode(), content_type=FORM)) == read


def test_a_list_with_gaps_remembers_its_numbers() -> None:
    found = params.read(request(query="a[10]=z&a[9]=y"))["a"]

    assert (found, found.numbers) == (["y", "z"], [9, 10])


@pytest.mark.parametrize("text", ["{", "nonsense", "NaN", '"\\ud800"', '"\\u0000"', "[" * 900 + "]" * 900])
def test_json_in_a_text_is_read_as_strictly_as_a_body(text: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 (which message does not matter)
        params.embedded(text)


def test_decodes_once_more_what_react_native_encoded_twice() -> None:
    twice = quote(quote('{"color":["red","blue"]}', safe=""), safe="")

    assert params.read(request(query=f"filters={twice}&email=a%2540b.se&sale=50%25")) == {
        "filters": '{"color":["red","blue"]}',
        "email": "a@b.se",
        "sale": "50%",
    }


def test_what_sdks_send_for_nothing_counts_as_not_sent() -> None:
    bag = {"a": "", "b": None, "c": "null", "d": "undefined", "e": [], "f": 0, "g": False}

    assert params.sent(bag) == {"e": [], "f": 0, "g": False}


MALFORMED = [
    ("", b'{"shop_id": "DvLWN2ZTMZ",}', JSON),
    ("", b"\xff", JSON),
    ("", b"did=\xff", FORM),
    ("did=%ff", b"", ""),
    ("a" + "[b]" * 5000 + "=1", b"", ""),
    ("", ("a" + "[" * 5000 + "]" * 5000 + "=1").encode(), FORM),
    ("", b"[" * 5000 + b"]" * 5000, JSON),
    ("", b'{"a":' * 5000 + b"1" + b"}" * 5000, JSON),
    ("a=1&a[b]=2", b"", ""),
    ("a[]=1&a[b]=2", b"", ""),
    ("a[b]=1&a[][c]=2", b"", ""),
    ("", b"not multipart", "multipart/form-data; boundary=x"),
    ("", b"--x", "multipart/form-data"),
    ("", b'{"did": "\\ud800"}', JSON),
    ("", b'{"did": NaN}', JSON),
]


@pytest.mark.parametrize(("query", "body", "content_type"), MALFORMED)
def test_refuses_what_is_malformed(query: str, body: bytes, content_type: str, rees46: httpx.Client) -> None:
    answer = rees46.request(
        "GET", f"init?{SHOP}&{query}", content=body, headers={"Content-Type": content_type} if content_type else {}
    )

    message = answer.json()["message"]
    assert answer.status_code == 400
    assert answer.json() == {"status": "error", "message": message, "payload": {"message": message}}


def test_a_refusal_is_remembered_like_a_bag() -> None:
    malformed = request(body=b"{", content_type=JSON)

    for _ in range(2):
        with pytest.raises(BadRequest):
            params.read(malformed)


@pytest.mark.parametrize(
    ("query", "body", "content_type"),
    [("did=a%00", b"", ""), ("did=a%2500", b"", ""), ("", b'{"did": "\\u0000"}', JSON)],
)
def test_refuses_nul_characters(query: str, body: bytes, content_type: str) -> None:
    with pytest.raises(BadRequest) as refused:
        params.read(request(query, body, content_type))

    assert refused.value.message == "The request has a NUL character."
