"""One emulator without a port for all tests of it, and a world for each."""

from collections.abc import Iterator

import pytest

from emulator import Emulator, World
from tests import engines


@pytest.fixture(scope="session")
def within() -> Iterator[Emulator]:
    with engines.settings({}) as engine, Emulator(in_process=True, **engine) as emulator:
        yield emulator


@pytest.fixture
def mine(within: Emulator) -> Iterator[World]:
    with within.world() as world:
        yield world


def invite(world: World, email: str = "jane@example.org") -> dict[str, object]:
    """What Reco answers to an invite."""
    key = {"X-Reco-ApiKey": world.reco.account["api_key"]}
    answer: dict[str, object] = world.reco.client.post(
        f"/invite/mail/venue/{world.reco.account['venue']}", headers=key, json={"invites": [{"email": email}]}
    ).json()
    return answer
