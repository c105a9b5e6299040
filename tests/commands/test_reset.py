"""`emulator reset`."""

import httpx

from tests.commands.conftest import Emulator
from tests.conftest import TestWorld


def test_a_world_is_put_back(emulator: Emulator, reco: httpx.Client, control: httpx.Client, world: TestWorld) -> None:
    reco.post("/invite/mail/venue/123", json={"invites": [{"email": "jane@example.org"}]})

    told = emulator("reset")

    assert (told.output, told.exit_code) == (f"{world.name} is again as it was made\n", 0)
    assert control.get("/requests").json()["total"] == 0
