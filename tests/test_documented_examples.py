"""Every request of the vendors' documents, as it stands there, against a fresh world."""

import httpx
import pytest

from tests.conftest import TestWorld
from tests.examples import Example, all_examples, same_shape, send

EXAMPLES = all_examples()


@pytest.mark.parametrize("example", EXAMPLES, ids=str)
def test_a_documented_example_works_as_it_stands(example: Example, world: TestWorld, control: httpx.Client) -> None:
    clients = {"control": control, example.vendor: world.client(example.vendor)}
    for before in example.data.get("before", []):
        set_up = send(clients, example.vendor, before)
        assert set_up.status_code < 400, set_up.text
    expected = example.data["answer"]

    answer = send(clients, example.vendor, example.data["request"])

    assert answer.status_code == expected["status"], answer.text
    if "json" in expected:
        assert answer.json() == expected["json"]
    if "like" in expected:
        assert same_shape(expected["like"], answer.json()) == []
    if "text" in expected:
        assert answer.text == expected["text"]
    for name, value in expected.get("headers", {}).items():
        assert answer.headers[name] == value


@pytest.mark.parametrize("vendor", ["reco", "rees46", "recensus"])
def test_there_are_examples_of_every_vendor(vendor: str) -> None:
    assert [example for example in EXAMPLES if example.vendor == vendor]
