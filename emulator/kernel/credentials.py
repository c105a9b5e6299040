"""Which world a request is for that names none: the one that its credential belongs to."""

from collections.abc import Mapping

from emulator.kernel.vendor import Account, Vendor
from emulator.kernel.world import DEFAULT, World

Key = tuple[str, str]


class Credentials:
    """The credentials of all worlds; where two worlds have the same, it belongs to the one that was there first."""

    def __init__(self, vendors: Mapping[str, Vendor]) -> None:
        self._vendors = vendors
        self._worlds: dict[Key, World] = {}
        """The first of those that have it."""
        self._all: dict[Key, list[World]] = {}
        """In the order in which they came to have it."""
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
        """Those that its accounts have now; where it shares one with others its place among them stays."""
        # A world behind a prefix has the demo credentials too: at the bare address they mean the default world, which
        # was there first.
        self.learn_first()
        with world.transaction() as session:
            now = {
                key
                for vendor in self._vendors.values()
                for account in vendor.accounts(session)
                for key in _keys(vendor, account)
            }
        self._lose(world, world.credentials - now)
        for key in now:
            self._learn(world, key)

    def learn(self, world: World, vendor: Vendor, account: Account) -> None:
        """Notes that an account's credentials lead to its world."""
        self.learn_first()
        for key in _keys(vendor, account):
            self._learn(world, key)

    def forget(self, world: World) -> None:
        if world is self._first:
            self._first = None
        self._lose(world, set(world.credentials))

    def put_in_order(self) -> None:
        """After a start, which opens worlds by their names: the one that was made first was there first."""
        for key, having in self._all.items():
            having.sort(key=lambda world: (world.name != DEFAULT, world.made_at))
            self._worlds[key] = having[0]

    def _learn(self, world: World, key: Key) -> None:
        if key not in world.credentials:
            world.credentials.add(key)
            self._all.setdefault(key, []).append(world)
            self._worlds.setdefault(key, world)

    def _lose(self, world: World, keys: set[Key]) -> None:
        world.credentials -= keys
        for key in keys:
            having = self._all[key]
            having.remove(world)
            if having:
                self._worlds[key] = having[0]
            else:
                del self._worlds[key], self._all[key]


def _keys(vendor: Vendor, account: Account) -> list[Key]:
    """Vendor and credential, for each that leads to the account's world."""
    return [(vendor.name, str(account[name])) for name in vendor.identifying if account.get(name)]
