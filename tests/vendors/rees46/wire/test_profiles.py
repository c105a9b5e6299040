"""How a person looks."""

import httpx
import pytest
from pydantic import TypeAdapter

from emulator.vendors.rees46.wire.profiles import EXAMPLE, AnonymousProfile, Profile
from tests.vendors.rees46.calls import SHOP, profile

PEOPLE = ["jane.doe@example.com", "john.smith@example.com", "erik.lindqvist@example.com", "maria.garcia@example.com"]


@pytest.mark.parametrize("email", PEOPLE)
def test_everybody_of_the_demo_world_looks_as_described(email: str, rees46: httpx.Client) -> None:
    read = profile(rees46, email=email)

    assert list(read) == list(EXAMPLE)
    assert TypeAdapter(Profile).validate_python(read, strict=True) == read


@pytest.mark.parametrize("did", ["gN7WW9zXpM", "aN0nYm0uSd", "nobody"])
def test_every_device_sees_what_is_described(did: str, rees46: httpx.Client) -> None:
    read = rees46.get("profile", params={"shop_id": SHOP, "did": did}).json()

    assert TypeAdapter(AnonymousProfile).validate_python(read, strict=True) == read
