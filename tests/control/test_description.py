from typing import Any

import httpx
import pytest
from jsonschema import Draft202012Validator
from openapi_spec_validator import validate

CALLS = {
    "/health": {"get"},
    "/ready": {"get"},
    "/worlds": {"get", "post"},
    "/worlds/{name}": {"get", "delete"},
    "/reset": {"post"},
    "/accounts": {"get"},
    "/accounts/reco": {"post"},
    "/accounts/rees46": {"post"},
    "/accounts/recensus": {"post"},
    "/clock": {"get", "put"},
    "/clock/advance": {"post"},
    "/requests": {"get", "delete"},
    "/requests/{id}": {"get"},
    "/requests/{id}/curl": {"get"},
    "/requests/{id}/explain": {"get"},
    "/contract": {"get", "put"},
    "/requests/verify": {"post"},
    "/requests/unexpected": {"get"},
    "/requests/export.har": {"get"},
    "/faults": {"get", "post", "delete"},
    "/faults/{id}": {"delete"},
    "/outbox": {"get", "delete"},
    "/outbox/{id}": {"get"},
    "/outbox/{id}/html": {"get"},
    "/outbox/{id}/open": {"post"},
    "/outbox/{id}/click": {"post"},
    "/outbox/{id}/review": {"post"},
    "/outbox/{id}/opt_out": {"post"},
    "/outbox/{id}/bounce": {"post"},
    "/outbox/{id}/complain": {"post"},
    "/state": {"get"},
    "/state/{vendor}/{table}": {"get"},
}


@pytest.fixture
def document(control: httpx.Client) -> dict[str, Any]:
    described: dict[str, Any] = control.get("/openapi.json").json()
    return described


def test_describes_every_call(document: dict[str, Any]) -> None:
    validate(document)

    described = {path: set(methods) for path, methods in document["paths"].items()}
    assert {path: described.get(path) for path in CALLS} == CALLS


def test_every_answer_has_an_example_and_every_refusal_is_a_problem(document: dict[str, Any]) -> None:
    operations = [document["paths"][path][method] for path, methods in CALLS.items() for method in methods]

    for operation in operations:
        success = next(answer for status, answer in operation["responses"].items() if status.startswith("2"))
        assert all("example" in content for content in success.get("content", {}).values())
        assert list(operation["responses"]["4XX"]["content"]) == ["application/problem+json"]
    assert "422" not in {status for operation in operations for status in operation["responses"]}
    assert "HTTPValidationError" not in document["components"]["schemas"]


def every_operation(document: dict[str, Any]) -> list[tuple[str, dict[str, Any]]]:
    return [
        (f"{method.upper()} {path}", operation)
        for path, methods in document["paths"].items()
        for method, operation in methods.items()
    ]


def unlike(document: dict[str, Any], said: dict[str, Any]) -> list[str]:
    """What is wrong with the example of an answer or a body; FastAPI leaves out what is null in one."""
    if "example" not in said:
        return ["no example"]
    schema = {**said.get("schema", {}), "components": document["components"]}
    errors = Draft202012Validator(schema).iter_errors(said["example"])
    return [error.message for error in errors if error.validator != "required"]


def test_every_answer_and_every_body_has_an_example_that_its_schema_takes(document: dict[str, Any]) -> None:
    wrong = {
        f"{name}: {what}": faults
        for name, operation in every_operation(document)
        for what, part in [
            ("body", operation.get("requestBody", {})),
            *((status, answer) for status, answer in operation["responses"].items() if status.startswith("2")),
        ]
        for said in part.get("content", {}).values()
        if (faults := unlike(document, said))
    }

    assert wrong == {}


def test_every_answer_in_json_has_a_named_model(document: dict[str, Any]) -> None:
    bare = [
        name
        for name, operation in every_operation(document)
        for status, answer in operation["responses"].items()
        if status.startswith("2")
        and "$ref" not in answer.get("content", {}).get("application/json", {"schema": {"$ref": ""}})["schema"]
    ]

    assert bare == ["GET /requests/export.har"]  # HAR 1.2, whose schema is not ours to write


def test_the_controls_of_the_vendors_are_part_of_it(document: dict[str, Any]) -> None:
    assert [path for path in document["paths"] if path.startswith("/recensus/")]
