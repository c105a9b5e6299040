"""The emulator in tests of other people's code: started within them, and asserted on with plain calls.

with Emulator() as emulator:
    httpx.post(f"{emulator.reco.url}/invite/mail/venue/123", ...)
    emulator.requests.assert_called("reco.create_email_invite", times=1)
"""

from emulator.testing.clock import Clock, Ran
from emulator.testing.control import Control, ControlError
from emulator.testing.faults import Faults
from emulator.testing.journal import Exchange, Requests
from emulator.testing.outbox import Message, Outbox
from emulator.testing.server import Emulator
from emulator.testing.world import Api, Snapshot, World

__all__ = [
    "Api",
    "Clock",
    "Control",
    "ControlError",
    "Emulator",
    "Exchange",
    "Faults",
    "Message",
    "Outbox",
    "Ran",
    "Requests",
    "Snapshot",
    "World",
]
