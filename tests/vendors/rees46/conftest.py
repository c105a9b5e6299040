"""A day on which the demo shop's levels, bonuses and promotions are all good."""

import pytest

from tests.conftest import TestWorld


@pytest.fixture
def march(world: TestWorld) -> None:
    """The world begins at noon of 10 March 2027, and stays there, whatever day it is on the machine."""
    world.begin("2027-03-10T12:00:00Z")
