import subprocess
from typing import Any

import httpx
import pytest

from tests.conftest import PATIENCE
from tests.control.conftest import INVITE, problem

FORM = {"Content-Type": "application/x-www-form-urlencoded"}
MULTIPART = {"Content-Type": "multipart/form-data; boundary=b-'1"}
PARTS = (
    b"--b-'1\r\nContent-Disposition: form-data; name=\"a[b]\"\r\n\r\nit's\r\n"
    b'--b-\'1\r\nContent-Disposition: form-data; name="file"; filename="p.png"\r\nContent-Type: image/png\r\n\r\n'
    b"\x89PNG\r\n\x1a\n\0\xff\r\n--b-'1--\r\n"
)


def run(command: str) -> None:
    subprocess.run(["bash"], input=command.encode(), capture_output=True, timeout=PATIENCE, check=True)


@pytest.mark.parametrize(
    ("method", "path", "headers", "body"),
    [
        ("GET", "/nowhere", {}, b""),
        ("GET", "/nowhere?items[0][id]={1,2}&q=it's%20%ff", {"Accept": "text/html", "X-Empty": ""}, b""),
        ("DELETE", "/a/../b//c", {"X-Name": "O'Brien $HOME `id`"}, b""),
        ("HEAD", "/nowhere", {}, b""),
        ("POST", "/nowhere", {"Content-Type": "application/json"}, b'{"a": "it\'s $HOME \\n"}'),
        ("POST", "/nowhere", FORM, b"@/etc/hostname"),
        ("POST", "/nowhere", FORM, b"items[0][id]=7&name=O'Brien+%26+%22S%C3%B6ner%22&empty="),
        ("POST", "/nowhere", MULTIPART, PARTS),
        ("POST", "/nowhere", {"Content-Type": "application/json"}, '{"q": "\\"å\\" $(id) `id` !! %s"}'.encode()),
        ("POST", "/nowhere", {}, b"no content type"),
        ("PUT", "/nowhere", FORM, b"two\r\nlines %s \\ \xff' \xc3\xa5"),
        ("PUT", "/nowhere", FORM, b"-\0\xff%s\\n'" + bytes(range(256))),
        ("POST", "/nowhere", FORM, b"a=" + b"x" * 200_000),
    ],
)
def test_the_command_sends_the_same_request_again(
    control: httpx.Client, world: Any, method: str, path: str, headers: dict[str, str], body: bytes
) -> None:
    with httpx.Client(timeout=PATIENCE) as client:
        request = client.build_request(
            method, "http://x", headers={"User-Agent": "test", **headers}, content=body or None
        )
        request.url = httpx.URL(world.running.url).copy_with(raw_path=f"{world.prefix}/reco{path}".encode())
        request.headers["Host"] = world.running.url.removeprefix("http://")
        client.send(request)

    run(control.get("/requests/1/curl").text)

    second, first = control.get("/requests").json()["items"]
    kept = ("method", "url", "path", "status")
    assert [second[name] for name in kept] == [first[name] for name in kept]
    assert second["request"]["body"] == first["request"]["body"]
    assert without_connection(second) == without_connection(first)


def without_connection(item: dict[str, Any]) -> dict[str, str]:
    return {name: value for name, value in item["request"]["headers"].items() if name not in ("connection", "expect")}


def test_secrets_stay_masked_and_a_comment_says_so(control: httpx.Client, invited: httpx.Client) -> None:
    answer = control.get("/requests/1/curl")

    shown = control.get("/requests/1").json()
    assert answer.headers["content-type"] == "text/plain; charset=utf-8"
    assert answer.text.startswith("# Secrets are masked: put your own in place of masked:…\ncurl ")
    assert f"-H 'x-reco-apikey: {shown['request']['headers']['x-reco-apikey']}'" in answer.text
    assert "3x3mp3l" not in answer.text


def test_with_the_secret_put_back_the_command_is_answered_as_the_request_was(
    control: httpx.Client, invited: httpx.Client
) -> None:
    masked = control.get("/requests/1").json()["request"]["headers"]["x-reco-apikey"]

    run(control.get("/requests/1/curl").text.replace(masked, "3x3mp3l"))

    latest = control.get("/requests").json()["items"][0]
    assert (latest["id"], latest["path"], latest["status"]) == (2, INVITE, 200)
    assert '"errorCode":3' in latest["response"]["body"]


def test_a_body_that_was_kept_in_part_is_said_to_be(control: httpx.Client, reco: httpx.Client) -> None:
    reco.post("/nowhere", content=b"x" * 300_000)

    assert (
        "# The body was 300000 bytes long, of which the first 262144 were kept.\n"
        in control.get("/requests/1/curl").text
    )


def test_there_is_none_of_a_request_that_was_not_made(control: httpx.Client) -> None:
    assert control.get("/requests/9/curl").json() == problem(
        404, "Not Found", "there is no request 9: it was never made, or is too long ago", field="id"
    )
