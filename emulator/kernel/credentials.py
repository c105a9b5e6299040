"""Which world a request is for that names none: the one that its credential belongs to."""

from collections.abc import Mapping

from emulator.kernel.vendor import Account, Vendor
from emulator.kernel.world import World


class Credentials:
    """The credentials of all worlds; where two worlds have the same, it belongs to the one that was there first."""

    def __init__(self, vendors: Mapping[str, Vendor]) -> None:
        self._vendors = vendors
        self._worlds: dict[tuple[str, str], World] = {}
        self._first: World | None = None
        """The default world, until somebody asks: a start does not wait for the vendors that know their accounts."""

    def world(self, vendor: str, credential: str | None) -> World | None:
        if self._first is not None:
            self.learn_first()
        return self._worlds.get((vendor, credential)) if credential else None

    def later(self, first: World) -> None:
        """The first world's accounts are read when that is needed."""
        self._first = first

    def learn_first(self) -> None:
        """Reads what was left for later: before any other world's accounts, and before long work is in that world."""
        world, self._first = self._first, None
        if world is not None:
            self.learn_all(world)

    def learn_all(self, world: World) -> None:
        # A world behind a prefix has the demo credentials too: at the bare address they mean the default world, which
        # was there first.
        self.learn_first()
        with world.transaction() as session:
            for vendor in self._vendors.values():
                for account in vendor.accounts(session):
                    self.learn(world, vendor, account)

    def learn(self, world: World, vendor: Vendor, account: Account) -> None:
        """Notes that an account's credentials lead to its world."""
        self.learn_first()
        for name in vendor.identifying:
            key = (vendor.name, str(account.get(name) or ""))
            if key[1] and self._worlds.setdefault(key, world) is world:
                world.credentials.add(key)

    def forget(self, world: World) -> None:
        if world is self._first:
            self._first = None
        for key in world.credentials:
            del self._worlds[key]
        world.credentials.clear()
