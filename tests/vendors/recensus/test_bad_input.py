"""Whatever arrives, the answer has the vendor's shape and status, and nothing is written."""

import json

import httpx
import pytest

from tests.conftest import TestWorld
from tests.vendors.recensus.signing import DATA, PATH, md5, nothing_was_written

JSON = {"Content-Type": "application/json"}


@pytest.mark.parametrize("content_type", [None, "", "text/plain", "application/x-www-form-urlencoded", "json"])
def test_another_content_type_breaks_the_vendor(
    recensus: httpx.Client, control: httpx.Client, content_type: str | None
) -> None:
    headers = {} if content_type is None else {"Content-Type": content_type}

    answer = recensus.post(PATH, content=b"{}", headers=headers)

    assert (answer.status_code, answer.json()) == (500, {"code": 500, "message": "Internal Server Error"})
    assert answer.headers["x-emulator-notice"] == "Content-Type must be application/json"
    assert nothing_was_written(control)


def test_another_content_type_is_400_where_the_merchant_is_set_so(
    recensus: httpx.Client, control: httpx.Client
) -> None:
    control.post("accounts/recensus", json={"merchant": "mild", "content_type_error": 400})

    answer = recensus.post("merchant/mild/customer-contact-request", content=b"{}")

    assert (answer.status_code, answer.json()) == (
        400,
        {"code": 400, "message": "Content-Type must be application/json."},
    )


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{",
        b'{"data": {},}',
        b'// a comment\n{"data": {}}',
        b"\xef\xbb\xbf{}",
        b'{"data": "\xff"}',
        b'{"data": "\\ud800"}',
        b"NaN",
        b"[" * 5000,
        b'{"data":' * 5000,
        b"1" * 5000,
    ],
)
def test_what_is_not_json_is_refused(recensus: httpx.Client, control: httpx.Client, body: bytes) -> None:
    answer = recensus.post(PATH, content=body, headers=JSON)

    assert answer.status_code == 400
    assert answer.json()["code"] == 400
    assert answer.json()["message"].startswith("The body is not valid JSON: ")
    assert nothing_was_written(control)


@pytest.mark.parametrize("body", [b"[]", b"null", b'"text"', b"7"])
def test_what_is_no_object_is_refused(recensus: httpx.Client, body: bytes) -> None:
    answer = recensus.post(PATH, content=body, headers=JSON)

    message = "The body must be a JSON object with signedRequest and data."
    assert (answer.status_code, answer.json()) == (400, {"code": 400, "message": message})


@pytest.mark.parametrize("path", [PATH, "feedback/" + "0" * 24])
def test_a_body_over_the_limit_is_refused_as_described(
    recensus: httpx.Client, control: httpx.Client, path: str
) -> None:
    described = recensus.get("openapi.json").json()["paths"].values()

    answer = recensus.post(path, content=b'"' + b"x" * 2_000_000 + b'"', headers=JSON)

    message = "The request body is larger than 1048576 bytes."
    assert (answer.status_code, answer.json()) == (413, {"code": 413, "message": message})
    assert all("413" in operations["post"]["responses"] for operations in described if "post" in operations)
    assert nothing_was_written(control)


@pytest.mark.parametrize("prefix", ["", "api/", "app_dev.php/api/"])
@pytest.mark.parametrize("method", ["GET", "PUT", "PATCH", "DELETE", "OPTIONS"])
def test_the_collection_takes_post_alone(recensus: httpx.Client, method: str, prefix: str) -> None:
    answer = recensus.request(method, prefix + PATH)

    assert (answer.status_code, answer.headers["allow"]) == (405, "POST")
    assert answer.json() == {"code": 405, "message": "The resource does not take this method."}


@pytest.mark.parametrize("path", ["", "merchant", "merchant/1", "apimerchant/1/customer-contact-request", "api?x=1"])
def test_there_is_nothing_at_another_path(recensus: httpx.Client, path: str) -> None:
    answer = recensus.post(path, json={})

    assert (answer.status_code, answer.json()) == (404, {"code": 404, "message": "There is no such resource."})


@pytest.mark.parametrize("host", ["", "Host:\r\n"])
def test_a_request_without_a_host_is_signed_for_the_address_it_came_to(world: TestWorld, host: str) -> None:
    """Nobody must name a host in HTTP/1.0."""
    server = httpx.URL(world.running.url)
    path = f"{world.prefix}/recensus/{PATH}"
    body = json.dumps(
        {"data": DATA, "signedRequest": {"token": "1", "signature": md5(f"POST{server.join(path)}shared-secret")}}
    ).encode()
    head = f"POST {path} HTTP/1.0\r\n{host}Content-Type: application/json\r\nContent-Length: {len(body)}\r\n\r\n"

    with world.running.connect() as connection:
        connection.sendall(head.encode() + body)
        answer = connection.makefile("rb").read()

    assert answer.startswith(b"HTTP/1.1 201 ")
    assert f'"self":"{server.join(path)}/1"'.encode() in answer


BODIES = [
    ({"Content-Type": "text/plain"}, b"{", 500),
    (JSON, b"{", 400),
    (JSON, b'{"signedRequest": {}, "data": {}}', 400),
    (JSON, b'{"signedRequest": {"token": "2", "signature": "00000000000000000000000000000000"}, "data": {}}', 403),
    (JSON, b'{"signedRequest": {"token": "1", "signature": "00000000000000000000000000000000"}, "data": {}}', 403),
]


@pytest.mark.parametrize(("headers", "body", "status"), BODIES)
def test_what_is_wrong_first_is_answered(
    recensus: httpx.Client, headers: dict[str, str], body: bytes, status: int
) -> None:
    """The method comes before the content type, that before JSON, the signed request before the data."""
    posted = recensus.post(PATH, content=body, headers=headers)
    put = recensus.put(PATH, content=body, headers=headers)

    assert (posted.status_code, put.status_code) == (status, 405)
