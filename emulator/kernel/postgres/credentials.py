"""Whose credentials lead to which world: asked of the database each time."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, cast

from emulator.kernel.credentials import Credentials
from emulator.kernel.postgres.world import LOOK
from emulator.kernel.vendor import Account, Vendor
from emulator.kernel.world import DEFAULT, World

if TYPE_CHECKING:
    from emulator.kernel.postgres.world import SharedWorld
    from emulator.kernel.postgres.worlds import SharedWorlds

_LEADS_TO = (
    f"{LOOK} id = (SELECT world FROM emulator.credentials JOIN emulator.worlds AS owner ON owner.id = world"
    " WHERE vendor = %s AND credential = %s ORDER BY owner.name <> %s, world LIMIT 1)"
)
_KEEP = "INSERT INTO emulator.credentials VALUES (%s, %s, %s) ON CONFLICT DO NOTHING"


class SharedCredentials(Credentials):
    """Where several worlds have one, it is the default world's, else the oldest one's."""

    def __init__(self, vendors: Mapping[str, Vendor], worlds: "SharedWorlds") -> None:
        super().__init__(vendors)
        self._of = worlds

    def world(self, vendor: str, credential: str | None) -> World | None:
        if not credential:
            return None
        found = self._of.server.ask(_LEADS_TO, vendor, credential, DEFAULT)
        return self._of.attached(*found[0]) if found else None

    def later(self, first: World) -> None:
        self.learn_all(first)

    def learn_all(self, world: World) -> None:
        with world.whole():
            self.forget(world)
            for name, accounts in self._of.accounts(world).items():
                for account in accounts:
                    self.learn(world, self._vendors[name], account)

    def learn(self, world: World, vendor: Vendor, account: Account) -> None:
        database = cast("SharedWorld", world).database
        for name in vendor.identifying:
            if account.get(name):
                database.ask(_KEEP, vendor.name, str(account[name]), database.number)

    def forget(self, world: World) -> None:
        database = cast("SharedWorld", world).database
        database.ask("DELETE FROM emulator.credentials WHERE world = %s", database.number)
