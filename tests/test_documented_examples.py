"""Every request of the vendors' documents, as it stands there, against a fresh world."""

from typing import Any

import httpx
import pytest

from tests.conftest import TestWorld
from tests.examples import Example, all_examples, same_shape, send

EXAMPLES = all_examples()


@pytest.mark.parametrize("example", EXAMPLES, ids=str)
def test_a_documented_example_works_as_it_stands(example: Example, world: TestWorld, control: httpx.Client) -> None:
    clients = scene(example, world, control)

    answer = send(clients, example.vendor, example.data["request"])

    assert_is_as_documented(answer, example.data["answer"])
    assert breaches(control) == example.data.get("breaks", [])


@pytest.mark.parametrize("example", [one for one in EXAMPLES if "breaks" not in one.data], ids=str)
def test_a_strict_world_answers_a_documented_example_alike(
    example: Example, world: TestWorld, control: httpx.Client
) -> None:
    clients = scene(example, world, control)
    control.put("/contract", json={"strict": True})

    answer = send(clients, example.vendor, example.data["request"])

    assert_is_as_documented(answer, example.data["answer"])


@pytest.mark.parametrize("example", [one for one in EXAMPLES if "breaks" in one.data], ids=str)
def test_a_strict_world_refuses_an_example_that_is_not_as_its_document_says(
    example: Example, world: TestWorld, control: httpx.Client
) -> None:
    clients = scene(example, world, control)
    control.put("/contract", json={"strict": True})

    answer = send(clients, example.vendor, example.data["request"])

    assert (answer.status_code, answer.json()["message"]) == (400, example.data["breaks"][0])


def scene(example: Example, world: TestWorld, control: httpx.Client) -> dict[str, httpx.Client]:
    """What was called before the example; what the journal has of that is forgotten."""
    clients = {"control": control, example.vendor: world.client(example.vendor)}
    for before in example.data.get("before", []):
        set_up = send(clients, example.vendor, before)
        assert set_up.status_code < 400, set_up.text
    control.delete("/requests")
    return clients


def assert_is_as_documented(answer: httpx.Response, expected: dict[str, Any]) -> None:
    assert answer.status_code == expected["status"], answer.text
    if "json" in expected:
        assert answer.json() == expected["json"]
    if "like" in expected:
        assert same_shape(expected["like"], answer.json()) == []
    if "text" in expected:
        assert answer.text == expected["text"]
    for name, value in expected.get("headers", {}).items():
        assert answer.headers[name] == value


def breaches(control: httpx.Client) -> list[str]:
    (request,) = control.get("/requests").json()["items"]
    told = control.get(f"/requests/{request['id']}/explain").json()["breaches"]
    return [one["notice"] for one in told]


@pytest.mark.parametrize("vendor", ["reco", "rees46", "recensus"])
def test_there_are_examples_of_every_vendor(vendor: str) -> None:
    assert [example for example in EXAMPLES if example.vendor == vendor]
