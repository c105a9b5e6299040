"""Input that is no list of invites: Reco's shape and status, and nothing is written."""

from typing import Any

import httpx
import pytest

from tests.conftest import TestWorld
from tests.vendors.reco.customers import MAIL, SANDBOX, SMS

JSON = {"Content-Type": "application/json"}
PATHS = [
    MAIL,
    SMS,
    "/v3/customerids/123",
    "/v3/restaurant/invite?platform=waiteraid&id=123",
    f"/sandbox{MAIL}",
    "/sandbox/v3/customerids/123",
]
NOT_JSON = "The request body is not valid JSON."


def stored(control: httpx.Client) -> Any:
    return [control.get(path).json()["total"] for path in ("reco/invites", "outbox")] + [
        control.get("reco/venues/123/contacted-share").json()
    ]


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize(
    "body",
    [
        b"",
        b" ",
        b"{",
        b'{"invites": [{"email": "a@b.se" "x"}]}',
        b'{"invites": [{"email": "a@b.se"}], "ids": ["a"],}',
        b'{"invites": [NaN], "ids": [NaN]}',
        b'{"invites": [{"email": "\xff@b.se"}], "ids": ["\xff"]}',
        b'{"invites": [{"email": "\\ud800@b.se"}], "ids": ["\\ud800"]}',
        b"\xef\xbb\xbf{}",
        b"[" * 5000,
        b'{"invites":' + b"[" * 5000 + b"]" * 5000 + b"}",
        b'{"invites": [{"email": ' + b"9" * 5000 + b'}], "ids": []}',
        b"curl -d '{",
    ],
    ids=lambda body: body[:24].decode("latin-1"),
)
def test_what_is_not_json_is_refused(reco: httpx.Client, control: httpx.Client, path: str, body: bytes) -> None:
    before = stored(control)

    answer = reco.post(path, content=body, headers={**JSON, **(SANDBOX if "sandbox" in path else {})})

    assert answer.status_code == 400
    assert answer.json() == {"status": 400, "error": "Bad Request", "message": NOT_JSON}
    assert stored(control) == before


@pytest.mark.parametrize(
    ("path", "body", "message"),
    [
        (MAIL, [], "The request body is not an object."),
        (MAIL, "invites", "The request body is not an object."),
        (MAIL, 17, "The request body is not an object."),
        (MAIL, {}, "invites: Field required"),
        (MAIL, {"invites": None}, "invites: Input should be an array"),
        (MAIL, {"invites": {"email": "a@b.se"}}, "invites: Input should be an array"),
        (SMS, {"invites": [{"mobile": "0730000000"}, "x"]}, "invites.1: Input should be an object"),
        (MAIL, {"invites": [{"email": "a@b.se"}, None]}, "invites.1: Input should be an object"),
        ("/v3/customerids/123", {}, "ids: Field required"),
        ("/v3/customerids/123", {"ids": "a"}, "ids: Input should be an array"),
        ("/v3/customerids/123", {"ids": {"a": 1}}, "ids: Input should be an array"),
    ],
)
def test_what_is_no_list_of_objects_is_refused_with_the_field(
    reco: httpx.Client, control: httpx.Client, path: str, body: Any, message: str
) -> None:
    before = stored(control)

    answer = reco.post(path, json=body)

    assert answer.status_code == 400
    assert answer.json() == {"status": 400, "error": "Bad Request", "message": message}
    assert stored(control) == before


@pytest.mark.parametrize("path", [*PATHS, "/nothing"])
def test_a_body_over_the_limit_is_refused(reco: httpx.Client, control: httpx.Client, path: str) -> None:
    before = stored(control)

    answer = reco.post(path, content=b'{"invites": [], "ids": []}'.ljust(2 * 1024 * 1024), headers=JSON)

    assert answer.status_code == 413
    assert answer.json() == {
        "status": 413,
        "error": "Payload Too Large",
        "message": "The request body is larger than 1048576 bytes.",
    }
    assert stored(control) == before


@pytest.mark.parametrize("path", ["/", "/nothing", "/invite", "/invite/fax/venue/123", "/v3", "/sandbox", "/%00"])
@pytest.mark.parametrize("method", ["GET", "POST", "DELETE"])
def test_an_unknown_path_is_not_found(world: TestWorld, method: str, path: str) -> None:
    answer = world.client("reco").request(method, path)

    assert answer.status_code == 404
    assert answer.json() == {"status": 404, "error": "Not Found", "message": "There is no such resource."}
