"""Vendors by name, as calls and filters give them."""

from emulator.kernel.control import Problem
from emulator.kernel.vendor import Vendor
from emulator.kernel.worlds import Worlds


def check(worlds: Worlds, name: str | None, *, field: str = "vendor") -> None:
    """Of a filter, which may leave it out: a misspelt vendor must not look like one that was never called."""
    if name is not None:
        named(worlds, name, status=400, field=field)


def named(worlds: Worlds, name: str, *, status: int = 404, field: str = "vendor") -> Vendor:
    """Raises a Problem that lists the vendors."""
    if name not in worlds.vendors:
        known = ", ".join(worlds.vendors)
        raise Problem(status, f"no vendor is called {name!r}; the vendors are {known}", field=field)
    return worlds.vendors[name]
