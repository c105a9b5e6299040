"""`emulator env`."""

import json
import subprocess

from tests.commands.conftest import Emulator
from tests.conftest import TestWorld


def test_a_shell_takes_addresses_and_credentials(emulator: Emulator, world: TestWorld) -> None:
    printed = emulator("env").output

    script = f'{printed}\necho "$RECO_BASE_URL $RECO_API_KEY $REES46_SHOP_ID $RECENSUS_SECRET"'
    shown = subprocess.run(["sh", "-c", script], capture_output=True, text=True, check=True).stdout
    base = f"{world.running.url}{world.prefix}"
    assert shown == f"{base}/reco 3x3mp3l DvLWN2ZTMZ shared-secret\n"


def test_programs_take_them_as_json(emulator: Emulator, world: TestWorld) -> None:
    named = json.loads(emulator("env", "--json").output)

    assert named["EMULATOR_URL"] == world.running.url
    assert named["REES46_BASE_URL"] == f"{world.running.url}{world.prefix}/rees46"
