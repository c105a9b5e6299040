"""Every call of the control API takes what its description says, and nothing that only looks like it."""

from typing import Any

import httpx
import pytest

from tests.conftest import Running
from tests.control.conftest import problem

CERTIFICATE = {"pool": "gift", "code": "x", "status": "created", "nominal": 1, "balance": 1}
NAMES = {"name": "nope", "vendor": "reco", "table": "venues", "shop_id": "DvLWN2ZTMZ", "venue": "123"}


@pytest.fixture(scope="module")
def calls(running: Running) -> list[tuple[str, str, Any]]:
    """Method, path and the example of its body, of all calls."""
    paths = running.client("/_emulator").get("/openapi.json").json()["paths"]
    return [
        (method, path, _example(operation)) for path, methods in paths.items() for method, operation in methods.items()
    ]


def _example(operation: dict[str, Any]) -> Any:
    return operation.get("requestBody", {}).get("content", {}).get("application/json", {}).get("example")


def at(path: str) -> str:
    for name, value in NAMES.items():
        path = path.replace(f"{{{name}}}", value)
    return "/".join("1" if step.startswith("{") else step for step in path.split("/"))


def test_no_call_takes_an_unknown_parameter(control: httpx.Client, calls: list[tuple[str, str, Any]]) -> None:
    taken = []

    for method, path, body in calls:
        answer = control.request(method, f"{at(path)}?nope=1", json=body)
        if (answer.status_code, answer.json().get("field")) != (400, "nope"):
            taken.append((method, path, answer.text))

    assert taken == []


def test_no_call_takes_an_unknown_key(control: httpx.Client, calls: list[tuple[str, str, Any]]) -> None:
    taken = []

    for method, path, body in calls:
        if method == "get" or path == "/rees46/feed":  # whose body is XML
            continue
        answer = control.request(method, at(path), json={**(body or {}), "nope": 1})
        if (answer.status_code, answer.json().get("field")) != (400, "nope"):
            taken.append((method, path, answer.text))

    assert taken == []


def test_no_call_takes_a_text_for_a_number_or_a_flag(control: httpx.Client, calls: list[tuple[str, str, Any]]) -> None:
    taken, tried = [], 0

    for method, path, body in calls:
        for name, value in (body or {}).items() if path != "/fixtures" else ():
            if not isinstance(value, bool | int | float):
                continue
            tried += 1
            text = "yes" if value is True else "no" if value is False else str(value)
            answer = control.request(method, at(path), json={**body, name: text})
            if (answer.status_code, answer.json().get("field")) != (400, name):
                taken.append((method, path, name, answer.text))

    assert taken == []
    assert tried > 20


@pytest.mark.parametrize("number", [0, 1.5, 1_700_000_000, "0", "1700000000", True])
@pytest.mark.parametrize(
    ("path", "body", "field"),
    [
        ("/clock", {"now": ...}, "now"),
        ("/worlds", {"now": ...}, "now"),
        ("/worlds", {"fixture": {"clock": {"now": ...}}}, "fixture.clock.now"),
        ("/fixtures", {"clock": {"now": ...}}, "clock.now"),
        ("/fixtures", {"reco": {"opt_outs": [{"email": "a@b.se", "at": ...}]}}, "reco.opt_outs.0.at"),
        ("/accounts/reco", {"reviews": [{"grade": 5, "text": "x", "created": ...}]}, "reviews.0.created"),
        (
            "/fixtures",
            {
                "rees46": {
                    "shops": [{"shop_id": "s", "records": {"certificates": [{**CERTIFICATE, "created_at": ...}]}}]
                }
            },
            "rees46.shops.0.records.certificates.0.created_at",
        ),
        (
            "/rees46/segments",
            {"shop_id": "DvLWN2ZTMZ", "name": "x", "condition": {"property": "birthday", "is": ...}},
            "condition.is",
        ),
    ],
)
def test_a_bare_number_is_no_moment_and_no_day(
    control: httpx.Client, path: str, body: dict[str, Any], field: str, number: Any
) -> None:
    before = control.get("/state").json()

    answer = control.request("PUT" if path == "/clock" else "POST", path, json=_filled(body, number))

    assert (answer.status_code, answer.json()["field"]) == (400, field), answer.text
    assert "give an ISO 8601" in answer.json()["detail"]
    assert control.get("/state").json() == before


def _filled(body: Any, value: Any) -> Any:
    if isinstance(body, dict):
        return {name: _filled(inner, value) for name, inner in body.items()}
    if isinstance(body, list):
        return [_filled(inner, value) for inner in body]
    return value if body is ... else body


@pytest.mark.parametrize(
    ("method", "path", "allowed"),
    [("GET", "/requests/verify", "POST"), ("POST", "/requests/unexpected", "GET"), ("PUT", "/requests/verify", "POST")],
)
def test_a_call_by_a_wrong_method_is_no_request_of_that_name(
    control: httpx.Client, method: str, path: str, allowed: str
) -> None:
    answer = control.request(method, path)

    full = f"{control.base_url.path}{path.lstrip('/')}"
    assert answer.json() == problem(405, "Method Not Allowed", f"{full} does not take {method}")
    assert answer.headers["allow"] == allowed


def test_a_request_by_a_name_is_still_told_that_it_is_no_number(control: httpx.Client) -> None:
    answer = control.get("/requests/verifi")

    assert (answer.status_code, answer.json()["field"]) == (400, "id")


EMPLOYEE = {"id": "1", "name": "Eva"}


@pytest.mark.parametrize(
    ("method", "path", "body", "status", "field"),
    [
        ("POST", "/reco/opt-outs", {"email": "a@example.org", "mobile": "+46701234567"}, 400, "mobile"),
        ("DELETE", "/reco/opt-outs", None, 400, "email"),
        ("POST", "/accounts/reco", {"employees": [EMPLOYEE, EMPLOYEE]}, 400, "employees"),
        ("POST", "/accounts/reco", {"api_key": "one", "sandbox_api_key": "one"}, 400, "sandbox_api_key"),
        ("POST", "/rees46/campaigns", {"shop_id": "DvLWN2ZTMZ", "code": "x", "type": "sms"}, 400, "sms"),
        ("POST", "/reco/invites/999/review", {"grade": 5, "text": "Good."}, 404, "number"),
        ("PATCH", "/rees46/products/nope", {"shop_id": "DvLWN2ZTMZ", "price": 5}, 404, "product_id"),
    ],
)
def test_what_is_wrong_between_fields_is_told_of_one_of_them(
    control: httpx.Client, method: str, path: str, body: dict[str, Any] | None, status: int, field: str
) -> None:
    before = control.get("/state").json()

    answer = control.request(method, path, json=body)

    assert (answer.status_code, answer.json()["field"]) == (status, field), answer.text
    assert control.get("/state").json() == before
