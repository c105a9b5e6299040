"""Each vendor's own description: it validates, and what is made up from it is answered as it says."""

from typing import Any

import jsonschema
import pytest
import schemathesis
from hypothesis import given, settings
from openapi_spec_validator import validate
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from emulator.kernel.dispatch import VendorApp
from emulator.vendors import VENDORS
from tests import engines
from tests.conftest import TestWorld

NAMES = list(VENDORS)
CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_schema_conformance,
]
CREDENTIALS: dict[str, dict[str, str]] = {"reco": {"X-Reco-ApiKey": "3x3mp3l"}, "rees46": {}, "recensus": {}}


@pytest.mark.once
@pytest.mark.parametrize("vendor", VENDORS.values(), ids=NAMES)
def test_a_description_is_valid_openapi(vendor: Any) -> None:
    validate(VendorApp(vendor).described.openapi())


@pytest.mark.once
@pytest.mark.parametrize("vendor", VENDORS.values(), ids=NAMES)
def test_every_example_is_as_its_schema_says(vendor: Any) -> None:
    document = VendorApp(vendor).described.openapi()
    contents = [
        content
        for path in document["paths"].values()
        for operation in path.values()
        for answer in operation["responses"].values()
        for content_type, content in answer.get("content", {}).items()
        if content_type == "application/json"
    ]

    assert contents
    for content in contents:
        whole = {**content["schema"], "components": document["components"]}
        jsonschema.validate(content["example"], whole, cls=jsonschema.Draft202012Validator)


@pytest.mark.parametrize("name", NAMES)
def test_a_description_names_the_server_under_which_it_was_asked_for(name: str, world: TestWorld) -> None:
    document = world.client(name).get("openapi.json").json()

    assert document["servers"] == [{"url": f"{world.prefix}/{name}"}]


@pytest.mark.parametrize("name", NAMES)
def test_a_description_is_only_read(name: str, world: TestWorld) -> None:
    answers = [world.client(name).post(path) for path in ("openapi.json", "nowhere")]

    assert [answer.status_code for answer in answers] == [404, 404]
    assert answers[0].json() == answers[1].json()


@pytest.mark.parametrize("name", NAMES)
def test_a_description_has_a_page_for_people(name: str, world: TestWorld) -> None:
    page = world.client(name).get("docs")

    assert page.headers["content-type"].startswith("text/html")
    assert f"{world.prefix}/{name}/openapi.json" in page.text


SCHEMAS = {
    vendor.name: schemathesis.openapi.from_dict(VendorApp(vendor).described.openapi()) for vendor in VENDORS.values()
}
OPERATIONS = [
    (name, found.ok().method.upper(), found.ok().path)
    for name, schema in SCHEMAS.items()
    for found in schema.get_all_operations()
]


EXAMPLES = 7 if engines.is_postgresql() else 20
"""A description knows no engine: on the second one it is a look at each operation's statements."""


@pytest.mark.parametrize(("name", "method", "path"), OPERATIONS)
def test_whatever_is_made_up_from_a_description_is_answered_as_it_says(
    name: str, method: str, path: str, world: TestWorld
) -> None:
    """Status, content type and body of every answer stand in the description; none is a 5xx that it does not name."""
    operation = SCHEMAS[name][path][method]

    @given(case=operation.as_strategy())
    @settings(max_examples=EXAMPLES)
    def answers_as_described(case: schemathesis.Case) -> None:
        url = f"{world.running.url}{world.prefix}/{name}"
        answer = case.call(base_url=url, headers={**(case.headers or {}), **CREDENTIALS[name]})
        case.validate_response(answer, checks=CHECKS)

    answers_as_described()
