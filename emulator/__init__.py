"""One server that stands in for the HTTP APIs of Reco, REES46 and Recensus."""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from emulator.testing import Emulator, World

__version__ = "0.1.0"
__all__ = ["Emulator", "World", "__version__"]


def __getattr__(name: str) -> Any:
    # The server and the command need nothing of what tests do.
    if name in ("Emulator", "World"):
        from emulator import testing

        return getattr(testing, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
