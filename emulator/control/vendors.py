"""Vendors by name, as calls and filters give them."""

from emulator.kernel.control import Problem
from emulator.kernel.vendor import Vendor
from emulator.kernel.worlds import Worlds


def named(worlds: Worlds, name: str, *, status: int = 404, field: str = "vendor") -> Vendor:
    """Raises a Problem that lists the vendors: a misspelt one must not look like one that was never called."""
    if name not in worlds.vendors:
        known = ", ".join(worlds.vendors)
        raise Problem(status, f"no vendor is called {name!r}; the vendors are {known}", field=field)
    return worlds.vendors[name]
