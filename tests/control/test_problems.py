"""FastAPI's own shapes never leave, whatever is sent."""

from typing import Any

import httpx
import pytest

from tests.control.conftest import problem

NOT_JSON = problem(400, "Bad Request", "the body cannot be read as JSON")
NO_OBJECT = problem(400, "Bad Request", "the body: should be a JSON object")


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (b"", problem(400, "Bad Request", "the body: is missing")),
        (b'{"days": 1', problem(400, "Bad Request", "the body is not JSON: Expecting ',' delimiter at character 10")),
        (b"[]", NO_OBJECT),
        (b"3", NO_OBJECT),
        (b'"a"', NO_OBJECT),
        (b'{"days": "\xff"}', NOT_JSON),
        (b"[" * 100_000, NOT_JSON),
        (b'{"days": ' + b"9" * 5000 + b"}", NOT_JSON),
    ],
)
def test_a_body_that_is_no_json_object_is_refused(
    control: httpx.Client, content: bytes, expected: dict[str, Any]
) -> None:
    answer = control.post("/clock/advance", content=content, headers={"Content-Type": "application/json"})

    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.json() == expected


@pytest.mark.parametrize("content_type", [None, "application/x-www-form-urlencoded", "text/plain; charset=utf-8"])
def test_json_is_read_whatever_curl_says_of_it(control: httpx.Client, content_type: str | None) -> None:
    headers = {"Content-Type": content_type} if content_type else {}

    answer = control.post("/clock/advance", content=b' {"days": 1}', headers=headers)

    assert answer.status_code == 200


@pytest.mark.parametrize(
    ("call", "content"),
    [
        ("/reco/opt-outs", rb'{"email": "\ud800@example.org"}'),
        ("/clock/advance", rb'{"\uDFFF": 1}'),
        ("/accounts/reco", rb'{"\ud83d\ud83d\ude00": 1}'),
    ],
)
def test_half_a_character_is_refused(control: httpx.Client, call: str, content: bytes) -> None:
    answer = control.post(call, content=content, headers={"Content-Type": "application/json"})

    assert answer.json() == problem(
        400, "Bad Request", "the body: has half a surrogate pair (\\ud800 to \\udfff), which is no character"
    )


def test_both_halves_of_a_character_are_one(control: httpx.Client) -> None:
    answer = control.post("/accounts/reco", content=rb'{"name": "\ud83d\ude00 \\ud"}')

    assert answer.status_code == 201


def test_a_refusal_does_not_speak_of_python(control: httpx.Client) -> None:
    assert control.post("/reco/opt-outs", json={}).json() == problem(
        400, "Bad Request", "email: give either email or mobile", field="email"
    )


def test_a_name_that_is_too_long_is_not_said_back_whole(control: httpx.Client) -> None:
    answer = control.post("/worlds", json={"name": "a" * 1_000_000})

    assert (answer.status_code, answer.json()["field"]) == (400, "name")
    assert len(answer.content) < 1000


def test_a_form_is_not_json(control: httpx.Client) -> None:
    assert control.post("/clock/advance", data={"days": "1"}).json() == NO_OBJECT


def test_an_unknown_call_is_refused(control: httpx.Client) -> None:
    path = control.base_url.path

    assert control.get("/clocks").json() == problem(
        404, "Not Found", f"there is no call {path}clocks: /_emulator/docs lists them"
    )


def test_a_wrong_method_is_refused_with_those_that_are_right(control: httpx.Client) -> None:
    path = control.base_url.path

    answer = control.patch("/clock")

    assert answer.headers["allow"] == "GET, PUT"
    assert answer.json() == problem(405, "Method Not Allowed", f"{path}clock does not take PATCH")


@pytest.mark.parametrize(
    ("method", "path"), [("GET", "/clock"), ("POST", "/reset"), ("GET", "/worlds"), ("DELETE", "/outbox")]
)
def test_a_call_without_parameters_refuses_them(control: httpx.Client, method: str, path: str) -> None:
    answer = control.request(method, f"{path}?now=1")

    assert answer.json() == problem(400, "Bad Request", "now: this call takes no parameters", field="now")


@pytest.mark.parametrize(
    ("body", "field", "detail"),
    [
        ('{"nmae": 1}', "nmae", "nmae: unknown key: this call takes no body"),
        ("[1]", None, "the body: this call takes none"),
        ("null", None, "the body: this call takes none"),
        ('{"a"', None, "the body is not JSON: EOF while parsing an object at line 1 column 4"),
    ],
)
@pytest.mark.parametrize("path", ["/reset", "/snapshots/paid/restore", "/recensus/reviews/1/accept"])
def test_a_call_without_a_body_refuses_one_and_does_nothing(
    control: httpx.Client, path: str, body: str, field: str | None, detail: str
) -> None:
    control.post("/faults", json={"vendor": "reco", "status": 503})

    answer = control.post(path, content=body)

    assert answer.json() == problem(400, "Bad Request", detail, **({} if field is None else {"field": field}))
    assert control.get("/faults").json()["total"] == 1


@pytest.mark.parametrize("body", ["", " ", "{}"])
def test_a_call_without_a_body_takes_an_empty_one(control: httpx.Client, body: str) -> None:
    assert control.post("/reset", content=body).status_code == 200
